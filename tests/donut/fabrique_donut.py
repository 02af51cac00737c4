"""De quoi écrire les deux tables du Donut en peu de lignes : une déclaration, ses mesures, leur provenance."""

from __future__ import annotations

from typing import Any

from core.modele import Donnees
from tests import fabrique

DEFAUTS = {"lentille": "locale_sociale", "unite": "%", "sens": "baisse"}


def donnees_donut(indicateurs: list[dict[str, Any]], mesures: dict[str, dict[int, float | None]]) -> Donnees:
    """Les tables `indicateurs` et `mesures` au schéma déclaré ; la dimension d'un indicateur est son code à défaut."""
    declares = [
        {"intitule": f"Indicateur {ligne['code']}", "dimension": ligne["code"], **DEFAUTS, **ligne}
        for ligne in indicateurs
    ]
    observees = [
        {
            "indicateur": code,
            "annee": annee,
            "valeur": valeur,
            "qualite": "mesure",
            "couverture": 1.0,
            "source": "essai",
        }
        for code, serie in mesures.items()
        for annee, valeur in serie.items()
    ]
    contenus = {"indicateurs": declares, "mesures": observees}
    return fabrique.tables(contenus, noms=contenus)
