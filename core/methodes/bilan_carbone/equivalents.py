"""Des repas et des kilomètres, pour se représenter des tonnes."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees
from core.references import valeurs_de


def equivalents(donnees: Donnees, tonnes: float) -> pl.DataFrame:
    """Combien de repas, de kilomètres… émettent autant que `tonnes` tCO2e : une aide à lire, jamais un résultat.

    Rend code, libelle, kgco2e (par unité), nombre et source, dans l'ordre choisi de `data/equivalents.csv`.
    """
    return valeurs_de(donnees, "equivalents").select(
        "code", "libelle", kgco2e="valeur", nombre=pl.lit(tonnes * 1000) / pl.col("valeur"), source="source"
    )
