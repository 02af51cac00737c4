"""Ce que la méthode refuse, ce qu'elle ne sait pas dire, et ce qui ne dépend pas de l'ordre ni de l'échelle."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.erreurs import DonneesIncoherentes, TableManquante
from core.methodes import donut
from core.modele import Donnees
from core.tables.indicateurs import INDICATEURS
from tests.donut.fabrique_donut import donnees_donut
from tests.fabrique import valeur

SAIN = {"code": "sain", "plancher": 0.0}
ECOLOGIQUE = {"lentille": "locale_ecologique", "unite": "t"}


def ligne(donnees: Donnees, code: str, exercice: int = 2024) -> dict[str, Any]:
    return donut.detail(donnees, exercice).filter(pl.col("code") == code).row(0, named=True)


@pytest.mark.parametrize(
    ("regle", "champs"),
    [
        ("deux_seuils", {"plancher": 1.0, "plafond": 2.0}),
        ("plafond_social", {"plafond": 2.0}),
        ("plancher_ecologique", {"lentille": "mondiale_ecologique", "plancher": 2.0}),
        ("plafond_a_la_hausse", {**ECOLOGIQUE, "sens": "hausse", "plafond": 2.0}),
        ("pire_valeur_sans_plancher", {**ECOLOGIQUE, "plafond": 2.0, "pire_valeur": 9.0}),
        ("pire_valeur_du_mauvais_cote", {"plancher": 10.0, "pire_valeur": 5.0}),
        ("pire_valeur_du_mauvais_cote", {"sens": "hausse", "plancher": 10.0, "pire_valeur": 10.0}),
        ("preindustrielle_sans_plafond", {"plancher": 10.0, "valeur_preindustrielle": 5.0}),
        ("preindustrielle_du_mauvais_cote", {**ECOLOGIQUE, "plafond": 280.0, "valeur_preindustrielle": 350.0}),
        (
            "preindustrielle_du_mauvais_cote",
            {**ECOLOGIQUE, "sens": "hausse", "plafond": 3.0, "valeur_preindustrielle": 2.0},
        ),
        ("cible_pire_que_la_pire_valeur", {"plancher": 0.0, "pire_valeur": 26.0, "cible": 30.0, "annee_cible": 2030}),
        ("cible_moins_exigeante_sans_date", {"sens": "hausse", "plancher": 80.0, "cible": 60.0}),
    ],
)
def test_une_contradiction_est_refusee_avec_sa_raison_sans_cacher_les_autres(
    regle: str, champs: dict[str, Any]
) -> None:
    donnees = donnees_donut([SAIN, {"code": "fautif", **champs}], {"sain": {2024: 30.0}, "fautif": {2024: 4.0}})
    message = next(une.message for une in INDICATEURS.regles if une.nom == regle)
    fautif = ligne(donnees, "fautif")
    assert fautif["statut"] == "incoherent"
    assert message in fautif["raison"]
    assert fautif["manque"] is None and fautif["depassement"] is None and fautif["seuil_tenu"] is None
    assert fautif["tendance"] is None
    assert donut.refus(donut.detail(donnees, 2024))["code"].to_list() == ["fautif"]
    resultat = donut.calculer(donnees, 2024)
    assert valeur(resultat, "manque", "sain") == pytest.approx(0.30)
    assert valeur(resultat, "indicateurs_refuses") == 1
    assert "fautif" not in resultat["poste"].to_list()


def test_quand_tout_se_contredit_l_erreur_nomme_chaque_indicateur_et_sa_raison() -> None:
    donnees = donnees_donut(
        [{"code": "un", "plafond": 2.0}, {"code": "deux", "plancher": 1.0, "plafond": 2.0}], {"un": {2024: 1.0}}
    )
    with pytest.raises(DonneesIncoherentes) as erreur:
        donut.calculer(donnees, 2024)
    assert "« un »" in erreur.value.quoi and "« deux »" in erreur.value.quoi
    assert "à la fois un plancher et un plafond" in erreur.value.quoi


@pytest.mark.parametrize(
    "champs",
    [
        {"plancher": 0.0},
        {"plancher": 0.0, "pire_valeur": 26.0, "cible": 10.0, "annee_cible": 2030},
        {"sens": "hausse", "plancher": 80.0, "cible": 90.0},
        {**ECOLOGIQUE, "plafond": 2.0, "cible": 4.0, "annee_cible": 2030},
        {**ECOLOGIQUE, "sens": "hausse", "plafond": 2.75, "valeur_preindustrielle": 3.44},
        {},
    ],
)
def test_ce_qui_se_tient_n_est_pas_refuse(champs: dict[str, Any]) -> None:
    donnees = donnees_donut([{"code": "x", **champs}], {"x": {2024: 1.0}})
    assert ligne(donnees, "x")["statut"] != "incoherent"


def test_sans_echelle_la_valeur_est_montree_et_le_seuil_juge_mais_aucun_ecart_n_est_invente() -> None:
    donnees = donnees_donut([{"code": "attente", "plancher": 0.0, "unite": "ménages"}], {"attente": {2024: 1240.0}})
    attente = ligne(donnees, "attente")
    assert (attente["statut"], attente["valeur"], attente["manque"]) == ("sans_echelle", 1240.0, None)
    assert attente["seuil_tenu"] is False
    assert "pire valeur" in attente["raison"]
    resultat = donut.calculer(donnees, 2024)
    assert valeur(resultat, "planchers_renseignes") == 1
    assert valeur(resultat, "planchers_atteints") == 0


def test_un_plafond_nul_n_a_pas_d_echelle() -> None:
    donnees = donnees_donut([{"code": "rejets", **ECOLOGIQUE, "plafond": 0.0}], {"rejets": {2024: 3.0}})
    rejets = ligne(donnees, "rejets")
    assert (rejets["statut"], rejets["depassement"], rejets["seuil_tenu"]) == ("sans_echelle", None, False)


def test_sans_seuil_n_est_ni_absent_ni_compte() -> None:
    donnees = donnees_donut([SAIN, {"code": "libre"}], {"sain": {2024: 30.0}, "libre": {2024: 4.0}})
    assert ligne(donnees, "libre")["statut"] == "sans_seuil"
    assert valeur(donut.calculer(donnees, 2024), "indicateurs_suivis") == 1


def test_la_valeur_est_celle_de_l_annee_exacte_et_la_derniere_connue_reste_dite() -> None:
    donnees = donnees_donut([SAIN], {"sain": {2021: 40.0, 2022: 35.0, 2024: None}})
    absente = ligne(donnees, "sain")
    assert (absente["statut"], absente["valeur"], absente["manque"]) == ("donnee_absente", None, None)
    assert (absente["derniere_valeur"], absente["derniere_annee"]) == (35.0, 2022)
    assert absente["qualite"] == "manquant"
    resultat = donut.calculer(donnees, 2024)
    assert valeur(resultat, "manque", "sain") is None
    assert valeur(resultat, "indicateurs_renseignes") == 0


def test_une_annee_future_ne_sert_ni_a_la_valeur_ni_a_la_tendance() -> None:
    avant = donnees_donut([SAIN], {"sain": {2020: 40.0, 2021: 38.0, 2022: 36.0}})
    apres = donnees_donut([SAIN], {"sain": {2020: 40.0, 2021: 38.0, 2022: 36.0, 2023: 90.0}})
    assert ligne(avant, "sain", 2022) == ligne(apres, "sain", 2022)


def test_une_dimension_a_plusieurs_indicateurs_n_est_jamais_moyennee() -> None:
    deux = [{"code": "a", "plancher": 0.0, "dimension": "Santé"}, {"code": "b", "plancher": 0.0, "dimension": "Santé"}]
    resultat = donut.calculer(donnees_donut(deux, {"a": {2024: 10.0}, "b": {2024: 50.0}}), 2024)
    assert valeur(resultat, "manque", "a") == pytest.approx(0.1)
    assert valeur(resultat, "manque", "b") == pytest.approx(0.5)
    assert valeur(resultat, "planchers_suivis") == 2


def test_les_comptes_se_lisent_par_lentille_et_portent_leur_couverture() -> None:
    donnees = donnees_donut(
        [
            SAIN,
            {"code": "co2", "lentille": "mondiale_ecologique", "plafond": 2.0},
            {"code": "eau", "lentille": "locale_ecologique", "plafond": 2.0},
        ],
        {"sain": {2024: 0.0}, "co2": {2024: 3.0}},
    )
    resultat = donut.calculer(donnees, 2024)
    assert valeur(resultat, "planchers_atteints", "locale_sociale") == 1
    assert valeur(resultat, "plafonds_franchis", "mondiale_ecologique") == 1
    assert valeur(resultat, "plafonds_renseignes", "locale_ecologique") == 0
    ensemble = resultat.filter(pl.col("indicateur") == "indicateurs_renseignes", pl.col("poste").is_null())
    assert ensemble["couverture"][0] == pytest.approx(2 / 3)


def test_sans_table_la_methode_dit_laquelle_manque() -> None:
    donnees = donnees_donut([SAIN], {})
    with pytest.raises(TableManquante) as erreur:
        donut.calculer(donnees, 2024)
    assert erreur.value.table == "mesures"


VALEURS = st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=8)


@settings(max_examples=40)
@given(VALEURS, st.randoms(use_true_random=False))
def test_l_ordre_des_lignes_ne_change_rien(valeurs: list[float | None], hasard: Any) -> None:  # noqa: ANN401
    donnees = _serie(valeurs)
    melangees = {nom: frame[_melange(frame.height, hasard)] for nom, frame in donnees.items()}
    assert donut.calculer(donnees, 2024).equals(donut.calculer(melangees, 2024))


@settings(max_examples=40)
@given(st.floats(0.1, 1000), st.floats(0.1, 1000))
def test_doubler_l_unite_ne_change_pas_l_ecart(mesure: float, plafond: float) -> None:
    simple = _ecart(mesure, plafond)
    assert _ecart(2 * mesure, 2 * plafond) == pytest.approx(simple)
    assert _ecart(2 * mesure, plafond) == pytest.approx(2 * (simple + 1) - 1)


@settings(max_examples=40)
@given(VALEURS)
def test_une_donnee_de_moins_ne_change_aucune_autre_et_baisse_la_couverture(valeurs: list[float | None]) -> None:
    avant = donut.calculer(_serie([50.0, *valeurs]), 2024)
    apres = donut.calculer(_serie([None, *valeurs]), 2024)
    autres = pl.col("poste") != "c0"
    par_indicateur = pl.col("unite") != "indicateurs"
    assert avant.filter(autres & par_indicateur).equals(apres.filter(autres & par_indicateur))
    compte = (pl.col("indicateur") == "indicateurs_renseignes") & pl.col("poste").is_null()
    assert apres.filter(compte)["couverture"][0] < avant.filter(compte)["couverture"][0]


def _serie(valeurs: list[float | None]) -> Donnees:
    return donnees_donut(
        [{"code": f"c{rang}", "plancher": 0.0} for rang in range(len(valeurs))],
        {f"c{rang}": {2024: mesure} for rang, mesure in enumerate(valeurs)},
    )


def _melange(taille: int, hasard: Any) -> list[int]:  # noqa: ANN401
    ordre = list(range(taille))
    hasard.shuffle(ordre)
    return ordre


def _ecart(mesure: float, plafond: float) -> float:
    donnees = donnees_donut([{"code": "x", **ECOLOGIQUE, "plafond": plafond}], {"x": {2024: mesure}})
    depassement = valeur(donut.calculer(donnees, 2024), "depassement", "x")
    assert depassement is not None
    return depassement


@pytest.mark.parametrize(("sens", "plancher"), [("hausse", 10.0), ("baisse", 10.0)])
def test_un_plancher_juste_atteint_est_atteint(sens: str, plancher: float) -> None:
    lue = ligne(donnees_donut([{"code": "x", "sens": sens, "plancher": plancher}], {"x": {2024: plancher}}), "x")
    assert (lue["seuil_tenu"], lue["statut"], lue["manque"]) == (True, "atteint", 0.0)


def test_un_pourcentage_qui_depasse_cent_n_a_pas_cent_pour_pire_valeur() -> None:
    lue = ligne(donnees_donut([{"code": "x", "plancher": 120.0}], {"x": {2024: 130.0}}), "x")
    assert (lue["statut"], lue["manque"]) == ("sans_echelle", None)
