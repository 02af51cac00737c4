"""Exécution budgétaire : ce qui était prévu, ce qui a été fait, ce qu'il reste pour agir."""

from __future__ import annotations

from core.methodes.execution.detail import detail
from core.methodes.execution.fiche import FICHE, INDICATEURS
from core.methodes.execution.indicateurs import calculer

__all__ = ["FICHE", "INDICATEURS", "calculer", "detail"]
