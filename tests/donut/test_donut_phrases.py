"""Les phrases du Donut, accordées dans tous les cas."""

from __future__ import annotations

from typing import Any

import pytest

from core.figures.donut import phrases
from core.methodes import donut
from tests.donut.fabrique_donut import donnees_donut


def comptes(plafonds: tuple[int, int, int], planchers: tuple[int, int, int]) -> dict[str, int]:
    """(franchis ou atteints, renseignés, suivis) pour chaque anneau."""
    return {
        "plafonds_franchis": plafonds[0],
        "plafonds_renseignes": plafonds[1],
        "plafonds_suivis": plafonds[2],
        "planchers_atteints": planchers[0],
        "planchers_renseignes": planchers[1],
        "planchers_suivis": planchers[2],
        "indicateurs_renseignes": plafonds[1] + planchers[1],
        "indicateurs_suivis": plafonds[2] + planchers[2],
    }


@pytest.mark.parametrize(
    ("plafonds", "planchers", "attendu"),
    [
        (
            (6, 8, 9),
            (0, 11, 12),
            "Six plafonds sur les huit mesurés sont franchis ; aucun des onze besoins mesurés n'est couvert pour tous",
        ),
        (
            (0, 8, 9),
            (11, 11, 11),
            "Aucun des huit plafonds mesurés n'est franchi ; les onze besoins mesurés sont couverts pour tous",
        ),
        (
            (1, 8, 8),
            (1, 4, 4),
            "Un plafond sur les huit mesurés est franchi ; un besoin sur les quatre mesurés est couvert pour tous",
        ),
        (
            (2, 2, 2),
            (3, 4, 4),
            "Les deux plafonds mesurés sont franchis ; trois besoins sur les quatre mesurés sont couverts pour tous",
        ),
        (
            (1, 1, 4),
            (0, 1, 4),
            "Le seul plafond mesuré est franchi ; le seul besoin mesuré n'est pas couvert pour tous",
        ),
        (
            (0, 1, 1),
            (1, 1, 1),
            "Le seul plafond mesuré n'est pas franchi ; le seul besoin mesuré est couvert pour tous",
        ),
        (
            (0, 0, 3),
            (2, 5, 5),
            "Aucun plafond n'est mesuré ; deux besoins sur les cinq mesurés sont couverts pour tous",
        ),
        ((0, 0, 0), (2, 5, 5), "Deux besoins sur les cinq mesurés sont couverts pour tous"),
        ((5, 5, 5), (0, 0, 0), "Les cinq plafonds mesurés sont franchis"),
        (
            (10, 14, 14),
            (2, 17, 17),
            "10 plafonds sur les 14 mesurés sont franchis ; 2 besoins sur les 17 mesurés sont couverts pour tous",
        ),
        ((0, 0, 9), (0, 0, 12), "Aucun des 21 indicateurs suivis n'est renseigné pour 2024"),
        ((0, 0, 0), (0, 0, 1), "Le seul indicateur suivi n'est pas renseigné pour 2024"),
        ((0, 0, 0), (0, 0, 0), "Aucun indicateur suivi ne porte encore de seuil"),
    ],
)
def test_la_phrase_titre(plafonds: tuple[int, int, int], planchers: tuple[int, int, int], attendu: str) -> None:
    phrase = phrases.message(comptes(plafonds, planchers), 2024, un_par_dimension=True)
    assert phrase.replace("\u00a0", " ") == attendu


def test_plusieurs_indicateurs_par_dimension_se_disent_en_planchers() -> None:
    phrase = phrases.message(comptes((0, 0, 0), (1, 14, 14)), 2024, un_par_dimension=False)
    assert phrase == "Un plancher sur les quatorze mesurés est atteint"


@pytest.mark.parametrize(
    ("valeur", "unite", "attendu"),
    [
        (1240.0, "ménages", "1\u202f240\u00a0ménages"),
        (0.95, "t", "0,95\u00a0t"),
        (41.0, "%", "41\u00a0%"),
        (12.345, "t", "12,3\u00a0t"),
        (0.0, "%", "0\u00a0%"),
        (-0.25, "t", "−0,25\u00a0t"),
        (None, "t", "donnée absente"),
        (0.0004, "g", "0,0004\u00a0g"),
    ],
)
def test_une_grandeur_garde_trois_chiffres_significatifs(valeur: float | None, unite: str, attendu: str) -> None:
    assert phrases.grandeur(valeur, unite) == attendu


