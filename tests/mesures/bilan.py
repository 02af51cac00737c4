"""Compter : le bilan d'émissions complet de 10 000 flux, à côté de 100 000 lignes de comptes."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.modele import Donnees
from tests.mesures.fabrique import au_schema, lignes_budgetaires
from tests.mesures.importation import duree

EXERCICE, FLUX = 2024, 10_000


def mesurer(_: Path) -> Iterator[tuple[str, str, str]]:
    """Médiane de sept bilans à chaud : par les flux seuls, puis avec ce que les comptes ajoutent."""
    flux_seuls = {"donnees_activite": flux(FLUX)}
    avec_comptes = {**flux_seuls, "lignes_budgetaires": lignes_budgetaires(100_000, (EXERCICE,))}
    for donnees, suite in ((flux_seuls, ""), (avec_comptes, ", et du bilan par les comptes")):
        yield f"BEGES de 10 000 flux{suite}", f"{millisecondes(donnees):.0f} ms", "200 ms"


def millisecondes(donnees: Donnees) -> float:
    """Tous les indicateurs : postes, catégories, services, activités, incertitudes."""
    bilan_carbone.calculer(donnees, EXERCICE)
    return statistics.median(duree(lambda: bilan_carbone.calculer(donnees, EXERCICE)) for _ in range(7)) * 1e3


def flux(combien: int) -> pl.DataFrame:
    """Des flux réalisés qui passent par tous les facteurs livrés, de 200 activités et 40 services, notés de 1 à 5."""
    facteurs = bareme({}).livres.select("code", "unite").unique().sort("code", "unite")
    rang = pl.col("rang")
    frame = (
        pl.DataFrame({"rang": range(combien)})
        .with_columns(numero=rang % facteurs.height)
        .join(
            facteurs.with_row_index("numero").cast({"numero": pl.Int64}), on="numero", how="left", maintain_order="left"
        )
    )
    notes = {
        nom: 1 + (rang + place) % 5
        for place, nom in enumerate(("fiabilite", "technique", "geographique", "temporelle", "completude"))
    }
    return au_schema(
        frame.with_columns(
            exercice=pl.lit(EXERCICE),
            etat=pl.lit("realise"),
            flux=pl.format("Flux {}", "rang"),
            facteur=pl.col("code"),
            activite=pl.format("Activité {}", rang % 200),
            service=pl.format("Service {}", rang % 40),
            quantite=pl.when(rang % 50 > 0).then((rang * 7919 % 100_000).cast(pl.Float64)),
            ligne=rang + 5,
            duree_amortissement=pl.when(rang % 9 == 0).then(10),
            **notes,
        ),
        "donnees_activite",
    )
