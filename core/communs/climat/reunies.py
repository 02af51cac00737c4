"""Plusieurs actions prises ensemble : ce qu'elles évitent, et ce qu'elles coûtent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.communs.cumuls import ensemble


def effets_reunis(series: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """L'effet de plusieurs actions, année par année ; une action qui n'a pas l'année n'y ajoute rien."""
    annees = sorted({annee for serie in series for annee in serie})
    return {annee: sum(serie.get(annee, 0.0) for serie in series) for annee in annees}


def couts_reunis(couts: Iterable[float | None]) -> float | None:
    """Ce que coûtent celles dont le coût est connu, en euros ; nul si aucun ne l'est."""
    return ensemble(couts)
