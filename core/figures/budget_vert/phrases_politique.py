"""Les phrases du budget vert par politique."""

from __future__ import annotations

from collections.abc import Sequence

from core.communs.classement import HORS_POLITIQUE
from core.figures.budget_vert.lecture import Sujet
from core.figures.budget_vert.phrases import MASQUE
from core.format_fr import enumerer, euros_court, pourcent
from core.methodes.budget_vert.sommes import Politique

LIRE = (
    "Une barre par politique, en euros depuis zéro, à la même échelle ; les classes s'y suivent dans le même ordre. "
    "La part favorable est celle de ce qui est coté dans la politique."
)
MASQUE_POLITIQUES = (
    f"{MASQUE} Une ligne sans politique est rangée d'après sa fonction : c'est une convention, modifiable."
)
NOMMEES = 5
"""Politiques nommées pour qui ne voit pas la figure."""


def message_politiques(politiques: Sequence[Politique], sujet: Sujet) -> str:
    """La politique qui porte le plus d'euros favorables, et celle qui en porte le plus de défavorables."""
    if not any(une.cote for une in politiques):
        return f"Aucune politique n'est encore cotée{sujet.sous} en {sujet.exercice}"
    nommees = [une for une in politiques if une.nom not in HORS_POLITIQUE] or list(politiques)
    pour = max(nommees, key=lambda une: une.favorable)
    contre = max(nommees, key=lambda une: une.montants.get("defavorable", 0.0))
    defavorable = contre.montants.get("defavorable", 0.0)
    porte = f"{pour.nom} porte le plus d'euros favorables en {sujet.exercice} ({euros_court(pour.favorable)})"
    if pour.favorable and defavorable:
        return f"{porte} ; le plus d'euros défavorables : {contre.nom} ({euros_court(defavorable)})"
    if pour.favorable:
        return porte
    if defavorable:
        return f"Le plus d'euros défavorables de {sujet.exercice} : {contre.nom} ({euros_court(defavorable)})"
    neutre = "neutre ou mixte" if len(sujet.axes) > 1 else "neutre"
    return f"Tout ce qui est coté en {sujet.exercice}{sujet.sous} est {neutre}, dans chaque politique"


def ecrit(une: Politique) -> str:
    """« 1,2 M€ · 34 % favorable », ou « 1,2 M€ · rien de coté »."""
    suite = f"{pourcent(une.favorable / une.cote)} favorable" if une.cote else "rien de coté"
    return f"{euros_court(une.total)} · {suite}"


def alternative_politiques(message: str, politiques: Sequence[Politique]) -> str:
    """Les plus grandes politiques, pour qui ne voit pas la figure."""
    if not politiques:
        return f"{message}."
    dites = enumerer([f"{une.nom} {ecrit(une)}" for une in politiques[:NOMMEES]])
    return f"{message}. Barres empilées par politique : {dites}."
