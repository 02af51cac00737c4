"""Ce que disent les titres, les noms de feuilles et les lignes de clés : exercice, étape, budget, section, sens.

Le même compte, cent façons de le ranger : dépenses 9 500,75 (1 200,50 + 8 000 + 300,25), recettes 12 600
(500 + 12 000 + 100) ; un budget annexe de 55,00.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, Previsualisation, previsualiser
from core.donnees.intertitres import budget_douteux, budgets_nommes
from core.donnees.lecture.aiguillage import lire_ici

type_feuilles = dict[str, list[list[Any]]]
type_voir_ici = Callable[..., Previsualisation]
COMPLET = ["Sens", "Section", "Chapitre", "Article", "Libellé", "Réalisé"]
DF = [["011", "60612", "Électricité", 1200.5], ["012", "64111", "Rémunérations", 8000]]
DI = [["21", "2188", "Autres immobilisations", 300.25]]
RF = [["70", "70632", "Redevances", 500], ["731", "73111", "Impôts", 12000]]
RI = [["13", "1321", "État", 100]]
LIGNES = [
    [sens, section, *ligne]
    for sens, section, lignes in (("D", "F", DF), ("D", "I", DI), ("R", "F", RF), ("R", "I", RI))
    for ligne in lignes
]
ANNEXE = ["D", "F", "011", "6061", "Eau", 55]
NU = ["Chapitre", "Article", "Libellé", "Réalisé"]
TITRE: list[list[Any]] = [["CA 2023"], []]


@pytest.fixture
def voir_ici(entrepot: Entrepot, ecrire_xlsx: Callable[..., Path]) -> type_voir_ici:
    def faire(feuilles: type_feuilles, **options: object) -> Previsualisation:
        chemin = ecrire_xlsx(feuilles)
        return previsualiser(
            entrepot,
            ACCES_LOCAL,
            "ville",
            chemin,
            chemin.name,
            OptionsImport(**options),  # type: ignore[arg-type]
            lire_ici,
        )

    return faire


def cles(vue: Previsualisation) -> set[str]:
    return {question.cle for question in vue.questions}


def sommes(vue: Previsualisation, *par: str) -> dict[Any, str]:
    rendu: dict[Any, Decimal] = {}
    for ligne in vue.tables[0].lignes.iter_rows(named=True):
        cle = tuple(ligne[nom] for nom in par) if len(par) > 1 else ligne[par[0]]
        rendu[cle] = rendu.get(cle, Decimal(0)) + ligne["realise_eur"]
    return {cle: str(total) for cle, total in rendu.items()}


AU_DESSUS = {
    "deux paires": [["Exercice", "2023"], ["Étape", "Compte administratif"], []],
    "paires collées": [["Exercice", 2023], ["Étape", "CA"]],
    "deux paires sur une ligne": [["Exercice", 2023, "Étape", "CA"], []],
    "budget et page": [["Budget", "Budget principal", None, None, None, "Page 1"], ["CA 2023"], []],
    "édition": [["Édition du", "01/02/2024", None, None, None, "Page 1"], ["CA 2023"]],
    "bandeau centré": [[None, None, "COMPTE ADMINISTRATIF 2023"]],
    "bandeau à deux titres": [["VILLE", None, None, "COMPTE ADMINISTRATIF 2023"]],
    "bandeau vert": [["CA 2023"], ["BUDGET VERT", None, None, None, None, "EXÉCUTION"]],
    "trois lignes": [["VILLE"], ["Exercice : 2023"], ["Compte administratif"], []],
}


@pytest.mark.parametrize("dessus", AU_DESSUS.values(), ids=AU_DESSUS.keys())
def test_ce_qui_est_au_dessus_de_l_en_tete_ne_s_y_colle_pas(dessus: list[list[Any]], voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"Feuil1": [*dessus, COMPLET, *LIGNES]})
    assert vue.questions == () and vue.rejets == ()
    assert sommes(vue, "sens") == {"depense": "9500.75", "recette": "12600.00"}
    assert vue.tables[0].lignes.select("exercice", "etape", "budget").unique().rows() == [(2023, "CA", "principal")]


def test_un_en_tete_qui_porte_des_nombres(voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"CA 2023": [[*COMPLET, "0,0", "0,5", "1,0"], *([*ligne, 0, 0, ligne[5]] for ligne in LIGNES)]})
    assert sommes(vue, "sens") == {"depense": "9500.75", "recette": "12600.00"}


RANGES = {
    "feuilles du sens": {"Dépenses": [*TITRE, NU, *DF, *DI], "Recettes": [*TITRE, NU, *RF, *RI]},
    "feuilles des quatre": {
        "DF": [*TITRE, NU, *DF],
        "RF": [*TITRE, NU, *RF],
        "DI": [*TITRE, NU, *DI],
        "RI": [*TITRE, NU, *RI],
    },
    "feuilles en mots": {
        "Fonctionnement dépenses": [*TITRE, NU, *DF],
        "Recettes de fonctionnement": [*TITRE, NU, *RF],
        "Dép. invest.": [*TITRE, NU, *DI],
        "BP Recettes investissement": [*TITRE, NU, *RI],
    },
    "intertitres du sens": {"CA 2023": [NU, ["DÉPENSES"], *DF, *DI, ["RECETTES"], *RF, *RI]},
    "section puis sens": {
        "CA 2023": [
            NU,
            *(["SECTION DE FONCTIONNEMENT"], ["Dépenses"], *DF, ["Recettes"], *RF),
            *(["SECTION D'INVESTISSEMENT"], ["A - Dépenses"], *DI, ["B - Recettes"], *RI),
        ]
    },
    "sens puis section": {
        "CA 2023": [
            NU,
            *(["DEPENSES"], ["Fonctionnement"], *DF, ["Investissement"], *DI),
            *(["RECETTES"], ["Fonctionnement"], *RF, ["Investissement"], *RI),
        ]
    },
    "sens et section ensemble": {
        "CA 2023": [
            NU,
            *(["DÉPENSES DE FONCTIONNEMENT"], *DF, ["RECETTES DE FONCTIONNEMENT"], *RF),
            *(["DÉPENSES D'INVESTISSEMENT"], *DI, ["RECETTES D'INVESTISSEMENT"], *RI),
        ]
    },
    "en-têtes répétés": {"CA 2023": [["DÉPENSES"], NU, *DF, *DI, ["RECETTES"], NU, *RF, *RI]},
    "totaux entre les blocs": {
        "CA 2023": [NU, ["DÉPENSES"], *DF, *DI, ["Total", None, None, 9500.75], ["RECETTES"], *RF, *RI]
    },
    "charges et produits": {
        "Charges": [*TITRE, NU, *DF],
        "Produits": [*TITRE, NU, *RF],
        "Investissement": [*TITRE, ["Sens", *NU], ["D", *DI[0]], ["R", *RI[0]]],
    },
}


@pytest.mark.parametrize("feuilles", RANGES.values(), ids=RANGES.keys())
def test_le_sens_et_la_section_viennent_des_titres(feuilles: type_feuilles, voir_ici: type_voir_ici) -> None:
    vue = voir_ici(feuilles)
    assert vue.questions == () and vue.rejets == ()
    assert sommes(vue, "section", "sens") == {
        ("fonctionnement", "depense"): "9200.50",
        ("investissement", "depense"): "300.25",
        ("fonctionnement", "recette"): "12500.00",
        ("investissement", "recette"): "100.00",
    }


@pytest.mark.parametrize("titre", ["Note : les dépenses sont en rouge", "Dépenses et recettes", "Suivi de la dépense"])
def test_une_phrase_ne_dit_pas_le_sens(titre: str, voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"CA 2023": [[titre], [], NU, *DF, *RF]})
    assert sommes(vue, "sens") == {"depense": "9200.50", "recette": "12500.00"}


def test_un_titre_que_le_plan_contredit_n_est_pas_suivi(voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"Dépenses": [*TITRE, NU, *RF]})
    assert sommes(vue, "sens") == {"recette": "12500.00"}
    assert any("contredit le sens" in phrase for phrase in vue.avertissements)


def test_une_annulation_suit_son_titre_et_le_dit(voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"Dépenses": [*TITRE, NU, *DF, ["70", "70632", "Annulation", 3]]})
    assert sommes(vue, "sens") == {"depense": "9203.50"}
    assert any("70632" in phrase and "le titre est suivi" in phrase for phrase in vue.avertissements)


def test_la_section_seule_laisse_demander_le_sens_une_fois(voir_ici: type_voir_ici) -> None:
    feuilles = {"Fonctionnement": [*TITRE, NU, *DF, *RF], "Investissement": [*TITRE, NU, *DI]}
    vue = voir_ici(feuilles)
    assert cles(vue) == {"sens"} and vue.rejets == ()
    assert sommes(voir_ici(feuilles, sens="depense"), "sens") == {"depense": "9500.75", "recette": "12500.00"}
    refusee = voir_ici(feuilles, sens="refuser")
    assert refusee.questions == () and len(refusee.rejets) == 1


def test_des_recettes_ne_debordent_pas_sur_la_section_suivante(voir_ici: type_voir_ici) -> None:
    blocs = [["SECTION DE FONCTIONNEMENT"], *DF, ["RECETTES"], *RF, ["SECTION D'INVESTISSEMENT"], *DI]
    assert cles(voir_ici({"CA 2023": [NU, *blocs]})) == {"sens"}


BUDGETS = {
    "titre": {"F": [["BUDGET ANNEXE EAU - Compte administratif 2023"], [], COMPLET, ANNEXE]},
    "paire": {"F": [["Budget", "EAU"], ["CA 2023"], [], COMPLET, ANNEXE]},
    "paire à code": {"F": [["Libellé budget", "02 - EAU"], ["CA 2023"], [], COMPLET, ANNEXE]},
    "feuille": {"BA EAU": [*TITRE, COMPLET, ANNEXE]},
    "article": {"F": [["CA 2023 Budget annexe de l'EAU"], [], COMPLET, ANNEXE]},
}


@pytest.mark.parametrize("feuilles", BUDGETS.values(), ids=BUDGETS.keys())
def test_un_titre_nomme_le_budget_annexe(feuilles: type_feuilles, voir_ici: type_voir_ici) -> None:
    vue = voir_ici(feuilles)
    assert vue.questions == ()
    assert sommes(vue, "budget") == {"EAU": "55.00"}
    assert not any("ne nomme pas le budget" in phrase for phrase in vue.avertissements)


@pytest.mark.parametrize(
    "feuilles",
    [
        {"F": [*TITRE, COMPLET, ["BUDGET PRINCIPAL"], *LIGNES, ["BUDGET ANNEXE EAU"], ANNEXE]},
        {"Budget principal": [*TITRE, COMPLET, *LIGNES], "BA EAU": [*TITRE, COMPLET, ANNEXE]},
    ],
)
def test_deux_budgets_dans_un_fichier(feuilles: type_feuilles, voir_ici: type_voir_ici) -> None:
    assert sommes(voir_ici(feuilles), "budget") == {"principal": "22100.75", "EAU": "55.00"}


@pytest.mark.parametrize(
    ("feuilles", "choix"),
    [
        ({"Eau": [*TITRE, COMPLET, ANNEXE]}, {"principal", "Eau"}),
        ({"F": [["Budget eau 2023"], ["CA 2023"], COMPLET, ANNEXE]}, {"principal", "Budget eau 2023"}),
        ({"F": [["Régie de l'eau"], ["CA 2023"], COMPLET, ANNEXE]}, {"principal", "Régie de l'eau"}),
        ({"F": [["Budget principal et budgets annexes"], ["CA 2023"], COMPLET, ANNEXE]}, {"principal", "consolide"}),
    ],
)
def test_un_titre_ambigu_fait_demander_le_budget(
    feuilles: type_feuilles, choix: set[str], voir_ici: type_voir_ici
) -> None:
    (question,) = voir_ici(feuilles).questions
    assert (question.cle, set(question.choix)) == ("budget", choix)
    repondue = voir_ici(feuilles, budget=max(choix))
    assert repondue.questions == () and set(sommes(repondue, "budget")) == {max(choix)}


def test_deux_feuilles_aux_noms_de_budgets_demandent_ce_qu_elles_sont(voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"Eau": [*TITRE, COMPLET, ANNEXE], "Port": [*TITRE, COMPLET, [*ANNEXE[:5], 57]]})
    assert {question.cle: set(question.choix) for question in vue.questions} == {
        "budget": {"principal"},
        "feuilles": {"toutes", "Eau", "Port"},
    }


@pytest.mark.parametrize(
    ("titre", "nommes"),
    [
        ("Budget annexe : Lotissement Les Prés (BP 2024)", {"Lotissement Les Prés"}),
        ("Budget annexe n° 2 Eau", {"Eau"}),
        ("BUDGET ANNEXE DE LA ZAC - BP 2023", {"ZAC"}),
        ("BUDGET ANNEXE", {"annexe"}),
        ("Exercice : 2023 · Budget : EAU", {"EAU"}),
        ("Budget · Principal", {"principal"}),
        ("Budget · 2023", set()),
        ("Budget primitif 2024", set()),
        ("BUDGET VERT", set()),
        ("Budget de la ville", set()),
    ],
)
def test_le_budget_que_nomme_un_titre(titre: str, nommes: set[str]) -> None:
    assert budgets_nommes(titre) == nommes
    assert not budget_douteux(titre)


@pytest.mark.parametrize("exercice", [2022, 2023])
def test_des_annees_a_deux_chiffres_dans_les_en_tetes(exercice: int, voir_ici: type_voir_ici) -> None:
    entete = [*COMPLET[:5], "CA 22", "CA 23", "BP 24"]
    lignes = [[*ligne[:5], ligne[5] * 3, ligne[5], ligne[5] * 2] for ligne in LIGNES]
    feuilles = {"Feuil1": [entete, *lignes]}
    vue = voir_ici(feuilles)
    assert {"exercice"} <= cles(vue)
    assert set(vue.questions[0].choix) == {"2022", "2023", "2024"}
    choisie = voir_ici(feuilles, exercice=exercice, etape="CA")
    assert choisie.questions == ()
    assert sommes(choisie, "sens")["depense"] == {2022: "28502.25", 2023: "9500.75"}[exercice]


def test_la_reponse_sur_l_etape_l_emporte_sur_un_mot_inconnu(voir_ici: type_voir_ici) -> None:
    feuilles = {"F": [["Exercice", "Étape", *COMPLET], *([2023, "prévisions", *ligne] for ligne in LIGNES)]}
    assert cles(voir_ici(feuilles)) == {"etape"}
    assert voir_ici(feuilles, etape="BP").rejets == ()


def test_une_cotation_en_colonnes_est_dite(voir_ici: type_voir_ici) -> None:
    vue = voir_ici({"CA 2023": [[*COMPLET, "Axe 1", "Axe 6"], *([*ligne, "Neutre", "Neutre"] for ligne in LIGNES)]})
    assert any("« Axe 1 » et « Axe 6 »" in phrase and "écran Cotation" in phrase for phrase in vue.avertissements)
