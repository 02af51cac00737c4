"""Chaque dépense réelle, sa classe sous l'égalité et l'activité qu'elle finance."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import repartir, vigueur_de
from core.communs.depenses import depenses_reelles, depenses_reunies
from core.methodes.budget_genre.publics import par_activite, publics_de
from core.methodes.budget_genre.rattachement import disputees, laisser_en_suspens, rattacher
from core.modele import Donnees, somme_connue
from core.tables.affectations import GENRE

ACTIVITE = "activite"
CODES = (
    *("nature_montant", "budget", "etape", "section", "nature", "fonction", "service", "operation"),
    *("nomenclature", "exercice"),
)
"""Ce qui suffit à rattacher une dépense à une activité, et à retrouver ses lignes."""


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par dépense réelle et par segment ; euros (Decimal), Σ `montant_eur` = dépenses réelles de l'exercice.

    `classe` : favorable, genrable, neutre, non_cote ; `statut` : cotee, reprise, desaccord, fautive (nul : jamais
    examinée). `activite`, `rattachement`, `candidates` : voir `rattacher`. `documentee` : femmes et hommes y sont
    comptés ; `masquee` : un groupe compte moins de 11 personnes. Lève `TableManquante` sans lignes budgétaires.
    """
    publics, vigueur = publics_de(donnees, exercice), vigueur_de(donnees, exercice, (GENRE, ACTIVITE))
    return ranger(couper(depenses_reelles(donnees, exercice), vigueur), publics, vigueur)


def reunir(donnees: Donnees, exercice: int, publics: pl.DataFrame) -> pl.DataFrame:
    """Les segments de `detail` de même sort additionnés : une frame bien plus courte, où `signature` ne nomme plus que
    les lignes dont l'activité se dispute. Seules les dépenses dont quelqu'un a dit quelque chose se coupent."""
    vigueur = vigueur_de(donnees, exercice, (GENRE, ACTIVITE))
    lignes = depenses_reunies(donnees, exercice, CODES, vigueur["signature"])
    en_dispute = pl.col("signature").is_in(disputees(vigueur)["signature"].implode())
    dites = lignes.filter(pl.col("signature").is_not_null())
    coupees = couper(dites, vigueur).with_columns(signature=pl.when(en_dispute).then("signature"))
    muettes = lignes.filter(pl.col("signature").is_null()).group_by(CODES).agg(somme_connue("montant_eur"))
    reunis = pl.concat(
        [
            coupees.group_by(*CODES, "signature", "classe", "statut", ACTIVITE).agg(somme_connue("montant_eur")),
            muettes.with_columns(classe=pl.lit("non_cote")),
        ],
        how="diagonal_relaxed",
    )
    return ranger(reunis, publics, vigueur)


def couper(lignes: pl.DataFrame, vigueur: pl.DataFrame) -> pl.DataFrame:
    """Des dépenses coupées en segments selon leur classe et leur activité dites."""
    coupees = repartir(lignes, vigueur, (GENRE, ACTIVITE)).drop("statut_activite")
    return coupees.with_columns(pl.col(GENRE).fill_null("non_cote")).rename({GENRE: "classe", "statut_genre": "statut"})


def ranger(segments: pl.DataFrame, publics: pl.DataFrame, vigueur: pl.DataFrame) -> pl.DataFrame:
    """Ajoute à des segments l'activité qu'ils financent, et ce que l'on sait de son public."""
    return (
        laisser_en_suspens(rattacher(segments, publics), vigueur)
        .join(publics.select(ACTIVITE, "documentee", "masquee"), on=ACTIVITE, how="left", maintain_order="left")
        .with_columns(pl.col("documentee", "masquee").fill_null(False))
    )


def activites(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Le tableau des activités d'un exercice : voir `par_activite`."""
    return par_activite(detail(donnees, exercice), publics_de(donnees, exercice))
