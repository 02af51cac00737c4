"""Coter : 100 000 lignes de dépense proposées par les règles, acceptées, réparties et lues par le budget vert."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from core.communs.affectations import propositions, signer
from core.communs.depenses import depenses_reelles
from core.methodes import budget_vert
from core.modele import Donnees
from core.tables.affectations import IDENTITE
from tests.mesures.fabrique import COMPTES, au_schema, lignes_budgetaires
from tests.mesures.importation import duree

EXERCICE = 2024
AXES_DES_REGLES = ("axe_1", "axe_6")


def mesurer(_: Path) -> Iterator[tuple[str, str, str]]:
    """Médiane de cinq cotations complètes : règles de deux axes, reprise des affectations, répartition, indicateurs."""
    donnees = {"lignes_budgetaires": depenses(100_000)}
    coter(donnees)
    secondes = statistics.median(duree(lambda: coter(donnees)) for _ in range(5))
    yield "Coter 100 000 lignes par les règles, jusqu'aux indicateurs du budget vert", f"{secondes:.2f} s", "1 s"


def depenses(lignes: int) -> pl.DataFrame:
    """Autant de dépenses, toutes de libellé différent : le pire cas, où aucune ligne n'en vaut une autre."""
    recettes = sum(sens == "Recette" for *_, sens in COMPTES)
    brutes = lignes_budgetaires(lignes * len(COMPTES) // (len(COMPTES) - recettes) + len(COMPTES), (EXERCICE,))
    return (
        brutes.filter(pl.col("sens") == "depense")
        .head(lignes)
        .with_columns(libelle=pl.format("Rénovation et entretien, tranche {}", pl.col("ligne")))
    )


def coter(donnees: Donnees) -> pl.DataFrame:
    """Accepte telle quelle chaque classe que les règles proposent, puis calcule le budget vert."""
    lignes = signer(depenses_reelles(donnees, EXERCICE))
    dites = pl.concat(propositions(lignes, axe) for axe in AXES_DES_REGLES).filter(pl.col("poste").is_not_null())
    identites = lignes.select("signature", *IDENTITE).unique("signature")
    acceptees = (
        dites.select("signature", "lentille", "poste", "regle")
        .join(identites, on="signature")
        .with_columns(exercice=pl.lit(EXERCICE), auteur=pl.lit("Mesure"), morceau=pl.lit(1), quote_part=pl.lit(1.0))
    )
    return budget_vert.calculer({**donnees, "affectations": au_schema(acceptees, "affectations")}, EXERCICE)
