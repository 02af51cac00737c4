"""Ce que la trajectoire garantit : ni ordre, ni mélange de périmètres, ni zéro inventé, ni double compte."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from core import references
from core.erreurs import TableManquante
from core.methodes import trajectoire
from core.methodes.trajectoire.budgets import taux_apres_attente, trapezes
from core.methodes.trajectoire.chemins import taux_requis
from core.tables import TABLES
from tests.trajectoire.fabrique_carbone import donnees, emissions, ligne, ville


def calculer(tables: dict[str, list[dict[str, Any]]], exercice: int = 2024) -> pl.DataFrame:
    return trajectoire.calculer(donnees(tables), exercice)


@given(graine=st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_l_ordre_des_lignes_ne_change_rien(graine: int) -> None:
    tables = ville()
    melangees = {nom: random.Random(graine).sample(lignes, len(lignes)) for nom, lignes in tables.items()}
    assert_frame_equal(calculer(tables), calculer(melangees))


@given(facteur=st.sampled_from([0.5, 2.0, 10.0]))
@settings(max_examples=3, deadline=None)
def test_multiplier_les_tonnes_multiplie_les_tonnes_et_garde_parts_et_annees(facteur: float) -> None:
    tables, plus = ville(), ville()
    for nom, champ in (
        ("emissions", "emissions_tco2e"),
        ("objectifs_emissions", "emissions_tco2e"),
        ("actions_climat", "gain_tco2e_par_an"),
    ):
        for une in plus[nom]:
            une[champ] = None if une[champ] is None else une[champ] * facteur
    par = pl.when(pl.col("unite") == "tCO2e").then(facteur).otherwise(1.0)
    attendus = calculer(tables).with_columns(pl.col("valeur", "borne_basse", "borne_haute") * par)
    assert_frame_equal(attendus, calculer(plus), rel_tol=1e-9)


def test_un_secteur_de_moins_baisse_la_couverture_sans_devenir_zero() -> None:
    tables = ville()
    total = ligne(calculer(tables), "emissions", None, 2022)
    assert (total["valeur"], total["couverture"]) == (385.0, 0.5)
    avant = ligne(calculer(tables), "emissions", None, 2021)
    tables["emissions"][1]["emissions_tco2e"] = None
    apres = ligne(calculer(tables), "emissions", None, 2021)
    assert (avant["valeur"], avant["couverture"]) == (1010.0, 1.0)
    assert (apres["valeur"], apres["couverture"]) == (390.0, 0.5)
    autre = {**ville(), "emissions": tables["emissions"]}
    assert ligne(calculer(autre), "emissions", None, 2023)["valeur"] == 970.0


def test_une_annee_partielle_n_est_ni_un_depart_ni_un_point_de_budget() -> None:
    tables = ville()
    obtenus = calculer(tables, 2022)
    premiere = obtenus.filter(pl.col("indicateur") == "emissions_scenario")["exercice"].min()
    assert premiere == 2021
    budget = ligne(obtenus, "budget_consomme", "PCAET")
    assert budget["valeur"] == (1000 + 1010) / 2
    complet = ligne(calculer(tables, 2024), "budget_consomme", "PCAET")
    assert complet["valeur"] == (1000 + 1010) / 2 + (1010 + 970) / 2 * 2 + (970 + 950) / 2
    assert complet["couverture"] == pytest.approx(4 / 5)


def test_un_secteur_jamais_connu_abaisse_la_couverture_sans_tout_bloquer() -> None:
    tables = ville()
    tables["emissions"] += emissions(dict.fromkeys(range(2020, 2025)), secteur="déchets")
    obtenus = calculer(tables)
    assert ligne(obtenus, "emissions", None, 2024)["couverture"] == pytest.approx(2 / 3)
    assert ligne(obtenus, "emissions_scenario", None, 2024)["valeur"] == 950.0


def test_les_perimetres_ne_se_melent_jamais() -> None:
    tables = ville()
    seul = calculer(tables)
    tables["emissions"] += emissions({2024: 7.0}, perimetre="organisation", secteur="bâtiments")
    tables["actions_climat"].append(
        {
            "code": "led",
            "intitule": "Éclairage",
            "perimetre": "organisation",
            "gain_tco2e_par_an": 3.0,
            "debut": 2025,
            "fin": 2025,
        }
    )
    ensemble = calculer(tables)
    assert_frame_equal(seul, ensemble.filter(pl.col("perimetre") == "territoire"))
    assert ligne(ensemble, "emissions_scenario", None, 2025, perimetre="organisation")["valeur"] == 4.0


def test_la_sequestration_ne_se_deduit_pas() -> None:
    tables = ville()
    sans = calculer(tables)
    tables["emissions"] += emissions({2024: -300.0}, secteur="forêts")
    avec = calculer(tables)
    assert_frame_equal(sans, avec.filter(pl.col("indicateur") != "sequestration"))
    assert ligne(avec, "sequestration", "forêts", 2024)["valeur"] == -300.0


def test_les_actions_abandonnees_ne_comptent_pas_et_les_non_chiffrees_se_comptent() -> None:
    obtenus = calculer(ville())
    assert ligne(obtenus, "actions_chiffrees")["valeur"] == 2
    assert ligne(obtenus, "actions_non_chiffrees")["valeur"] == 1
    assert obtenus.filter(pl.col("poste") == "fret").is_empty()


def test_l_effet_deja_acquis_n_est_pas_compte_deux_fois() -> None:
    # rénovation des écoles : 60 t de 2023 à 2028 ; fin 2024 elle en a déjà rendu 60 × 2/6 = 20, visibles dans l'observé
    obtenus = calculer(ville())
    assert ligne(obtenus, "effet_action", "ecoles", 2030)["valeur"] == pytest.approx(40.0)
    assert ligne(obtenus, "emissions_scenario", None, 2030)["valeur"] == pytest.approx(950 - 120 - 40)
    detail = trajectoire.detail(donnees(ville()), 2024).filter(pl.col("sorte") == "action")
    assert dict(detail.select("poste", "valeur_tco2e").iter_rows()) == {"bus": -120.0, "ecoles": -40.0, "velo": None}


def test_le_detail_a_pour_somme_le_total() -> None:
    tables = donnees(ville())
    lues = trajectoire.detail(tables, 2024).filter(pl.col("sorte") == "emission")
    assert lues["valeur_tco2e"].sum() == ligne(trajectoire.calculer(tables, 2024), "emissions", None, 2024)["valeur"]
    assert lues["feuille"].unique().to_list() == ["emissions"]


def test_l_effort_est_couvert_ou_manque() -> None:
    obtenus = calculer(ville())
    poste = "PCAET"
    effort, couverture, ecart = (
        ligne(obtenus, nom, poste, 2030)["valeur"] for nom in ("effort_requis", "couverture_actions", "ecart_objectif")
    )
    assert (effort, couverture, ecart) == (350.0, pytest.approx(160 / 350), pytest.approx(190.0))


def test_sans_reference_observee_la_trajectoire_lineaire_ne_se_trace_pas() -> None:
    tables = ville()
    tables["objectifs_emissions"] = [
        {"trajectoire": "x", "forme": "lineaire", "annee": 2030, "annee_reference": 1990, "taux": 0.03}
    ]
    obtenue = ligne(calculer(tables), "emissions_objectif", "x")
    assert (obtenue["valeur"], obtenue["qualite"]) == (None, "manquant")


def test_une_incertitude_manquante_ote_les_bornes_du_total() -> None:
    tables = ville()
    assert ligne(calculer(tables), "emissions", None, 2024)["borne_basse"] is not None
    tables["emissions"][4]["incertitude"] = None
    assert ligne(calculer(tables), "emissions", None, 2024)["borne_basse"] is None


@given(depart=st.floats(1, 1e6), cible=st.floats(0.01, 1e6), annees=st.integers(1, 40))
def test_les_deux_taux_requis_menent_a_la_meme_cible(depart: float, cible: float, annees: int) -> None:
    lineaire, compose = taux_requis(depart, cible, annees)
    assert lineaire is not None and compose is not None
    assert depart * (1 - lineaire * annees) == pytest.approx(cible, rel=1e-6, abs=1e-6 * depart)
    assert depart * (1 - compose) ** annees == pytest.approx(cible, rel=1e-6)


@given(budget=st.floats(0.1, 60), attente=st.integers(0, 6), annees=st.integers(1, 40))
def test_la_baisse_apres_attente_consomme_exactement_le_budget(budget: float, attente: int, annees: int) -> None:
    taux = taux_apres_attente(budget, 1.0, attente, annees)
    if taux is None:
        assert annees <= attente or budget <= attente
        return
    reste = annees - attente
    duree = min(reste, 1 / taux) if taux else reste
    emis = attente + duree - taux * duree**2 / 2
    assert emis == pytest.approx(budget) if taux else emis <= budget + 1e-9


def test_les_trapezes_ne_sont_pas_des_rectangles() -> None:
    assert trapezes({2020: 10.0, 2021: 20.0, 2024: 20.0}, 2020, 2024) == 75.0
    assert trapezes({2020: 10.0}, 2020, 2024) is None


def test_sans_emissions_la_table_manquante_se_dit() -> None:
    with pytest.raises(TableManquante):
        calculer({**ville(), "emissions": []})


def test_avant_la_premiere_observation_il_n_y_a_rien_et_rien_ne_casse() -> None:
    assert calculer(ville(), 2015).filter(pl.col("indicateur") == "emissions").is_empty()


def test_les_donnees_de_reference_ont_une_source_et_la_non_verifiee_ne_sert_pas() -> None:
    for nom in ("snbc_emissions_nationales", "snbc_budgets", "snbc_cibles", "parametres_carbone"):
        valeurs = references.valeurs(nom)
        assert valeurs["valeur"].null_count() == 0 and valeurs["valide_jusqu_au"].null_count() == 0
        for cle in valeurs["source"].unique():
            references.source(cle)
    tables = ville()
    tables["objectifs_emissions"] = [
        {"trajectoire": "nationale", "forme": "snbc", "annee": 2050, "annee_reference": 2020}
    ]
    periodes = calculer(tables).filter(pl.col("indicateur") == "budget_periode")["periode"].to_list()
    assert periodes and not [periode for periode in periodes if "SNBC-3" in periode]


def test_une_action_qui_finit_avant_de_commencer_est_refusee_a_l_import() -> None:
    lignes = donnees(ville())["actions_climat"].with_columns(
        fin=pl.when(pl.col("code") == "bus").then(2020).otherwise(pl.col("fin"))
    )
    (regle,) = TABLES["actions_climat"].regles
    assert lignes.filter(regle.fautive())["code"].to_list() == ["bus"]
