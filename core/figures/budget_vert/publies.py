"""Les résultats que d'autres collectivités ont publiés, leur source nommée."""

from __future__ import annotations

import polars as pl

from core.figures.budget_vert.phrases_comparaison import source_publiee
from core.modele import Donnees
from core.references import reference_de, sources

PARTS = ("favorable", "neutre", "defavorable", "indefini")


def publies(donnees: Donnees) -> pl.DataFrame:
    """Les résultats publiés ailleurs, parts en nombres, source nommée ; dans l'ordre des noms."""
    noms = {cle: source_publiee(une) for cle, une in sources().items()}
    return (
        reference_de(donnees, "resultats_budgets_verts")
        .with_columns(pl.col(*PARTS).cast(pl.Float64), pl.col("source").replace(noms))
        .sort("collectivite", "exercice", maintain_order=True)
    )
