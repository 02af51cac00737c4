"""Le gabarit de l'application, rempli : ce qu'une équipe saisit quand aucun logiciel ne porte la donnée."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from core.donnees import gabarit
from core.tables import TABLES
from core.tables.declaration import Montant

type_valeur = str | int | float | None
type_ligne = dict[str, type_valeur]


def remplir(chemin: Path, lignes: Mapping[str, Sequence[type_ligne]]) -> None:
    """Écrit le gabarit ; seules les tables données y sont remplies, les autres feuilles restent vides."""
    chemin.write_bytes(gabarit.construire({nom: _frame(nom, siennes) for nom, siennes in lignes.items()}))


def _frame(nom: str, lignes: Sequence[type_ligne]) -> pl.DataFrame:
    """Une frame aux types déclarés ; les montants restent en flottants, le gabarit les écrit en nombres."""
    presentes = {colonne for ligne in lignes for colonne in ligne}
    schema = {
        colonne.nom: pl.Float64() if isinstance(colonne.type, Montant) else colonne.type.dtype
        for colonne in TABLES[nom].colonnes
        if colonne.nom in presentes
    }
    inconnues = presentes - set(schema)
    if inconnues:
        raise KeyError(f"colonnes inconnues de la table {nom} : {sorted(inconnues)}")
    return pl.DataFrame([{cle: ligne.get(cle) for cle in schema} for ligne in lignes], schema=schema, strict=False)
