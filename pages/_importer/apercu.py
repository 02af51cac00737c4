"""L'aperçu d'un import : ce qui serait créé, remplacé, refusé ; les totaux, à côté de ceux du fichier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
import streamlit as st

from core.donnees.apercu import Apercu, Previsualisation
from core.donnees.importation import classeur_rejets
from core.format_fr import accorder, enumerer, nombre
from core.tables import TABLES
from core.tables.titres import TITRES
from pages._outils.grille import grille
from pages._outils.pied import table_entiere
from pages._outils.textes import echapper

MONTREES = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SENS = {"depense": "dépenses", "recette": "recettes"}
_COMPTES = (
    ("lues", "Lues"),
    ("creees", "Créées"),
    ("remplacees", "Remplacées"),
    ("inchangees", "Inchangées"),
    ("rejetees", "Refusées"),
    ("ecartees", "Mises de côté"),
)


def phrase(vue: Previsualisation) -> str:
    """Le titre de l'aperçu : ce que l'import ferait, en une phrase."""
    nom = f"« {echapper(vue.fichier)} »"
    if vue.questions:
        return f"{nom} : {accorder(len(vue.questions), 'question')} avant l’aperçu"
    comptes = {cle: sum(getattr(une, cle) for une in vue.tables) for cle, _ in _COMPTES}
    if not vue.change and not comptes["rejetees"]:
        return f"{nom} ne change rien : ses lignes sont déjà dans la base"
    effets = [
        accorder(comptes["creees"], "ligne à créer", "lignes à créer") if comptes["creees"] else "",
        accorder(comptes["remplacees"], "à remplacer", "à remplacer") if comptes["remplacees"] else "",
        accorder(comptes["rejetees"], "ligne refusée", "lignes refusées") if comptes["rejetees"] else "",
    ]
    return f"{nom} : {enumerer([effet for effet in effets if effet])}"


def apercu(vue: Previsualisation) -> None:
    """Table par table : les comptes, les totaux, les valeurs qui changent, les lignes nouvelles."""
    for une in vue.tables:
        st.header(echapper(TABLES[une.table].titre), anchor=False)
        with st.container(horizontal=True, key=f"comptes_{une.table}"):
            for cle, libelle in _COMPTES:
                st.metric(libelle, nombre(getattr(une, cle)), width="content")
        if une.absentes:
            st.caption(
                f"{accorder(une.absentes, 'ligne déjà importée', 'lignes déjà importées')} et absentes de ce fichier : "
                "elles restent en place."
            )
        _totaux(une)
        _changements(une)
        _nouvelles(une)


def _totaux(une: Apercu) -> None:
    if une.totaux:
        st.markdown("**Totaux des lignes acceptées**")
        _table(
            [
                {
                    "Colonne": _sens(une.table, colonne),
                    "Sens": _SENS.get(sens, "ensemble"),
                    "Montant (€)": nombre(montant, 2),
                }
                for colonne, par_sens in une.totaux.items()
                for sens, montant in par_sens.items()
            ],
            "Totaux des lignes acceptées",
        )
    if une.totaux_fichier:
        st.markdown("**Totaux écrits dans le fichier**, mis de côté et comparés aux nôtres")
        _table(
            [
                {
                    "Colonne": _sens(une.table, colonne),
                    "Sens": libelle,
                    "Montant (€)": nombre(montant, 2),
                    "Chez nous": retrouver(libelle, par_libelle, une.totaux.get(colonne, {})),
                }
                for colonne, par_libelle in une.totaux_fichier.items()
                for libelle, montant in par_libelle.items()
            ],
            "Totaux écrits dans le fichier",
        )
    if not une.totaux_etapes.is_empty():
        with st.expander("Par exercice, étape et sens"):
            grille(une.totaux_etapes, TABLES[une.table], "Totaux détaillés")


def retrouver(libelle: str, annonces: Mapping[str, Decimal], totaux: Mapping[str, Decimal]) -> str:
    """Dit lequel de nos totaux égale au centime celui du fichier, seul ou avec les autres totaux de même sens."""
    for sens, montant in totaux.items():
        notre = f"nos {_SENS[sens]}" if sens in _SENS else "notre total"
        if montant == annonces[libelle]:
            return f"égal à {notre}"
        ensemble = [annonce for autre, annonce in annonces.items() if _cote(autre) == _cote(libelle)]
        if _cote(libelle) in ("", sens) and montant == sum(ensemble):
            return f"avec les autres, égal à {notre}"
    if len(totaux) > 1 and sum(totaux.values()) == annonces[libelle]:
        return "égal à nos dépenses et recettes ensemble"
    return "sous-total, ou écart à vérifier"


def _cote(libelle: str) -> str:
    """Le sens que porte le libellé d'un total à deux colonnes ; vide s'il n'en porte pas."""
    return next((sens for sens in _SENS if f"{sens}s)" in libelle), "")


