"""Comment une phrase introduit un nombre : ses bornes, son ordre de grandeur."""

from __future__ import annotations

from core.format_fr import INSECABLE


def entre_deux(basse: str, haute: str, unite: str = "") -> str:
    """« entre 19 800 et 28 000 », et l'unité s'il en faut une."""
    return f"entre {basse} et {haute}{INSECABLE if unite else ''}{unite}"


def de_l_ordre_de(valeur: str, unite: str) -> str:
    """« de l'ordre de 23 000 tCO₂e »."""
    return f"de l'ordre de {valeur}{INSECABLE}{unite}"


def precise(texte: str, precision: str) -> str:
    """« Repas (35 %) » ; le texte seul si rien ne le précise."""
    return f"{texte} ({precision})" if precision else texte
