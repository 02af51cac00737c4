"""D'où vient un chiffre du budget vert : les lignes budgétaires du périmètre, ou les cotations qui disent la classe."""

from __future__ import annotations

import polars as pl

from core.modele import origine
from core.tables.affectations import AFFECTATIONS
from core.tables.budget import LIGNES_BUDGETAIRES

_FAVORABLES = ["favorable", "tres_favorable"]
_FILTRES = ("budget", "etape", "section", "nature")


class Adresses:
    """Les adresses des chiffres d'un exercice, écrites une fois par périmètre."""

    def __init__(self, exercice: int, affectations: pl.DataFrame) -> None:
        self._exercice = exercice
        annees = affectations.filter(pl.col("exercice") <= exercice)["exercice"].unique().sort()
        self._annees: list[str | int | float | None] = annees.to_list()

    def des_lignes(self, lignes: pl.DataFrame) -> str:
        """Les dépenses réelles de ces budgets, étapes, sections et comptes."""
        filtre = lignes.select(pl.col(nom).drop_nulls().unique().sort().implode() for nom in _FILTRES).row(
            0, named=True
        )
        return origine(LIGNES_BUDGETAIRES.nom, exercice=self._exercice, sens="depense", mouvement="reel", **filtre)

    def des_cotations(self, axe: str, classe: str, perimetre: str) -> str:
        """Les cotations qui disent cette classe sous cet axe, de l'exercice et des précédents (elles sont reprises)."""
        postes = _FAVORABLES if classe == "favorable" and perimetre == "annexe" else classe
        return origine(AFFECTATIONS.nom, lentille=axe, poste=postes, exercice=self._annees)
