"""Le dénominateur des ratios par habitant, montré avec eux."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees, origine


def habitants(donnees: Donnees, exercice: int) -> tuple[float | None, str | None]:
    """La population observée de l'exercice, sinon celle de la fiche du territoire ; et d'où elle vient. Nulle si
    inconnue."""
    annuelles = donnees.get("populations")
    if annuelles is not None and annuelles.height:
        siennes = annuelles.filter((pl.col("annee") == exercice) & (pl.col("etat") == "observee"))
        if siennes.height:
            return float(siennes["habitants"][0]), origine("populations", annee=exercice)
    fiches = donnees.get("territoires")
    if fiches is not None and fiches.height and fiches["population"][0] is not None:
        return float(fiches["population"][0]), origine("territoires", id=fiches["id"][0])
    return None, None
