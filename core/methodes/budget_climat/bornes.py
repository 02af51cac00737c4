"""Un gain plus grand que ce qu'une mesure peut éviter : il reste compté tel qu'il est déclaré, et il se dit."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.communs.climat.actions import STATUTS_COMPTES
from core.methodes.budget_climat.phrases import EMISSIONS, POTENTIEL


def depassements(mesures: pl.DataFrame, niveaux: Mapping[str, float]) -> pl.DataFrame:
    """Ajoute `au_dela_potentiel` et `au_dela_emissions`, en tCO2e par an, et `alerte` ; même ordre, même nombre.

    `niveaux` : les émissions observées par périmètre. Un dépassement est nul si la borne est tenue ou inconnue, ou si
    la mesure est abandonnée ; `alerte` dit lequel, les émissions d'abord.
    """
    gain = pl.when(pl.col("statut").is_in(STATUTS_COMPTES)).then("gain_tco2e_par_an")
    emis = pl.col("perimetre").replace_strict(dict(niveaux), default=None, return_dtype=pl.Float64)
    bornes = {"au_dela_potentiel": pl.col("potentiel_tco2e_par_an"), "au_dela_emissions": emis}
    return mesures.with_columns(
        **{nom: pl.when(gain > borne).then(gain - borne) for nom, borne in bornes.items()}
    ).with_columns(
        alerte=pl.when(pl.col("au_dela_emissions").is_not_null())
        .then(pl.lit(EMISSIONS))
        .when(pl.col("au_dela_potentiel").is_not_null())
        .then(pl.lit(POTENTIEL))
    )
