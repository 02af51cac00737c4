"""La grille d'une table déclarée : en-têtes, aides, unités et alignements, tirés de sa déclaration."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from core.documents.tableaux import en_francais
from core.tables import Colonne, Table
from core.tables.declaration import Choix, Entier, Montant, Nombre, Part
from core.tables.titres import TITRES

PREMIERES = ("fichier", "feuille", "cellule")
"""La provenance se lit d'abord."""


def grille(lignes: pl.DataFrame, table: Table, alt: str) -> None:
    """Montre des lignes d'une table déclarée, avec leurs colonnes de provenance s'il y en a ; rien ne s'y modifie.

    Un code d'une liste close s'affiche par son libellé ; une cellule vide reste vide.
    """
    declarees = {colonne.nom: colonne for colonne in table.colonnes}
    ordre = [nom for nom in PREMIERES if nom in lignes.columns]
    ordre += [nom for nom in lignes.columns if nom not in ordre]
    en_clair = lignes.select(_en_clair(nom, declarees.get(nom)) for nom in ordre)
    st.dataframe(
        en_francais(en_clair, absent="").to_arrow(),
        hide_index=True,
        width="stretch",
        alt=alt,
        column_config={nom: configuration(nom, declarees.get(nom)) for nom in ordre},
    )


def configuration(nom: str, colonne: Colonne | None) -> Any:  # noqa: ANN401 - type privé de Streamlit
    """L'en-tête lisible avec son unité, le sens en aide, les nombres à droite."""
    if colonne is None:
        return st.column_config.TextColumn(TITRES[nom])
    titre = f"{TITRES[nom]} ({colonne.unite})" if colonne.unite else TITRES[nom]
    nombre = isinstance(colonne.type, Montant | Nombre | Entier | Part)
    return st.column_config.TextColumn(titre, help=colonne.sens, alignment="right" if nombre else "left")


def _en_clair(nom: str, colonne: Colonne | None) -> pl.Expr:
    if colonne is not None and isinstance(colonne.type, Choix):
        return pl.col(nom).replace(colonne.type.valeurs)
    return pl.col(nom)
