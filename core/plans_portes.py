"""Les plans de comptes qu'un territoire a importés : ceux d'une année, ou d'une nomenclature qui n'est pas livrée."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees
from core.tables.plans import CHAPITRES, PLANS_DE_COMPTES

type_plan = tuple[pl.DataFrame, pl.DataFrame]
"""Les comptes d'un plan, puis ses chapitres, aux colonnes de ceux qui sont livrés."""


class PlansPortes:
    """Les plans importés, par nomenclature (clé de `PLANS`, ou famille que l'on n'a pas) et par année."""

    def __init__(self, table: pl.DataFrame | None) -> None:
        self._lignes = table
        self._connus: frozenset[tuple[str, int]] = frozenset()
        if table is not None:
            comptes = table.filter(pl.col("sorte") == "compte")
            self._connus = frozenset(comptes.select("nomenclature", "annee").unique().iter_rows())

    def nomme(self, famille: str | None) -> bool:
        """Vrai si une année au moins de cette nomenclature est importée."""
        return any(nomenclature == famille for nomenclature, _ in self._connus)

    def annees(self) -> pl.DataFrame:
        """Les nomenclatures et les années importées (`_plan`, `_annee`)."""
        return pl.DataFrame(list(self._connus), schema={"_plan": pl.String, "_annee": pl.Int32}, orient="row")

    def plan(self, nomenclature: str, annee: int) -> type_plan:
        """Les comptes et les chapitres de ce plan, triés par code ; lève `KeyError` s'il n'est pas importé."""
        if self._lignes is None:
            raise KeyError(nomenclature)
        siennes = self._lignes.filter((pl.col("nomenclature") == nomenclature) & (pl.col("annee") == annee))
        comptes = siennes.filter(pl.col("sorte") == "compte").select(
            "code", "libelle", *CHAPITRES, "equipement", "ferme"
        )
        chapitres = siennes.filter(pl.col("sorte").str.starts_with("chapitre")).select(
            presentation=pl.when(pl.col("sorte") == "chapitre").then(pl.lit("nature")).otherwise(pl.lit("fonction")),
            code="code",
            libelle="libelle",
            section="section",
            mouvement="mouvement",
        )
        return comptes.sort("code"), chapitres


def plans_portes(donnees: Donnees) -> PlansPortes:
    """Les plans que portent ces données ; aucun si la table n'y est pas."""
    return PlansPortes(donnees.get(PLANS_DE_COMPTES.nom))


AUCUN = PlansPortes(None)
"""Aucun plan importé. Sans polars : le lecteur se dédouble après avoir chargé ce module, et ses fils n'y survivraient
pas."""
