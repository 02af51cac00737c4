"""Ce qui s'écrit dans la figure des secteurs et dans sa table."""

from __future__ import annotations

PLUSIEURS_NOMS = "plusieurs noms lus, aucun choisi"
DEMANDE = "Demandé la même année (tCO₂e)"
CONNUE = "Comment elle est connue"


def tete(unite: str, repere: int) -> str:
    """Ce que disent les deux traits de chaque secteur, au-dessus du dessin."""
    return f"{unite} ; trait : demandé, pointillé : en {repere}"


def demande_en(repere: int) -> str:
    """L'en-tête de ce qui est demandé l'année repère."""
    return f"Demandé en {repere} (tCO₂e)"
