"""La pente, son erreur de Newey–West contre le calcul matriciel complet, et les mots de tendance."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.methodes import donut
from tests.donut.fabrique_donut import donnees_donut


def ligne(serie: dict[int, float | None], exercice: int = 2024, **champs: Any) -> dict[str, Any]:  # noqa: ANN401
    donnees = donnees_donut([{"code": "x", "plancher": 0.0, "annee_cible": 2030, **champs}], {"x": serie})
    return donut.detail(donnees, exercice).row(0, named=True)


def newey_west_matriciel(annees: list[int], valeurs: list[float], decalage: int = 4) -> tuple[float, float]:
    """Le calcul d'école, (X'X)⁻¹ S (X'X)⁻¹, écrit sans rien reprendre de la méthode."""
    plan = np.column_stack([np.ones(len(annees)), np.array(annees, dtype=float) - 2000])
    inverse = np.linalg.inv(plan.T @ plan)
    coefficients = inverse @ plan.T @ np.array(valeurs)
    scores = plan * (np.array(valeurs) - plan @ coefficients)[:, None]
    milieu = scores.T @ scores
    for retard in range(1, min(decalage, len(annees) - 1) + 1):
        croise = scores[retard:].T @ scores[:-retard]
        milieu += (1 - retard / (decalage + 1)) * (croise + croise.T)
    variance = (inverse @ milieu @ inverse)[1, 1]
    return float(coefficients[1]), float(np.sqrt(max(variance, 0.0)))


@settings(max_examples=60)
@given(st.dictionaries(st.integers(2000, 2024), st.floats(-50, 50), min_size=3, max_size=20))
def test_la_pente_et_son_erreur_sont_celles_du_calcul_matriciel(serie: dict[int, float]) -> None:
    annees = sorted(serie)
    pente, erreur = newey_west_matriciel(annees, [serie[annee] for annee in annees])
    calculee = ligne(dict(serie))
    assert calculee["pente"] == pytest.approx(pente, abs=1e-6)
    assert calculee["erreur_type"] == pytest.approx(erreur, abs=1e-5)
    assert calculee["observations"] == len(serie)


def test_les_annees_absentes_ne_comptent_pas_comme_des_zeros() -> None:
    pleine = ligne({2016: 40.0, 2018: 36.0, 2020: 32.0, 2024: 24.0})
    trouee = ligne({2016: 40.0, 2017: None, 2018: 36.0, 2020: 32.0, 2022: None, 2024: 24.0})
    assert pleine["pente"] == trouee["pente"] == pytest.approx(-2.0)
    assert trouee["observations"] == 4


@pytest.mark.parametrize(
    ("serie", "champs", "mot"),
    [
        ({2020: 30.0, 2022: 32.0, 2024: 34.0}, {}, "s_eloigne"),
        ({2020: 30.0, 2022: 30.0, 2024: 30.0}, {}, "stable"),
        ({2020: 30.0, 2021: 34.0, 2022: 28.0, 2023: 33.0, 2024: 30.5}, {}, "stable"),
        ({2020: 38.0, 2022: 36.0, 2024: 34.0}, {}, "trop_lent"),
        ({2020: 60.0, 2022: 45.0, 2024: 30.0}, {}, "conforme"),
        ({2020: 40.0, 2022: 35.0, 2024: 30.0}, {}, "trop_lent"),
        ({2020: 4.0, 2022: 2.0, 2024: 0.0}, {}, "atteint"),
        ({2024: 0.0}, {}, "atteint"),
        ({2022: 32.0, 2024: 34.0}, {}, None),
        ({2020: 38.0, 2022: 36.0, 2024: 34.0}, {"annee_cible": None}, "se_rapproche"),
        ({2020: 38.0, 2022: 36.0, 2024: 34.0}, {"annee_cible": 2023}, "trop_lent"),
        ({2020: 30.0, 2022: 40.0, 2024: 50.0}, {"sens": "hausse", "plancher": 80.0}, "conforme"),
        ({2020: 30.0, 2022: 28.0, 2024: 26.0}, {"sens": "hausse", "plancher": 80.0}, "s_eloigne"),
        ({2020: 12.0, 2022: 10.0, 2024: 8.0}, {"cible": 6.0}, "conforme"),
        ({2020: 38.0, 2022: 36.0, 2024: 34.0}, {"plancher": None, "cible": None}, None),
    ],
)
def test_le_mot_de_tendance(serie: dict[int, float | None], champs: dict[str, Any], mot: str | None) -> None:
    assert ligne(serie, **champs)["tendance"] == mot


def test_la_pente_requise_part_de_la_derniere_observation() -> None:
    assert ligne({2020: 1000.0, 2022: 1100.0, 2024: 1240.0}, unite="ménages")["pente_requise"] == pytest.approx(
        -1240 / 6
    )
    assert ligne({2020: 40.0, 2022: 36.0})["pente_requise"] == pytest.approx(-36 / 8)
    assert ligne({2020: 40.0, 2022: 36.0}, annee_cible=2022)["pente_requise"] is None
    assert ligne({2020: 40.0, 2024: 0.0})["pente_requise"] is None


def test_une_seule_annee_n_a_ni_pente_ni_erreur() -> None:
    seule = ligne({2024: 12.0})
    assert (seule["pente"], seule["erreur_type"], seule["observations"]) == (None, None, 1)


def test_l_intervalle_de_la_pente_est_dans_les_indicateurs() -> None:
    donnees = donnees_donut([{"code": "x", "plancher": 0.0}], {"x": {2020: 1.0, 2021: 3.0, 2022: 2.0, 2023: 4.0}})
    pente = donut.calculer(donnees, 2023).filter(pl.col("indicateur") == "pente").row(0, named=True)
    assert pente["borne_basse"] < pente["valeur"] < pente["borne_haute"]
    assert pente["unite"] == "% par an"


def test_l_adresse_de_la_pente_montre_les_annees_observees_jusqu_a_l_exercice() -> None:
    donnees = donnees_donut([{"code": "x", "plancher": 0.0}], {"x": {2020: 1.0, 2022: 3.0, 2024: 9.0}})
    lues = donut.calculer(donnees, 2023)
    filtres = {
        nom: json.loads(lues.filter(pl.col("indicateur") == nom)["origine"].item())["filtre"]
        for nom in ("pente", "valeur")
    }
    assert filtres == {
        "pente": {"indicateur": "x", "annee": [2020, 2021, 2022]},
        "valeur": {"indicateur": "x", "annee": 2023},
    }
