"""Les phrases communes aux figures : ce qu'une adresse demande et que l'on ne peut pas montrer."""

from __future__ import annotations

LETTRES_CITEES = 40


def choix_refuse(nom: str, valeur: str) -> str:
    """Un choix que l'écran ne propose pas, cité, et que le premier le remplace."""
    cite = valeur if len(valeur) <= LETTRES_CITEES else f"{valeur[:LETTRES_CITEES]}…"
    return f"« {cite} » n'est pas un choix de « {nom} » : voici le premier"
