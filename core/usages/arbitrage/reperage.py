"""De quelle rangée de résultat part chaque chiffre suivi : sa clé, telle que les `lectures` la donnent."""

from __future__ import annotations

import polars as pl

from core.modele import Nature
from core.resultat import SCHEMA_INDICATEURS
from core.usages.arbitrage.calcul import chiffres_de_depart
from core.usages.arbitrage.modele import Depart

ENVELOPPE = ("depenses_reelles_fonctionnement", "depenses_reelles_investissement")
"""Ce dont la somme fait l'enveloppe, avec les mêmes des budgets annexes."""
_PREVU = pl.col("nature") == str(Nature.PREVU)
_LECTURE = pl.when(pl.col("axe").is_null()).then(pl.lit("legale")).otherwise(pl.lit("i4ce"))
_DU_POSTE = pl.concat_str("poste", "indicateur", separator="/", ignore_nulls=True)
_ECART = pl.col("indicateur") == "ecart_objectif"
_SANS_FILTRE = pl.lit(True)
_CLES: dict[str, tuple[pl.Expr, pl.Expr]] = {
    "budget_vert": (
        pl.format("{}/{}", pl.col("axe").fill_null("tous"), "classe"),
        _PREVU & pl.col("lecture").eq(_LECTURE),
    ),
    "budget_genre": (pl.col("classe"), _PREVU),
    "execution": (pl.col("indicateur"), _PREVU),
    "care": (_DU_POSTE, _SANS_FILTRE),
    "donut": (_DU_POSTE, _SANS_FILTRE),
    "budget_climat": (pl.format("{}/{}", "perimetre", "exercice"), _PREVU),
    "trajectoire": (
        pl.when(_ECART)
        .then(pl.format("{}/{}/ecart/{}", "perimetre", "poste", "exercice"))
        .otherwise(pl.format("{}/{}/epuisement", "perimetre", "poste")),
        _SANS_FILTRE,
    ),
}
"""Par méthode, la clé du chiffre que porte une rangée, et celles qui se lisent ; comme dans `lectures`."""
_DE_L_ANNEE = ("care", "donut", "budget_restant")
"""Lus à l'exercice du départ, et à lui seul ; un plafond, un objectif le sont à leur échéance."""


def reperer(debut: Depart) -> pl.DataFrame:
    """Les rangées du départ, `cle` en plus : celle du chiffre suivi qui en vient."""
    tous = chiffres_de_depart(debut)
    a_sa_date = pl.col("exercice").eq(debut.exercice) | ~(
        pl.col("methode").is_in(_DE_L_ANNEE) | pl.col("indicateur").is_in(_DE_L_ANNEE)
    )
    reperees = [
        tous.filter((pl.col("methode") == methode) & lues & a_sa_date).with_columns(cle=cle)
        for methode, (cle, lues) in _CLES.items()
    ]
    return pl.concat(reperees)


def enveloppe_de(debut: Depart) -> pl.DataFrame:
    """Les dépenses réelles prévues dont la somme est l'enveloppe ; vide si l'exécution ne se calcule pas."""
    noms = [*ENVELOPPE, *(f"annexe_{nom}" for nom in ENVELOPPE)]
    lues = debut.avant.get("execution", pl.DataFrame(schema=SCHEMA_INDICATEURS))
    return lues.filter(pl.col("indicateur").is_in(noms) & _PREVU & pl.col("valeur").is_not_null())
