"""Un petit budget et ce que des personnes en disent, pour essayer la cotation sans base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from core.tables.affectations import AFFECTATIONS
from core.usages.cotation.lots import Acte, Lot

JOUR = date(2025, 3, 4)
ACTE = Acte(2024, "axe_1", "Finances", JOUR)
_DEPENSES: tuple[tuple[str, str, str, str, int], ...] = (
    ("Contribution au syndicat", "65568", "01", "Finances", 4_000),
    ("Rénovation de l'école", "21351", "212", "Bâtiments", 3_000),
    ("Achat d'une citadine", "21828", "020", "Parc", 1_500),
    ("Aménagement du bourg", "2312", "511", "Voirie", 1_000),
    ("Emprunts en euros", "1641", "01", "Finances", 500),
)


def depenses(*autres: tuple[str, str, str, str, int | None]) -> pl.DataFrame:
    """Les lignes telles que les rend `depenses_reelles` ; les colonnes sans effet sur la cotation sont nulles."""
    rangs: list[dict[str, Any]] = []
    for rang, (libelle, nature, fonction, service, montant) in enumerate((*_DEPENSES, *autres)):
        rangs.append(
            {
                "territoire": "ville",
                "import_id": 1,
                "fichier": "ca.csv",
                "feuille": "ca",
                "ligne": rang + 2,
                "exercice": 2024,
                "etape": "CA",
                "budget": "principal",
                "nomenclature": "M57",
                "section": "investissement",
                "chapitre": nature[:2],
                "poste_chapitre": None,
                "nature": nature,
                "fonction": fonction,
                "operation": None,
                "service": service,
                "libelle": libelle,
                "politique": "Divers",
                "montant_eur": None if montant is None else Decimal(montant),
                "nature_montant": "realise",
                "rang": rang,
            }
        )
    return pl.DataFrame(
        rangs,
        schema_overrides={
            "montant_eur": pl.Decimal(18, 2),
            "operation": pl.String,
            "exercice": pl.Int32,
            "rang": pl.UInt32,
            "poste_chapitre": pl.String,
            "import_id": pl.Int64,
        },
    )


def affectations(*dites: dict[str, Any]) -> pl.DataFrame:
    """Des affectations ; chaque dictionnaire nomme au moins `libelle`, `auteur` et `poste`."""
    par_libelle = {libelle: (nature, fonction, service) for libelle, nature, fonction, service, _ in _DEPENSES}
    rangs = []
    for numero, dite in enumerate(dites):
        nature, fonction, service = par_libelle[dite["libelle"]]
        rangs.append(
            {
                "exercice": 2024,
                "lentille": "axe_1",
                "budget": "principal",
                "nature": nature,
                "fonction": fonction,
                "service": service,
                "morceau": 1,
                "quote_part": 1.0,
                "date_affectation": "2025-01-10",
                "import_id": 5,
                "fichier": "cotation.xlsx",
                "feuille": "Cotation",
                "ligne": numero + 2,
                "territoire": "ville",
            }
            | dite
        )
    schema = AFFECTATIONS.schema() | {
        "territoire": pl.String(),
        "import_id": pl.Int64(),
        "fichier": pl.String(),
        "feuille": pl.String(),
        "ligne": pl.Int32(),
    }
    return pl.DataFrame(rangs, schema=schema)


def ecrites(dites: pl.DataFrame, lot: Lot) -> pl.DataFrame:
    """Ce que devient la table une fois le lot écrit : retirées ôtées, mêmes clés remplacées, nouvelles ajoutées."""
    cle = list(AFFECTATIONS.cle)
    gardees = dites.join(lot.retirees, on=cle, how="anti", nulls_equal=True)
    gardees = gardees.join(lot.lignes, on=cle, how="anti", nulls_equal=True)
    nouvelles = lot.lignes.with_columns(
        territoire=pl.lit("ville"),
        import_id=pl.lit(9, pl.Int64),
        fichier=pl.lit("Saisie à l'écran — Cotation"),
        feuille=pl.lit("Cotation"),
        ligne=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
    )
    return pl.concat([gardees, nouvelles.select(gardees.columns)])
