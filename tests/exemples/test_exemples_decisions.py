"""Budget climat et arbitrage d'exemple : chaque renvoi existe, chaque scénario s'équilibre, chaque euro vient du
budget."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest

from core.communs.affectations import signer
from core.communs.depenses import depenses_reelles
from core.methodes import bilan_carbone, budget_climat

type_donnees = Mapping[str, dict[str, pl.DataFrame]]
TROIS = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive")
TERRITOIRES = (*TROIS, "nuits-orsevaux")
OBJECTIFS_2030 = {
    "ville-orsevaux": 139_000,
    "cc-val-de-lorvanne": 191_000,
    "metropole-castelvive": 708_000,
    "nuits-orsevaux": 55,
}


def lignes_de(donnees: type_donnees, nom: str, exercice: int) -> pl.DataFrame:
    return donnees[nom]["lignes_budgetaires"].filter(
        (pl.col("exercice") == exercice)
        & (pl.col("etape") == "CA")
        & (pl.col("sens") == "depense")
        & (pl.col("mouvement") == "reel")
    )


def portees(donnees: type_donnees, nom: str) -> list[dict[str, str | None]]:
    actions = donnees[nom]["actions_climat"].filter(pl.col("nature").is_not_null())
    return actions.select("code", "nature", "fonction").to_dicts()


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_les_plafonds_descendent_jusqu_a_la_promesse_de_2030(donnees: type_donnees, nom: str) -> None:
    plafonds = donnees[nom]["plafonds_emissions"].sort("exercice")
    for _, siens in plafonds.group_by("perimetre"):
        assert siens["plafond_tco2e"].diff().drop_nulls().max() < 0  # type: ignore[operator]
    voulu = "organisation" if nom == "nuits-orsevaux" else "territoire"
    dernier = plafonds.filter((pl.col("perimetre") == voulu) & (pl.col("exercice") == 2030))["plafond_tco2e"].item()
    assert dernier == OBJECTIFS_2030[nom]
    promis = donnees[nom]["objectifs_emissions"].filter(
        (pl.col("annee") == 2030) & (pl.col("perimetre") == voulu) & (pl.col("forme") == "points")
    )
    assert promis["emissions_tco2e"].to_list() == [dernier]


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_action_portee_par_le_budget_a_sa_ligne(donnees: type_donnees, nom: str) -> None:
    lignes = lignes_de(donnees, nom, 2024)
    assert len(portees(donnees, nom)) >= 2
    for action in portees(donnees, nom):
        siennes = lignes.filter(
            (pl.col("nature") == action["nature"]) & pl.col("fonction").eq_missing(action["fonction"])
        )
        assert siennes.height >= 1, action


@pytest.mark.parametrize("nom", TERRITOIRES)
@pytest.mark.parametrize("exercice", [2023, 2024])
def test_le_troisieme_rapport_depense_ce_que_la_ligne_a_realise(donnees: type_donnees, nom: str, exercice: int) -> None:
    suivis = donnees[nom]["suivis_climat"].filter(pl.col("exercice") == exercice)
    assert (suivis.group_by("action").len()["len"] == 3).all()
    lignes = lignes_de(donnees, nom, exercice)
    for action in portees(donnees, nom):
        depense = suivis.filter((pl.col("action") == action["code"]) & (pl.col("rapport") == "3"))["depense_eur"]
        siennes = lignes.filter(
            (pl.col("nature") == action["nature"]) & pl.col("fonction").eq_missing(action["fonction"])
        )
        if depense.len():
            assert depense.item() == siennes["realise_eur"].sum()


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_les_operations_2024_tiennent_dans_les_credits_ouverts(donnees: type_donnees, nom: str) -> None:
    operations = donnees[nom]["operations_climat"]
    assert set(operations["exercice"]) == {2024, 2025, 2026, 2027, 2028}
    assert operations["montant_eur"].null_count() >= 1
    lignes = lignes_de(donnees, nom, 2024)
    for action in portees(donnees, nom):
        prevu = operations.filter((pl.col("action") == action["code"]) & (pl.col("exercice") == 2024))[
            "montant_eur"
        ].sum()
        siennes = lignes.filter(
            (pl.col("nature") == action["nature"]) & pl.col("fonction").eq_missing(action["fonction"])
        )
        assert prevu <= siennes["credits_ouverts_eur"].sum()


@pytest.mark.parametrize("nom", TROIS)
def test_la_population_2024_est_celle_du_territoire(donnees: type_donnees, nom: str) -> None:
    populations = donnees[nom]["populations"].sort("annee")
    assert populations["annee"].min() == 2015
    assert populations["annee"].max() == 2050
    actuelle = populations.filter(pl.col("annee") == 2024)
    assert actuelle["habitants"].item() == donnees[nom]["territoires"]["population"].item()
    assert set(populations.filter(pl.col("annee") > 2024)["etat"]) == {"projetee"}


@pytest.mark.parametrize("nom", TROIS)
def test_les_actions_chiffrees_ont_de_quoi_dire_leur_cout(donnees: type_donnees, nom: str) -> None:
    couts = budget_climat.calculer(donnees[nom], 2024).filter(pl.col("indicateur") == "cout_abattement")["valeur"]
    assert couts.drop_nulls().len() >= 8
    assert couts.null_count() >= 2
    assert couts.min() < 0  # type: ignore[operator]


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_effet_vise_une_action_et_un_indicateur(donnees: type_donnees, nom: str) -> None:
    tables = donnees[nom]
    effets = tables["effets_actions"]
    connues = set(tables["actions_climat"]["code"]) | set(tables["actions_preservation"]["action"])
    assert set(effets["action"]) <= connues
    assert set(effets["indicateur"]) <= set(tables["indicateurs"]["code"])
    assert 1 <= effets["effet"].null_count() <= 3
    mesures = tables["mesures"].filter((pl.col("annee") == 2024) & pl.col("valeur").is_not_null())
    chiffres = effets.filter(pl.col("effet").is_not_null())
    assert set(chiffres["indicateur"]) <= set(mesures["indicateur"])


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_contrainte_designe_des_lignes_et_son_minimum_y_tient(donnees: type_donnees, nom: str) -> None:
    contraintes = donnees[nom]["contraintes_budget"]
    assert set(contraintes["type"]) == {"obligatoire", "service_minimum", "ap_cp"}
    lignes = lignes_de(donnees, nom, 2024)
    for contrainte in contraintes.iter_rows(named=True):
        siennes = lignes.filter(
            *(pl.col(code).str.starts_with(contrainte[code]) for code in ("nature", "fonction") if contrainte[code]),
            *(pl.col(code) == contrainte[code] for code in ("operation", "service") if contrainte[code]),
        )
        assert siennes.height >= 1, contrainte["code"]
        assert (contrainte["minimum_eur"] or 0) <= siennes["credits_ouverts_eur"].sum(), contrainte["code"]


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_deux_scenarios_nommes_a_enveloppe_constante(donnees: type_donnees, nom: str) -> None:
    tables = donnees[nom]
    scenarios = tables["scenarios"]
    assert scenarios["scenario"].n_unique() == 2
    assert (scenarios.group_by("scenario").agg(pl.col("variation_eur").sum())["variation_eur"] == 0).all()
    cibles = {
        "action_climat": set(tables["actions_climat"]["code"]),
        "action_preservation": set(tables["actions_preservation"]["action"]),
        "politique": set(tables["lignes_budgetaires"]["politique"].drop_nulls()),
        "ligne": set(signer(depenses_reelles(tables, 2024))["signature"]),
    }
    assert not [ligne for ligne in scenarios.iter_rows(named=True) if ligne["cible"] not in cibles[ligne["objet"]]]


@pytest.mark.parametrize("nom", TROIS)
def test_une_action_interne_n_evite_pas_plus_que_ce_que_la_collectivite_emet(donnees: type_donnees, nom: str) -> None:
    """Les bâtiments et l'éclairage d'une collectivité n'évitent jamais plus que ses postes 1.1, 2.1 et 2.2."""
    tableau = bilan_carbone.tableau_beges(donnees[nom], 2024)
    energie = tableau.filter(pl.col("code").is_in(["1.1", "2.1", "2.2"]))["total_tco2e"].sum()
    siennes = {"reno_ecoles", "chaufferies", "led", "patrimoine", "stations", "int_chaleur", "int_batiments"}
    gains = donnees[nom]["actions_climat"].filter(pl.col("code").is_in(list(siennes)))
    assert gains.height >= 1
    for _, du_perimetre in gains.group_by("perimetre"):
        assert du_perimetre["gain_tco2e_par_an"].sum() <= energie
