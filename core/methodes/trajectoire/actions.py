"""L'effet des actions climat : une rampe par action, que l'on retranche au niveau présent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.modele import type_cellule
from core.tables.carbone import STATUTS_ACTION

STATUTS_COMPTES: list[type_cellule] = [statut for statut in STATUTS_ACTION if statut != "abandonnee"]
"""Une action compte dès qu'elle est identifiée, tant qu'elle n'est pas abandonnée."""


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


def rampe(gain: float, debut: int, fin: int, annee: int) -> float:
    """L'effet atteint une année : gain × (années écoulées, celle-ci comprise) / (fin − début + 1), puis le plein gain."""
    part = (annee - debut + 1) / (fin - debut + 1)
    return gain * min(1.0, max(0.0, part))


def effets(actions: pl.DataFrame, depart: int, niveau: float, horizon: int) -> Effets:
    """Retranche les actions chiffrées d'un périmètre au niveau présent, de `depart` à `horizon`, sans passer sous zéro.

    La part de la rampe déjà acquise l'année de départ est dans le niveau observé : elle n'est pas comptée deux fois.
    Les actions sans gain chiffré ne sont pas comptées 0 : elles sont dénombrées dans `non_chiffrees`.
    """
    retenues = actives(actions)
    chiffrees = retenues.filter(pl.col("gain_tco2e_par_an").is_not_null())
    annees = range(depart, horizon + 1)
    bruts = {
        str(code): {annee: rampe(gain, debut, fin, annee) - rampe(gain, debut, fin, depart) for annee in annees}
        for code, gain, debut, fin in chiffrees.select("code", "gain_tco2e_par_an", "debut", "fin").iter_rows()
    }
    sommes = {annee: sum(effet[annee] for effet in bruts.values()) for annee in annees}
    part = {annee: niveau / somme if somme > niveau else 1.0 for annee, somme in sommes.items()}
    return Effets(
        par_action={
            code: {annee: valeur * part[annee] for annee, valeur in effet.items()} for code, effet in bruts.items()
        },
        scenario={annee: niveau - sommes[annee] * part[annee] for annee in annees},
        part_retenue=part,
        chiffrees=len(chiffrees),
        non_chiffrees=len(retenues) - len(chiffrees),
    )
