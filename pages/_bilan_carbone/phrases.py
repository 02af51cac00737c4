"""Les phrases des gestes du bilan carbone ; ce que disent les émissions est dans `core.figures.bilan_carbone`."""

from __future__ import annotations

VOIR_LES_EMISSIONS = "Voir les émissions du territoire"
VOIR_LA_TRAJECTOIRE = "Voir la trajectoire et les actions"
FACTEUR_ET_QUALITE = "Son facteur et sa qualité"
APPORTER = "Apporter les flux qui manquent"


def facteurs_du_bilan(exercice: int) -> str:
    """Le choix de la version des facteurs d'un exercice."""
    return f"Facteurs du bilan {exercice}"
