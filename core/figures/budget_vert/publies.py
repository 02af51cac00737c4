"""Les résultats que d'autres collectivités ont publiés, leur source nommée."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees, Source
from core.references import reference_de, sources

PARTS = ("favorable", "neutre", "defavorable", "indefini")


def publies(donnees: Donnees) -> pl.DataFrame:
    """Les résultats publiés ailleurs, parts en nombres, source nommée ; dans l'ordre des noms."""
    noms = {cle: _nommer(une) for cle, une in sources().items()}
    return (
        reference_de(donnees, "resultats_budgets_verts")
        .with_columns(pl.col(*PARTS).cast(pl.Float64), pl.col("source").replace(noms))
        .sort("collectivite", "exercice", maintain_order=True)
    )


def _nommer(une: Source) -> str:
    return f"{une.auteur}, {une.titre}{'' if une.verifiee else ' — à vérifier'}"
