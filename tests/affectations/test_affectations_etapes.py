"""Quelles dépenses les lentilles lisent : le réalisé du bon document, de chaque budget, sans l'ordre ni les reports."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from fabrique_affectations import depense, donnees

from core.communs.depenses import depenses, depenses_reelles
from core.erreurs import TableManquante


def lues(*lignes: dict[str, object]) -> pl.DataFrame:
    return depenses_reelles(donnees({"lignes_budgetaires": lignes}), 2024)


def test_le_compte_financier_unique_remplace_le_compte_administratif() -> None:
    frame = lues(
        depense("CA", "10.00"), depense("CFU", "12.00", etape="CFU"), depense("BP", None, etape="BP", vote_eur="9.00")
    )
    assert frame.select("libelle", "montant_eur", "nature_montant").rows() == [("CFU", Decimal("12.00"), "realise")]


def test_sans_compte_le_prevu_vient_des_votes_et_le_dit() -> None:
    frame = lues(depense("BP", None, etape="BP", vote_eur="9.00"), depense("DM", None, etape="DM", vote_eur="-2.00"))
    assert frame.select("libelle", "montant_eur", "nature_montant").rows() == [
        ("BP", Decimal("9.00"), "prevu"),
        ("DM", Decimal("-2.00"), "prevu"),
    ]


def test_chaque_budget_lit_son_propre_document() -> None:
    frame = lues(
        depense("École"),
        depense("Réseau", "50.00", budget="eau", nomenclature="M4", nature="2315"),
        depense("Futur", None, budget="festival", etape="BP", vote_eur="30.00"),
    )
    assert dict(frame.select("budget", "nature_montant").iter_rows()) == {
        "principal": "realise",
        "eau": "realise",
        "festival": "prevu",
    }


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"mouvement": "ordre"}, "Opération d'ordre"),
        ({"nature": "001"}, "Résultat reporté"),
        ({"nature": "1068"}, "Excédent capitalisé"),
    ],
)
def test_ce_qui_n_est_pas_reel_dit_pourquoi_et_ne_se_cote_pas(champs: dict[str, object], raison: str) -> None:
    tables = donnees({"lignes_budgetaires": [depense("École"), depense("Autre", section="investissement") | champs]})
    assert depenses(tables, 2024).filter(pl.col("libelle") == "Autre")["exclusion"].to_list() == [raison]
    assert depenses_reelles(tables, 2024)["libelle"].to_list() == ["École"]


def test_les_recettes_ne_se_cotent_pas() -> None:
    assert lues(depense("École"), depense("Dotation", nature="7411", sens="recette"))["libelle"].to_list() == ["École"]


def test_un_montant_absent_reste_absent_et_un_rang_est_unique() -> None:
    frame = lues(depense("École"), depense("Parc", None), depense("École"))
    assert frame["montant_eur"].to_list() == [Decimal("100.00"), None, Decimal("100.00")]
    assert frame["rang"].to_list() == [0, 1, 2]


def test_le_chapitre_et_la_politique_se_deduisent_du_compte_et_de_la_fonction() -> None:
    une = lues(depense("École", fonction="212")).row(0, named=True)
    assert (une["chapitre"], une["politique"]) == ("21", "Éducation et formation")


def test_sans_lignes_budgetaires_la_table_manque() -> None:
    with pytest.raises(TableManquante):
        depenses_reelles(donnees({}), 2024)
