"""Le dossier d'un territoire pour un exercice : ses tables, et ce que les méthodes en calculent. C'est ce que lit une
vue."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import polars as pl

from core.methodes import METHODES
from core.modele import Donnees, Territoire

type_calcul = Callable[[str, int], pl.DataFrame]
"""Une méthode par sa clé et un exercice : une frame."""

T = TypeVar("T")
type_retenir = Callable[[Hashable, Callable[[], Any]], Any]
"""Une clé et de quoi faire ce qu'elle nomme : ce que l'on en a gardé, à défaut ce que l'on vient d'en faire."""


def _refaire(_: Hashable, faire: Callable[[], Any]) -> Any:  # noqa: ANN401
    return faire()


@dataclass(frozen=True)
class Dossier:
    """Tout ce dont une vue a besoin ; rien ne s'y modifie. `exercices` : ceux que le territoire a renseignés,
    croissants.

    `calculer` et `detailler` sont fournis par qui ouvre le dossier, et gardés par lui : une vue les appelle sans
    compter. `jour` est celui où l'on regarde : une source échue s'y compare, jamais à l'horloge.
    """

    territoire: Territoire
    exercice: int
    exercices: tuple[int, ...]
    tables: Donnees
    calculer: type_calcul
    detailler: type_calcul
    jour: date = field(default_factory=date.today)
    retenir: type_retenir = _refaire

    def indicateurs(self, cle: str, exercice: int | None = None) -> pl.DataFrame:
        """Les indicateurs d'une méthode, pour l'exercice du dossier à défaut d'un autre ; lève `TableManquante`."""
        return self.calculer(cle, self.exercice if exercice is None else exercice)

    def detail(self, cle: str, exercice: int | None = None) -> pl.DataFrame:
        """Le calcul ligne à ligne d'une méthode ; lève `TableManquante`."""
        return self.detailler(cle, self.exercice if exercice is None else exercice)

    def garder(self, fonction: Callable[..., T], *arguments: Hashable) -> T:
        """Ce que rend `fonction(*arguments, dossier)`, fait une fois quand `retenir` le garde ; à lire, jamais à
        modifier."""
        fait: T = self.retenir((fonction, self.exercice, *arguments), lambda: fonction(*arguments, self))
        return fait

    def de(self, exercice: int) -> Dossier:
        """Le même dossier, vu d'un autre exercice."""
        return replace(self, exercice=exercice)


def ouvrir(territoire: Territoire, exercice: int, exercices: tuple[int, ...], tables: Donnees) -> Dossier:
    """Un dossier qui calcule à la demande : pour la ligne de commande, les documents et les essais."""
    methodes = {methode.FICHE.cle: methode for methode in METHODES}

    def calculer(cle: str, annee: int) -> pl.DataFrame:
        lus: pl.DataFrame = methodes[cle].calculer(tables, annee)
        return lus

    def detailler(cle: str, annee: int) -> pl.DataFrame:
        lus: pl.DataFrame = methodes[cle].detail(tables, annee)
        return lus

    gardes: dict[Hashable, Any] = {}

    def retenir(cle: Hashable, faire: Callable[[], Any]) -> Any:  # noqa: ANN401
        if cle not in gardes:
            gardes[cle] = faire()
        return gardes[cle]

    return Dossier(territoire, exercice, exercices, tables, calculer, detailler, retenir=retenir)
