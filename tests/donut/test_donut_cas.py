"""Les cas de référence du Donut : chacun dit sa source et son calcul à la main."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from core.methodes import donut
from core.modele import SCHEMA_INDICATEURS, Donnees
from tests.donut.fabrique_donut import donnees_donut

CAS = sorted((Path(__file__).resolve().parents[1] / "cas" / "donut").glob("*.toml"))


def lire(fichier: Path) -> dict[str, Any]:
    return tomllib.loads(fichier.read_text(encoding="utf-8"))


def entrees(cas: dict[str, Any]) -> Donnees:
    indicateurs, mesures = [], {}
    for groupe in cas["indicateurs"]:
        commun = {nom: valeur for nom, valeur in groupe.items() if nom not in {"valeurs", "series"}}
        series = {code: {cas["exercice"]: valeur} for code, valeur in groupe.get("valeurs", {}).items()}
        for code, serie in groupe.get("series", {}).items():
            series[code] = {int(annee): valeur for annee, valeur in serie.items()}
        indicateurs += [{"code": code, **commun} for code in series]
        mesures |= series
    return donnees_donut(indicateurs, mesures)


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_le_cas_de_reference_est_retrouve(fichier: Path) -> None:
    cas = lire(fichier)
    resultat = donut.calculer(entrees(cas), cas["exercice"])
    assert resultat.schema == pl.Schema(SCHEMA_INDICATEURS)
    for attendu in cas["attendu"]:
        trouve = resultat.filter(
            pl.col("indicateur") == attendu["indicateur"], pl.col("poste").eq_missing(pl.lit(attendu.get("poste")))
        )
        assert trouve.height == 1, attendu
        assert trouve["valeur"][0] == pytest.approx(attendu["valeur"], abs=attendu.get("tolerance", 0)), attendu
        for borne in {"borne_basse", "borne_haute"} & set(attendu):
            assert trouve[borne][0] == pytest.approx(attendu[borne], abs=1e-6)


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_le_mot_de_tendance_est_celui_du_cas(fichier: Path) -> None:
    cas = lire(fichier)
    detail = donut.detail(entrees(cas), cas["exercice"])
    for attendu in cas.get("tendance", []):
        assert detail.filter(pl.col("code") == attendu["code"])["tendance"].to_list() == [attendu["mot"]]
