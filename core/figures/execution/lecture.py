"""Lire les indicateurs d'exécution pour une figure : les postes d'une ventilation, et leurs montants écrits."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.format_fr import avec_unite, euros_court
from core.methodes.execution import ventilation
from core.methodes.execution.ventilation import Poste
from core.modele import Nature
from core.resultat import lire

SENS = {"depense": "dépenses", "recette": "recettes"}
_PLURIELS = {"depense": "depenses", "recette": "recettes"}


@dataclass(frozen=True)
class Perimetre:
    """Ce que la figure montre : la lentille (politique, chapitre), le sens, la section (nulle : les deux),
    l'exercice."""

    lentille: str
    sens: str
    section: str | None
    exercice: int

    @property
    def indicateur(self) -> str:
        """Le nom de la ventilation dans la table de résultats."""
        milieu = f"_{self.section}" if self.section else ""
        return f"{_PLURIELS[self.sens]}{milieu}_par_{self.lentille}"

    @property
    def masse(self) -> str:
        """« dépenses réelles de fonctionnement », « recettes réelles »…"""
        suite = {"fonctionnement": " de fonctionnement", "investissement": " d'investissement"}.get(
            self.section or "", ""
        )
        return f"{SENS[self.sens]} réelles{suite}"


@dataclass(frozen=True)
class Ventilation:
    """Les postes d'un périmètre, du plus grand au plus petit, ceux qui ne visent aucune politique à la fin, et leurs
    totaux ; `nature` est celle des parts."""

    perimetre: Perimetre
    postes: tuple[Poste, ...]
    prevu: float | None
    realise: float | None

    @property
    def nature(self) -> Nature:
        """Réalisé dès qu'un poste en porte un, sinon prévu : les parts ne mêlent jamais les deux."""
        return Nature.PREVU if self.realise is None else Nature.REALISE

    @property
    def total(self) -> float | None:
        """Le total de la nature montrée."""
        return self.prevu if self.realise is None else self.realise


def ventiler(indicateurs: pl.DataFrame, perimetre: Perimetre) -> Ventilation:
    """Les postes du périmètre, ceux à 0 € partout laissés de côté ; vide si aucun n'a de valeur."""
    lus = ventilation.ventiler(lire(indicateurs, perimetre.indicateur))
    return Ventilation(perimetre, lus.postes, lus.prevu, lus.realise)


def ecrire(montant: float | None, population: int | None) -> str:
    """Un montant court, ou rapporté à l'habitant quand une population est donnée."""
    if population and montant is not None:
        par_habitant = montant / population
        return avec_unite(par_habitant, "€/hab.", 0 if abs(par_habitant) >= 10 or not par_habitant else 2)
    return euros_court(montant)


def euros_rond(montant: float) -> str:
    """Un montant rond sans décimale inutile : « 20 M€ », « 2,5 M€ », « 500 k€ »."""
    grandeur, unite = next(
        ((seuil, nom) for seuil, nom in ((1e6, "M€"), (1e3, "k€")) if abs(montant) >= seuil), (1, "€")
    )
    valeur = montant / grandeur
    return avec_unite(valeur, unite, 0 if valeur == round(valeur) else 1)
