"""Ce que l'arbitrage lit de chaque méthode : les chiffres qu'un euro déplacé peut changer, et rien d'autre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import polars as pl

from core.methodes import METHODES
from core.modele import Donnees
from core.usages.arbitrage import lectures, sommes
from core.usages.arbitrage.sommes import type_resommer

type_lecture = Callable[[Donnees, pl.DataFrame, int], pl.DataFrame]


@dataclass(frozen=True)
class Lentille:
    """Une lentille : la méthode lue, ses indicateurs et leur lecture, dans un seul de ses périmètres si `perimetre` le
    dit.

    `tables` : celles qui, modifiées, demandent de recalculer la méthode. `resommer` remplace ce calcul quand ses
    chiffres sont des sommes de lignes budgétaires.
    """

    cle: str
    titre: str
    methode: str
    tables: tuple[str, ...]
    indicateurs: tuple[str, ...]
    lire: type_lecture
    resommer: type_resommer | None = None
    perimetre: str | None = None


LENTILLES: tuple[Lentille, ...] = (
    Lentille(
        "budget_vert", "Budget vert", "budget_vert", (), ("montant",), lectures.budget_vert, sommes.ajouter, "budget"
    ),
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
    Lentille("genre", "Égalité", "budget_genre", (), ("montant",), lectures.genre, sommes.ajouter),
    Lentille("epargne", "Épargne", "execution", (), tuple(lectures.EPARGNES), lectures.epargne, sommes.epargner),
)
TITRES = {lentille.cle: lentille.titre for lentille in LENTILLES}
METHODES_LUES: tuple[ModuleType, ...] = tuple(
    methode for methode in METHODES if methode.FICHE.cle in {lentille.methode for lentille in LENTILLES}
)
