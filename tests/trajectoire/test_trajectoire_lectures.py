"""Ce qu'un chemin suppose : l'inventaire national qui le porte, la base de son taux, le zéro dont il remonte ; ce que
l'écran en dit."""

from __future__ import annotations

from typing import Any

import pytest
from fabrique_carbone import donnees, emissions, ligne

from core.dossier import ouvrir
from core.figures.trajectoire.vues import Adresse, composer
from core.methodes import trajectoire
from core.methodes.trajectoire.chemins import Objectif, Palier, par_taux
from core.methodes.trajectoire.reperes import reperes
from core.modele import Territoire

ESSAI = Territoire(id="essai", nom="Essai", type="commune", population=100)
type_objectif = dict[str, Any]


def tables(observees: dict[int, float], *objectifs: type_objectif) -> dict[str, Any]:
    return donnees({"emissions": emissions(observees), "objectifs_emissions": list(objectifs), "actions_climat": []})


def visee(observees: dict[int, float], annee: int, *objectifs: type_objectif) -> float | None:
    obtenus = trajectoire.calculer(tables(observees, *objectifs), max(observees))
    return ligne(obtenus, "emissions_objectif", "PCAET", annee)["valeur"]


def textes(observees: dict[int, float], *objectifs: type_objectif) -> str:
    frames = tables(observees, *objectifs)
    vue = composer(Adresse(), ouvrir(ESSAI, max(observees), (max(observees),), frames))
    return f"{vue.message} | {vue.sous_titre}".replace("\u00a0", " ").replace("’", "'")


def snbc(reference: int) -> type_objectif:
    return {"forme": "snbc", "annee": 2050, "annee_reference": reference}


def test_une_reference_apres_le_dernier_inventaire_est_portee_par_la_trajectoire_nationale() -> None:
    """France : 369 000 kt en 2024, 0,6 × 547 000 = 328 200 en 2030 ; 2027 est à mi-chemin, 348 600.

    900 t en 2027 font 900 × 547 000 / 348 600 en 1990, dont 60 % en 2030 et un sixième en 2050."""
    en_1990 = 900 * 547_000 / 348_600
    assert visee({2027: 900.0}, 2030, snbc(2027)) == pytest.approx(0.6 * en_1990)
    assert visee({2027: 900.0}, 2050, snbc(2027)) == pytest.approx(en_1990 / 6)
    assert "référence nationale portée au-delà du dernier inventaire par la SNBC" in textes({2027: 900.0}, snbc(2027))
    periodes = trajectoire.calculer(tables({2027: 900.0}, snbc(2027)), 2027)
    lue = ligne(periodes, "budget_periode", "PCAET", 2033, periode="SNBC-2 2029-2033")
    assert lue["valeur"] == pytest.approx(300 * 900 / 348.6 * 5)


def test_un_inventaire_connu_ne_change_pas_et_n_est_pas_dit_porte() -> None:
    """La continuité : 2024 est la dernière année d'inventaire ; la porter rendrait la même chose."""
    assert reperes({}).niveau(2024) == 369_000 and reperes({}).niveau(2030) == pytest.approx(328_200)
    assert visee({2024: 900.0}, 2030, snbc(2024)) == pytest.approx(0.6 * 900 * 547 / 369)
    assert "portée" not in textes({2024: 900.0}, snbc(2024))


@pytest.mark.parametrize(
    ("observees", "objectif", "raison"),
    [
        ({2055: 900.0}, snbc(2055) | {"annee": 2060}, "la France n'a ni inventaire ni cible pour l'année de référence"),
        ({2024: 900.0}, snbc(2015), "la référence de la trajectoire n'est pas connue"),
        (
            {2024: 900.0},
            {"forme": "sbti", "annee": 2030, "annee_reference": 2024},
            "ni taux ni émission visée ne donnent la pente",
        ),
    ],
)
def test_un_chemin_absent_dit_sa_vraie_raison(
    observees: dict[int, float], objectif: type_objectif, raison: str
) -> None:
    dit = textes(observees, objectif)
    assert raison in dit
    autres = {"ni inventaire", "n'est pas connue", "ne donnent la pente"}
    assert [autre for autre in autres if autre in dit] == [autre for autre in autres if autre in raison]


def chemin(forme: str, *paliers: Palier, reference: float = 100.0) -> dict[int, float]:
    return par_taux(Objectif("essai", forme, 2020, paliers), reference)


