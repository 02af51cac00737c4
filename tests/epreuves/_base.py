"""Ce que partagent les épreuves de la base : une ville, des émissions tirées au hasard, et l'état que l'on en lit."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Depot, Entrepot, Lot
from core.modele import Territoire
from core.tables import TABLES

VILLE = "ville"
_AUCUNE = pl.DataFrame(schema={"import_id": pl.Int64, "numero": pl.Int32})


def creer(base: Path) -> None:
    """Une base d'une ville et d'un import, encore brouillon."""
    entrepot = Entrepot.ouvrir(base)
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=VILLE, nom="Ville", type="commune", population=1000))
    deposer(entrepot, random.Random(0), 10)
    entrepot.fermer()


def deposer(entrepot: Entrepot, hasard: random.Random, lignes: int, secteur: str = "") -> int:
    """Importe des émissions, toutes nouvelles ; rend le numéro de l'import."""
    marque = secteur or f"{hasard.random()}"
    frame = pl.DataFrame(
        {
            "perimetre": ["territoire"] * lignes,
            "exercice": [2024] * lignes,
            "secteur": [f"{marque}-{rang}" for rang in range(lignes)],
            "emissions_tco2e": [hasard.random() for _ in range(lignes)],
        }
    )
    absentes = [pl.lit(None, t).alias(n) for n, t in TABLES["emissions"].schema().items() if n not in frame.columns]
    frame = frame.with_columns(absentes).with_columns(
        feuille=pl.lit("Bilan"), ligne=pl.int_range(2, pl.len() + 2, dtype=pl.Int32)
    )
    depot = Depot(VILLE, f"{marque}.csv", "csv", "e" * 64, "", "s", (Lot("emissions", frame, _AUCUNE),))
    return entrepot.enregistrer(ACCES_LOCAL, depot, entrepot.version(ACCES_LOCAL, VILLE))


def etat(entrepot: Entrepot) -> tuple[object, ...]:
    """Tout ce qu'un territoire montre : ses valeurs, ses imports et leur statut, les empreintes de son journal."""
    emissions = entrepot.donnees(ACCES_LOCAL, VILLE, ["emissions"])["emissions"].sort("secteur")
    imports = entrepot.imports(ACCES_LOCAL, VILLE).select("id", "fichier", "statut")
    journal = entrepot.journal(ACCES_LOCAL, VILLE)["empreinte"].to_list()
    return emissions.hash_rows().to_list(), imports.rows(), journal
