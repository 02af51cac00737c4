"""Plusieurs postes, activités ou services pris ensemble."""

from __future__ import annotations

from collections.abc import Iterable

from core.communs.cumuls import ensemble


def emissions_reunies(tonnes: Iterable[float | None]) -> float | None:
    """Ce que ceux qui sont connus émettent ensemble (tCO2e), sans intervalle ; nul si aucun ne l'est."""
    return ensemble(tonnes)
