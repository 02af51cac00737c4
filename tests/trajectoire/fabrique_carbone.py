"""De quoi bâtir les tables carbone dans un test : quelques lignes, les colonnes manquantes vides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from core.modele import PROVENANCE
from core.tables import TABLES
from core.tables.declaration import Montant

TABLES_CARBONE = ("emissions", "objectifs_emissions", "actions_climat", "populations")
PAR_DEFAUT: dict[str, dict[str, Any]] = {
    "emissions": {"perimetre": "territoire", "secteur": "total"},
    "objectifs_emissions": {"perimetre": "territoire", "trajectoire": "PCAET", "forme": "points"},
    "actions_climat": {"perimetre": "territoire", "statut": "engagee"},
    "populations": {"etat": "observee"},
}


def table(nom: str, lignes: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    declaree = TABLES[nom]
    montants = {colonne.nom for colonne in declaree.colonnes if isinstance(colonne.type, Montant)}
    schema = declaree.schema() | PROVENANCE
    completes = [
        dict.fromkeys(schema) | PAR_DEFAUT[nom]
        | {"territoire": "essai", "import_id": 1, "fichier": "essai.xlsx", "feuille": nom, "ligne": rang}
        | {cle: Decimal(str(valeur)) if cle in montants and valeur is not None else valeur
           for cle, valeur in ligne.items()}
        for rang, ligne in enumerate(lignes, start=5)
    ]
    return pl.DataFrame(completes, schema=schema)


def donnees(contenu: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {nom: table(nom, contenu.get(nom, ())) for nom in TABLES_CARBONE}


def emissions(valeurs: Mapping[int, float | None], **champs: str) -> list[dict[str, Any]]:
    return [{"exercice": annee, "emissions_tco2e": valeur, **champs} for annee, valeur in valeurs.items()]


def ligne(indicateurs: pl.DataFrame, indicateur: str, poste: str, exercice: int | None = None) -> dict[str, Any]:
    trouvees = indicateurs.filter((pl.col("indicateur") == indicateur) & (pl.col("poste") == poste))
    if exercice is not None:
        trouvees = trouvees.filter(pl.col("exercice") == exercice)
    assert len(trouvees) == 1, f"{len(trouvees)} lignes pour {indicateur}, {poste}, {exercice}"
    return trouvees.row(0, named=True)


def ville() -> dict[str, list[dict[str, Any]]]:
    """Un territoire entier : deux secteurs, une année trouée, un PCAET, quatre actions dont une non chiffrée."""
    return {
        "emissions": [
            {"exercice": annee, "secteur": secteur, "emissions_tco2e": valeur, "incertitude": incertitude,
             "qualite": "modelise"}
            for secteur, incertitude, serie in (
                ("transports", 0.1, {2020: 600.0, 2021: 620.0, 2022: None, 2023: 590.0, 2024: 580.0}),
                ("bâtiments", 0.2, {2020: 400.0, 2021: 390.0, 2022: 385.0, 2023: 380.0, 2024: 370.0}),
            )
            for annee, valeur in serie.items()
        ],
        "objectifs_emissions": [
            {"annee": 2030, "annee_reference": 2020, "emissions_tco2e": 600.0},
            {"annee": 2050, "annee_reference": 2020, "emissions_tco2e": 100.0},
        ],
        "actions_climat": [
            {"code": code, "intitule": intitule, "gain_tco2e_par_an": gain, "debut": debut, "fin": fin,
             "service": service, "statut": statut}
            for code, intitule, gain, debut, fin, service, statut in (
                ("bus", "Lignes de bus express", 120.0, 2025, 2030, "Mobilités", "engagee"),
                ("ecoles", "Rénovation des écoles", 60.0, 2023, 2028, "Patrimoine bâti", "engagee"),
                ("velo", "Plan vélo", None, 2025, 2030, "Mobilités", "decidee"),
                ("fret", "Centre de fret", 500.0, 2025, 2030, "Économie", "abandonnee"),
            )
        ],
    }
