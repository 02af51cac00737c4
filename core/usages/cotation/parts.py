"""Les parts d'une dépense que l'on partage : en pour cent à l'écran, en quote-part (0 à 1) dans la base."""

from __future__ import annotations

from collections.abc import Sequence

type_morceau = tuple[str, float]
"""Un poste et sa quote-part."""


def total(morceaux: Sequence[type_morceau]) -> float:
    """La somme des quotes-parts ; 1 quand le partage est complet."""
    return sum(part for _, part in morceaux)


def ancien(rang: int, anciens: Sequence[type_morceau]) -> tuple[str | None, float]:
    """Le poste et la part, en pour cent, du morceau `rang` en vigueur ; à défaut, un partage neuf se propose par
    moitiés, et un morceau ajouté n'a pas encore de part."""
    if rang < len(anciens):
        poste, part = anciens[rang]
        return poste, round(100 * part, 2)
    return None, 50.0 if not anciens and rang < 2 else 0.0


def quote_part(pour_cent: float) -> float:
    """30 % → 0,3."""
    return pour_cent / 100
