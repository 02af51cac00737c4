"""Chaque cas de référence de CARE, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest

from core.methodes import care
from tests.care.fabrique_care import donnees

CAS = sorted((Path(__file__).parents[1] / "cas" / "care").glob("*.toml"))


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    obtenus = care.calculer(donnees(cas), cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        ligne = obtenus.filter(
            (pl.col("indicateur") == attendu["indicateur"])
            & pl.col("poste").eq_missing(pl.lit(attendu.get("poste"), pl.String))
        ).row(0, named=True)
        assert attendu.get("absent", False) == (ligne["valeur"] is None), attendu
        for champ in ("valeur", "borne_basse", "borne_haute", "couverture"):
            if champ in attendu:
                assert ligne[champ] == pytest.approx(attendu[champ], abs=1e-12), attendu
