"""La politique dite par une affectation : elle l'emporte sur celle que la ligne porte, et peut partager la ligne."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.affectations.repartition import POLITIQUE, montant_du_segment
from core.communs.affectations.signature import signer
from core.communs.affectations.vigueur import VALENT, vigueur_de
from core.modele import Donnees

DITE = "politique_dite"


def dire_la_politique(lignes: pl.DataFrame, donnees: Donnees, exercice: int, montants: Sequence[str]) -> pl.DataFrame:
    """Ajoute `politique_dite` aux dépenses affectées à une politique, coupées selon leurs parts, au centime près.

    Nulle pour les recettes et pour ce que personne n'a dit. `lignes` porte `sens` et les colonnes d'identité ; les
    `montants` (euros) de chaque ligne partagée se répartissent sans reste. Sans affectation, rend `lignes` telle
    quelle.
    """
    dites = (
        vigueur_de(donnees, exercice, [POLITIQUE]).filter(pl.col("statut").is_in(VALENT)).sort("signature", "morceau")
    )
    if dites.is_empty():
        return lignes
    fin = pl.col("quote_part").cum_sum().over("signature").round(9)
    bornes = dites.select("signature", pl.col("poste").alias(DITE), fin=fin).with_columns(
        debut=pl.col("fin").shift(1).over("signature").fill_null(0.0),
        fin=pl.when(pl.col("fin") == pl.col("fin").max().over("signature")).then(1.0).otherwise("fin"),
    )
    est_depense = pl.col("sens") == "depense"
    depenses = (
        signer(lignes.filter(est_depense))
        .join(bornes, on="signature", how="left", maintain_order="left")
        .with_columns(pl.col("debut").fill_null(0.0), pl.col("fin").fill_null(1.0))
    )
    coupees = depenses.with_columns(montant_du_segment(nom) for nom in montants).drop("signature", "debut", "fin")
    autres = lignes.filter(~est_depense.fill_null(False)).with_columns(pl.lit(None, pl.String).alias(DITE))
    return pl.concat([coupees, autres.select(coupees.columns)])
