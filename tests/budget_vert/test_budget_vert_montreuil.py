"""Montreuil, comptes administratifs 2021 et 2022 : cotés par les règles, tout retombe sur le montant mandaté."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.communs.affectations import en_vigueur, preuve
from core.communs.depenses import depenses_reelles
from core.methodes import budget_vert
from core.methodes.budget_vert import annexe, controles_annexe, perimetre_annexe, synthese_annexe
from core.modele import Nature
from core.resultat import lire, valeur
from tests.budget_vert.fabrique_montreuil import compte, confirmer, mandate

CLASSES = ("favorable", "mixte", "neutre", "defavorable", "non_cote")
DIX_SEPT = (
    "2031",
    "2111",
    "2115",
    "2128",
    "21312",
    "21318",
    "21351",
    "21352",
    "2138",
    "2151",
    "2152",
    "21821",
    "21828",
    "2312",
    "2313",
    "2315",
    "2317",
)


@pytest.mark.parametrize("annee", [2021, 2022])
def test_les_classes_de_l_annexe_font_le_montant_mandate_du_fichier(annee: int) -> None:
    tables = compte(annee)
    tables = {**tables, "affectations": confirmer(tables, annee)}
    detail = budget_vert.detail(tables, annee)
    attendu = mandate(tables, sauf=("16",))
    assert attendu > 10_000_000
    indicateurs = budget_vert.calculer(tables, annee)
    synthese = synthese_annexe(indicateurs, ("axe_1", "axe_6"), Nature.REALISE)
    assert synthese["cle"].to_list() == ["axe_1", "axe_6", "reel", "analysees"]
    for ligne in synthese.filter(pl.col("cle") != "reel").iter_rows(named=True):
        assert sum((ligne[nom] for nom in CLASSES), Decimal(0)) == ligne["total"] == attendu
        assert 0 < ligne["total"] - ligne["non_cote"] < attendu
    assert set(lire(indicateurs, "desaccord", perimetre="annexe")["valeur"]) == {0.0}
    controles = controles_annexe(detail, tables, annee)
    assert controles["exact"].all() and set(controles["ecart_eur"].drop_nulls()) == {Decimal(0)}
    par_compte = controles.filter(pl.col("axe") == "axe_1").group_by("nature").agg(pl.col("somme_eur").sum())
    for nature, somme in par_compte.iter_rows():
        lignes = tables["lignes_budgetaires"].filter(
            (pl.col("nature") == nature) & (pl.col("sens") == "depense") & (pl.col("mouvement") == "reel")
        )
        assert somme == sum(lignes["realise_eur"].drop_nulls().to_list(), Decimal(0)), nature


@pytest.mark.parametrize(
    ("exercice", "attendu"),
    [
        (2024, {"debuts": DIX_SEPT, "axes": 1}),
        (2025, {"debuts": ("",), "axes": 2}),
        (2027, {"debuts": ("",), "axes": 6}),
    ],
)
def test_le_perimetre_suit_l_exercice(exercice: int, attendu: dict[str, object]) -> None:
    tables = compte(2022, exercice)
    detail = budget_vert.detail(tables, exercice)
    debuts = attendu["debuts"]
    assert isinstance(debuts, tuple)
    total = mandate(tables, *debuts, sauf=() if exercice == 2024 else ("16",))
    axes = perimetre_annexe(tables, exercice).axes
    synthese = synthese_annexe(budget_vert.calculer(tables, exercice), axes, Nature.REALISE)
    assert synthese.height == int(str(attendu["axes"])) + 2
    lues = synthese.filter(pl.col("cle") != "reel")
    assert set(lues["total"]) == {total} and set(lues["non_cote"]) == {total}
    assert controles_annexe(detail, tables, exercice)["exact"].all()
    comptes = annexe(detail, axes[0])
    assert sum(comptes["total_eur"].drop_nulls().to_list(), Decimal(0)) == total


def test_les_cotations_de_2021_servent_en_2022_et_la_partition_reste_exacte() -> None:
    tables = {**compte(2022), "affectations": confirmer(compte(2021), 2021)}
    lignes, vigueur = depenses_reelles(tables, 2022), en_vigueur(tables["affectations"], 2022)
    assert set(vigueur["statut"]) == {"reprise"} and set(vigueur["exercice_source"]) == {2021}
    assert preuve(lignes, vigueur)["exacte"].all()
    indicateurs = budget_vert.calculer(tables, 2022)
    reprise = valeur(indicateurs, "couverture", perimetre="budget", axe="axe_1")
    entiere = budget_vert.calculer({**tables, "affectations": confirmer(tables, 2022)}, 2022)
    neuve = valeur(entiere, "couverture", perimetre="budget", axe="axe_1")
    assert reprise is not None and neuve is not None
    assert 0.5 * neuve < reprise <= neuve


def test_les_indicateurs_de_l_annexe_sont_ceux_du_fichier() -> None:
    tables = compte(2022)
    tables = {**tables, "affectations": confirmer(tables, 2022)}
    indicateurs = budget_vert.calculer(tables, 2022)
    total = float(mandate(tables, sauf=("16",)))
    for nom in ("depenses", "depenses_par_budget", "depenses_par_politique"):
        assert lire(indicateurs, nom, perimetre="annexe")["valeur"].sum() == pytest.approx(total, abs=0.005)
    for axe in ("axe_1", "axe_6", None):
        montants = lire(indicateurs, "montant", perimetre="annexe", lecture="legale", axe=axe)
        assert montants["valeur"].sum() == pytest.approx(total, abs=0.005)
