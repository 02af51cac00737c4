"""Le calcul mesure par mesure : ce que chacune évite au prochain plafond, ce qu'elle coûte, qui en répond."""

from __future__ import annotations

import polars as pl

from core.communs.climat.actions import STATUTS_DECIDES, bruts
from core.methodes.budget_climat.bornes import depassements
from core.methodes.budget_climat.indicateurs import table_ou_vide, terrains
from core.modele import Donnees
from core.tables.carbone import ACTIONS_CLIMAT

COLONNES = (
    "perimetre",
    "code",
    "intitule",
    "secteur",
    "service",
    "statut",
    "decision",
    "debut",
    "fin",
    "gain_tco2e_par_an",
    "annee",
    "effet_tco2e",
    "cout_eur",
    "duree_vie_ans",
    "potentiel_tco2e_par_an",
    "alerte",
    "fichier",
    "feuille",
    "ligne",
)


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une mesure par rang, triée par périmètre et code : sa décision, son effet l'année du prochain plafond, en tCO2e.

    `decision` vaut decidee, identifiee ou abandonnee ; `effet_tco2e` est nul si la mesure n'est pas chiffrée, si elle
    est abandonnée ou si aucun plafond n'est à venir ; `alerte` dit un gain au-delà de son potentiel ou de ce que le
    périmètre émet. Lève `TableManquante` si aucun plafond n'est renseigné.
    """
    annees: dict[str, int | None] = {}
    effets: dict[str, float] = {}
    niveaux: dict[str, float] = {}
    for terrain in terrains(donnees, exercice):
        annee, depart = min(terrain.a_venir, default=None), terrain.observees.depart
        annees[terrain.perimetre] = annee
        if terrain.niveau is not None:
            niveaux[terrain.perimetre] = terrain.niveau
        if annee is not None and depart is not None:
            effets |= {code: effet[annee] for code, effet in bruts(terrain.actions, depart, [annee]).items()}
    mesures = table_ou_vide(donnees, ACTIONS_CLIMAT.nom).filter(pl.col("perimetre").is_in(list(annees)))
    decision = pl.when(pl.col("statut").is_in(STATUTS_DECIDES)).then(pl.lit("decidee")).otherwise("statut")
    provenance = [nom for nom in ("fichier", "feuille", "ligne") if nom not in mesures.columns]
    return (
        depassements(mesures, niveaux)
        .with_columns(
            *(pl.lit(None).alias(nom) for nom in provenance),
            decision=decision,
            annee=pl.col("perimetre").replace_strict(annees, return_dtype=pl.Int32),
            effet_tco2e=pl.Series([effets.get(code) for code in mesures["code"]], dtype=pl.Float64),
        )
        .select(COLONNES)
        .sort("perimetre", "code")
    )
