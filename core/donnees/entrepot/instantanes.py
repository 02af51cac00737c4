"""Les tables d'un territoire sur un même curseur : un seul instant si l'appelant y tient une transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from core.donnees.entrepot import faits, territoires
from core.donnees.entrepot.schema import FAITS


def tables(
    curseur: duckdb.DuckDBPyConnection, territoire: str, brouillons: bool, noms: Iterable[str]
) -> dict[str, pl.DataFrame]:
    """Les lignes en vigueur des tables nommées, sans leur `numero` ; `territoires` porte le terrain lui-même."""
    return {
        nom: faits.visibles(curseur, FAITS[nom], territoire, brouillons).drop("numero")
        if nom in FAITS
        else territoires.terrain(curseur, territoire)
        for nom in noms
    }


def exercices(lues: Mapping[str, pl.DataFrame]) -> tuple[int, ...]:
    """Les années que ces tables font exister, croissantes ; celles « à défaut » seulement s'il n'y en a pas d'autre."""
    for a_defaut in (False, True):
        annees: set[int] = set()
        for table in FAITS.values():
            if table.exercice_de and table.exercice_a_defaut is a_defaut:
                annees |= set(lues[table.nom][table.exercice_de].drop_nulls().unique().to_list())
        if annees:
            return tuple(sorted(annees))
    return ()
