"""Des dépenses à lire une à une : ce que montre un panneau quand un morceau de la figure est choisi."""

from __future__ import annotations

import polars as pl

from core.format_fr import euros


def montrer_lignes(lignes: pl.DataFrame) -> pl.DataFrame:
    """Des dépenses de la plus grande à la plus petite, en-têtes français, avec d'où elles viennent.

    `lignes` porte `libelle, nature, montant_eur, service, politique, fichier, feuille, ligne, rang`.
    """
    triees = lignes.sort("montant_eur", "rang", descending=[True, False], nulls_last=True)
    montants = ["donnée absente" if montant is None else euros(montant) for montant in triees["montant_eur"]]
    return triees.select(
        pl.col("libelle").fill_null("").alias("Libellé"),
        pl.col("nature").alias("Compte"),
        pl.Series("Montant", montants, dtype=pl.String),
        pl.col("service").fill_null("").alias("Service"),
        pl.col("politique").fill_null("").alias("Politique"),
        pl.col("fichier").alias("Fichier"),
        pl.col("feuille").fill_null("").alias("Feuille"),
        pl.col("ligne").cast(pl.String).alias("Ligne"),
    )
