"""De quoi bâtir les tables carbone dans un test : quelques lignes, les colonnes manquantes vides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tests import fabrique

PAR_DEFAUT: dict[str, dict[str, Any]] = {
    "emissions": {"perimetre": "territoire", "secteur": "total"},
    "objectifs_emissions": {"perimetre": "territoire", "trajectoire": "PCAET", "forme": "points"},
    "actions_climat": {"perimetre": "territoire", "statut": "engagee"},
    "populations": {"etat": "observee"},
}


def donnees(contenu: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    return fabrique.tables(contenu, PAR_DEFAUT, noms=PAR_DEFAUT)


def emissions(valeurs: Mapping[int, float | None], **champs: str) -> list[dict[str, Any]]:
    return [{"exercice": annee, "emissions_tco2e": valeur, **champs} for annee, valeur in valeurs.items()]


def ligne(
    indicateurs: pl.DataFrame, nom: str, poste: str | None = None, exercice: int | None = None, **axes: str
) -> dict[str, Any]:
    """L'unique ligne de cet indicateur dans un périmètre, le territoire à défaut d'un autre."""
    return fabrique.indicateur(indicateurs, nom, poste, exercice=exercice, **({"perimetre": "territoire"} | axes))


def ville() -> dict[str, list[dict[str, Any]]]:
    """Un territoire entier : deux secteurs, une année trouée, un PCAET, quatre actions dont une non chiffrée."""
    return {
        "emissions": [
            {
                "exercice": annee,
                "secteur": secteur,
                "emissions_tco2e": valeur,
                "incertitude": incertitude,
                "qualite": "modelise",
            }
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
            {
                "code": code,
                "intitule": intitule,
                "gain_tco2e_par_an": gain,
                "debut": debut,
                "fin": fin,
                "service": service,
                "statut": statut,
            }
            for code, intitule, gain, debut, fin, service, statut in (
                ("bus", "Lignes de bus express", 120.0, 2025, 2030, "Mobilités", "engagee"),
                ("ecoles", "Rénovation des écoles", 60.0, 2023, 2028, "Patrimoine bâti", "engagee"),
                ("velo", "Plan vélo", None, 2025, 2030, "Mobilités", "decidee"),
                ("fret", "Centre de fret", 500.0, 2025, 2030, "Économie", "abandonnee"),
            )
        ],
    }
