"""Les cas de référence du Donut : chacun dit sa source et son calcul à la main."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import donut
from core.modele import Donnees
from core.resultat import SCHEMA_INDICATEURS
from tests.cas_de_reference import Tolerances, cas_de_reference, type_cas, verifier
from tests.donut.fabrique_donut import donnees_donut

CAS = cas_de_reference("donut")


def entrees(cas: type_cas) -> Donnees:
    indicateurs, mesures = [], {}
    for groupe in cas["indicateurs"]:
        commun = {nom: valeur for nom, valeur in groupe.items() if nom not in {"valeurs", "series"}}
        series = {code: {cas["exercice"]: valeur} for code, valeur in groupe.get("valeurs", {}).items()}
        for code, serie in groupe.get("series", {}).items():
            series[code] = {int(annee): valeur for annee, valeur in serie.items()}
        indicateurs += [{"code": code, **commun} for code in series]
        mesures |= series
    return donnees_donut(indicateurs, mesures)


@pytest.mark.parametrize("cas", CAS)
def test_le_cas_de_reference_est_retrouve(cas: type_cas) -> None:
    resultat = donut.calculer(entrees(cas), cas["exercice"])
    assert resultat.schema == pl.Schema(SCHEMA_INDICATEURS)
    verifier(cas, resultat, Tolerances(bornes=1e-6))


@pytest.mark.parametrize("cas", CAS)
def test_le_mot_de_tendance_est_celui_du_cas(cas: type_cas) -> None:
    detail = donut.detail(entrees(cas), cas["exercice"])
    for attendu in cas.get("tendance", []):
        assert detail.filter(pl.col("code") == attendu["code"])["tendance"].to_list() == [attendu["mot"]]
