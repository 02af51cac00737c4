"""De quoi écrire les deux tables du Donut en peu de lignes : une déclaration, ses mesures, leur provenance."""

from __future__ import annotations

from typing import Any

import polars as pl

from core.modele import PROVENANCE, Donnees
from core.tables.indicateurs import INDICATEURS, MESURES

DEFAUTS = {"lentille": "locale_sociale", "unite": "%", "sens": "baisse"}


def donnees_donut(indicateurs: list[dict[str, Any]], mesures: dict[str, dict[int, float | None]]) -> Donnees:
    """Les tables `indicateurs` et `mesures` au schéma déclaré ; la dimension d'un indicateur est son code à défaut."""
    declares = [
        {"intitule": f"Indicateur {ligne['code']}", "dimension": ligne["code"], **DEFAUTS, **ligne}
        for ligne in indicateurs
    ]
    observees = [
        {"indicateur": code, "annee": annee, "valeur": valeur, "qualite": "mesure", "couverture": 1.0, "source": "essai"}
        for code, serie in mesures.items()
        for annee, valeur in serie.items()
    ]
    return {
        "indicateurs": _frame(declares, INDICATEURS.schema(), "Indicateurs"),
        "mesures": _frame(observees, MESURES.schema(), "Mesures"),
    }


def _frame(lignes: list[dict[str, Any]], schema: dict[str, pl.DataType], feuille: str) -> pl.DataFrame:
    situees = [
        {"territoire": "essai", "import_id": 1, "fichier": "essai.xlsx", "feuille": feuille, "ligne": rang, **ligne}
        for rang, ligne in enumerate(lignes, start=4)
    ]
    return pl.DataFrame(situees, schema={**schema, **PROVENANCE})
