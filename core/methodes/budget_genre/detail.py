"""Chaque dépense réelle, sa classe sous l'égalité et l'activité qu'elle finance."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import repartir, vigueur_de
from core.communs.depenses import depenses_reelles
from core.methodes.budget_genre.publics import par_activite, publics_de
from core.methodes.budget_genre.rattachement import laisser_en_suspens, rattacher
from core.modele import Donnees
from core.tables.affectations import GENRE

ACTIVITE = "activite"


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par dépense réelle et par segment ; euros (Decimal), Σ `montant_eur` = dépenses réelles de l'exercice.

    `classe` : favorable, genrable, neutre, non_cote ; `statut` : cotee, reprise, desaccord, fautive (nul : jamais
    examinée). `activite`, `rattachement`, `candidates` : voir `rattacher`. `documentee` : femmes et hommes y sont
    comptés ; `masquee` : un groupe compte moins de 11 personnes. Lève `TableManquante` sans lignes budgétaires.
    """
    publics, vigueur = publics_de(donnees, exercice), vigueur_de(donnees, exercice, (GENRE, ACTIVITE))
    coupees = repartir(depenses_reelles(donnees, exercice), vigueur, (GENRE, ACTIVITE))
    cotees = coupees.with_columns(pl.col(GENRE).fill_null("non_cote")).rename(
        {GENRE: "classe", "statut_genre": "statut"}
    )
    return (
        laisser_en_suspens(rattacher(cotees, publics), vigueur)
        .drop("statut_activite")
        .join(publics.select(ACTIVITE, "documentee", "masquee"), on=ACTIVITE, how="left", maintain_order="left")
        .with_columns(pl.col("documentee", "masquee").fill_null(False))
    )


def activites(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Le tableau des activités d'un exercice : voir `par_activite`."""
    return par_activite(detail(donnees, exercice), publics_de(donnees, exercice))
