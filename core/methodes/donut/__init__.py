"""Donut : des besoins couverts pour tous, sans franchir les limites du vivant, ici et ailleurs par nos actes.

Un manque et un dépassement ne se compensent jamais ; une dimension à plusieurs indicateurs n'est jamais moyennée.
"""

from __future__ import annotations

from core.methodes.donut.detail import detail, refus
from core.methodes.donut.fiche import FICHE, INDICATEURS
from core.methodes.donut.indicateurs import calculer

__all__ = ["FICHE", "INDICATEURS", "calculer", "detail", "refus"]
