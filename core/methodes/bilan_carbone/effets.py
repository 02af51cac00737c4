"""D'une année à l'autre : ce qui vient de l'activité, et ce qui vient d'un changement de facteurs."""

from __future__ import annotations

import polars as pl

from core.methodes.bilan_carbone.lignes import COMPTEE, detail
from core.modele import Donnees

CLES = ("poste", "activite", "service", "flux")


def effets(  # noqa: PLR0913, PLR0917
    donnees: Donnees,
    exercice_avant: int,
    exercice_apres: int,
    version_avant: str,
    version_apres: str,
    etat: str = "realise",
) -> pl.DataFrame:
    """Décompose la variation entre deux exercices, par poste, activité et flux ; tCO2e, hors biogénique.

    `effet_activite` : les quantités changent, la version des facteurs reste `version_avant`. `effet_methode` : les
    quantités sont celles d'après, la version change. Leur somme est `apres_tco2e − avant_tco2e`, exactement. Un flux
    compté une seule des deux années a `comparable` faux : son effet d'activité dit peut-être un périmètre mieux connu.
    Lève `TableManquante` ou `DonneesIncoherentes` comme `detail`.
    """
    avant = _sommes(detail(donnees, exercice_avant, version_avant), etat, "avant")
    milieu = _sommes(detail(donnees, exercice_apres, version_avant), etat, "milieu")
    apres = _sommes(detail(donnees, exercice_apres, version_apres), etat, "apres")
    jointes = avant
    for frame in (milieu, apres):
        jointes = jointes.join(frame, on=CLES, how="full", coalesce=True, nulls_equal=True)
    connus = {nom: pl.col(nom).fill_null(0.0) for nom in ("avant", "milieu", "apres")}
    return jointes.select(
        *CLES,
        avant_tco2e="avant",
        apres_tco2e="apres",
        effet_activite=connus["milieu"] - connus["avant"],
        effet_methode=connus["apres"] - connus["milieu"],
        comparable=pl.col("avant").is_not_null() & pl.col("apres").is_not_null(),
    ).sort(CLES, nulls_last=True)


def _sommes(lignes: pl.DataFrame, etat: str, nom: str) -> pl.DataFrame:
    gardees = lignes.filter((pl.col("etat") == etat) & ~pl.col("biogenique") & (pl.col("sort") == COMPTEE))
    return gardees.group_by(CLES, maintain_order=True).agg(pl.col("emissions_tco2e").sum().alias(nom))
