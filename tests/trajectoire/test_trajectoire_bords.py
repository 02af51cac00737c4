"""Les bords de la trajectoire : puits à part, trajectoire échue, référence déclarée, actions seulement identifiées."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from core.methodes import trajectoire
from core.methodes.trajectoire.budgets import budget
from tests.trajectoire.fabrique_carbone import donnees, emissions, ligne, ville


def calculer(tables: dict[str, list[dict[str, Any]]], exercice: int = 2024) -> pl.DataFrame:
    return trajectoire.calculer(donnees(tables), exercice)


def test_l_adresse_d_un_total_ne_montre_pas_les_puits_et_chacun_garde_sa_qualite() -> None:
    tables = ville()
    tables["emissions"] += emissions({2024: -300.0}, secteur="forêts", qualite="estime")
    lues = donnees(tables)
    obtenus = trajectoire.calculer(lues, 2024)
    for indicateur in ("emissions", "emissions_niveau_present"):
        total = ligne(obtenus, indicateur, None, 2024)
        filtre = json.loads(total["origine"])["filtre"]
        designees = lues["emissions"].filter(
            (pl.col("exercice") == filtre["exercice"]) & pl.col("secteur").is_in(filtre["secteur"])
        )
        assert designees["emissions_tco2e"].sum() == total["valeur"] == 950
    assert ligne(obtenus, "sequestration", "forêts", 2024)["qualite"] == "estime"


def test_le_budget_d_une_trajectoire_echue_s_arrete_a_son_terme() -> None:
    # observées : 1 000 en 2020, 1 010 en 2021, puis 970 en 2023 ; 2022 s'interpole à 990
    tables = ville()
    tables["objectifs_emissions"] = [{"annee": 2022, "annee_reference": 2020, "emissions_tco2e": 980.0}]
    obtenus = calculer(tables)
    total, consomme = (ligne(obtenus, nom, "PCAET")["valeur"] for nom in ("budget_total", "budget_consomme"))
    assert (total, consomme) == (1000 + 990 - 10, 1005 + 1000)
    assert ligne(obtenus, "annee_epuisement", "PCAET")["valeur"] == 2022


@pytest.mark.parametrize("annee", [2015, 2020])
def test_une_trajectoire_sans_duree_commune_avec_l_observe_n_a_pas_de_budget(annee: int) -> None:
    tables = ville()
    tables["objectifs_emissions"] = [{"annee": annee, "annee_reference": 2020, "emissions_tco2e": 1000.0}]
    assert calculer(tables).filter(pl.col("indicateur").str.contains("budget|epuisement")).is_empty()


def test_les_periodes_nationales_partent_de_la_reference_declaree() -> None:
    # 920 déclarées en 2015 pour 460 Mt en France : rapport 2 ; SNBC-2 2024-2028 : 359 Mt × 2 × 5 ans, en milliers
    tables = ville()
    tables["objectifs_emissions"] = [
        {
            "trajectoire": "nationale",
            "forme": "snbc",
            "annee": annee,
            "annee_reference": 2015,
            "emissions_tco2e": valeur,
        }
        for annee, valeur in ((2015, 920.0), (2050, None))
    ]
    obtenus = calculer(tables)
    periode = "SNBC-2 2024-2028"
    assert ligne(obtenus, "budget_periode", "nationale", periode=periode)["valeur"] == pytest.approx(359 * 2 * 5)
    vue = ligne(obtenus, "emissions_periode", "nationale", periode=periode)
    assert (vue["valeur"], vue["couverture"]) == (950, 1 / 5)
    ancienne = ligne(obtenus, "budget_periode", "nationale", periode="SNBC-1 2015-2018")
    assert ancienne["valeur"] == pytest.approx(442 * 2 * 4)
    assert ligne(obtenus, "emissions_objectif", "nationale", 2030)["valeur"] == pytest.approx(0.6 * 920 * 547 / 460)


def test_une_action_seulement_identifiee_compte_et_la_fiche_le_dit() -> None:
    tables = ville()
    tables["actions_climat"][0]["statut"] = "identifiee"
    assert ligne(calculer(tables), "actions_chiffrees")["valeur"] == 2
    assert "même seulement identifiée" in trajectoire.FICHE.masque


def test_des_gains_plus_grands_que_les_emissions_sont_tous_reduits_pareil() -> None:
    tables = ville()
    tables["actions_climat"] = [
        {"code": code, "intitule": code, "gain_tco2e_par_an": gain, "debut": 2025, "fin": 2025}
        for code, gain in (("a", 1500.0), ("b", 400.0))
    ]
    obtenus = calculer(tables)
    assert ligne(obtenus, "emissions_scenario", None, 2025)["valeur"] == 0
    effets = {code: ligne(obtenus, "effet_action", code, 2025) for code in ("a", "b")}
    assert [effets[code]["valeur"] for code in ("a", "b")] == pytest.approx([750, 200])
    assert {effet["couverture"] for effet in effets.values()} == {0.5}


def test_sans_emission_presente_aucun_taux_ni_epuisement_ne_s_invente() -> None:
    obtenus = calculer(
        {
            "emissions": emissions({2020: 100.0, 2024: 0.0}),
            "actions_climat": [],
            "objectifs_emissions": [{"annee": 2030, "annee_reference": 2020, "emissions_tco2e": 0.0}],
        }
    )
    poste = "PCAET"
    assert ligne(obtenus, "effort_requis", poste)["valeur"] == 0
    for absent in ("couverture_actions", "taux_requis_lineaire", "taux_requis_compose", "annee_epuisement"):
        assert ligne(obtenus, absent, poste)["valeur"] is None


def test_sans_annee_ou_tous_les_secteurs_sont_connus_il_n_y_a_pas_de_niveau_present() -> None:
    tables = ville()
    tables["emissions"] = [
        *emissions({2023: 600.0, 2024: None}, secteur="transports"),
        *emissions({2023: None, 2024: 370.0}, secteur="bâtiments"),
    ]
    assert calculer(tables).filter(pl.col("indicateur") == "emissions_scenario").is_empty()


def test_la_qualite_d_un_total_est_celle_du_secteur_le_moins_sur() -> None:
    tables = ville()
    tables["emissions"][0]["qualite"] = "mesure"
    assert ligne(calculer(tables), "emissions", None, 2020)["qualite"] == "modelise"


def test_une_echeance_passee_n_est_plus_la_prochaine() -> None:
    efforts = calculer(ville(), 2031).filter(pl.col("indicateur") == "effort_requis")
    assert efforts["exercice"].to_list() == [2050]


def test_une_periode_sans_annee_observee_est_absente_et_non_nulle() -> None:
    tables = ville()
    tables["objectifs_emissions"] = [
        {"trajectoire": "nationale", "forme": "snbc", "annee": 2050, "annee_reference": 2020}
    ]
    vue = ligne(calculer(tables), "emissions_periode", "nationale", periode="SNBC-2 2029-2033")
    assert (vue["valeur"], vue["couverture"]) == (None, 0.0)


def test_un_second_palier_lineaire_part_du_premier_et_se_compte_en_part_de_la_base() -> None:
    tables = ville()
    tables["objectifs_emissions"] = [
        {"forme": "lineaire", "annee": annee, "annee_reference": 2020, "emissions_tco2e": visee}
        for annee, visee in ((2030, 600.0), (2040, 200.0))
    ]
    obtenus = calculer(tables)
    visees = [ligne(obtenus, "emissions_objectif", "PCAET", annee)["valeur"] for annee in (2030, 2035, 2040)]
    assert visees == pytest.approx([600, 400, 200])


def test_un_budget_sbti_deja_consomme_ne_laisse_aucun_taux() -> None:
    # à 20 % par an depuis 2020, zéro en 2025 : le budget restant est épuisé avant 2024
    tables = ville()
    tables["objectifs_emissions"] = [{"forme": "sbti", "annee": 2030, "annee_reference": 2020, "taux": 0.2}]
    obtenus = calculer(tables)
    assert obtenus.filter(pl.col("indicateur") == "taux_compense").is_empty()
    assert [ligne(obtenus, "emissions_objectif", "PCAET", annee)["valeur"] for annee in (2024, 2025)] == [950, 0]


def test_l_epuisement_tombe_l_annee_ou_le_cumul_atteint_le_budget() -> None:
    reste = budget({2020: 100.0, 2021: 100.0, 2022: 100.0, 2023: 60.0}, {2020: 100.0, 2021: 100.0}, 2021)
    assert reste is not None and (reste.restant, reste.epuisement) == (180, 2022)
    juste = budget({2020: 100.0, 2021: 100.0, 2023: 0.0}, {2020: 100.0, 2021: 200.0, 2022: 900.0}, 2022)
    assert juste is not None and juste.epuisement == 2022
    egal = budget({2020: 100.0, 2021: 100.0, 2022: 0.0}, {2020: 100.0, 2021: 200.0, 2022: 900.0}, 2022)
    assert egal is not None and (egal.total, egal.epuisement) == (150, 2021)


def test_sans_action_le_scenario_mene_a_l_observe_et_le_compte_a_rien() -> None:
    obtenus = calculer(ville() | {"actions_climat": []})
    assert ligne(obtenus, "actions_chiffrees")["origine"] is None
    scenario = ligne(obtenus, "emissions_scenario", None, 2025)
    assert json.loads(scenario["origine"])["table"] == "emissions"
    assert ligne(obtenus, "secteurs_pcaet_renseignes")["origine"] is None, (
        "« transports » n'est pas un secteur du cadre"
    )
