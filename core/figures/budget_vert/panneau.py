"""Ce que dit le panneau du budget vert : les plus grandes dépenses défavorables, ce qui reste à coter, ce qui fait débat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.budget_vert.lecture import Repartition, nature_montree
from core.format_fr import accorder, euros, euros_court, pourcent_prudent

MONTREES = 5


@dataclass(frozen=True)
class Ligne:
    """Une dépense : sa signature (vide si elle n'en a pas), ce qui la nomme, ses euros écrits."""

    signature: str
    nom: str
    ecrit: str


def plus_defavorables(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> list[Ligne]:
    """Les cinq plus grandes dépenses défavorables du périmètre, sous l'un des axes que l'on regarde."""
    contre = pl.any_horizontal(pl.col(nom) == "defavorable" for nom in axes)
    lignes = (
        dans(detail, perimetre)
        .filter(contre & pl.col("montant_eur").is_not_null())
        .group_by("signature")
        .agg(
            pl.col("libelle").first(), pl.col("nature").first(), pl.col("service").first(), pl.col("montant_eur").sum()
        )
        .filter(pl.col("montant_eur") > 0)
        .sort("montant_eur", "signature", descending=[True, False])
        .head(MONTREES)
    )
    return [
        Ligne(une["signature"], une["libelle"] or f"Compte {une['nature']}", euros_court(une["montant_eur"]))
        for une in lignes.iter_rows(named=True)
    ]


def dans(detail: pl.DataFrame, perimetre: str) -> pl.DataFrame:
    """Les lignes du périmètre (l'annexe, ou la lecture entière) : réalisées s'il y en a, sinon prévues, jamais mêlées."""
    lignes = detail.filter(pl.col(f"dans_{perimetre}"))
    return lignes.filter(pl.col("nature_montant") == str(nature_montree(lignes)))


def a_coter(repartition: Repartition) -> str:
    """Ce qui n'est pas coté, en euros et en part ; vide si tout l'est, ou s'il n'y a rien à coter.

    I4CE sépare ce que personne n'a examiné de ce qui l'a été sans conclure.
    """
    if not repartition.total:
        return ""
    reste = repartition.total - repartition.cote
    if reste <= 0:
        return ""
    if repartition.distingue:
        parts = (("non_cote", "non examinés"), ("indefini", "examinés sans conclusion"))
        return (
            " ; ".join(
                f"{euros_court(montant)} {nom}, {pourcent_prudent(montant / repartition.total)} du total"
                for cle, nom in parts
                if (montant := repartition.montant(cle))
            )
            + "."
        )
    return f"{euros_court(reste)} sans cotation, {pourcent_prudent(reste / repartition.total)} du total."


def en_desaccord(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> tuple[str, list[Ligne]]:
    """Les dépenses sur lesquelles deux personnes ne s'accordent pas : une phrase et les plus grandes ; vide sinon."""
    lignes = (
        _debattues(detail, axes, perimetre)
        .group_by("signature")
        .agg(pl.col("libelle").first(), pl.col("nature").first(), pl.col("montant_eur").sum())
        .sort("montant_eur", "signature", descending=[True, False])
    )
    if lignes.is_empty():
        return "", []
    montant = euros_court(lignes["montant_eur"].sum())
    return f"{accorder(lignes.height, 'dépense')} en débat, {montant} : aucune des lectures ne compte encore.", [
        Ligne(une["signature"], une["libelle"] or f"Compte {une['nature']}", euros_court(une["montant_eur"]))
        for une in lignes.head(MONTREES).iter_rows(named=True)
    ]


def montant_en_desaccord(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> float:
    """Les euros sur lesquels deux personnes ne s'accordent pas, sous l'un au moins de ces axes, chacun compté une fois."""
    return float(_debattues(detail, axes, perimetre)["montant_eur"].sum() or 0)


def _debattues(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> pl.DataFrame:
    return dans(detail, perimetre).filter(pl.any_horizontal(pl.col(f"statut_{axe}") == "desaccord" for axe in axes))


def lignes_de(detail: pl.DataFrame, perimetre: str, condition: pl.Expr) -> pl.DataFrame:
    """Les dépenses que désigne une barre choisie, prêtes à montrer."""
    return montrer_lignes(dans(detail, perimetre).filter(condition))


def montrer_lignes(lignes: pl.DataFrame) -> pl.DataFrame:
    """Des dépenses de la plus grande à la plus petite, en-têtes français, avec d'où elles viennent."""
    return lignes.sort("montant_eur", "rang", descending=[True, False], nulls_last=True).select(
        pl.col("libelle").fill_null("").alias("Libellé"),
        pl.col("nature").alias("Compte"),
        pl.col("montant_eur").map_elements(euros, return_dtype=pl.String).fill_null("donnée absente").alias("Montant"),
        pl.col("service").fill_null("").alias("Service"),
        pl.col("politique").fill_null("").alias("Politique"),
        pl.col("fichier").alias("Fichier"),
        pl.col("feuille").fill_null("").alias("Feuille"),
        pl.col("ligne").cast(pl.String).alias("Ligne"),
    )
