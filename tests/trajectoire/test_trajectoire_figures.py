"""Les vues carbone : ce qu'elles montrent, ce qu'elles disent, et où se posent leurs étiquettes."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from core.figures.familles.etiquettes import LARGEURS, Cadre, Place, poser
from core.figures.trajectoire.lecture import Lecture, lire, perimetres, trajectoires
from core.figures.trajectoire.panneau import rubriques
from core.figures.trajectoire.phrases import message_actions, message_budget, message_trajectoire
from core.figures.trajectoire.vues import vue_actions, vue_budget, vue_trajectoire
from core.figures.vue import Vue
from core.methodes import trajectoire
from tests.trajectoire.fabrique_carbone import donnees, emissions, ville


def lecture(tables: dict[str, list[dict[str, Any]]], exercice: int = 2024, perimetre: str = "territoire") -> Lecture:
    lues = donnees(tables)
    indicateurs = trajectoire.calculer(lues, exercice)
    promises = trajectoires(indicateurs, perimetre)
    return lire(indicateurs, lues["actions_climat"], perimetre, next(iter(promises), None), exercice)


def vues(tables: dict[str, list[dict[str, Any]]], exercice: int = 2024) -> list[Vue]:
    indicateurs = trajectoire.calculer(donnees(tables), exercice)
    lue = lecture(tables, exercice)
    return [vue(lue, indicateurs, "Orsevaux") for vue in (vue_trajectoire, vue_actions, vue_budget)]


def trace(vue: Vue, nom: str) -> Any:  # noqa: ANN401
    assert isinstance(vue.figure, go.Figure)
    (trouvee,) = [une for une in vue.figure.data if une.name == nom]
    return trouvee


def simple(phrase: str) -> str:
    return phrase.replace("\u00a0", " ").replace("\u202f", " ")


def test_l_axe_part_de_zero_et_chaque_serie_a_sa_marque() -> None:
    vue = vues(ville())[0]
    assert isinstance(vue.figure, go.Figure)
    assert vue.figure.layout.yaxis.range[0] == 0
    assert trace(vue, "objectif").line.dash == "dash"
    assert trace(vue, "avec les actions chiffrées").line.dash == "dot"
    assert trace(vue, "observé").line.dash is None
    assert vue.figure.layout.showlegend is False


def test_l_annee_partielle_est_un_point_creux_hors_de_la_courbe() -> None:
    vue = vues(ville())[0]
    assert list(trace(vue, "observé").x) == [2020, 2021, 2023, 2024]
    assert list(trace(vue, "année partielle").x) == [2022]
    assert trace(vue, "année partielle").marker.color == "#FFFFFF"


def test_la_bande_d_incertitude_encadre_l_observe() -> None:
    bande = trace(vues(ville())[0], "incertitude à 95 %")
    assert min(bande.y) < 950 < max(bande.y)


def test_les_coins_vont_du_niveau_present_au_scenario() -> None:
    vue = vues(ville())[0]
    bus, ecoles = trace(vue, "Lignes de bus express"), trace(vue, "Rénovation des écoles")
    assert max(bus.y) == 950 and min(bus.y) == pytest.approx(950 - 120)
    assert max(ecoles.y) == pytest.approx(950) and min(ecoles.y) == pytest.approx(950 - 160)


def test_l_ecart_est_une_surface_entre_l_objectif_et_le_scenario() -> None:
    ecart = trace(vues(ville())[0], "écart à combler")
    assert ecart.fill == "toself" and max(ecart.x) == 2050
    assert min(ecart.y) == 100


def test_la_cascade_des_actions_part_de_l_effort_et_finit_a_ce_qui_manque() -> None:
    figure = vues(ville())[1].figure
    assert isinstance(figure, go.Figure)
    assert [(une.base[0], round(une.x[0])) for une in figure.data] == [(0, 350), (350, -120), (230, -40), (0, 190)]
    ecrits = " | ".join(annotation.text for annotation in figure.layout.annotations)
    assert "1\u00a0action non chiffrée</b>  effet inconnu" in ecrits


def test_les_surfaces_du_budget_font_ensemble_le_budget() -> None:
    vue = vues(ville())[2]
    pave = trace(vue, "budget, restant")
    largeur, hauteur = max(pave.x) - min(pave.x), max(pave.y)
    restant = vue.tableau.filter(pl.col("Grandeur") == "Restant (tCO₂e)")["Valeur"].item()
    assert largeur * hauteur == pytest.approx(restant)
    total = vue.tableau.filter(pl.col("Grandeur").str.starts_with("Budget"))["Valeur"].item()
    assert total == pytest.approx((1000 + 600) / 2 * 10 + (600 + 100) / 2 * 20)


def test_l_axe_passe_en_milliers_de_tonnes() -> None:
    tables = ville()
    for nom, champ in (("emissions", "emissions_tco2e"), ("objectifs_emissions", "emissions_tco2e")):
        for une in tables[nom]:
            une[champ] = None if une[champ] is None else une[champ] * 1000
    vue = vues(tables)[0]
    assert isinstance(vue.figure, go.Figure)
    assert max(trace(vue, "observé").y) == 1010
    assert "ktCO₂e par an" in [annotation.text for annotation in vue.figure.layout.annotations]


def avec(**champs: Any) -> Lecture:  # noqa: ANN401
    tables = ville()
    if "actions" in champs:
        tables["actions_climat"] = champs["actions"]
    if "objectifs" in champs:
        tables["objectifs_emissions"] = champs["objectifs"]
    if "emissions" in champs:
        tables["emissions"] = champs["emissions"]
    return lecture(tables)


def action(gain: float | None) -> dict[str, Any]:
    return {"code": "a", "intitule": "A", "gain_tco2e_par_an": gain, "debut": 2025, "fin": 2026}


def tardive(code: str) -> dict[str, Any]:
    """Une action chiffrée, sans effet avant 2035."""
    return {"code": code, "intitule": code, "gain_tco2e_par_an": 50.0, "debut": 2035, "fin": 2036}


def vers(valeur: float, annee: int = 2030) -> list[dict[str, Any]]:
    return [{"annee": annee, "annee_reference": 2020, "emissions_tco2e": valeur}]


PARTIELLES = [*emissions({2023: 1.0, 2024: None}, secteur="a"), *emissions({2023: None, 2024: 1.0}, secteur="b")]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, "Nos actions chiffrées ne couvrent que 46 % de l'effort : il manque 190 tCO₂e par an en 2030"),
        ({"actions": []}, "Aucune action n'est chiffrée : il manque 350 tCO₂e par an en 2030"),
        ({"actions": [action(None)]}, "Aucune action n'est chiffrée : il manque 350 tCO₂e par an en 2030"),
        (
            {"actions": [action(35.0)]},
            "Notre seule action chiffrée ne couvre que 10 % de l'effort : il manque 315 tCO₂e par an en 2030",
        ),
        (
            {"actions": [action(0.1)]},
            "Notre seule action chiffrée ne couvre encore rien de l'effort : il manque 350 tCO₂e par an en 2030",
        ),
        (
            {"actions": [action(349.0)]},
            "Notre seule action chiffrée ne couvre que 99 % de l'effort : il manque 1 tCO₂e par an en 2030",
        ),
        ({"actions": [action(400.0)]}, "Notre seule action chiffrée couvre tout l'effort demandé d'ici 2030"),
        ({"objectifs": vers(960.0)}, "L'objectif de 2030 est déjà tenu, avec 10 tCO₂e de marge"),
        ({"objectifs": []}, "Les émissions ont baissé de 5 % depuis 2020, mais aucun objectif n'est déclaré"),
        (
            {
                "objectifs": [
                    {"trajectoire": "x", "forme": "lineaire", "annee": 2030, "annee_reference": 1990, "taux": 0.1}
                ]
            },
            "Les émissions ont baissé de 5 % depuis 2020, mais la référence de la trajectoire n'est pas connue",
        ),
        ({"objectifs": vers(900.0, 2023)}, "L'objectif de 2023 a été manqué de 70 tCO₂e"),
        ({"objectifs": vers(980.0, 2023)}, "L'objectif de 2023 a été tenu, avec 10 tCO₂e de marge"),
        ({"objectifs": vers(900.0, 2022)}, "L'échéance de 2022 est passée, et cette année-là n'est pas observée"),
        (
            {"emissions": PARTIELLES},
            "Aucune année n'a tous ses secteurs renseignés : la trajectoire ne se compare pas encore",
        ),
    ],
)
def test_la_phrase_de_la_trajectoire(champs: dict[str, Any], attendu: str) -> None:
    assert simple(message_trajectoire(avec(**champs))) == attendu


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, "En 2030, 2 actions apportent 160 des 350 tCO₂e à éviter chaque année ; 1 reste sans chiffre"),
        ({"actions": [action(35.0)]}, "En 2030, 1 action apporte 35 des 350 tCO₂e à éviter chaque année"),
        ({"actions": [action(400.0)]}, "En 2030, 1 action évite 400 tCO₂e par an, pour 350 tCO₂e demandées"),
        ({"actions": []}, "En 2030, il faudra éviter 350 tCO₂e par an, et aucune action n'est chiffrée"),
        ({"actions": [action(35.0), tardive("b")]}, "En 2030, 1 action apporte 35 des 350 tCO₂e à éviter chaque année"),
        (
            {"actions": [action(400.0), tardive("b")]},
            "En 2030, 1 action évite 400 tCO₂e par an, pour 350 tCO₂e demandées",
        ),
        (
            {"actions": [tardive("a"), tardive("b")]},
            "En 2030, il faudra éviter 350 tCO₂e par an, et aucune des 2 actions chiffrées n'a encore d'effet",
        ),
        (
            {"actions": [tardive("a")]},
            "En 2030, il faudra éviter 350 tCO₂e par an, et la seule action chiffrée n'a pas encore d'effet",
        ),
        (
            {"actions": [action(-35.0)]},
            "En 2030, il faudra éviter 350 tCO₂e par an, et ensemble, nos actions chiffrées n'évitent rien",
        ),
    ],
)
def test_la_phrase_des_actions(champs: dict[str, Any], attendu: str) -> None:
    assert simple(message_actions(avec(**champs))) == attendu


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, "Au rythme actuel, le budget carbone sera épuisé en 2035, quinze ans avant son terme"),
        ({"objectifs": vers(900.0)}, "Au rythme actuel, le budget carbone sera épuisé en 2029, un an avant son terme"),
        ({"objectifs": vers(1000.0)}, "Au rythme actuel, le budget carbone suffit jusqu'à son terme, en 2030"),
        ({"objectifs": vers(0.0, 2026)}, "Le budget carbone prévu jusqu'en 2026 est épuisé depuis 2024"),
        (
            {"objectifs": []},
            "Le budget carbone ne se calcule pas : la trajectoire et les émissions observées ne se recoupent pas",
        ),
    ],
)
def test_la_phrase_du_budget(champs: dict[str, Any], attendu: str) -> None:
    assert simple(message_budget(avec(**champs))) == attendu


def test_les_deux_taux_sont_toujours_nommes() -> None:
    dits = dict(rubriques(lecture(ville()), trajectoire.calculer(donnees(ville()), 2024), "Conseil municipal"))
    effort = simple(dits["Pour tenir 2030"])
    assert "6,1 % du niveau de 2024 chaque année (baisse linéaire)" in effort
    assert "7,4 % de l'année précédente chaque année (baisse composée)" in effort
    assert "dès maintenant" in dits["Si l'on attend"] and dits["Qui a fixé l'objectif"] == "Conseil municipal"


def test_les_perimetres_et_les_trajectoires_se_choisissent() -> None:
    tables = ville()
    tables["emissions"] += emissions({2024: 7.0}, perimetre="organisation")
    tables["objectifs_emissions"].append(
        {"trajectoire": "SNBC", "forme": "snbc", "annee": 2050, "annee_reference": 2020}
    )
    indicateurs = trajectoire.calculer(donnees(tables), 2024)
    assert perimetres(indicateurs) == {"territoire": "Territoire", "organisation": "Organisation"}
    assert list(trajectoires(indicateurs, "territoire")) == ["PCAET", "SNBC"]
    assert trajectoires(indicateurs, "organisation") == {}


def test_les_etiquettes_ne_se_chevauchent_ni_ne_sortent() -> None:
    cadre = Cadre(2015, 2050, 250.0, 380.0)
    ligne = {2015: 240.0, 2050: 20.0}
    places = [
        Place(annee, valeur, ancrage, pas)
        for pas in (0.0, 14.0, -14.0, 30.0)
        for ancrage in ("right", "left")
        for annee, valeur in ((2050, 20.0), (2030, 140.0), (2015, 240.0), (2040, 200.0), (2020, 60.0))
    ]
    textes = {cle: (f"étiquette {cle}", places) for cle in "abc"}
    posees = poser(textes, [ligne], cadre)
    for largeur in LARGEURS:
        boites = [cadre.boite(place, textes[cle][0], largeur) for cle, place in posees.items()]
        assert all(boite[0] >= 0 and boite[2] <= largeur and boite[1] >= 0 and boite[3] <= 380 for boite in boites)
        for rang, une in enumerate(boites):
            assert not any(
                une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]
                for autre in boites[rang + 1 :]
            )


@pytest.mark.parametrize("exercice", [2015, 2020, 2022, 2024])
def test_chaque_vue_a_tout_ce_qu_il_faut(exercice: int) -> None:
    for vue in vues(ville(), exercice):
        assert vue.message and vue.alt.endswith(".") and not vue.message.endswith(".")
        assert vue.lire.endswith(".") and vue.masque.endswith(".")
        assert isinstance(vue.figure, go.Figure)
        if exercice >= 2020:
            assert vue.tableau.height > 0 and vue.indicateurs.height > 0