def _sens(table: str, colonne: str) -> str:
    return TABLES[table].colonne(colonne).sens


def _table(rangs: list[dict[str, str]], alt: str) -> None:
    droite = {"Montant (€)": st.column_config.TextColumn(alignment="right")}
    st.dataframe(pl.DataFrame(rangs).to_arrow(), hide_index=True, width="stretch", column_config=droite, alt=alt)


def _changements(une: Apercu) -> None:
    if une.differences.is_empty():
        return
    with st.expander(
        f"Ce qui change : {accorder(une.differences.height, 'valeur')}, ancienne → nouvelle", expanded=True
    ):
        montrees = une.differences.head(MONTREES)
        changees = montrees.with_columns(
            colonne=pl.Series([TITRES[nom] for nom in montrees["colonne"]], dtype=pl.String)
        )
        grille(changees, TABLES[une.table], "Valeurs remplacées, ancienne et nouvelle")


def _nouvelles(une: Apercu) -> None:
    if une.lignes.is_empty():
        return
    with st.expander(f"Les lignes à écrire : {accorder(une.lignes.height, 'ligne')}"):
        grille(une.lignes.head(MONTREES), TABLES[une.table], "Premières lignes qui seraient écrites")
        if une.lignes.height > MONTREES:
            st.caption(f"Les {MONTREES} premières sont montrées.")


def rejets(vue: Previsualisation) -> bool:
    """Les lignes refusées et leur raison ; rend vrai si l'agent choisit d'importer sans elles (ou s'il n'y en a
    pas)."""
    if not vue.rejets:
        return True
    lignes = sum(une.rejetees for une in vue.tables)
    st.header(f"{accorder(lignes, 'ligne refusée', 'lignes refusées')}", anchor=False)
    montres = vue.rejets[:MONTREES]
    table_entiere(
        pl.DataFrame(
            {
                "Cellule": [f"{un.feuille} · {un.cellule}" for un in montres],
                "Colonne": [un.colonne for un in montres],
                "Valeur": [un.valeur for un in montres],
                "Pourquoi, et que faire": [un.message for un in montres],
            }
        ),
        "Cellules refusées et réparation de chacune",
    )
    if len(vue.rejets) > MONTREES:
        st.caption(f"Les {MONTREES} premières sont montrées ; le classeur les contient toutes.")
    st.download_button(
        "Télécharger les lignes refusées (Excel)",
        lambda: classeur_rejets(vue),
        f"rejets_{vue.empreinte[:8]}.xlsx",
        XLSX,
        on_click="ignore",
        icon=":material/download:",
    )
    return st.checkbox(f"Importer sans {_ces_lignes(lignes)}", key=f"accepter_{vue.empreinte}")


def _ces_lignes(compte: int) -> str:
    return "la ligne refusée" if compte == 1 else f"les {nombre(compte)} lignes refusées"


def avertissements(textes: Sequence[str]) -> None:
    """Ce que le logiciel a déduit ou mis de côté : dit, jamais tu."""
    if textes:
        with st.expander(f"À savoir : {accorder(len(textes), 'remarque')} sur ce fichier", expanded=len(textes) <= 3):
            st.markdown("\n".join(f"- {echapper(texte)}" for texte in textes))
