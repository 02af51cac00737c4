"""L'aperçu d'un import : ce qui serait créé, remplacé, refusé ; les totaux, à côté de ceux du fichier."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from core.donnees.apercu import Apercu, Previsualisation, Rejet
from core.donnees.causes import causes
from core.donnees.importation import classeur_rejets
from core.donnees.laissees import refusees_dites
from core.donnees.totaux import a_retrouver, portee_a_dire, retrouver
from core.format_fr import nombre
from core.tables import TABLES
from core.tables.titres import TITRES
from pages._importer import phrases
from pages._importer.depot import Depot
from pages._outils.grille import grille
from pages._outils.pied import table_entiere
from pages._outils.textes import echapper

MONTREES = 200
ENTIERE = 24
"""Jusqu'à vingt-quatre totaux (quatre colonnes de montants), leur table se lit sans défiler."""
DEPLIEES = 8
"""Jusqu'à huit cellules refusées, leur table se lit sans l'ouvrir."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COMPTES = (
    ("lues", "Lues"),
    ("creees", "Créées"),
    ("remplacees", "Remplacées"),
    ("inchangees", "Inchangées"),
    ("rejetees", "Refusées"),
    ("ecartees", "Mises de côté"),
)


def apercu(vue: Previsualisation) -> None:
    """Table par table : les comptes, les totaux, les valeurs qui changent, les lignes nouvelles."""
    for une in vue.tables:
        st.header(echapper(TABLES[une.table].titre), anchor=False)
        with st.container(horizontal=True, key=f"comptes_{une.table}"):
            for cle, libelle in _COMPTES:
                st.metric(libelle, nombre(getattr(une, cle)), width="content")
        if une.absentes:
            st.caption(phrases.absentes(une.absentes))
        _totaux(une)
        _changements(une)
        _nouvelles(une)


def _totaux(une: Apercu) -> None:
    if une.totaux:
        st.markdown(f"**{phrases.TOTAUX_ACCEPTES}**")
        _table(_rangs(une), phrases.TOTAUX_ACCEPTES)
    if une.totaux_fichier:
        st.markdown(phrases.TOTAUX_COMPARES)
        nos_totaux = {
            colonne: a_retrouver(une.totaux.get(colonne, {}), une.totaux_sections, colonne)
            for colonne in une.totaux_fichier
        }
        _table(
            [
                {
                    "Colonne": _sens(une.table, colonne),
                    "Sens": libelle,
                    "Montant (€)": nombre(montant, 2),
                    "Chez nous": phrases.egal_a(retrouver(libelle, par_libelle, nos_totaux[colonne])),
                }
                for colonne, par_libelle in une.totaux_fichier.items()
                for libelle, montant in par_libelle.items()
            ],
            phrases.TOTAUX_DU_FICHIER,
        )


def _rangs(une: Apercu) -> list[dict[str, str]]:
    """Un rang par total : de quoi (colonne, sens et section), puis réel, ordre et l'ensemble quand la table les
    distingue ; l'exercice, l'étape et le budget seulement s'il y en a plusieurs."""
    if une.totaux_sections.is_empty():
        return [
            {"Colonne": _sens(une.table, colonne), phrases.EURO["ensemble"]: nombre(montant, 2)}
            for colonne, par_sens in une.totaux.items()
            for montant in par_sens.values()
        ]
    vus = une.totaux_sections
    portee = portee_a_dire(vus)
    return [
        {TITRES[nom]: str(rang[nom] or "") for nom in portee}
        | {"Total": phrases.total(rang.get("sens"), rang.get("section")), "Colonne": TITRES[rang["colonne"]]}
        | {titre: nombre(rang[nom], 2) for nom, titre in phrases.EURO.items() if nom in rang}
        for rang in vus.iter_rows(named=True)
    ]


def _sens(table: str, colonne: str) -> str:
    return TABLES[table].colonne(colonne).sens


def _table(rangs: list[dict[str, str]], alt: str) -> None:
    droite = {
        titre: st.column_config.TextColumn(alignment="right") for titre in ("Montant (€)", *phrases.EURO.values())
    }
    st.dataframe(
        pl.DataFrame(rangs).to_arrow(),
        hide_index=True,
        width="stretch",
        height="content" if len(rangs) <= ENTIERE else "auto",
        column_config=droite,
        alt=alt,
    )


