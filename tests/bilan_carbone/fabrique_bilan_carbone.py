"""De quoi bâtir un bilan carbone dans un test : quelques flux, des facteurs, des comptes ; le reste vide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tests import fabrique

PAR_DEFAUT: dict[str, dict[str, Any]] = {
    "donnees_activite": {"exercice": 2024, "etat": "realise", "activite": "Écoles"},
    "facteurs_emission": {"version": "Essai 1", "part": "total", "libelle": "Facteur d'essai"},
    "lignes_budgetaires": {
        "exercice": 2024,
        "etape": "CA",
        "budget": "principal",
        "section": "fonctionnement",
        "sens": "depense",
        "mouvement": "reel",
        "nomenclature": "M57",
    },
    "populations": {"annee": 2024, "etat": "observee"},
}
CINQ = dict.fromkeys(("fiabilite", "technique", "geographique", "temporelle", "completude"), 5)


def table(nom: str, lignes: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return fabrique.table(nom, lignes, PAR_DEFAUT[nom])


def donnees(contenu: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    return fabrique.tables(contenu, PAR_DEFAUT, noms=PAR_DEFAUT)


def flux(nom: str, facteur: str | None, quantite: float | None, unite: str, **champs: object) -> dict[str, Any]:
    return {"flux": nom, "facteur": facteur, "quantite": quantite, "unite": unite, **champs}


def bilan(
    *lignes: Mapping[str, Any], facteurs: Sequence[Mapping[str, Any]] = (), **autres: object
) -> dict[str, pl.DataFrame]:
    return donnees({"donnees_activite": lignes, "facteurs_emission": facteurs, **autres})


def indicateur(
    indicateurs: pl.DataFrame, nom: str, poste: str | None = None, nature: str = "realise"
) -> dict[str, Any]:
    """La ligne d'un indicateur ; `poste` peut n'être qu'un code (« 2.1 »)."""
    trouvees = indicateurs.filter((pl.col("indicateur") == nom) & (pl.col("nature") == nature))
    if poste is None:
        trouvees = trouvees.filter(pl.col("poste").is_null())
    else:
        trouvees = trouvees.filter((pl.col("poste") == poste) | pl.col("poste").str.starts_with(f"{poste} "))
    assert trouvees.height == 1, f"{trouvees.height} lignes pour {nom}, {poste}, {nature}"
    return trouvees.row(0, named=True)


def compte(nature: str, montant: float | None, **champs: object) -> dict[str, Any]:
    return {"nature": nature, "realise_eur": montant, **champs}
