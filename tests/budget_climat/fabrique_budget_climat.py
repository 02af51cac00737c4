"""De quoi bâtir les tables du budget climat dans un test : quelques lignes, les colonnes manquantes vides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tests import fabrique

TABLES_CLIMAT = (
    "emissions",
    "objectifs_emissions",
    "actions_climat",
    "plafonds_emissions",
    "operations_climat",
    "suivis_climat",
    "populations",
    "lignes_budgetaires",
)
PAR_DEFAUT: dict[str, dict[str, object]] = {
    "emissions": {"perimetre": "territoire", "secteur": "total"},
    "objectifs_emissions": {"perimetre": "territoire", "trajectoire": "PCAET", "forme": "points"},
    "actions_climat": {"perimetre": "territoire", "statut": "engagee"},
    "plafonds_emissions": {"perimetre": "territoire"},
    "suivis_climat": {"statut": "engagee"},
    "populations": {"etat": "observee"},
    "lignes_budgetaires": {
        "etape": "CA",
        "budget": "principal",
        "section": "investissement",
        "sens": "depense",
        "mouvement": "reel",
        "chapitre": "21",
    },
}


def donnees(contenu: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, pl.DataFrame]:
    return fabrique.tables(contenu, PAR_DEFAUT, noms=TABLES_CLIMAT)


def valeur(
    indicateurs: pl.DataFrame,
    nom: str,
    code: str | None,
    exercice: int,
    nature: str | None = None,
    perimetre: str = "territoire",
    **axes: str,
) -> float | None:
    """La valeur d'un indicateur d'un périmètre, ou d'une de ses mesures (`code`)."""
    return fabrique.valeur(indicateurs, nom, code, exercice=exercice, nature=nature, perimetre=perimetre, **axes)


def ville() -> dict[str, list[dict[str, object]]]:
    """Un territoire entier : deux secteurs, un plafond par an, sept mesures de tous les états, opérations et points."""
    actions = (
        ("bus", "Lignes de bus express", "transports", 120.0, 2025, 2028, "engagee", 2_000_000, 90_000, 20_000, 15),
        ("velo", "Plan vélo", "transports", 90.0, 2024, 2027, "decidee", 900_000, 15_000, 0, 30),
        ("ecoles", "Rénovation des écoles", "bâtiments", 60.0, 2023, 2028, "engagee", 4_000_000, 0, 160_000, 40),
        ("led", "Éclairage public", "bâtiments", 20.0, 2025, 2026, "engagee", 300_000, 0, 80_000, 20),
        ("bureaux", "Rénovation des bureaux", "bâtiments", 80.0, 2026, 2030, "identifiee", 1_500_000, None, None, 30),
        ("plu", "PLU bioclimatique", None, None, 2025, 2035, "decidee", None, None, None, None),
        ("fret", "Centre de fret", "transports", 500.0, 2025, 2026, "abandonnee", 9_000_000, 0, 0, 20),
    )
    return {
        "emissions": [
            {
                "exercice": annee,
                "secteur": secteur,
                "emissions_tco2e": valeur_lue,
                "incertitude": 0.1,
                "qualite": "modelise",
            }
            for secteur, serie in (
                ("transports", {2022: 610.0, 2023: 605.0, 2024: 600.0}),
                ("bâtiments", {2022: 420.0, 2023: 410.0, 2024: 400.0}),
            )
            for annee, valeur_lue in serie.items()
        ],
        "actions_climat": [
            {
                "code": code,
                "intitule": intitule,
                "secteur": secteur,
                "gain_tco2e_par_an": gain,
                "debut": debut,
                "fin": fin,
                "statut": statut,
                "cout_eur": cout,
                "fonctionnement_eur_par_an": charges,
                "economies_eur_par_an": economies,
                "duree_vie_ans": duree,
                "service": f"Service {code}",
                "nature": "2138" if code == "bus" else None,
            }
            for code, intitule, secteur, gain, debut, fin, statut, cout, charges, economies, duree in actions
        ],
        "plafonds_emissions": [
            {"exercice": annee, "plafond_tco2e": plafond}
            for annee, plafond in (
                (2023, 1020.0),
                (2024, 980.0),
                (2025, 900.0),
                (2026, 830.0),
                (2027, 760.0),
                (2028, 690.0),
            )
        ],
        "operations_climat": [
            {"action": action, "operation": operation, "exercice": annee, "montant_eur": montant}
            for action, operation, montants in (
                ("bus", "Voie réservée nord", {2024: 250_000, 2025: 500_000, 2026: 750_000, 2027: 500_000}),
                ("bus", "Six bus électriques", {2025: None, 2026: 600_000}),
                ("ecoles", "École Prévert", {2023: 90_000, 2024: 850_000, 2025: 400_000}),
                ("fret", "Études", {2024: 50_000}),
            )
            for annee, montant in montants.items()
        ],
        "suivis_climat": [
            {
                "exercice": 2024,
                "rapport": rapport,
                "action": action,
                "statut": statut,
                "gain_constate_tco2e": gain,
                "depense_eur": depense,
            }
            for rapport, action, statut, gain, depense in (
                ("1", "bus", "decidee", None, 20_000),
                ("2", "bus", "engagee", None, 130_000),
                ("3", "bus", "engagee", None, 240_000),
                ("1", "ecoles", "engagee", 10.0, 300_000),
                ("2", "ecoles", "engagee", 18.0, 610_000),
                ("1", "velo", "decidee", 0.0, None),
            )
        ],
        "populations": [{"annee": 2015, "habitants": 10_000}, {"annee": 2050, "habitants": 12_000, "etat": "projetee"}],
        "lignes_budgetaires": [
            {
                "exercice": 2024,
                "nature": "2138",
                "fonction": "82",
                "credits_ouverts_eur": 500_000,
                "realise_eur": 300_000,
            },
            {
                "exercice": 2024,
                "nature": "2138",
                "fonction": "84",
                "credits_ouverts_eur": 200_000,
                "realise_eur": 150_000,
            },
        ],
    }
