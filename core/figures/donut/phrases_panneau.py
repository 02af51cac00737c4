"""Les phrases du panneau du Donut : les plus grands écarts, et la fiche d'un indicateur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.donut.phrases import ANNEAUX, grandeur
from core.format_fr import INSECABLE, enumerer
from core.tables.indicateurs import LENTILLES

BESOINS, PLAFONDS = "Les besoins les moins couverts", "Les plafonds les plus dépassés"
"""Les titres des plus grands écarts."""


def situation(anneau: str, lentille: str) -> str:
    """« Plancher social · lentille locale sociale »."""
    return f"{ANNEAUX[anneau]} · lentille {LENTILLES[lentille].lower()}"


def titre_valeur(exercice: int) -> str:
    """Ce que nomme la rubrique de la valeur et de son seuil."""
    return f"Valeur {exercice} · seuil · qui l'a fixé"


def alternative_courbe(intitule: str, unite: str, valeurs: Mapping[int, float], absentes: Sequence[int]) -> str:
    """La série année par année, puis les années sans donnée, pour qui ne voit pas la courbe."""
    suite = ", ".join(f"{annee}{INSECABLE}: {grandeur(valeur, unite)}" for annee, valeur in valeurs.items())
    manque = f" Donnée absente en {enumerer([str(annee) for annee in absentes])}." if absentes else ""
    return f"{intitule}, année par année. {suite}.{manque}"
