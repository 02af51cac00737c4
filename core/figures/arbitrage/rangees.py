"""Les rangées de résultat des chiffres de l'arbitrage : celle du départ, puis la même après chaque scénario."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.arbitrage.lecture import Rang
from core.modele import Qualite
from core.resultat import SCHEMA_INDICATEURS
from core.usages.arbitrage.lentilles import LENTILLES

_METHODES = {lentille.cle: lentille.methode for lentille in LENTILLES}
_RESTE = pl.col("indicateur") == "budget_restant"


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
