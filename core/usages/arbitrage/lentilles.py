"""Ce que l'arbitrage lit de chaque méthode : les chiffres qu'un euro déplacé peut changer, et rien d'autre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import polars as pl

from core.methodes import METHODES
from core.modele import Donnees
from core.usages.arbitrage import lectures

type_lecture = Callable[[Donnees, pl.DataFrame, int], pl.DataFrame]


@dataclass(frozen=True)
class Lentille:
    """Une lentille : la méthode lue, les tables dont ses chiffres suivis dépendent, ses indicateurs et leur lecture."""

    cle: str
    titre: str
    methode: str
    tables: tuple[str, ...]
    indicateurs: tuple[str, ...]
    lire: type_lecture


LENTILLES: tuple[Lentille, ...] = (
    Lentille("budget_vert", "Budget vert", "budget_vert", ("lignes_budgetaires",), ("montant",), lectures.budget_vert),
    Lentille(
        "carbone",
        "Carbone",
        "trajectoire",
        ("actions_climat",),
        ("ecart_objectif", "budget_restant"),
        lectures.trajectoire,
    ),
    Lentille(
        "budget_climat",
        "Budget climat",
        "budget_climat",
        ("actions_climat",),
        ("ecart_plafond",),
        lectures.budget_climat,
    ),
    Lentille(
        "capitaux",
        "Capitaux",
        "care",
        ("depenses_preservation", "lignes_budgetaires"),
        (*lectures.PRESERVATIONS, *lectures.RESULTATS),
        lectures.capitaux,
    ),
    Lentille("donut", "Donut", "donut", ("mesures",), ("manque", "depassement", "valeur"), lectures.donut),
    Lentille("genre", "Égalité", "budget_genre", ("lignes_budgetaires",), ("montant",), lectures.genre),
    Lentille("epargne", "Épargne", "execution", ("lignes_budgetaires",), tuple(lectures.EPARGNES), lectures.epargne),
)
TITRES = {lentille.cle: lentille.titre for lentille in LENTILLES}
METHODES_LUES: tuple[ModuleType, ...] = tuple(
    methode for methode in METHODES if methode.FICHE.cle in {lentille.methode for lentille in LENTILLES}
)
