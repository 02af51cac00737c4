"""Les rangées de résultat des chiffres de l'arbitrage : celle du départ, puis la même après chaque scénario."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.arbitrage.lecture import Rang
from core.modele import Nature, Qualite
from core.resultat import SCHEMA_INDICATEURS
from core.usages.arbitrage import Depart
from core.usages.arbitrage.calcul import chiffres_de_depart
from core.usages.arbitrage.lentilles import LENTILLES

ENVELOPPE = ("depenses_reelles_fonctionnement", "depenses_reelles_investissement")
"""Ce dont la somme fait l'enveloppe, avec les mêmes des budgets annexes."""
_METHODES = {lentille.cle: lentille.methode for lentille in LENTILLES}
_PREVU = pl.col("nature") == str(Nature.PREVU)
_LECTURE = pl.when(pl.col("axe").is_null()).then(pl.lit("legale")).otherwise(pl.lit("i4ce"))
_DU_POSTE = pl.concat_str("poste", "indicateur", separator="/", ignore_nulls=True)
_ECART, _RESTE = pl.col("indicateur") == "ecart_objectif", pl.col("indicateur") == "budget_restant"
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
"""Par méthode, la clé du chiffre que porte une rangée, et celles qui se lisent ; comme les lectures de l'arbitrage."""
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


def rangees(reperees: pl.DataFrame, lus: Sequence[Rang]) -> pl.DataFrame:
    """Pour chaque chiffre, dans l'ordre, sa rangée du départ ; puis, s'il change, la même après, une par scénario.

    Celle d'après est de qualité « modélisé » et son origine reste celle du départ. L'année d'épuisement se tire du
    budget restant, que rien ne déplace : il n'est dit qu'une fois.
    """
    demandees = pl.DataFrame(
        [
            (place, _METHODES[rang.lentille], rang.cle, list(rang.valeurs[1:]) if rang.change else [])
            for place, rang in enumerate(dict.fromkeys(lus))
        ],
        schema={"place": pl.Int64, "methode": pl.String, "cle": pl.String, "apres": pl.List(pl.Float64)},
        orient="row",
    )
    avant = demandees.join(reperees, on=("methode", "cle"), how="inner", maintain_order="left")
    apres = avant.filter(~_RESTE & (pl.col("apres").list.len() > 0)).explode("apres")
    connue = pl.when(pl.col("apres").is_null()).then(pl.lit(str(Qualite.MANQUANT)))
    refaites = apres.with_columns(
        valeur="apres",
        borne_basse=pl.lit(None, pl.Float64),
        borne_haute=pl.lit(None, pl.Float64),
        qualite=connue.otherwise(pl.lit(str(Qualite.MODELISE))),
    )
    communes = ("place", *SCHEMA_INDICATEURS)
    toutes = pl.concat([avant.select(communes), refaites.select(communes)])
    return toutes.sort("place", maintain_order=True).drop("place")
