"""Chaque cas de référence du budget vert, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.methodes import budget_vert
from tests.affectations.fabrique_affectations import donnees
from tests.cas_de_reference import Tolerances, cas_de_reference, type_cas, verifier


@pytest.mark.parametrize("cas", cas_de_reference("budget_vert"))
def test_cas_de_reference(cas: type_cas) -> None:
    tables = donnees(cas)
    obtenus = budget_vert.calculer(tables, cas["exercice"])
    verifier(cas, obtenus, Tolerances(valeur=1e-9, couverture=1e-9), nature="realise")
    assert set(obtenus.filter(pl.col("valeur").is_null())["qualite"]) <= {"manquant"}
    if "sans_perimetre" in cas:
        assert obtenus.filter(pl.col("perimetre") == cas["sans_perimetre"]).is_empty()
    detail = budget_vert.detail(tables, cas["exercice"])
    attendu_total = sum(
        (Decimal(str(une["realise_eur"])) for une in cas["lignes_budgetaires"] if "realise_eur" in une), Decimal(0)
    )
    assert sum(detail["montant_eur"].drop_nulls().to_list(), Decimal(0)) == attendu_total