def test_un_chemin_lineaire_remonte_depuis_zero() -> None:
    """100 en 2020, 0 en 2030, 50 en 2040 : 5 de plus par an, 25 en 2035."""
    lu = chemin("lineaire", Palier(2030, 0.0, None), Palier(2040, 50.0, None))
    assert (lu[2030], lu[2035], lu[2040]) == (0, 25, 50)
    assert chemin("lineaire", Palier(2030, 10.0, None), reference=0.0)[2030] == 10, "même d'une référence nulle"
    descendu = chemin("lineaire", Palier(2030, None, 0.2), Palier(2040, 50.0, None))
    assert (descendu[2025], descendu[2030], descendu[2035]) == (0, 0, 25)


def test_un_chemin_compose_ne_remonte_pas_de_zero_et_le_dit() -> None:
    lu = chemin("composee", Palier(2030, 0.0, None), Palier(2040, 50.0, None))
    assert max(lu) == 2030
    objectifs = [
        {"forme": "composee", "annee": annee, "annee_reference": 2020, "emissions_tco2e": cible}
        for annee, cible in ((2030, 0.0), (2040, 50.0))
    ]
    assert "s'arrête en 2030, ni taux ni émission visée n'en donnant la pente" in textes({2020: 100.0}, *objectifs)


@pytest.mark.parametrize(
    ("base", "en_2030", "en_2040", "dit"),
    [
        (None, 60.0, 20.0, "taux en % de l'année de référence"),
        ("reference", 60.0, 20.0, "taux en % de l'année de référence"),
        ("segment", 60.0, 36.0, "taux en % de la valeur au début du segment"),
    ],
)
def test_les_deux_lectures_d_un_taux_lineaire(base: str | None, en_2030: float, en_2040: float, dit: str) -> None:
    """4 % par an de 100 : 60 en 2030. Ensuite 4 % de 100 font encore 40 de moins, 20 ; 4 % de 60 (règle ABC) en font
    24, soit 36."""
    objectifs = [
        {"forme": "lineaire", "annee": annee, "annee_reference": 2020, "taux": 0.04, "base_du_taux": base}
        for annee in (2030, 2040)
    ]
    lues = [visee({2020: 100.0}, annee, *objectifs) for annee in (2030, 2040)]
    assert lues == [pytest.approx(en_2030), pytest.approx(en_2040)]
    assert dit in textes({2020: 100.0}, *objectifs)


def test_sans_taux_lineaire_aucune_base_n_est_dite() -> None:
    sans = {"forme": "lineaire", "annee": 2030, "annee_reference": 2020, "emissions_tco2e": 50.0}
    compose = {"forme": "composee", "annee": 2030, "annee_reference": 2020, "taux": 0.05}
    assert "taux en %" not in textes({2020: 100.0}, sans) and "taux en %" not in textes({2020: 100.0}, compose)


def test_chaque_secteur_dit_de_combien_les_points_nationaux_different_de_son_indice() -> None:
    """Résidentiel en 2030 : points des bâtiments 45 / 85 = 0,5294, indice 0,593, soit −10,7 % ; tertiaire, indice
    0,3963, +33,6 % ; déchets, 11 / 15 = 0,7333 et 0,6271, +16,9 %."""
    quatre = ("Résidentiel", "Tertiaire", "Agriculture", "Déchets")
    observees = [ligne for nom in quatre for ligne in emissions({2015: 100.0, 2024: 90.0}, secteur=nom)]
    frames = donnees({"emissions": observees, "objectifs_emissions": [], "actions_climat": [], "populations": []})
    lus = dict(trajectoire.secteurs(frames, 2024).select("secteur", "ecart_points_2030").iter_rows())
    attendus = {"résidentiel": -0.107, "tertiaire": 0.336, "déchets": 0.169}
    assert {nom: round(lus[nom], 3) for nom in attendus} == attendus
    assert lus["industrie branche énergie"] is None and lus["autres transports"] is None
    vue = composer(Adresse(vue="secteurs"), ouvrir(ESSAI, 2024, (2024,), frames))
    dit = vue.masque.replace("\u00a0", " ")
    assert "En 2030, les points nationaux en diffèrent ainsi : tertiaire +34 %, déchets +17 %" in dit
    assert "à vérifier" in dit
