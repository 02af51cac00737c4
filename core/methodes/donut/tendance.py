"""Où va chaque indicateur : pente observée, erreur de Newey–West, pente qu'il faudrait d'ici l'année cible.

Moindres carrés sur les seules années observées, jusqu'à l'exercice regardé. Erreur type de Newey–West (noyau de
Bartlett, décalage 4, sans blanchiment préalable ni correction de petit échantillon, loi normale), comme les calculs
publiés par Fanning et Raworth (2025). Aucun mot de tendance n'est donné sous trois observations.
"""

from __future__ import annotations

import polars as pl

from core.modele import rapport

DECALAGE = 4
QUANTILE_NORMAL_95 = 1.959964
OBSERVATIONS_MINIMALES = 3
BRUIT_FLOTTANT = 1e-9


def pentes(mesures: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Une ligne par indicateur mesuré jusqu'à `exercice` : pente par an, erreur type, dernière observation.

    Frame `code, observations, premiere_annee, derniere_annee, derniere_valeur, amplitude, pente, erreur_type`, dans
    l'unité de l'indicateur. Les valeurs absentes ne comptent pas ; `pente` est nulle sous deux années distinctes.
    """
    temps, dispersion, pente = (pl.col(nom) for nom in ("temps", "dispersion", "pente"))
    observees = mesures.filter(pl.col("valeur").is_not_null(), pl.col("annee") <= exercice).sort("indicateur", "annee")
    centrees = observees.select(
        "indicateur",
        "annee",
        "valeur",
        *(
            (pl.col(nom).cast(pl.Float64) - pl.col(nom).mean().over("indicateur")).alias(centree)
            for nom, centree in (("annee", "temps"), ("valeur", "ecart"))
        ),
    ).with_columns(dispersion=(temps * temps).sum().over("indicateur"))
    influences = centrees.with_columns(
        pente=rapport((temps * pl.col("valeur")).sum().over("indicateur"), dispersion)
    ).with_columns(influence=rapport(temps * (pl.col("ecart") - pente * temps), dispersion))
    return (
        influences.group_by("indicateur", maintain_order=True)
        .agg(
            observations=pl.len(),
            premiere_annee=pl.col("annee").first(),
            derniere_annee=pl.col("annee").last(),
            derniere_valeur=pl.col("valeur").last(),
            amplitude=pl.col("valeur").abs().max(),
            pente=pente.first(),
            erreur_type=_newey_west(pl.col("influence")).clip(0).sqrt(),
        )
        .rename({"indicateur": "code"})
        .with_columns(erreur_type=pl.when(pl.col("pente").is_not_null()).then("erreur_type"))
    )


def _newey_west(influence: pl.Expr) -> pl.Expr:
    """Variance de la pente : autocovariances des influences, pondérées par le noyau de Bartlett."""
    variance = (influence * influence).sum()
    for retard in range(1, DECALAGE + 1):
        poids = 1 - retard / (DECALAGE + 1)
        variance = variance + 2 * poids * (influence * influence.shift(retard)).sum()
    return variance


def juger(indicateurs: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `objectif`, `pente_requise` et `tendance` à des indicateurs munis de leurs pentes.

    `objectif` est la cible, à défaut le seuil. `pente_requise` (unité par an) mène de la dernière observation à
    l'objectif l'année cible ; nulle sans échéance à venir ou objectif atteint. `tendance` vaut `atteint`, `s_eloigne`,
    `stable` (l'intervalle à 95 % de la pente contient 0), `trop_lent`, `conforme`, `se_rapproche` (sans échéance), ou
    null quand rien ne peut être soutenu.
    """
    signe = pl.when(pl.col("sens") == "hausse").then(1.0).otherwise(-1.0)
    atteint = signe * (pl.col("derniere_valeur") - pl.col("objectif")) >= 0
    delai = pl.col("annee_cible") - pl.col("derniere_annee")
    requise = rapport(pl.col("objectif") - pl.col("derniere_valeur"), delai)
    bruit = pl.max_horizontal(QUANTILE_NORMAL_95 * pl.col("erreur_type"), BRUIT_FLOTTANT * pl.col("amplitude"))
    progres = signe * pl.col("pente")
    jugement = (
        pl.when(atteint)
        .then(pl.lit("atteint"))
        .when(pl.col("pente").is_null() | (pl.col("observations") < OBSERVATIONS_MINIMALES))
        .then(None)
        .when(pl.col("pente").abs() <= bruit)
        .then(pl.lit("stable"))
        .when(progres < 0)
        .then(pl.lit("s_eloigne"))
        .when(delai.is_null())
        .then(pl.lit("se_rapproche"))
        .when((delai <= 0) | (progres < signe * requise))
        .then(pl.lit("trop_lent"))
        .otherwise(pl.lit("conforme"))
    )
    jugeable = pl.col("motif_refus").is_null() & pl.col("objectif").is_not_null()
    return indicateurs.with_columns(objectif=pl.coalesce("cible", "seuil")).with_columns(
        pente_requise=pl.when(jugeable & ~atteint & (delai > 0)).then(requise),
        tendance=pl.when(jugeable).then(jugement),
    )
