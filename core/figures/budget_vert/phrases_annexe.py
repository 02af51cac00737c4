"""Les phrases de l'annexe lue à l'écran."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.figures.budget_vert.lecture import Laisse, nommer_axes, reunion, sous
from core.figures.budget_vert.phrases import MASQUE
from core.figures.budget_vert.phrases_laisses import inconnu
from core.figures.familles.classes_dessin import Rang
from core.format_fr import enumerer, euros_court, part_ecrite

MASQUE_ANNEXE = f"{MASQUE} La disposition officielle de l'annexe reste à vérifier."
TOTAL_REEL = "Total dépenses réelles d'investissement"
SANS_COMPTE, EXACTS, EXACTS_HORS, ECARTS = (
    "aucun compte à contrôler",
    "contrôles : tous exacts",
    "contrôles : exacts, hors ce qui est laissé de côté",
    "contrôles : des écarts, à corriger avant de l'annexer",
)
"""Ce que donnent les contrôles de l'annexe."""


def sous_titre_annexe(territoire: str, exercice: int, perimetre: str, controle: str) -> str:
    """Le terrain, l'annexe, son exercice, ce qu'elle fait entrer, et ce que donnent ses contrôles."""
    return f"{territoire} · Impact du budget pour la transition écologique, {exercice} · {perimetre} · {controle}"


def lire_annexe(axes: Sequence[str]) -> str:
    """Comment lire les barres : une par axe, puis leur réunion."""
    if len(axes) == 1:
        return f"Une seule barre, en euros depuis zéro : l'{nommer_axes(axes)} est le seul de l'exercice."
    return (
        f"Une barre par axe, en euros depuis zéro, puis les {reunion(axes)}. Un même euro compte une fois dans "
        "chaque barre : elles ne s'additionnent pas."
    )


def message_sans_depense(exercice: int, laisses: Sequence[Laisse]) -> str:
    """Ce que l'on dit quand l'annexe n'analyse rien : rien n'y entre, ou l'on ne sait pas ce qui y entre."""
    if laisses:
        return inconnu(laisses, exercice)
    return f"Aucun investissement de {exercice} n'entre dans le périmètre de l'annexe"


def message_annexe(
    exercice: int, analyse: Decimal, reel: Decimal | None, part_cotee: float | None, axes: Sequence[str]
) -> str:
    """Ce que l'annexe analyse de l'investissement (euros), et la part qui en est cotée."""
    sur = f" sur {euros_court(reel)}" if reel is not None and reel != analyse else ""
    if not part_cotee:
        cote = "rien n'est encore coté"
    else:
        cote = "tout est coté" if part_cotee >= 1 else f"{part_ecrite(part_cotee)} est coté"
    return f"L'annexe {exercice} regarde {euros_court(analyse)}{sur} d'investissement ; {cote}{sous(axes)}"


def analysees(axes: Sequence[str]) -> str:
    """Le nom du rang qui réunit les axes."""
    return f"dont analysées, {reunion(axes)}"


def alternative_annexe(message: str, rangs: Sequence[Rang]) -> str:
    """Chaque barre en quelques mots, pour qui ne voit pas la figure."""
    return f"{message}. {enumerer([f'{rang.nom} : {rang.absent or rang.ecrit}' for rang in rangs])}."
