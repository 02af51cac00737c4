"""Le tableau réglementaire : vingt-deux lignes, un gaz non connu à part reste non renseigné."""

from __future__ import annotations

import polars as pl

from core.methodes.bilan_carbone.bareme import bareme
from core.methodes.bilan_carbone.incertitude import agreger
from core.methodes.bilan_carbone.lignes import COMPTEE, detail
from core.modele import Donnees

GAZ = ("co2_tco2e", "ch4_tco2e", "n2o_tco2e", "autres_tco2e")
COLONNES = (
    "code",
    "libelle",
    "libelle_long",
    "categorie",
    *GAZ,
    "total_tco2e",
    "biogenique_tco2e",
    "borne_basse",
    "borne_haute",
    "gsd2",
    "incertitude",
    "note",
    "lignes",
    "lignes_comptees",
    "couverture",
)


def tableau_beges(donnees: Donnees, exercice: int, version: str | None = None, etat: str = "realise") -> pl.DataFrame:
    """Une ligne par poste réglementaire, dans l'ordre : gaz, total, CO2 biogénique (hors total), incertitude ; tCO2e.

    Un gaz est nul dès qu'un facteur compté du poste ne le donne pas à part ; un poste sans flux compté a un total nul.
    `lignes` : flux attendus, `lignes_comptees`, `couverture`. Lève `TableManquante` sans données d'activité.
    """
    lu = bareme(donnees)
    lignes = detail(donnees, exercice, version).filter(pl.col("etat") == etat)
    fossiles = lignes.filter(~pl.col("biogenique"))
    comptees = fossiles.filter(pl.col("sort") == COMPTEE)
    totaux = agreger(comptees, ["poste"], lu).rename({"valeur": "total_tco2e"})
    biogenique = lignes.filter(pl.col("biogenique") & (pl.col("sort") == COMPTEE))
    tableau = lu.postes
    for frame in (_gaz(comptees), totaux, _biogenique(biogenique), _lignes(fossiles)):
        tableau = tableau.join(frame, on="poste", how="left", maintain_order="left")
    return tableau.with_columns(
        pl.col("lignes", "lignes_comptees").fill_null(0), couverture=pl.col("lignes_comptees") / pl.col("lignes")
    ).select(COLONNES)


def _gaz(comptees: pl.DataFrame) -> pl.DataFrame:
    return comptees.group_by("poste", maintain_order=True).agg(
        pl.when(pl.col(nom).is_not_null().all()).then(pl.col(nom).sum()).alias(nom) for nom in GAZ
    )


def _biogenique(lignes: pl.DataFrame) -> pl.DataFrame:
    return lignes.group_by("poste", maintain_order=True).agg(biogenique_tco2e=pl.col("emissions_tco2e").sum())


def _lignes(fossiles: pl.DataFrame) -> pl.DataFrame:
    """Combien de flux chaque poste attend, et combien y sont comptés."""
    return (
        fossiles.drop_nulls("poste")
        .group_by("poste")
        .agg(
            lignes=pl.col("flux_id").n_unique(),
            lignes_comptees=pl.col("flux_id").filter(pl.col("sort") == COMPTEE).n_unique(),
        )
    )
