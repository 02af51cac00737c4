"""Chaque cas de référence du budget vert, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from core.methodes import budget_vert
from tests.affectations.fabrique_affectations import donnees, indicateur

CAS = sorted((Path(__file__).parents[1] / "cas" / "budget_vert").glob("*.toml"))


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    tables = donnees(cas)
    obtenus = budget_vert.calculer(tables, cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        obtenu = indicateur(obtenus, attendu["indicateur"], attendu.get("poste"), attendu.get("nature", "realise"))
        if attendu.get("absent"):
            assert obtenu["valeur"] is None and obtenu["qualite"] == "manquant", attendu
        else:
            assert obtenu["valeur"] == pytest.approx(attendu["valeur"], abs=attendu.get("tolerance", 1e-9)), attendu
        if "couverture" in attendu:
            assert obtenu["couverture"] == pytest.approx(attendu["couverture"], abs=1e-9), attendu
    for absent in cas.get("sans_indicateur", []):
        assert obtenus.filter(pl.col("indicateur") == absent).is_empty(), absent
    detail = budget_vert.detail(tables, cas["exercice"])
    attendu_total = sum((Decimal(str(une["realise_eur"])) for une in cas["lignes_budgetaires"] if "realise_eur" in une), Decimal(0))
    assert sum(detail["montant_eur"].drop_nulls().to_list(), Decimal(0)) == attendu_total
