"""De quoi bâtir les tables de CARE dans un test : quelques lignes, les colonnes manquantes vides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from core.modele import PROVENANCE
from core.tables import TABLES
from core.tables.declaration import Montant

TABLES_CARE = ("capitaux", "actions_preservation", "depenses_preservation", "lignes_budgetaires")


def table(nom: str, lignes: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    declaree = TABLES[nom]
    montants = {colonne.nom for colonne in declaree.colonnes if isinstance(colonne.type, Montant)}
    schema = declaree.schema() | PROVENANCE
    completes = [
        dict.fromkeys(schema) | {"territoire": "essai", "import_id": 1, "fichier": "essai.xlsx", "feuille": nom,
                                 "ligne": rang}
        | {cle: Decimal(str(valeur)) if cle in montants and valeur is not None else valeur
           for cle, valeur in ligne.items()}
        for rang, ligne in enumerate(lignes, start=5)
    ]
    return pl.DataFrame(completes, schema=schema)


def donnees(contenu: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {nom: table(nom, contenu.get(nom, ())) for nom in TABLES_CARE}


def valeur(indicateurs: pl.DataFrame, indicateur: str, poste: str | None = None) -> float | None:
    lignes = indicateurs.filter((pl.col("indicateur") == indicateur) & pl.col("poste").eq_missing(pl.lit(poste)))
    assert len(lignes) == 1, f"{len(lignes)} lignes pour {indicateur}, {poste}"
    trouvee: float | None = lignes["valeur"].item()
    return trouvee


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
    payes = {2023: {"climat": 3000, "biodiversite": 0, "equipes": 5000},
             2024: {"climat": 15000, "biodiversite": 2000, "equipes": 9000}}
    budget = {"recette": 100000, "depense": 90000}
    return {
        "capitaux": [dict(capital) for capital in CAPITAUX],
        "actions_preservation": [
            {"exercice": annee, "capital": capital, "action": "programme", "intitule": f"Programme {capital}",
             "type": "preservation", "quantite": 10.0, "cout_unitaire_eur": cout / 10}
            for annee in payes for capital, cout in couts.items()
        ],
        "depenses_preservation": [
            {"exercice": annee, "capital": capital, "action": "programme", "montant_eur": paye}
            for annee, par_capital in payes.items() for capital, paye in par_capital.items()
        ],
        "lignes_budgetaires": [
            {"exercice": 2023, "etape": "CA", "budget": "principal", "section": "fonctionnement", "sens": sens,
             "mouvement": "reel", "nature": "7062" if sens == "recette" else "6288", "realise_eur": montant}
            for sens, montant in budget.items()
        ],
    }
