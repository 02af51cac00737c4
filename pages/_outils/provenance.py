"""« D'où vient ce chiffre » : d'un chiffre montré aux cellules du fichier, avec qui les a déposées et quand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from core.figures.budget_vert.lecture import LECTURES, PERIMETRES
from core.format_fr import avec_unite, typographier
from core.methodes import declarations
from core.modele import Nature, Qualite, table_d_origine
from core.resultat import AXES
from core.tables import TABLES, carbone
from core.tables.affectations import CLASSES_AXE, CLASSES_GENRE, NOMS_COURTS
from core.tables.climat import RAPPORTS
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

_CODES: dict[str, Mapping[str, str]] = {
    "perimetre": carbone.PERIMETRES | PERIMETRES,
    "lecture": LECTURES,
    "axe": NOMS_COURTS,
    "classe": CLASSES_AXE | {"mixte": "Mixte", "indefini": "Indéfini"},
    "rapport": RAPPORTS,
}
"""Comment se disent les codes de chaque axe ; les autres axes portent déjà des noms."""
_CODES_GENRE = _CODES | {"classe": CLASSES_GENRE}
"""Ceux du budget sensible au genre : « favorable » y est favorable à l'égalité, et non à la transition."""


def provenance(indicateurs: pl.DataFrame, contexte: Contexte) -> None:
    """Les chiffres de la vue ; en choisir un montre ses lignes : fichier, feuille, cellule, qui, quand."""
    if indicateurs.is_empty():
        st.markdown(phrases.SANS_CHIFFRE)
        return
    st.markdown(phrases.CHOISISSEZ)
    choix = st.dataframe(
        en_table(indicateurs, noms_des_postes(contexte)).to_arrow(),
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
    if rangs and rangs[0] < indicateurs.height:
        _lignes(indicateurs.row(rangs[0], named=True), contexte)


def noms_des_postes(contexte: Contexte) -> dict[str, str]:
    """Le nom de chaque code que le territoire a déclaré : capitaux, indicateurs, actions."""
    tables = donnees(contexte)
    noms: dict[str, str] = {}
    for table, nom in (("capitaux", "entite"), ("indicateurs", "intitule"), ("actions_climat", "intitule")):
        noms |= dict(tables[table].select("code", nom).unique("code", keep="last", maintain_order=True).iter_rows())
    return noms


def en_table(indicateurs: pl.DataFrame, noms: Mapping[str, str]) -> pl.DataFrame:
    """Les indicateurs en colonnes lisibles, une ligne par chiffre, dans le même ordre."""
    declarees = declarations()
    return pl.DataFrame(
        {
            "Indicateur": [declarees[cle].titre for cle in indicateurs.select("methode", "indicateur").iter_rows()],
            "Poste": [_poste(ligne, noms) for ligne in indicateurs.iter_rows(named=True)],
            "Nature": [_NATURES.get(nature, "") for nature in indicateurs["nature"]],
            "Exercice": [str(exercice) for exercice in indicateurs["exercice"]],
            "Valeur": [_valeur(ligne) for ligne in indicateurs.iter_rows(named=True)],
            "Qualité": [_QUALITES.get(qualite, "") for qualite in indicateurs["qualite"]],
        },
        schema=dict.fromkeys(("Indicateur", "Poste", "Nature", "Exercice", "Valeur", "Qualité"), pl.String),
    )


def _poste(ligne: Mapping[str, Any], noms: Mapping[str, str]) -> str:
    """Le poste puis les axes que porte la ligne, chacun par son nom ; « ensemble » quand elle n'en porte aucun."""
    portes = [(colonne, ligne[colonne]) for colonne in ("poste", *AXES) if ligne.get(colonne)]
    codes = _CODES_GENRE if ligne["methode"] == "budget_genre" else _CODES
    dits = [noms.get(code, codes.get(colonne, {}).get(code, code)) for colonne, code in portes]
    return typographier(" · ".join(dits)) or "ensemble"


def _valeur(ligne: dict[str, object]) -> str:
    valeur = ligne["valeur"]
    if not isinstance(valeur, float):
        return "donnée absente"
    decimales = 0 if abs(valeur) >= 1000 or valeur == round(valeur) else 2
    return avec_unite(valeur, str(ligne["unite"] or ""), decimales)


def _lignes(chiffre: dict[str, str | None], contexte: Contexte) -> None:
    adresse = chiffre["origine"]
    if not adresse:
        st.markdown(phrases.SANS_LIGNE)
        return
    lignes = chargement.entrepot().lignes_origine(contexte.acces, contexte.territoire.id, adresse)
    if lignes.is_empty():
        st.markdown(phrases.SANS_LIGNE)
        return
    fichiers = lignes["fichier"].drop_nulls().unique().sort().to_list()
    depots = lignes.select("date", "identite").drop_nulls().unique().sort("date").rows()
    st.markdown(phrases.origine(lignes.height, fichiers, depots))
    table = TABLES[table_d_origine(adresse)]
    grille(lignes.drop("import_id", "ligne").head(LIGNES_MONTREES), table, phrases.LIGNES)
    if lignes.height > LIGNES_MONTREES:
        st.caption(phrases.premieres(LIGNES_MONTREES))
