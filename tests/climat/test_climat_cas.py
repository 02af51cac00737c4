"""Chaque cas de référence du budget climat, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest

from core.methodes import budget_climat
from core.methodes.budget_climat.recouvrement import proportionner
from tests.climat.fabrique_climat import donnees

CAS = sorted((Path(__file__).parents[1] / "cas" / "budget_climat").glob("*.toml"))


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    tables = donnees({nom: lignes for nom, lignes in cas.items() if isinstance(lignes, list)})
    obtenus = budget_climat.calculer(tables, cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        trouvees = obtenus.filter((pl.col("indicateur") == attendu["indicateur"]) & (pl.col("poste") == attendu["poste"])
                                  & (pl.col("exercice") == attendu["exercice"]))
        assert len(trouvees) == 1, attendu
        obtenue = trouvees.row(0, named=True)
        assert attendu.get("absent", False) == (obtenue["valeur"] is None), attendu
        if "valeur" in attendu:
            assert obtenue["valeur"] == pytest.approx(attendu["valeur"], abs=attendu["tolerance"]), attendu
        if "couverture" in attendu:
            assert obtenue["couverture"] == pytest.approx(attendu["couverture"]), attendu
    for attendu in cas.get("coin", []):
        coins = budget_climat.coins(tables, cas["exercice"], "territoire", attendu["annee"])
        obtenu = coins.filter(pl.col("code") == attendu["code"]).row(0, named=True)
        for nom in ("brut", "proportionnel", "logarithmique"):
            assert obtenu[nom] == pytest.approx(attendu[nom], abs=attendu["tolerance"]), (attendu, nom)


def test_trois_effets_ramenes_a_ce_qu_un_modele_leur_accorde() -> None:
    # 1 000 → 700 : G = 300, Σ bruts = 400, m = 0,75 (Kausal Paths)
    assert proportionner({"a": 200.0, "b": 150.0, "c": 50.0}, 1000.0 - 700.0) == {"a": 150.0, "b": 112.5, "c": 37.5}
