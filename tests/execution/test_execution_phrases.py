"""Les phrases-titres du budget, accordées dans tous les cas."""

from __future__ import annotations

import pytest

from core.figures.execution.lecture import Perimetre, Ventilation, euros_rond
from core.figures.execution.phrases import accorder_participe, duree, message_epargne, message_postes, sans_code
from core.format_fr import INSECABLE as I
from core.format_fr import typographier
from core.methodes.execution.ventilation import Poste

TOUTES = Perimetre("politique", "depense", None, 2024)


def ventilation(perimetre: Perimetre, *postes: tuple[str, float | None, float | None]) -> Ventilation:
    realises = [un[2] for un in postes if un[2] is not None]
    prevus = [un[1] for un in postes if un[1] is not None]
    prevu, realise = sum(prevus) if prevus else None, sum(realises) if realises else None
    total = prevu if realise is None else realise
    montres = [
        (nom, un_prevu, un_realise, un_prevu if realise is None else un_realise) for nom, un_prevu, un_realise in postes
    ]
    return Ventilation(
        perimetre,
        tuple(
            Poste(nom, un_prevu, un_realise, montre / total if montre is not None and total else None, None)
            for nom, un_prevu, un_realise, montre in montres
        ),
        prevu,
        realise,
    )


@pytest.mark.parametrize(
    ("postes", "phrase"),
    [
        (
            [("Culture", 5e6, 4.2e6), ("Voirie", 3e6, 1.8e6)],
            (
                f"Culture{I}: 4,2{I}M€ réalisés en 2024, première politique avec 70{I}% des dépenses réelles{I}; "
                f"1,2{I}M€ prévu n’a pas été réalisé pour Voirie"
            ),
        ),
        (
            [("Culture", 2e6, 1.2e6), ("Voirie", 1e6, 0.8e6)],
            (
                f"Culture{I}: 1,2{I}M€ réalisé en 2024, première politique avec 60{I}% des dépenses réelles{I}; "
                f"800{I}k€ prévus n’y ont pas été réalisés"
            ),
        ),
        ([("Culture", 2e6, 1.2e6)], f"Culture{I}: 1,2{I}M€ réalisé en 2024, soit toutes les dépenses réelles"),
        (
            [("Culture", 3e6, None), ("Voirie", 1e6, None)],
            f"Culture{I}: 3,0{I}M€ prévus en 2024, première politique avec 75{I}% des dépenses réelles",
        ),
        (
            [("Opérations non ventilables", 5e6, 4e6), ("Culture", 3e6, 3.5e6), ("Voirie", 3e6, 3e6)],
            f"Culture{I}: 3,5{I}M€ réalisés en 2024, première politique avec 33{I}% des dépenses réelles",
        ),
        (
            [("Opérations non ventilables", 5e6, 9e6), ("Culture", 3e6, 1e6)],
            f"90{I}% des dépenses réelles de 2024 ne visent aucune politique{I}: dette et opérations financières",
        ),
        (
            [("Politique non renseignée", 5e6, 3.2e6)],
            f"Aucune dépense réelle de 2024 ne porte de politique ni de fonction{I}: 3,2{I}M€ restent à classer",
        ),
        (
            [("Politique non renseignée", 5e6, 1.4e6)],
            f"Aucune dépense réelle de 2024 ne porte de politique ni de fonction{I}: 1,4{I}M€ reste à classer",
        ),
        ([], "Les dépenses réelles de 2024 ne sont pas renseignées"),
        (
            [("Culture", 10.0, -5.0)],
            f"Les dépenses réelles de 2024 sont nulles ou négatives{I}: voyez le détail en table",
        ),
    ],
)
def test_phrase_d_une_ventilation(postes: list[tuple[str, float | None, float | None]], phrase: str) -> None:
    assert typographier(message_postes(ventilation(TOUTES, *postes))) == phrase


def test_phrase_par_chapitre_sans_son_code_et_par_habitant() -> None:
    perimetre = Perimetre("chapitre", "recette", "fonctionnement", 2024)
    postes = ventilation(
        perimetre, ("731 Fiscalité locale", 60.0, 60.0), ("74 Dotations et participations", 40.0, 40.0)
    )
    assert typographier(message_postes(postes, population=4)) == (
        f"Fiscalité locale{I}: 15{I}€/hab. réalisés en 2024, premier chapitre avec 60{I}% des recettes réelles "
        "de fonctionnement"
    )
    assert "réalisé en 2024" in message_postes(postes, population=60)


@pytest.mark.parametrize(
    ("valeurs", "precedent", "phrase"),
    [
        (
            {"epargne_brute": None},
            None,
            f"L'épargne brute de 2024 n'est pas connue{I}: le réalisé de fonctionnement est absent",
        ),
        (
            {"epargne_brute": -120_000.0},
            5.0,
            (
                f"L'épargne brute est négative (−120{I}k€) en 2024{I}: les recettes courantes ne couvrent plus les "
                "dépenses courantes"
            ),
        ),
        (
            {"epargne_brute": 0.0},
            None,
            f"L'épargne brute est nulle en 2024{I}: les recettes courantes ne couvrent plus les dépenses courantes",
        ),
        (
            {"epargne_brute": 3.2e6, "taux_epargne_brute": 0.123, "capacite_desendettement": 5.7},
            2.8e6,
            (
                f"L'épargne brute est de 3,2{I}M€ en 2024, en hausse de 400{I}k€ sur un an{I}: "
                f"la dette se rembourserait en 5,7{I}ans"
            ),
        ),
        (
            {"epargne_brute": 3.2e6, "taux_epargne_brute": 0.123},
            4.2e6,
            f"L'épargne brute est de 3,2{I}M€ en 2024, soit 12,3{I}% des recettes, en baisse de 1,0{I}M€ sur un an",
        ),
        (
            {"epargne_brute": 3.2e6, "taux_epargne_brute": 0.123, "capacite_desendettement": 0.4},
            3.201e6,
            f"L'épargne brute est de 3,2{I}M€ en 2024, stable sur un an{I}: la dette se rembourserait en moins d'un an",
        ),
    ],
)
def test_phrase_de_l_epargne(valeurs: dict[str, float | None], precedent: float | None, phrase: str) -> None:
    assert typographier(message_epargne(valeurs, precedent, 2024)) == typographier(phrase)


@pytest.mark.parametrize(
    ("montant", "mot"),
    [
        (0.0, "réalisé"),
        (1.99, "réalisé"),
        (2.0, "réalisés"),
        (1500.0, "réalisés"),
        (999_600.0, "réalisé"),
        (1_940_000.0, "réalisé"),
        (1_960_000.0, "réalisés"),
        (-3e6, "réalisés"),
    ],
)
def test_l_accord_suit_le_nombre_que_l_on_lit(montant: float, mot: str) -> None:
    assert accorder_participe("réalisé", montant) == mot


def test_petites_ecritures() -> None:
    assert [duree(un) for un in (0.3, 1.0, 1.09, 1.94, 1.96, 12.0)] == [
        "moins d'un an",
        f"1{I}an",
        f"1,1{I}an",
        f"1,9{I}an",
        f"2{I}ans",
        f"12{I}ans",
    ]
    assert [euros_rond(un) for un in (2e7, 2.5e6, 5e5, 800.0)] == [f"20{I}M€", f"2,5{I}M€", f"500{I}k€", f"800{I}€"]
    assert [sans_code(un) for un in ("012 Charges de personnel", "2113", "Espaces verts")] == [
        "Charges de personnel",
        "2113",
        "Espaces verts",
    ]
