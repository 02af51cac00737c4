"""Arbitrer : déplacer des euros sous une enveloppe, et voir ce que chaque euro change sous chaque lentille."""

from __future__ import annotations

from core.usages.arbitrage.appliquer import appliquer, deplacer
from core.usages.arbitrage.calcul import arbitrer
from core.usages.arbitrage.depart import preparer
from core.usages.arbitrage.gardes import Scenario, scenarios
from core.usages.arbitrage.lentilles import LENTILLES, TITRES
from core.usages.arbitrage.modele import Arbitrage, Contrainte, Depart, Mouvement, Refus

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
    "deplacer",
    "preparer",
    "scenarios",
]
