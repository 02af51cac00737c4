"""Où en est la cotation : ce qui est fait, repris, disputé, et ce qu'il reste, le plus lourd d'abord."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.affectations.signature import signer
from core.communs.affectations.vigueur import COTEE, DESACCORD, FAUTIVE, REPRISE, VALENT
from core.modele import rapport, somme_connue
from core.tables.affectations import IDENTITE, LENTILLES_AFFECTATION

A_FAIRE = "a_faire"
NON_COTE = "non_cote"
_PRIORITES = {COTEE: 0, REPRISE: 1, DESACCORD: 2, FAUTIVE: 3, A_FAIRE: 4}
_MONTANT = pl.Decimal(18, 2)
_FILE = (
    *("signature", "budget", "section", "chapitre", "nature", "fonction", "operation", "service", "libelle"),
    *("politique", "lignes", "montant_eur", "poids_eur", "cumul_eur", "part_cumulee", "rang", "statut", "postes"),
)
"""Les colonnes de la file de travail, dans l'ordre."""


def avancement(
    lignes: pl.DataFrame, vigueur: pl.DataFrame, lentilles: Sequence[str] = tuple(LENTILLES_AFFECTATION)
) -> pl.DataFrame:
    """Une ligne par lentille : combien de lignes et d'euros sont affectés, repris, en désaccord, à corriger.

    Les lignes de montant nul, absent ou 0 n'ont rien à dire et ne comptent pas. « Non coté », même dit par une
    personne, reste à faire. `affecte_eur` compte les parts dites ; les reprises en font partie. Parts nulles quand il
    n'y a rien.
    """
    portees = (
        signer(lignes)
        .filter(pl.col("montant_eur") != 0)
        .group_by("signature")
        .agg(pl.len().alias("lignes"), pl.col("montant_eur").sum())
    )
    morceaux = [
        portees.join(_etats(vigueur, lentille), on="signature", how="left")
        .select(_mesures())
        .with_columns(lentille=pl.lit(lentille))
        for lentille in lentilles
    ]
    comptes = pl.concat(morceaux).with_columns(
        part_lignes=rapport(pl.col("lignes_affectees"), pl.col("lignes")),
        part_euros=rapport(pl.col("affecte_eur"), pl.col("montant_eur")),
    )
    return comptes.select("lentille", *(nom for nom in comptes.columns if nom != "lentille"))


def _mesures() -> list[pl.Expr]:
    def lignes_de(condition: pl.Expr) -> pl.Expr:
        return pl.col("lignes").filter(condition).sum()

    def euros_de(condition: pl.Expr) -> pl.Expr:
        return pl.col("montant_eur").filter(condition).sum().cast(_MONTANT)

    faite = pl.col("part_dite") > 0
    dits = (pl.col("montant_eur").cast(pl.Float64) * pl.col("part_dite").fill_null(0.0)).round(2).cast(_MONTANT)
    reprise, differe, fautive = (pl.col("statut") == statut for statut in (REPRISE, DESACCORD, FAUTIVE))
    return [
        pl.col("lignes").sum(),
        lignes_de(faite).alias("lignes_affectees"),
        lignes_de(reprise & faite).alias("lignes_reprises"),
        lignes_de(differe).alias("lignes_en_desaccord"),
        lignes_de(fautive).alias("lignes_fautives"),
        pl.col("montant_eur").sum().cast(_MONTANT),
        dits.sum().alias("affecte_eur"),
        dits.filter(reprise).sum().alias("repris_eur"),
        euros_de(differe).alias("desaccord_eur"),
        euros_de(fautive).alias("fautif_eur"),
    ]


def file_de_travail(lignes: pl.DataFrame, vigueur: pl.DataFrame, lentille: str) -> pl.DataFrame:
    """Les lignes distinctes à coter, la plus lourde d'abord (montant en valeur absolue), avec leur poids cumulé.

    Une ligne par `signature` : ses codes, le nombre de lignes et leur `montant_eur` (nul : inconnu), `poids_eur`,
    `cumul_eur`, `part_cumulee`, `rang`, `statut` (« a_faire » compris) et `postes` (« favorable 60 %, neutre 40 % »).
    """
    signees = signer(lignes)
    portees = (
        signees.group_by("signature")
        .agg(
            *(pl.col(nom).first() for nom in (*IDENTITE, "section", "chapitre", "politique")),
            pl.len().alias("lignes"),
            somme_connue("montant_eur").cast(_MONTANT),
            pl.col("montant_eur").abs().sum().cast(_MONTANT).alias("poids_eur"),
        )
        .sort("poids_eur", "signature", descending=[True, False])
        .with_row_index("rang", offset=1)
    )
    statut = pl.when(pl.col("part_dite") == 0).then(pl.lit(A_FAIRE)).otherwise(pl.col("statut").fill_null(A_FAIRE))
    return (
        portees.join(_etats(vigueur, lentille), on="signature", how="left", maintain_order="left")
        .with_columns(
            statut=statut,
            cumul_eur=pl.col("poids_eur").cum_sum().cast(_MONTANT),
            part_cumulee=rapport(pl.col("poids_eur").cum_sum(), pl.col("poids_eur").sum()),
        )
        .select(_FILE)
    )


def _etats(vigueur: pl.DataFrame, lentille: str) -> pl.DataFrame:
    """Par ligne : son statut, ce qui est dit en mots, et la part dite (0 : tout « non coté » ; nulle : rien ne
    vaut)."""
    visibles = (
        vigueur.filter(pl.col("lentille") == lentille)
        .with_columns(_rang=pl.col("statut").replace_strict(_PRIORITES))
        .filter(pl.col("_rang") == pl.col("_rang").min().over("signature"))
    )
    pourcent = pl.concat_str(
        (pl.col("quote_part") * 100)
        .round(1)
        .cast(pl.String)
        .str.replace(r"\.0$", "")
        .str.replace(".", ",", literal=True),
        pl.lit("\u00a0%"),
    )
    nomme = pl.when(pl.col("quote_part") == 1).then("poste").otherwise(pl.concat_str("poste", pourcent, separator=" "))
    dite = pl.col("quote_part").filter(pl.col("poste") != NON_COTE).sum()
    return (
        visibles.sort("signature", "auteur", "morceau")
        .group_by("signature", maintain_order=True)
        .agg(
            pl.col("statut").first(),
            nomme.str.join(", ").alias("postes"),
            pl.when(pl.col("statut").first().is_in(VALENT)).then(dite).alias("part_dite"),
        )
    )
