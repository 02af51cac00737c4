"""Ce qui s'écrit dans les figures des mesures et dans leurs tables : prix, conditions, effets, en-têtes."""

from __future__ import annotations

from collections.abc import Sequence

from core.format_fr import nombre

COUT_INCONNU = "coût à la tonne inconnu"
EFFET_INCONNU = "effet inconnu, pas nul"
ACHEVEE = "Une fois achevée (tCO₂e/an)"
VISE = "Visé à terme (tCO₂e/an)"
LIGNE_REALISEE = "Réalisé de sa ligne budgétaire (€)"
TONNES_EVITEES = "tonnes évitées par an"


def tirets(reperes: Sequence[tuple[str, float]]) -> str:
    """Ce que disent les tirets de la figure des coûts, au-dessus d'elle : chaque valeur tutélaire et son nom."""
    dits = ", ".join(f"{nombre(valeur)} € ({nom})" for nom, valeur in reperes)
    return f"tirets : valeur de l'action pour le climat,<br>{dits}"


def tete_mesures(unite: str) -> str:
    """Ce que disent les deux nombres de chaque mesure, au-dessus de leur figure."""
    return f"{unite} ; effet déclaré → sans les recouvrements"


def rapporte(montant: str) -> str:
    """Une mesure rentable, en euros par an."""
    return f"rapporte {montant} par an"


def reduits(quand: str) -> tuple[str, str]:
    """Les deux colonnes des effets réduits : en proportion, puis selon les logarithmes."""
    return f"Réduit en proportion{quand} (tCO₂e)", f"Réduit selon les logarithmes{quand} (tCO₂e)"
