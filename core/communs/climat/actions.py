"""L'effet des actions climat : une rampe par action, que l'on retranche au niveau présent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.modele import type_cellule
from core.tables.carbone import STATUTS_ACTION

STATUTS_COMPTES: list[type_cellule] = [statut for statut in STATUTS_ACTION if statut != "abandonnee"]
"""Une action compte dès qu'elle est identifiée, tant qu'elle n'est pas abandonnée."""
STATUTS_DECIDES: list[type_cellule] = ["decidee", "engagee", "achevee"]
"""Ce qui a été décidé ; une action seulement identifiée n'engage personne."""


@dataclass(frozen=True)
class Action:
    """Ce qui fait l'effet d'une action : son gain en tCO2e par an (nul : non chiffré), sa rampe, son secteur, son
    statut."""

    code: str
    secteur: str | None
    statut: str
    gain: float | None
    debut: int
    fin: int

    @property
    def retenue(self) -> bool:
        """Vrai si elle n'est pas abandonnée : identifiée, elle compte déjà."""
        return self.statut in STATUTS_COMPTES

    @property
    def decidee(self) -> bool:
        """Vrai si elle est décidée, engagée ou achevée."""
        return self.statut in STATUTS_DECIDES

    @property
    def active(self) -> bool:
        """Vrai si elle compte et ne finit pas avant d'avoir commencé."""
        return self.retenue and self.fin >= self.debut


@dataclass(frozen=True)
class Effets:
    """L'effet de chaque action chiffrée par année (tCO2e évitées), le scénario qui en résulte, et ce qui est compté.

    `part_retenue` est inférieure à 1 les années où la somme des effets dépasse ce qui est émis : ils sont alors tous
    réduits dans la même proportion.
    """

    par_action: Mapping[str, Mapping[int, float]]
    scenario: Mapping[int, float]
    part_retenue: Mapping[int, float]
    chiffrees: int
    non_chiffrees: int


def actives(actions: pl.DataFrame) -> pl.DataFrame:
    """Les actions qui comptent, triées par code : ni abandonnées, ni finies avant d'avoir commencé."""
    return actions.filter(pl.col("statut").is_in(STATUTS_COMPTES) & (pl.col("fin") >= pl.col("debut"))).sort("code")


def lire(actions: pl.DataFrame) -> dict[str, list[Action]]:
    """Toutes les actions, abandonnées comprises, par périmètre et triées par code."""
    lues: dict[str, list[Action]] = {}
    champs = actions.select("perimetre", "code", "secteur", "statut", "gain_tco2e_par_an", "debut", "fin")
    for perimetre, *valeurs in champs.iter_rows():
        lues.setdefault(perimetre, []).append(Action(*valeurs))
    return {perimetre: sorted(siennes, key=lambda action: action.code) for perimetre, siennes in lues.items()}


def rampe(gain: float, debut: int, fin: int, annee: int) -> float:
    """L'effet atteint une année : gain × (années écoulées, celle-ci comprise) / (fin − début + 1), puis le plein
    gain."""
    part = (annee - debut + 1) / (fin - debut + 1)
    return gain * min(1.0, max(0.0, part))


def bruts(actions: Iterable[Action], depart: int, annees: Iterable[int]) -> dict[str, dict[int, float]]:
    """L'effet ajouté depuis `depart` par chaque action chiffrée qui compte, année par année, tel qu'il est déclaré
    (tCO2e)."""
    lues = list(annees)
    declares = {}
    for action in actions:
        if action.active and action.gain is not None:
            deja = rampe(action.gain, action.debut, action.fin, depart)
            declares[action.code] = {
                annee: rampe(action.gain, action.debut, action.fin, annee) - deja for annee in lues
            }
    return declares


def effets(actions: Sequence[Action], depart: int, niveau: float, horizon: int) -> Effets:
    """Retranche les actions chiffrées d'un périmètre au niveau présent, de `depart` à `horizon`, sans passer sous zéro.

    La part de la rampe déjà acquise l'année de départ est dans le niveau observé : elle n'est pas comptée deux fois.
    Les actions sans gain chiffré ne sont pas comptées 0 : elles sont dénombrées dans `non_chiffrees`.
    """
    annees = range(depart, horizon + 1)
    declares = bruts(actions, depart, annees)
    sommes = {annee: sum(effet[annee] for effet in declares.values()) for annee in annees}
    part = {annee: niveau / somme if somme > niveau else 1.0 for annee, somme in sommes.items()}
    return Effets(
        par_action={
            code: {annee: valeur * part[annee] for annee, valeur in effet.items()} for code, effet in declares.items()
        },
        scenario={annee: niveau - sommes[annee] * part[annee] for annee in annees},
        part_retenue=part,
        chiffrees=len(declares),
        non_chiffrees=sum(action.active for action in actions) - len(declares),
    )
