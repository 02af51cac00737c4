"""Ce que la méthode dit elle-même : les données nationales qu'elle garde sans s'en servir."""

from __future__ import annotations

from collections.abc import Iterable


def restent_a_verifier(comptes: Iterable[tuple[int, str, Iterable[str]]]) -> str:
    """« 21 budgets (SNBC-2, SNBC-3) et 2 points sectoriels (SNBC-3) restent… » : combien, de quoi, de quelles
    stratégies."""
    dits = " et ".join(f"{combien} {quoi} ({', '.join(strategies)})" for combien, quoi, strategies in comptes)
    return f"{dits} restent à vérifier : ils ne servent à aucun calcul"
