"""Chaque cas de référence du budget climat, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import budget_climat
from core.methodes.budget_climat.recouvrement import proportionner
from tests.budget_climat.fabrique_budget_climat import donnees
from tests.cas_de_reference import cas_de_reference, type_cas, verifier


@pytest.mark.parametrize("cas", cas_de_reference("budget_climat"))
def test_cas_de_reference(cas: type_cas) -> None:
    tables = donnees(cas)
    verifier(cas, budget_climat.calculer(tables, cas["exercice"]))
    for attendu in cas.get("coin", []):
        coins = budget_climat.coins(tables, cas["exercice"], "territoire", attendu["annee"])
        obtenu = coins.filter(pl.col("code") == attendu["code"]).row(0, named=True)
        for nom in ("brut", "proportionnel", "logarithmique"):
            assert obtenu[nom] == pytest.approx(attendu[nom], abs=attendu["tolerance"]), (attendu, nom)


def test_trois_effets_ramenes_a_ce_qu_un_modele_leur_accorde() -> None:
    # 1 000 → 700 : G = 300, Σ bruts = 400, m = 0,75 (Kausal Paths)
    assert proportionner({"a": 200.0, "b": 150.0, "c": 50.0}, 1000.0 - 700.0) == {"a": 150.0, "b": 112.5, "c": 37.5}
