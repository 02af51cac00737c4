"""Chaque dépense réelle coupée selon ses cotations : la seule frame dont tous les totaux du budget vert sont tirés."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import repartir, vigueur_de
from core.communs.depenses import depenses_reelles
from core.methodes.budget_vert.classes import regrouper
from core.methodes.budget_vert.perimetres import delimiter, perimetre_annexe
from core.modele import Donnees
from core.tables.affectations import AXES


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par dépense réelle et par segment ; euros (Decimal), Σ `montant_eur` = dépenses réelles de l'exercice.

    `axe_1` à `axe_6` : classe dite (« non_cote » si rien ne vaut) ; `statut_axe_K` : cotee, reprise, desaccord, fautive
    (nul : jamais examinée). `classe` réunit les six axes, `classe_annexe` ceux que l'exercice demande. `dans_annexe`,
    `annexe_a_verifier`, `sans_nomenclature`, `trop_court`, `dans_budget`, `hors_perimetre`, `imprecis` : voir
    `delimiter`. Lève `TableManquante` sans lignes budgétaires.
    """
    vigueur = vigueur_de(donnees, exercice, tuple(AXES))
    return ranger(repartir(depenses_reelles(donnees, exercice), vigueur, tuple(AXES)), donnees, exercice)


def ranger(segments: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Ajoute à des segments leurs classes réunies et ce qui les fait entrer, ou non, dans chaque périmètre."""
    axes = perimetre_annexe(donnees, exercice).axes
    cotees = segments.with_columns(pl.col(*AXES).fill_null("non_cote"))
    return delimiter(cotees.with_columns(classe=regrouper(AXES), classe_annexe=regrouper(axes)), donnees, exercice)
