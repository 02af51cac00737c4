"""De quoi bâtir les tables de CARE dans un test : quelques lignes, les colonnes manquantes vides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tests import fabrique

TABLES_CARE = ("capitaux", "actions_preservation", "depenses_preservation", "lignes_budgetaires")


def donnees(contenu: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    return fabrique.tables(contenu, noms=TABLES_CARE)


CAPITAUX = [
    {"code": code, "entite": entite, "famille": famille, "exercice_ouverture": 2023, "dette_ouverture_eur": 0}
    for code, entite, famille in (
        ("climat", "Climat", "naturel"),
        ("biodiversite", "Biodiversité du site", "naturel"),
        ("equipes", "Équipes et bénévoles", "humain"),
    )
]


def festival() -> dict[str, list[dict[str, Any]]]:
    """La première et la deuxième édition du festival (cas S2), en tables modifiables."""
    couts = {"climat": 12000, "biodiversite": 6000, "equipes": 9000}
    payes = {
        2023: {"climat": 3000, "biodiversite": 0, "equipes": 5000},
        2024: {"climat": 15000, "biodiversite": 2000, "equipes": 9000},
    }
    budget = {"recette": 100000, "depense": 90000}
    return {
        "capitaux": [dict(capital) for capital in CAPITAUX],
        "actions_preservation": [
            {
                "exercice": annee,
                "capital": capital,
                "action": "programme",
                "intitule": f"Programme {capital}",
                "type": "preservation",
                "quantite": 10.0,
                "cout_unitaire_eur": cout / 10,
            }
            for annee in payes
            for capital, cout in couts.items()
        ],
        "depenses_preservation": [
            {"exercice": annee, "capital": capital, "action": "programme", "montant_eur": paye}
            for annee, par_capital in payes.items()
            for capital, paye in par_capital.items()
        ],
        "lignes_budgetaires": [
            {
                "exercice": 2023,
                "etape": "CA",
                "budget": "principal",
                "section": "fonctionnement",
                "sens": sens,
                "mouvement": "reel",
                "nature": "7062" if sens == "recette" else "6288",
                "realise_eur": montant,
            }
            for sens, montant in budget.items()
        ],
    }
