"""D'où vient un chiffre du budget vert : les lignes budgétaires qui le font, ou les cotations qui disent la classe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from core.methodes.budget_vert.classes import COTEES
from core.modele import origine, type_cellule
from core.tables.affectations import AFFECTATIONS
from core.tables.budget import LIGNES_BUDGETAIRES

COLONNES = ("budget", "etape", "section", "nature")
"""Ce qui suffit à retrouver les lignes d'un chiffre."""
type_lues = Mapping[str, Sequence[type_cellule]]


class Adresses:
    """Les adresses des chiffres d'un exercice."""

    def __init__(self, exercice: int, affectations: pl.DataFrame) -> None:
        self._exercice = exercice
        self._dites: dict[tuple[str, str], list[type_cellule]] = {}
        passees = affectations.lazy().filter((pl.col("exercice") <= exercice) & pl.col("poste").is_in(COTEES))
        annees = passees.select("lentille", "poste", "exercice").unique().sort("exercice").collect()
        for axe, classe, annee in annees.iter_rows():
            self._dites.setdefault((axe, classe), []).append(annee)

    def des_lignes(self, lues: type_lues) -> str:
        """Les dépenses réelles de ces budgets, étapes, sections et comptes."""
        filtre = {nom: list(lues[nom]) for nom in COLONNES}
        return origine(LIGNES_BUDGETAIRES.nom, exercice=self._exercice, sens="depense", mouvement="reel", **filtre)

    def des_cotations(self, axe: str, classes: Sequence[str]) -> str | None:
        """Les cotations qui disent l'une de ces classes sous cet axe, de l'exercice et des précédents (elles sont
        reprises).

        Nulle si personne n'en a dit.
        """
        annees = sorted({annee for classe in classes for annee in self._dites.get((axe, classe), ())}, key=str)
        if not annees:
            return None
        poste = list(classes) if len(classes) > 1 else classes[0]
        return origine(AFFECTATIONS.nom, lentille=axe, poste=poste, exercice=annees)
