"""Les mots d'un chiffre de l'arbitrage : s'il va mieux ou moins bien, et ce que l'on dit quand il ne se juge pas."""

from __future__ import annotations

from collections.abc import Sequence

from core.format_fr import accorder, enumerer

MIEUX, MOINS_BIEN, SANS_JUGEMENT, INCHANGE, INCONNU = "mieux", "moins bien", "", "inchangé", "donnée absente"
PLUS_VAUT_MIEUX, MOINS_VAUT_MIEUX, NON_JUGE = "plus, c'est mieux", "moins, c'est mieux", "ne se juge pas"
"""D'un chiffre : ce qui va mieux, sa hausse, sa baisse, ou aucune des deux."""
HORS_HORIZON = "pas à l'horizon connu"
"""D'une année que la trajectoire n'atteint pas."""


def alternative_comparer(message: str, chiffres: int, noms: Sequence[str]) -> str:
    """La comparaison pour qui ne la voit pas : le message, combien de chiffres, pour quels scénarios."""
    compares = accorder(chiffres, "chiffre comparé", "chiffres comparés")
    return f"{message}. {compares} pour {enumerer(list(noms))}."