@pytest.mark.parametrize(
    ("rapport", "attendu"), [(1.004, "1,00"), (1.06, "1,06"), (1.68, "1,7"), (4.2, "4,2"), (33.1, "33"), (9.97, "10")]
)
def test_un_multiple(rapport: float, attendu: str) -> None:
    assert phrases.multiple(rapport) == f"×\u00a0{attendu}"


@pytest.mark.parametrize(
    ("part", "attendu"),
    [(0.41, "41 %"), (0.0, "0 %"), (1.0, "100 %"), (0.004, "0,4 %"), (0.0001, "moins de 0,1 %"), (0.998, "99,8 %")],
)
def test_une_part_ne_ment_jamais_aux_bords(part: float, attendu: str) -> None:
    assert phrases.part_lisible(part).replace("\u00a0", " ") == attendu


def ligne(serie: dict[int, float | None], **champs: Any) -> dict[str, Any]:  # noqa: ANN401
    donnees = donnees_donut([{"code": "x", "plancher": 0.0, "annee_cible": 2030, **champs}], {"x": serie})
    return donut.detail(donnees, 2024).row(0, named=True)


@pytest.mark.parametrize(
    ("serie", "champs", "attendu"),
    [
        (
            {2020: 1000.0, 2022: 1100.0, 2024: 1240.0},
            {"unite": "ménages"},
            (
                "S'éloigne : +60 ménages par an de 2020 à 2024 (trois années observées) ; il faudrait −207 ménages par "
                "an jusqu'en 2030."
            ),
        ),
        (
            {2020: 38.0, 2022: 36.0, 2024: 34.0},
            {"unite": "%"},
            (
                "Trop lent : −1 point par an de 2020 à 2024 (trois années observées) ; il faudrait −5,67 points par an "
                "jusqu'en 2030."
            ),
        ),
        (
            {2020: 30.0, 2022: 30.0, 2024: 30.0},
            {},
            (
                "Stable : 0 point par an de 2020 à 2024 (trois années observées), sans direction nette ; il faudrait "
                "−5 points par an jusqu'en 2030."
            ),
        ),
        ({2024: 0.0}, {}, "L'objectif est atteint (0 % en 2024)."),
        (
            {2024: 12.0},
            {},
            ("Tendance inconnue : une année observée, il en faut trois ; il faudrait −2 points par an jusqu'en 2030."),
        ),
        (
            {2022: 12.0, 2024: 12.0},
            {"annee_cible": None},
            "Tendance inconnue : deux années observées, il en faut trois ; aucune échéance n'est fixée.",
        ),
        ({2024: None}, {}, "Tendance inconnue : aucune année observée, il en faut trois."),
        (
            {2020: 38.0, 2022: 36.0, 2024: 34.0},
            {"annee_cible": 2023},
            "Trop lent : −1 point par an de 2020 à 2024 (trois années observées) ; l'échéance de 2023 est passée.",
        ),
    ],
)
def test_la_phrase_de_tendance(serie: dict[int, float | None], champs: dict[str, Any], attendu: str) -> None:
    assert phrases.tendance(ligne(serie, **champs)).replace("\u00a0", " ").replace("\u202f", " ") == attendu


def test_le_seuil_dit_sa_cible_son_annee_et_son_echelle() -> None:
    assert phrases.seuil(ligne({2024: 3.0})).replace("\u00a0", " ") == "plancher : 0 % en 2030"
    etape = ligne({2024: 6.0}, lentille="mondiale_ecologique", unite="t", plancher=None, plafond=0.95, cible=3.0)
    assert phrases.seuil(etape).replace("\u00a0", " ") == "plafond : 0,95 t ; cible : 3 t en 2030"
    echelle = ligne({2024: 6.0}, pire_valeur=26.0, annee_cible=None)
    assert phrases.seuil(echelle).replace("\u00a0", " ") == "plancher : 0 % (manque total à 26 %)"
    assert phrases.seuil(ligne({2024: 6.0}, plancher=None)) == "aucun seuil fixé"


def test_l_auteur_du_seuil_est_dit_ou_son_absence() -> None:
    assert phrases.auteur_seuil(ligne({2024: 3.0})) == "auteur non renseigné"
    signe = ligne({2024: 3.0}, auteur_seuil="Conseil municipal", source_seuil="Délibération, 12 mars 2023")
    assert phrases.auteur_seuil(signe) == "Conseil municipal, Délibération, 12 mars 2023"
