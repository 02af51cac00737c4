"""La preuve du partage : sous chaque lentille, les postes et le non affecté font le total, chaque euro une fois."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.affectations.repartition import montant_du_segment, repartir
from core.communs.affectations.signature import signer
from core.communs.affectations.vigueur import VALENT
from core.modele import rapport, somme_connue
from core.tables.affectations import LENTILLES_AFFECTATION

TOUTES = tuple(LENTILLES_AFFECTATION)
_MONTANT = pl.Decimal(18, 2)
_PREUVE: dict[str, pl.DataType] = {
    "lentille": pl.String(),
    "total_eur": _MONTANT,
    "somme_eur": _MONTANT,
    "ecart_eur": _MONTANT,
    "lignes": pl.Int64(),
    "lignes_comptees_deux_fois": pl.Int64(),
    "lignes_oubliees": pl.Int64(),
    "exacte": pl.Boolean(),
}
_DIT = (
    *("lentille", "morceau", "poste", "quote_part", "statut", "auteur", "auteurs", "date_affectation"),
    *("justification", "regle", "confiance", "tranche", "exercice_source", "motif", "montant_eur"),
    *("fichier", "feuille", "ligne"),
)
"""Ce que montre chaque rang de `lentilles_d_une_ligne`."""


def partition(lignes: pl.DataFrame, vigueur: pl.DataFrame, lentilles: Sequence[str] = TOUTES) -> pl.DataFrame:
    """Ce que chaque poste reçoit sous chaque lentille : `lentille, poste` (nul : non affecté)`, lignes, montant_eur,
    part`.

    Désaccords et affectations fautives restent dans le non affecté. Triée par lentille, montant décroissant, le non
    affecté à la fin ; `part` est nulle quand le total est nul ou absent.
    """
    coupees = repartir(lignes, vigueur, lentilles)
    morceaux = [
        coupees.group_by(pl.col(lentille).alias("poste"))
        .agg(pl.col("rang").n_unique().alias("lignes"), somme_connue("montant_eur"))
        .select("poste", "lignes", "montant_eur", lentille=pl.lit(lentille), _ordre=pl.lit(ordre))
        for ordre, lentille in enumerate(lentilles)
    ]
    return (
        pl.concat(morceaux)
        .with_columns(
            part=rapport(pl.col("montant_eur"), pl.col("montant_eur").sum().over("lentille")),
            _vide=pl.col("poste").is_null(),
        )
        .sort("_ordre", "_vide", "montant_eur", "poste", descending=[False, False, True, False], nulls_last=True)
        .select("lentille", "poste", "lignes", "montant_eur", "part")
    )


def preuve(lignes: pl.DataFrame, vigueur: pl.DataFrame, lentilles: Sequence[str] = TOUTES) -> pl.DataFrame:
    """Par lentille : le total des lignes, la somme des segments rangés, leur écart, et les lignes mal comptées.

    Le total vient des lignes elles-mêmes, la somme de leur répartition : deux calculs. `exacte` : écart nul au centime,
    aucune ligne dont les parts dépassent 100 % (`lignes_comptees_deux_fois`) ou ne les atteignent pas
    (`lignes_oubliees`).
    """
    total = lignes.select(pl.col("montant_eur").sum()).item()
    rangees = []
    for lentille in lentilles:
        coupees = repartir(lignes, vigueur, [lentille])
        parts = lignes.select("rang").join(
            coupees.group_by("rang").agg(pl.col("part").sum()), on="rang", how="left", maintain_order="left"
        )
        somme = coupees["montant_eur"].sum()
        trop = parts.filter(pl.col("part") > 1 + 1e-6).height
        manque = parts.filter(pl.col("part").fill_null(0.0) < 1 - 1e-6).height
        exacte = somme == total and not trop and not manque
        rangees.append((lentille, total, somme, somme - total, lignes.height, trop, manque, exacte))
    return pl.DataFrame(rangees, orient="row", schema=_PREUVE)


def lentilles_d_une_ligne(lignes: pl.DataFrame, vigueur: pl.DataFrame, signature: str) -> pl.DataFrame:
    """Tout ce que l'on dit d'une ligne : un rang par lentille et par morceau visible ; statut nul où rien n'est dit.

    `montant_eur` : ce que le morceau porte de la ligne, au centime, la somme des morceaux étant son montant ; nul pour
    un désaccord ou des parts à corriger.
    """
    siennes = signer(lignes).filter(pl.col("signature") == signature)
    dites = vigueur.filter(pl.col("signature") == signature)
    compte = pl.col("statut").is_in(VALENT)
    montants = _montants_par_morceau(dites.filter(compte), siennes)
    chiffrees = pl.concat(
        [
            dites.filter(compte).join(montants, on=("lentille", "morceau"), how="left"),
            dites.filter(~compte).with_columns(montant_eur=pl.lit(None, _MONTANT)),
        ]
    )
    toutes = pl.DataFrame({"lentille": TOUTES, "_ordre": range(len(TOUTES))})
    return toutes.join(chiffrees, on="lentille", how="left").sort("_ordre", "auteur", "morceau").select(_DIT)


def _montants_par_morceau(valables: pl.DataFrame, siennes: pl.DataFrame) -> pl.DataFrame:
    """Les euros que chaque morceau qui vaut porte des lignes siennes : `lentille, morceau, montant_eur` (nul :
    inconnu)."""
    fin = pl.col("quote_part").cum_sum().over("lentille").round(9)
    bornees = valables.sort("morceau").with_columns(
        debut=fin.shift(1).over("lentille").fill_null(0.0),
        fin=pl.when(pl.col("morceau") == pl.col("morceau").max().over("lentille")).then(1.0).otherwise(fin),
    )
    return (
        bornees.join(siennes.select("montant_eur"), how="cross")
        .with_columns(montant_du_segment("montant_eur"))
        .group_by("lentille", "morceau")
        .agg(somme_connue("montant_eur").cast(_MONTANT))
    )
