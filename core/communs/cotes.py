"""Des euros cotés : leur total par classe, ce qui en porte une appréciation, et les dépenses d'où ils viennent."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

APPRECIATIONS = ("tres_favorable", "favorable", "genrable", "mixte", "neutre", "defavorable")
"""Les classes qui disent quelque chose d'une dépense ; « non coté » et « indéfini » n'en sont pas."""


def total_eur(montants: Mapping[str, float]) -> float | None:
    """Les euros de toutes les classes ; nul quand aucune n'a de montant connu."""
    return sum(montants.values()) if montants else None


def cotes_eur(montants: Mapping[str, float]) -> float:
    """Les euros des classes qui sont des appréciations."""
    return sum(montants.get(classe, 0.0) for classe in APPRECIATIONS)


def par_depense(lignes: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par dépense (`signature`) : `libelle`, `nature`, `montant_eur` en tout ; de la plus grande à la plus
    petite."""
    return (
        lignes.group_by("signature")
        .agg(pl.col("libelle", "nature").first(), pl.col("montant_eur").sum())
        .sort("montant_eur", "signature", descending=[True, False])
    )
