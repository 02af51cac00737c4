"""Des territoires minuscules et des répartitions écrites à la main, pour les vues du budget vert."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from core.figures.budget_vert.lecture import Laisse, Repartition, Sujet, repartir
from core.figures.budget_vert.politique import vue_politiques
from core.figures.vue import Vue
from core.modele import Donnees
from core.resultat import SCHEMA_INDICATEURS
from core.tables.affectations import AXES
from tests import fabrique

Montants = Mapping[str, float]
RIEN = pl.DataFrame(schema=SCHEMA_INDICATEURS)


def repartition(
    montants: Montants,
    *,
    perimetre: str = "annexe",
    lecture: str = "legale",
    axe: str | None = None,
    exercice: int = 2024,
    nature: str = "realise",
    desaccord: float = 0.0,
    reunis: tuple[str, ...] = tuple(AXES),
    legale: bool = True,
    laisses: tuple[Laisse, ...] = (),
) -> Repartition:
    """La répartition de ces euros par classe."""
    sujet = Sujet(perimetre, lecture, axe, exercice, reunis, legale)
    return repartir(frame(montants, nature), sujet, desaccord, laisses)


def frame(montants: Montants, nature: str = "realise", **colonnes: str) -> pl.DataFrame:
    """Ces euros en indicateurs `nature, classe, valeur`, avec d'autres colonnes constantes."""
    lignes = pl.DataFrame(
        {"classe": list(montants), "valeur": list(montants.values())},
        schema={"classe": pl.String, "valeur": pl.Float64},
    )
    return lignes.with_columns(
        indicateur=pl.lit("montant"), nature=pl.lit(nature), **{nom: pl.lit(valeur) for nom, valeur in colonnes.items()}
    )


def vue_de(politiques: Mapping[str, Montants], precision: str = "", **reglages: Any) -> Vue:  # noqa: ANN401
    """La vue de ces politiques ; `reglages` sont ceux de `repartition`."""
    ensemble: dict[str, float] = {}
    for montants in politiques.values():
        for classe, montant in montants.items():
            ensemble[classe] = ensemble.get(classe, 0.0) + montant
    lignes = pl.concat([frame(montants, poste=nom) for nom, montants in politiques.items()])
    return vue_politiques(lignes, repartition(ensemble, **reglages), RIEN, precision)


def donnees(lignes: list[dict[str, object]], affectations: list[dict[str, object]] | None = None) -> Donnees:
    """Les tables d'un territoire : des lignes budgétaires et leurs affectations, complétées de ce qui ne compte pas
    ici."""
    socle = {
        "exercice": 2024,
        "etape": "CA",
        "budget": "principal",
        "section": "investissement",
        "sens": "depense",
        "mouvement": "reel",
        "nomenclature": "M57",
        "chapitre": "21",
    }
    codees = {"exercice": 2024, "budget": "principal", "morceau": 1, "quote_part": 1.0, "auteur": "finances"}
    contenus = {
        "lignes_budgetaires": [socle | une for une in lignes],
        "affectations": [codees | une for une in affectations or []],
    }
    return fabrique.tables(contenus)


def ligne(nature: str, montant: str | None, libelle: str = "", **autres: object) -> dict[str, object]:
    """Une dépense d'investissement réalisée."""
    return {
        "nature": nature,
        "realise_eur": None if montant is None else Decimal(montant),
        "libelle": libelle or None,
        **autres,
    }


def cote(nature: str, classe: str, libelle: str = "", **autres: object) -> dict[str, object]:
    """La cotation d'une ligne sous l'axe 1, ou sous celui qu'on nomme."""
    return {"lentille": "axe_1", "nature": nature, "poste": classe, "libelle": libelle or None, **autres}
