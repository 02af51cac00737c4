"""Calculer : chaque méthode sur 100 000 lignes budgétaires × 5 exercices."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.methodes import METHODES
from core.modele import Donnees
from core.tables.affectations import AXES, GENRE, IDENTITE
from tests.base_exemple import copie_de_la_base
from tests.mesures.fabrique import au_schema, lignes_budgetaires
from tests.mesures.importation import duree

LIMITES = {"budget_vert": 100, "budget_genre": 100}
"""Millisecondes permises, quand ce n'est pas cinquante."""


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Médiane de cinq calculs à chaud, en millisecondes."""
    donnees = grosses_donnees(dossier)
    for methode in METHODES:
        methode.calculer(donnees, 2024)
        millisecondes = statistics.median(duree(lambda m=methode: m.calculer(donnees, 2024)) for _ in range(5)) * 1e3
        yield (
            f"calculer {methode.FICHE.cle}, 100 000 lignes × 5 exercices",
            f"{millisecondes:.0f} ms",
            f"{LIMITES.get(methode.FICHE.cle, 50)} ms",
        )


def grosses_donnees(dossier: Path) -> Donnees:
    """Les tables de la plus grande métropole d'exemple, ses lignes budgétaires remplacées par 500 000 autres, dont une
    dépense sur dix est cotée sous les six axes et l'égalité."""
    dossier = dossier / "methodes"
    dossier.mkdir()
    entrepot = Entrepot.ouvrir(copie_de_la_base(dossier))
    tables = entrepot.donnees(ACCES_LOCAL, "metropole-castelvive")
    entrepot.fermer()
    tables["lignes_budgetaires"] = lignes_budgetaires(100_000, (2020, 2021, 2022, 2023, 2024))
    tables["affectations"] = cotations(tables["lignes_budgetaires"], 2024)
    return tables


def cotations(lignes: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Une dépense sur dix de l'exercice, dite favorable sous chaque axe et genrable sous l'égalité."""
    depenses = lignes.filter((pl.col("exercice") == exercice) & (pl.col("sens") == "depense"))
    cotees = depenses.select(IDENTITE).unique(maintain_order=True).gather_every(10)
    classes = dict.fromkeys(AXES, "favorable") | {GENRE: "genrable"}
    avis = [cotees.with_columns(lentille=pl.lit(lentille), poste=pl.lit(poste)) for lentille, poste in classes.items()]
    dites = pl.concat(avis).with_columns(
        exercice=pl.lit(exercice), auteur=pl.lit("mesure"), morceau=pl.lit(1), quote_part=pl.lit(1.0)
    )
    return au_schema(dites, "affectations")
