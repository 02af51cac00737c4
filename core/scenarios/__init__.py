"""Arbitrer : déplacer des euros sous une enveloppe, et voir ce que chaque euro change sous chaque lentille."""

from __future__ import annotations

from core.scenarios.appliquer import appliquer
from core.scenarios.calcul import arbitrer
from core.scenarios.depart import preparer
from core.scenarios.gardes import Scenario, scenarios
from core.scenarios.lentilles import LENTILLES, TITRES
from core.scenarios.modele import Arbitrage, Contrainte, Depart, Mouvement, Refus

__all__ = [
    "LENTILLES",
    "TITRES",
    "Arbitrage",
    "Contrainte",
    "Depart",
    "Mouvement",
    "Refus",
    "Scenario",
    "appliquer",
    "arbitrer",
    "preparer",
    "scenarios",
]
