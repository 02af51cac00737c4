"""Additionner d'abord : les lignes que toutes les lentilles classent pareil n'en font qu'une, sans rien changer aux
sommes."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import en_vigueur, signer
from core.communs.classement import CODES
from core.modele import Donnees, somme_connue
from core.tables.affectations import AXES, GENRE, IDENTITE

_MONTANTS = ("vote_eur", "credits_ouverts_eur")
_LENTILLES_LUES = (*AXES, GENRE, "politique")
_SANS_EFFET = ("publics", "operations_climat", "suivis_climat", "populations")
"""Les tables dont aucun chiffre suivi ne dépend : vidées, elles ne coûtent plus rien à chaque mouvement."""


def reduire(travail: Donnees, exercice: int) -> tuple[Donnees, pl.Series]:
    """Les tables de travail, lignes de même sort additionnées, et le rang de la ligne réduite de chaque ligne.

    Deux lignes ont le même sort quand elles portent les mêmes codes et les mêmes affectations entières ; une ligne
    partagée entre plusieurs postes, en désaccord ou fautive reste seule de sa signature, pour que les centimes tombent
    aux mêmes endroits. Les affectations ne gardent que celles des lignes restantes. Les comptes de lignes, eux,
    changent.
    """
    lues = travail["affectations"].filter(pl.col("lentille").is_in(_LENTILLES_LUES))
    vigueur = en_vigueur(lues, exercice)
    lignes = signer(travail["lignes_budgetaires"]).join(
        _sorts(vigueur), on="signature", how="left", maintain_order="left"
    )
    cle = [*CODES, "sort"]
    groupes = (
        lignes.group_by(cle, maintain_order=True)
        .agg(
            *(somme_connue(nom).alias(nom) for nom in _MONTANTS),
            *(pl.col(nom).first() for nom in lignes.columns if nom not in {*cle, *_MONTANTS}),
        )
        .with_row_index("reduite")
    )
    rangs = (
        lignes.select(cle)
        .join(groupes.select(*cle, "reduite"), on=cle, how="left", nulls_equal=True, maintain_order="left")["reduite"]
        .cast(pl.Int32)
    )
    reduites = groupes.select(pl.col(nom).cast(dtype) for nom, dtype in travail["lignes_budgetaires"].schema.items())
    return {
        **travail,
        **{nom: travail[nom].clear() for nom in _SANS_EFFET},
        "lignes_budgetaires": reduites,
        "affectations": _affectations(travail["affectations"], groupes["signature"], exercice),
    }, rangs


def _sorts(vigueur: pl.DataFrame) -> pl.DataFrame:
    """Un texte par signature affectée : le même pour deux lignes que chaque lentille range au même poste."""
    entier = (pl.col("quote_part") == 1) & pl.col("statut").is_in(["cotee", "reprise"])
    return (
        vigueur.sort("signature", "lentille", "morceau", "auteur")
        .with_columns(seul=(~entier).any().over("signature"), dit=pl.format("{}={}", "lentille", "poste"))
        .group_by("signature", maintain_order=True)
        .agg(
            sort=pl.when(pl.col("seul").first())
            .then(pl.col("signature").first())
            .otherwise(pl.col("dit").str.join(";"))
        )
    )


def _affectations(affectations: pl.DataFrame, signatures: pl.Series, exercice: int) -> pl.DataFrame:
    """Les affectations des lignes restantes, jusqu'à l'exercice, sous les lentilles lues, leur `signature` déjà
    écrite."""
    passees = affectations.filter((pl.col("exercice") <= exercice) & pl.col("lentille").is_in(_LENTILLES_LUES))
    utiles = signer(passees.select(IDENTITE).unique()).filter(pl.col("signature").is_in(signatures.unique().implode()))
    return passees.join(utiles, on=IDENTITE, how="inner", nulls_equal=True, maintain_order="left")