def _changements(une: Apercu) -> None:
    if une.differences.is_empty():
        return
    with st.expander(phrases.changements(une.differences.height), expanded=True):
        montrees = une.differences.head(MONTREES)
        changees = montrees.with_columns(
            colonne=pl.Series([TITRES[nom] for nom in montrees["colonne"]], dtype=pl.String)
        )
        grille(changees, TABLES[une.table], phrases.VALEURS_REMPLACEES)


def _nouvelles(une: Apercu) -> None:
    if une.lignes.is_empty():
        return
    with st.expander(phrases.a_ecrire(une.lignes.height)):
        grille(une.lignes.head(MONTREES), TABLES[une.table], phrases.PREMIERES_LIGNES)
        if une.lignes.height > MONTREES:
            st.caption(phrases.premieres(MONTREES))


def rejets(depot: Depot, vue: Previsualisation) -> bool:
    """Les lignes refusées et leur raison ; rend vrai si l'agent choisit d'importer sans elles (ou s'il n'y en a
    pas)."""
    if not vue.rejets:
        return True
    lignes, trouvees = vue.compte("rejetees"), causes(vue.rejets, vue.proposees)
    st.header(phrases.refusees(lignes, len(trouvees)), anchor=False)
    for rang, cause in enumerate(trouvees):
        with st.container(border=True, key=f"cause_{rang}"):
            st.markdown(phrases.cause(cause))
            for une in cause.proposees:
                st.button(
                    phrases.lire_comme(une.entete, cause.sujet),
                    key=f"proposee_{une.feuille}_{une.lettre}_{une.colonne}",
                    on_click=depot.correspondance.update,
                    args=({f"{une.feuille}!{une.entete}": une.colonne},),
                )
    with st.expander(phrases.cellules(len(vue.rejets)), expanded=len(vue.rejets) <= DEPLIEES):
        _cellules(vue.rejets)
    st.download_button(
        phrases.TELECHARGER_LES_REFUS,
        lambda: classeur_rejets(vue),
        f"rejets_{vue.empreinte[:8]}.xlsx",
        XLSX,
        on_click="ignore",
        icon=":material/download:",
    )
    return st.checkbox(phrases.importer_sans(lignes, refusees_dites(vue.laissees)), key=f"accepter_{vue.empreinte}")


def _cellules(refusees: Sequence[Rejet]) -> None:
    """Chaque cellule refusée et sa réparation ; le classeur les contient toutes."""
    montres = refusees[:MONTREES]
    table_entiere(
        pl.DataFrame(
            {
                "Cellule": [f"{un.feuille} · {un.cellule}" for un in montres],
                "Colonne": [un.colonne for un in montres],
                "Valeur": [un.valeur for un in montres],
                phrases.POURQUOI: [un.message for un in montres],
            }
        ),
        phrases.CELLULES_REFUSEES,
    )
    if len(refusees) > MONTREES:
        st.caption(phrases.premieres(MONTREES, classeur=True))


def avertissements(vue: Previsualisation) -> None:
    """Ce que le logiciel a déduit ou mis de côté : dit, jamais tu ; ce qui compte se lit sans rien ouvrir."""
    if vue.graves:
        st.warning("\n".join(f"- {echapper(texte)}" for texte in vue.graves), icon=":material/error:")
    autres = [texte for texte in vue.avertissements if texte not in vue.graves]
    if autres:
        with st.expander(phrases.remarques(len(autres)), expanded=len(autres) <= 3):
            st.markdown("\n".join(f"- {echapper(texte)}" for texte in autres))


def extraits(vue: Previsualisation) -> None:
    """Les premières lignes du fichier, telles qu'écrites, tant qu'il reste une question : on répond en les voyant."""
    for un in vue.extraits:
        st.markdown(phrases.extrait(un.feuille, un.lignes.height))
        titres = {f"c{rang}": st.column_config.TextColumn(entete) for rang, entete in enumerate(un.entetes)}
        st.dataframe(
            un.lignes.with_columns(pl.all().cast(pl.String).fill_null("")).to_arrow(),
            hide_index=True,
            width="stretch",
            alt=phrases.extrait(un.feuille, un.lignes.height),
            column_config=titres | {"ligne": st.column_config.TextColumn(TITRES["ligne"])},
        )
