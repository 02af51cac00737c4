"""Ce que le budget climat garantit : ni ordre, ni mélange de périmètres, ni zéro inventé, ni classement par €/t."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from core.erreurs import TableManquante
from core.figures.budget_climat.lecture import lire as lire_vue
from core.figures.budget_climat.operations import lire_plan
from core.figures.budget_climat.points import lire_points
from core.methodes import budget_climat
from core.methodes.budget_climat.abattement import annuite
from core.methodes.budget_climat.recouvrement import Mesure, combiner
from core.references import cle, reference
from core.resultat import lire
from tests.budget_climat.fabrique_budget_climat import donnees, valeur, ville

Tables = dict[str, list[dict[str, object]]]


def calculer(tables: Tables, exercice: int = 2024) -> pl.DataFrame:
    return budget_climat.calculer(donnees(tables), exercice)


@given(graine=st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_l_ordre_des_lignes_ne_change_rien(graine: int) -> None:
    tables = ville()
    melangees = {nom: random.Random(graine).sample(lignes, len(lignes)) for nom, lignes in tables.items()}
    assert_frame_equal(calculer(tables), calculer(melangees))


def test_l_ecart_est_le_niveau_moins_les_mesures_decidees_moins_le_plafond() -> None:
    # 2026 : bus 120 × 2/4 = 60 ; vélo 90 × (3/4 − 1/4) = 45 ; écoles 60 × (4/6 − 2/6) = 20 ; LED 20 ; 1 000 − 145 −
    # 830 = 25
    obtenus = calculer(ville())
    assert valeur(obtenus, "ecart_plafond", None, 2026) == pytest.approx(25.0)
    # les bureaux, seulement identifiés, ajouteraient 80 × 1/5 = 16
    assert valeur(obtenus, "ecart_plafond_identifiees", None, 2026) == pytest.approx(9.0)
    assert valeur(obtenus, "ecart_plafond", None, 2024, "realise") == pytest.approx(20.0)


def test_decider_une_mesure_identifiee_ferme_l_ecart_d_autant() -> None:
    tables = ville()
    avant = valeur(calculer(tables), "ecart_plafond_identifiees", None, 2028)
    for action in tables["actions_climat"]:
        if action["statut"] == "identifiee":
            action["statut"] = "decidee"
    assert valeur(calculer(tables), "ecart_plafond", None, 2028) == pytest.approx(avant)


def test_une_mesure_sans_chiffre_est_comptee_et_n_a_pas_d_effet() -> None:
    obtenus = calculer(ville())
    comptes = {
        nom: valeur(obtenus, f"mesures_{nom}", None, 2024)
        for nom in ("decidees", "identifiees", "chiffrees", "non_chiffrees", "abandonnees")
    }
    assert comptes == {"decidees": 5, "identifiees": 1, "chiffrees": 5, "non_chiffrees": 1, "abandonnees": 1}
    assert obtenus.filter(pl.col("poste").is_in(["plu", "fret"]) & (pl.col("indicateur") == "effet_mesure")).is_empty()


def test_sans_emissions_l_ecart_est_absent_pas_nul() -> None:
    obtenus = calculer({**ville(), "emissions": []}).filter(pl.col("indicateur") == "ecart_plafond")
    assert obtenus["valeur"].null_count() == len(obtenus) == 6
    assert set(obtenus["qualite"]) == {"manquant"}


def test_les_perimetres_ne_se_melent_jamais() -> None:
    tables = ville()
    seul = calculer(tables)
    tables["plafonds_emissions"].append({"perimetre": "organisation", "exercice": 2025, "plafond_tco2e": 5.0})
    tables["emissions"].append(
        {"perimetre": "organisation", "exercice": 2024, "secteur": "flotte", "emissions_tco2e": 9.0}
    )
    tables["actions_climat"].append(
        {
            "code": "int",
            "intitule": "Flotte",
            "perimetre": "organisation",
            "debut": 2025,
            "fin": 2025,
            "gain_tco2e_par_an": 1.0,
        }
    )
    ensemble = calculer(tables)
    assert_frame_equal(seul, ensemble.filter(pl.col("perimetre") == "territoire"))
    assert valeur(ensemble, "ecart_plafond", None, 2025, perimetre="organisation") == pytest.approx(3.0)


def test_la_sequestration_ne_desserre_pas_le_plafond() -> None:
    tables = ville()
    avant = calculer(tables)
    tables["emissions"].append({"exercice": 2024, "secteur": "forêts", "emissions_tco2e": -500.0})
    assert_frame_equal(avant, calculer(tables))


def test_une_operation_sans_montant_abaisse_la_couverture_et_ne_vaut_pas_zero() -> None:
    obtenus = calculer(ville())
    total = obtenus.filter((pl.col("indicateur") == "operations_total") & (pl.col("exercice") == 2025)).row(
        0, named=True
    )
    assert (total["valeur"], total["couverture"]) == (900_000.0, pytest.approx(2 / 3))
    assert valeur(obtenus, "operation", "bus", 2025, operation="Six bus électriques") is None
    assert (
        lire(obtenus, "operation", poste="fret").is_empty() and not lire(obtenus, "operation", poste="bus").is_empty()
    )
    assert set(obtenus.filter(pl.col("indicateur") == "operations_total")["exercice"]) == {2024, 2025, 2026, 2027}


def test_les_trois_points_gardent_ce_qui_n_est_pas_mesure() -> None:
    obtenus = calculer(ville())
    assert valeur(obtenus, "gain_constate", "bus", 2024, rapport="3") is None
    assert valeur(obtenus, "depense_constatee", "bus", 2024, rapport="3") == 240_000.0
    assert valeur(obtenus, "gain_constate", "velo", 2024, rapport="1") == 0.0
    assert valeur(obtenus, "depense_prevue", "bus", 2024) == 250_000.0
    assert valeur(obtenus, "depense_prevue", "velo", 2024) is None
    assert valeur(obtenus, "gain_vise", "ecoles", 2024) == 60.0


def test_le_realise_de_la_ligne_budgetaire_est_un_repere() -> None:
    obtenus = budget_climat.execution(donnees(ville()), 2024)
    assert obtenus.select("poste", "valeur").rows() == [("bus", 450_000.0)]
    assert budget_climat.execution(donnees({**ville(), "lignes_budgetaires": []}), 2024).is_empty()


@given(
    st.floats(1, 1e8), st.floats(0, 0.1), st.integers(1, 60), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.1, 1e5)
)
def test_le_cout_d_abattement_est_le_cout_net_present_par_tonne_actualisee(
    investissement: float, taux: float, duree: int, charges: float, economies: float, tonnes: float
) -> None:
    net = annuite(investissement, taux, duree) + charges - economies
    facteurs = [(1 + taux) ** -annee for annee in range(1, duree + 1)]
    cout_present = investissement + (charges - economies) * sum(facteurs)
    tonnes_actualisees = tonnes * sum(facteurs)
    assert net / tonnes == pytest.approx(
        cout_present / tonnes_actualisees, rel=1e-6, abs=1e-6 * (investissement + charges + economies) / tonnes
    )


def test_diviser_par_les_tonnes_non_actualisees_ne_donne_pas_le_meme_cout() -> None:
    cout = annuite(100_000.0, 0.03, 20) / 50
    assert cout == pytest.approx(134.43, abs=0.01)
    assert 100_000.0 / (50 * 20) == pytest.approx(100.0) != pytest.approx(cout, rel=0.1)


def test_les_couts_ne_sont_jamais_ranges_par_euros_a_la_tonne() -> None:
    frame = budget_climat.abattement(donnees(ville()))
    assert frame.select("debut", "fin", "code").rows() == sorted(frame.select("debut", "fin", "code").rows())
    couts = [cout for cout in frame["cout_abattement"] if cout is not None]
    assert couts != sorted(couts) and min(couts) < 0


def test_le_taux_change_les_couts_et_zero_etale_simplement() -> None:
    tables = donnees(ville())
    a_zero = budget_climat.abattement(tables, 0.0).filter(pl.col("code") == "velo").row(0, named=True)
    assert a_zero["annuite_eur"] == pytest.approx(900_000 / 30)
    par_taux = [
        budget_climat.abattement(tables, taux).filter(pl.col("code") == "velo")["cout_abattement"].item()
        for taux in (0.0, 0.03, 0.05)
    ]
    assert par_taux == sorted(par_taux)
    au_defaut = budget_climat.couts(tables, 2024).filter(pl.col("poste") == "velo")["valeur"].item()
    assert au_defaut == pytest.approx(par_taux[1])


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6), st.floats(300, 5000))
def test_les_recouvrements_n_evitent_jamais_plus_que_la_somme_ni_que_ce_qui_est_emis(
    effets: list[float], emis: float
) -> None:
    coins, ensemble = combiner(emis, {"s": emis}, [Mesure(str(rang), "s", brut) for rang, brut in enumerate(effets)])
    assert sum(coin.proportionnel or 0.0 for coin in coins) == pytest.approx(ensemble, abs=1e-6)
    assert ensemble <= min(sum(effets), emis) + 1e-6
    logs = [coin.logarithmique for coin in coins if coin.logarithmique is not None]
    assert not logs or sum(logs) == pytest.approx(ensemble, abs=1e-6)


def test_deux_secteurs_ne_se_recouvrent_pas_et_l_ensemble_prend_le_reste() -> None:
    mesures = [Mesure("a", "x", 100.0), Mesure("b", "y", 50.0), Mesure("c", None, 80.0)]
    coins = {coin.code: coin for coin in combiner(800.0, {"x": 400.0, "y": 300.0}, mesures)[0]}
    assert coins["a"].proportionnel == pytest.approx(100.0)
    assert coins["b"].proportionnel == pytest.approx(50.0)
    assert coins["c"].proportionnel == pytest.approx((800 - 150) * 80 / 800)


def test_les_valeurs_tutelaires_disent_leur_edition_et_ce_qui_est_interpole() -> None:
    assert budget_climat.valeurs_tutelaires({}, 2030).select("valeur", "interpolee").rows() == [
        (250.0, False),
        (300.0, False),
    ]
    assert budget_climat.valeurs_tutelaires({}, 2035)["interpolee"].all()
    assert budget_climat.valeurs_tutelaires({}, 2060).is_empty()


def test_sans_plafond_la_table_manquante_se_dit() -> None:
    with pytest.raises(TableManquante):
        calculer({**ville(), "plafonds_emissions": []})


def test_le_detail_dit_la_decision_et_l_effet_du_prochain_plafond() -> None:
    lues = budget_climat.detail(donnees(ville()), 2024)
    assert dict(lues.select("code", "decision").iter_rows())["bureaux"] == "identifiee"
    effets = dict(lues.select("code", "effet_tco2e").iter_rows())
    assert (effets["bus"], effets["plu"], effets["fret"]) == (30.0, None, None)
    assert lues["feuille"].unique().to_list() == ["actions_climat"]


def test_un_code_et_une_operation_qui_portent_une_barre_rendent_de_vraies_lignes() -> None:
    tables = ville()
    for nom, colonne in (("actions_climat", "code"), ("operations_climat", "action"), ("suivis_climat", "action")):
        for ligne in tables[nom]:
            if ligne[colonne] == "bus":
                ligne[colonne] = "bus / express"
    for ligne in tables["operations_climat"]:
        if ligne["operation"] == "Six bus électriques":
            ligne["operation"] = "Six bus / électriques"
    obtenus = calculer(tables)
    assert valeur(obtenus, "operation", "bus / express", 2026, operation="Six bus / électriques") == 600_000.0
    assert valeur(obtenus, "depense_constatee", "bus / express", 2024, rapport="3") == 240_000.0
    lue = lire_vue(obtenus, donnees(tables)["actions_climat"], "territoire", 2024)
    assert lue.mesures["bus / express"].effets[2028] == pytest.approx(120.0)
    plan = lire_plan(obtenus, lue)
    assert ("bus / express", "Six bus / électriques") in {(une.mesure, une.nom) for une in plan.operations}
    suivies = {un.code: un for un in lire_points(obtenus, donnees(tables)["suivis_climat"], lue)}
    assert suivies["bus / express"].depense == 240_000.0


def test_une_autre_reference_change_les_couts_et_les_valeurs_tutelaires() -> None:
    frames = donnees(ville())
    autres: dict[str, pl.DataFrame] = {
        **frames,
        cle("parametres_carbone"): reference("parametres_carbone").with_columns(
            valeur=pl.when(pl.col("cle") == "taux_actualisation").then(pl.lit("0.1")).otherwise("valeur")
        ),
        cle("valeur_action_climat"): reference("valeur_action_climat").with_columns(valeur=pl.lit("7")),
    }
    assert budget_climat.taux_par_defaut(autres) == 0.1
    couts = [lire(budget_climat.calculer(tables, 2024), "cout_abattement", poste="bus") for tables in (frames, autres)]
    assert couts[1]["valeur"][0] > couts[0]["valeur"][0]
    assert set(budget_climat.valeurs_tutelaires(autres, 2030)["valeur"]) == {7.0}
