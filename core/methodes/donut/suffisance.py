"""Les comptes de suffisance de plusieurs lentilles à la fois : combien sont suivis, mesurés, atteints ou franchis."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

COMPTES = (
    "indicateurs_refuses",
    "indicateurs_suivis",
    "indicateurs_renseignes",
    "planchers_suivis",
    "planchers_renseignes",
    "planchers_atteints",
    "plafonds_suivis",
    "plafonds_renseignes",
    "plafonds_franchis",
)


def compter(indicateurs: pl.DataFrame, lentilles: Collection[str]) -> dict[str, int]:
    """Les comptes de suffisance des lentilles retenues, par nom ; 0 quand une lentille n'est pas suivie."""
    par_lentille = indicateurs.filter(pl.col("indicateur").is_in(COMPTES), pl.col("poste").is_in(list(lentilles)))
    comptes = dict.fromkeys(COMPTES, 0)
    for nom, valeur in par_lentille.select("indicateur", "valeur").iter_rows():
        comptes[nom] += int(valeur)
    return comptes
