"""Déposer et relire des émissions sans passer par un fichier."""

from __future__ import annotations

import polars as pl

from core.acces import Acces, Role
from core.donnees.entrepot import Depot, Entrepot, Lot
from core.tables import TABLES

AUCUNE = pl.DataFrame(schema={"import_id": pl.Int64, "numero": pl.Int32})
LECTEUR = Acces("une élue", Role.LECTEUR, frozenset({"ville"}))
AGENT = Acces("un agent", Role.AGENT, frozenset({"ville"}))


def emissions(valeurs: dict[str, float | None], exercice: int = 2024) -> pl.DataFrame:
    lignes = [
        {"perimetre": "territoire", "exercice": exercice, "secteur": s, "emissions_tco2e": v}
        for s, v in valeurs.items()
    ]
    frame = pl.DataFrame(lignes, schema_overrides={"emissions_tco2e": pl.Float64})
    absentes = [pl.lit(None, t).alias(n) for n, t in TABLES["emissions"].schema().items() if n not in frame.columns]
    return frame.with_columns(absentes).with_columns(
        feuille=pl.lit("Bilan"), ligne=pl.int_range(2, pl.len() + 2, dtype=pl.Int32)
    )


def deposer(
    entrepot: Entrepot, nouvelles: pl.DataFrame, remplacees: pl.DataFrame = AUCUNE, acces: Acces = AGENT
) -> int:
    depot = Depot(
        "ville",
        "bilan.xlsx",
        "xlsx",
        "e" * 64,
        "",
        "s",
        (Lot("emissions", nouvelles, remplacees),),
        lettres={"emissions": {"Bilan": {"emissions_tco2e": "D", "incertitude": "E"}}},
    )
    return entrepot.enregistrer(acces, depot, entrepot.version(acces, "ville"))


def valeurs(entrepot: Entrepot, acces: Acces) -> dict[str, float | None]:
    frame = entrepot.donnees(acces, "ville", ["emissions"])["emissions"]
    return dict(frame.select("secteur", "emissions_tco2e").iter_rows())


def remplacer(entrepot: Entrepot, secteur: str, valeur: float) -> int:
    courantes = entrepot.courantes(AGENT, "ville", "emissions", {"secteur": secteur})
    return deposer(entrepot, emissions({secteur: valeur}), courantes.select("import_id", "numero"))
