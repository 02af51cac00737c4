"""Les phrases communes aux figures : ce qu'une adresse demande et que l'on ne peut pas montrer."""

from __future__ import annotations

NOMS = {
    "confiance_regle": "appui",
    "etat": "état",
    "issue": "proposition",
    "methode": "méthode",
    "operation": "opération",
    "perimetre": "périmètre",
    "scenario": "scénario",
    "scenarios": "scénarios",
    "seance": "séance",
    "selection": "sélection",
    "unite": "unité",
    "version_avant": "version d'avant",
}
"""Comment se disent les choix dont le nom, dans l'adresse, n'est pas un mot français."""


def choix_refuse(nom: str) -> str:
    """Un choix demandé que l'écran ne propose pas ; ce que l'adresse demandait n'est pas répété."""
    return f"Le choix demandé pour « {NOMS.get(nom, nom)} » n'existe pas ici : il n'est pas retenu"
