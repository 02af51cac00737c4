"""Du seuil et de la mesure à l'écart : manque (0 à 1) sous le plancher, dépassement (rapport − 1) du plafond.

Formules de Fanning et Raworth (2025). Un seul rapport sert aux deux anneaux : le chemin parcouru entre un repère et
le seuil. Pour un plafond le repère est la valeur préindustrielle, à défaut 0 ; les formes croissante
(v − b0)/(B − b0) et décroissante (1 − v/b0)/(1 − B/b0) sont alors la même expression.
"""

from __future__ import annotations

import polars as pl

from core.methodes.donut import phrases
from core.modele import rapport
from core.tables.indicateurs import INDICATEURS

VALEUR = pl.col("valeur")
SEUIL = pl.col("seuil")
SOCIAL = pl.col("anneau") == "social"
HAUSSE = pl.col("sens") == "hausse"
REPERE = pl.col("repere")


def qualifier(indicateurs: pl.DataFrame) -> pl.DataFrame:
    """Ajoute à chaque indicateur `anneau`, `seuil`, `repere` et `motif_refus`.

    `repere` est la valeur où l'écart est total (plancher) ou nul (plafond), dans l'unité de l'indicateur : nul quand
    aucune échelle honnête n'existe. `motif_refus` réunit les règles de cohérence violées ; nul quand tout se tient.
    """
    motifs = pl.concat_str(
        [pl.when(regle.fautive()).then(pl.lit(regle.message)) for regle in INDICATEURS.regles],
        separator=" ",
        ignore_nulls=True,
    )
    return indicateurs.with_columns(
        anneau=pl.when(pl.col("lentille").str.ends_with("_sociale"))
        .then(pl.lit("social"))
        .otherwise(pl.lit("ecologique")),
        seuil=pl.coalesce("plancher", "plafond"),
        motif_refus=pl.when(motifs != "").then(motifs),
    ).with_columns(repere=_repere())


def _repere() -> pl.Expr:
    """Pire valeur du plancher : saisie, sinon 0 si plus c'est mieux, 100 si l'on compte en % ; base du plafond."""
    en_pourcent = pl.col("unite").str.strip_chars().str.starts_with("%")
    pire = pl.coalesce(
        "pire_valeur", pl.when(HAUSSE & (SEUIL > 0)).then(0.0).when(~HAUSSE & en_pourcent & (SEUIL < 100)).then(100.0)
    )
    base = pl.coalesce("valeur_preindustrielle", pl.when(SEUIL > 0).then(0.0))
    return pl.when(SOCIAL).then(pire).otherwise(base)


def mesurer_ecarts(indicateurs: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `manque`, `depassement`, `seuil_tenu`, `statut` et `raison` à des indicateurs qualifiés et mesurés.

    `manque` est une part de 0 à 1, `depassement` un rapport moins un (négatif sous le plafond) ; tous deux sont nuls
    quand la donnée, le seuil ou l'échelle manque. `seuil_tenu` reste connu sans échelle. Un indicateur incohérent
    n'a ni écart ni statut de seuil, seulement la raison du refus.
    """
    calculable = pl.col("motif_refus").is_null()
    tenu = pl.when(HAUSSE).then(VALEUR >= SEUIL).otherwise(VALEUR <= SEUIL)
    part = rapport(VALEUR - SEUIL, REPERE - SEUIL).clip(0, 1)
    depassement = rapport(VALEUR - REPERE, SEUIL - REPERE) - 1
    return (
        indicateurs.with_columns(
            manque=pl.when(calculable & SOCIAL).then(part),
            depassement=pl.when(calculable & ~SOCIAL).then(depassement),
            seuil_tenu=pl.when(calculable).then(tenu),
        )
        .with_columns(statut=_statut())
        .with_columns(raison=_raison())
    )


def _statut() -> pl.Expr:
    """Ce que l'on peut dire de l'indicateur, du refus à la position par rapport au seuil."""
    sans_ecart = pl.col("manque").is_null() & pl.col("depassement").is_null()
    return (
        pl.when(pl.col("motif_refus").is_not_null())
        .then(pl.lit("incoherent"))
        .when(SEUIL.is_null())
        .then(pl.lit("sans_seuil"))
        .when(VALEUR.is_null())
        .then(pl.lit("donnee_absente"))
        .when(sans_ecart)
        .then(pl.lit("sans_echelle"))
        .when(SOCIAL & pl.col("seuil_tenu"))
        .then(pl.lit("atteint"))
        .when(SOCIAL)
        .then(pl.lit("non_atteint"))
        .when(pl.col("seuil_tenu"))
        .then(pl.lit("respecte"))
        .otherwise(pl.lit("franchi"))
    )


def _raison() -> pl.Expr:
    """Pourquoi aucun secteur n'est tracé, en une phrase ; nulle quand l'écart est calculé."""
    statut = pl.col("statut")
    return (
        pl.when(statut == "incoherent")
        .then(pl.col("motif_refus"))
        .when(statut == "sans_seuil")
        .then(pl.lit(phrases.SANS_SEUIL))
        .when(statut == "donnee_absente")
        .then(pl.lit(phrases.DONNEE_ABSENTE))
        .when((statut == "sans_echelle") & SOCIAL)
        .then(pl.lit(phrases.MASQUE_ECHELLE_SOCIALE))
        .when(statut == "sans_echelle")
        .then(pl.lit(phrases.MASQUE_ECHELLE_ECOLOGIQUE))
    )
