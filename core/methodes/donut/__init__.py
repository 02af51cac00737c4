"""Donut : des besoins couverts pour tous, sans franchir les limites du vivant, ici et ailleurs par nos actes.

Un manque et un dépassement ne se compensent jamais ; une dimension à plusieurs indicateurs n'est jamais moyennée.
"""

from __future__ import annotations

from core.methodes.donut.calcul import FICHE, calculer, detail, refus

__all__ = ["FICHE", "calculer", "detail", "refus"]
