"""Ce qui s'écrit dans la figure des secteurs et dans sa table."""

from __future__ import annotations

PLUSIEURS_NOMS = "plusieurs noms lus, aucun choisi"
DEMANDE = "Demandé la même année (tCO₂e)"
POINTS = "Écart des points nationaux en 2030 (%)"
CONNUE = "Comment elle est connue"
REGLES = {
    "observee": "observée cette année-là",
    "interpolee": "interpolée entre les deux années voisines",
    "plus_proche": "faute de mieux, l'année observée la plus proche",
    "ambigue": "plusieurs noms lus pour ce secteur : aucun n'est choisi",
    "absente": "donnée absente",
}
"""Comment la méthode a lu la référence d'un secteur."""


def tete(unite: str, repere: int) -> str:
    """Ce que disent les deux traits de chaque secteur, au-dessus du dessin."""
    return f"{unite} ; trait : demandé, pointillé : en {repere}"


def demande_en(repere: int) -> str:
    """L'en-tête de ce qui est demandé l'année repère."""
    return f"Demandé en {repere} (tCO₂e)"
