"""« D'où vient ce chiffre » : d'un chiffre montré aux cellules du fichier, avec qui les a déposées et quand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from core.figures.budget_vert.lecture import LECTURES, PERIMETRES
from core.format_fr import mesure, typographier
from core.methodes import declarations
from core.modele import Donnees, Nature, Qualite, table_d_origine
from core.resultat import AXES
from core.tables import TABLES, carbone
from core.tables.affectations import CLASSES_AXE, CLASSES_GENRE, NOMS_COURTS
from core.tables.climat import RAPPORTS
from core.tables.indicateurs import LENTILLES
from pages._outils import chargement, phrases
from pages._outils.contexte import Contexte, donnees
from pages._outils.grille import grille

LIGNES_MONTREES = 200

_NATURES = {
    Nature.REALISE: "réalisé",
    Nature.PREVU: "prévu",
    Nature.OBJECTIF: "objectif",
    Nature.PLANCHER: "plancher",
    Nature.PLAFOND: "plafond",
    Nature.REFERENCE: "référence",
}
_QUALITES = {
    Qualite.MESURE: "mesuré",
    Qualite.DECLARE: "déclaré",
    Qualite.ESTIME: "estimé",
    Qualite.MODELISE: "modélisé",
    Qualite.MANQUANT: "manquant",
}

_NOMMES = {
    "capital": ("capitaux", "entite"),
    "indicateur": ("indicateurs", "intitule"),
    "action": ("actions_climat", "intitule"),
    "mesure": ("actions_climat", "intitule"),
}
"""Ce que nomme un poste, quand le territoire le déclare : la table dont il est un code, et la colonne de son nom."""

_AXES: dict[str, dict[str, Mapping[str, str]]] = {
    "budget_climat": {"perimetre": carbone.PERIMETRES, "rapport": RAPPORTS},
    "budget_genre": {"classe": CLASSES_GENRE},
    "budget_vert": {
        "perimetre": PERIMETRES,
        "lecture": LECTURES,
        "axe": NOMS_COURTS,
        "classe": CLASSES_AXE | {"mixte": "Mixte", "indefini": "Indéfini"},
    },
    "trajectoire": {"perimetre": carbone.PERIMETRES},
}
"""Comment chaque méthode dit les codes de ses axes ; les autres axes portent déjà des noms."""


def provenance(indicateurs: pl.DataFrame, contexte: Contexte) -> None:
    """Les chiffres de la vue ; en choisir un montre ses lignes : fichier, feuille, cellule, qui, quand."""
    if indicateurs.is_empty():
        st.markdown(phrases.SANS_CHIFFRE)
        return
    st.markdown(phrases.CHOISISSEZ)
    choix = st.dataframe(
        en_table(indicateurs, noms_des_postes(donnees(contexte))).to_arrow(),
        width="stretch",
        height=min(36 * (indicateurs.height + 1), 252),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [0]}},
        key="chiffre_choisi",
        column_config={"Valeur": st.column_config.TextColumn("Valeur", alignment="right")},
        alt=phrases.CHIFFRES,
    )
    rangs = choix["selection"]["rows"]
    if rangs and 0 <= rangs[0] < indicateurs.height:
        _lignes(indicateurs.row(rangs[0], named=True), contexte)


def noms_des_postes(tables: Donnees) -> dict[str, Mapping[str, str]]:
    """Par ce que nomme un poste (« capital », « lentille »…), le nom de chacun de ses codes."""
    noms: dict[str, Mapping[str, str]] = {"lentille": LENTILLES}
    for sorte, (table, nom) in _NOMMES.items():
        codes = tables[table].select("code", nom).unique("code", keep="last", maintain_order=True)
        noms[sorte] = dict(codes.iter_rows())
    return noms


def en_table(indicateurs: pl.DataFrame, noms: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    """Les indicateurs en colonnes lisibles, une ligne par chiffre, dans le même ordre."""
    declarees = declarations()
    return pl.DataFrame(
        {
            "Indicateur": [declarees[cle].titre for cle in indicateurs.select("methode", "indicateur").iter_rows()],
            "Poste": [
                _poste(ligne, declarees[ligne["methode"], ligne["indicateur"]].poste, noms)
                for ligne in indicateurs.iter_rows(named=True)
            ],
            "Nature": [_NATURES.get(nature, "") for nature in indicateurs["nature"]],
            "Exercice": [str(exercice) for exercice in indicateurs["exercice"]],
            "Valeur": [mesure(*ligne) for ligne in indicateurs.select("valeur", "unite").iter_rows()],
            "Qualité": [_QUALITES.get(qualite, "") for qualite in indicateurs["qualite"]],
        },
        schema=dict.fromkeys(("Indicateur", "Poste", "Nature", "Exercice", "Valeur", "Qualité"), pl.String),
    )


def _poste(ligne: Mapping[str, Any], sorte: str, noms: Mapping[str, Mapping[str, str]]) -> str:
    """Le poste, de cette `sorte`, puis les axes que porte la ligne, chacun par son nom ; « ensemble » sans aucun."""
    dits = _AXES.get(ligne["methode"], {}) | {"poste": noms.get(sorte, {})}
    portes = [(colonne, ligne[colonne]) for colonne in ("poste", *AXES) if ligne.get(colonne)]
    return typographier(" · ".join(dits.get(colonne, {}).get(code, code) for colonne, code in portes)) or "ensemble"


def _lignes(chiffre: Mapping[str, Any], contexte: Contexte) -> None:
    adresse = chiffre["origine"]
    if not adresse:
        st.markdown(sans_ligne(chiffre["valeur"]))
        return
    lignes = chargement.entrepot().lignes_origine(contexte.acces, contexte.territoire.id, adresse)
    if lignes.is_empty():
        st.markdown(sans_ligne(chiffre["valeur"]))
        return
    fichiers = lignes["fichier"].drop_nulls().unique().sort().to_list()
    depots = lignes.select("date", "identite").drop_nulls().unique().sort("date").rows()
    st.markdown(phrases.origine(lignes.height, fichiers, depots))
    table = TABLES[table_d_origine(adresse)]
    grille(lignes.drop("import_id", "ligne").head(LIGNES_MONTREES), table, phrases.LIGNES)
    if lignes.height > LIGNES_MONTREES:
        st.caption(phrases.premieres(LIGNES_MONTREES))


def sans_ligne(valeur: float | None) -> str:
    """Pourquoi un chiffre n'a pas de ligne : rien n'est renseigné, ou rien n'est à compter."""
    return phrases.SANS_LIGNE if valeur is None else phrases.RIEN_A_COMPTER
