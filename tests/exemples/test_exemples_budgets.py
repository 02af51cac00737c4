"""Les budgets inventés obéissent aux règles d'un vrai budget : équilibre, résultats repris, dette suivie."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from core.plan_de_comptes import plan_de_comptes
from sample_territories.fabrique.castelvive import budget as castelvive_budget
from sample_territories.fabrique.lorvanne import budget as lorvanne_budget
from sample_territories.fabrique.orsevaux import budget as orsevaux_budget
from sample_territories.fabrique.outils.exercices import BudgetDeroule, derouler
from sample_territories.fabrique.outils.lignes import Ligne, total
from sample_territories.fabrique.outils.profil import EXERCICES, Profil

PROFILS = {
    "orsevaux": (orsevaux_budget.PROFIL, orsevaux_budget.postes),
    "lorvanne": (lorvanne_budget.PRINCIPAL, lorvanne_budget.postes_principal),
    "lorvanne-eau": (lorvanne_budget.ANNEXE, lorvanne_budget.postes_annexe),
    "castelvive": (castelvive_budget.PROFIL, castelvive_budget.postes),
}
HABITANTS = {"orsevaux": 42_000, "lorvanne": 31_000, "castelvive": 230_000}
SECTIONS = ("fonctionnement", "investissement")
EQUIPEMENT = ("20", "21", "23")


@cache
def budget(nom: str) -> BudgetDeroule:
    profil, postes = PROFILS[nom]
    return derouler(profil, postes())


def lignes(nom: str, exercice: int) -> list[Ligne]:
    return [ligne for ligne in budget(nom).lignes if ligne.exercice == exercice]


def somme(retenues: list[Ligne], montant: str, **egalites: str) -> int:
    return total(
        retenues,
        montant,
        lambda x: all(
            (getattr(x.poste, cle) if hasattr(x.poste, cle) else getattr(x, cle)) == valeur
            for cle, valeur in egalites.items()
        ),
    )


def reel_de_fonctionnement(retenues: list[Ligne], sens: str) -> int:
    return total(
        retenues,
        "realise",
        lambda x: (
            x.section == "fonctionnement"
            and x.mouvement == "reel"
            and x.poste.sens == sens
            and x.poste.nature not in {"002", "775"}
        ),
    )


@pytest.mark.parametrize("nom", PROFILS)
@pytest.mark.parametrize("exercice", EXERCICES)
@pytest.mark.parametrize("montant", ["bp", "credits"])
def test_chaque_section_est_votee_en_equilibre(nom: str, exercice: int, montant: str) -> None:
    siennes = lignes(nom, exercice)
    for section in SECTIONS:
        depenses = somme(siennes, montant, section=section, sens="depense")
        assert depenses == somme(siennes, montant, section=section, sens="recette")
        assert depenses > 0


@pytest.mark.parametrize("nom", PROFILS)
def test_les_resultats_d_un_exercice_sont_repris_au_suivant(nom: str) -> None:
    for avant, apres in pairwise(EXERCICES):
        soldes = {
            section: somme(lignes(nom, avant), "realise", section=section, sens="recette")
            - somme(lignes(nom, avant), "realise", section=section, sens="depense")
            for section in SECTIONS
        }
        suivantes = lignes(nom, apres)
        repris = somme(suivantes, "realise", nature="002") + somme(suivantes, "realise", nature="1068")
        assert repris == soldes["fonctionnement"]
        excedent = somme(suivantes, "realise", nature="001", sens="recette")
        assert excedent - somme(suivantes, "realise", nature="001", sens="depense") == soldes["investissement"]
        assert somme(suivantes, "realise", nature="1068") >= 0


@pytest.mark.parametrize("nom", PROFILS)
def test_la_dette_bouge_de_ce_que_l_on_emprunte_moins_ce_que_l_on_rembourse(nom: str) -> None:
    profil: Profil = PROFILS[nom][0]
    encours = round(profil.encours_2020 * 1e8)
    for exercice in EXERCICES:
        siennes = lignes(nom, exercice)
        encours += somme(siennes, "realise", nature="1641", sens="recette")
        encours -= somme(siennes, "realise", nature="1641", sens="depense")
        assert budget(nom).encours[exercice] == encours
        assert 0.01 < somme(siennes, "realise", nature="66111") / encours < 0.04


@pytest.mark.parametrize("nom", PROFILS)
@pytest.mark.parametrize("exercice", EXERCICES)
def test_les_operations_d_ordre_s_equilibrent(nom: str, exercice: int) -> None:
    ordre = [x for x in lignes(nom, exercice) if x.mouvement == "ordre"]
    for depense, recette in (("042", "040"), ("040", "042"), ("041", "041"), ("023", "021")):
        for montant in ("credits", "realise"):
            gauche = somme(ordre, montant, chapitre=depense, sens="depense")
            assert gauche == somme(ordre, montant, chapitre=recette, sens="recette")
    assert somme(ordre, "credits", chapitre="023") > 0
    assert all(x.realise is None for x in ordre if x.chapitre in {"021", "023"})


@pytest.mark.parametrize("nom", HABITANTS)
@pytest.mark.parametrize("exercice", EXERCICES)
def test_les_ordres_de_grandeur_sont_ceux_d_une_collectivite_de_cette_taille(nom: str, exercice: int) -> None:
    siennes = lignes(nom, exercice)
    recettes, depenses = (reel_de_fonctionnement(siennes, sens) for sens in ("recette", "depense"))
    epargne = recettes - depenses
    assert 0.10 < epargne / recettes < 0.16
    assert 3 < budget(nom).encours[exercice] / epargne < 9
    assert 450 < recettes / 100 / HABITANTS[nom] < 1_800


@pytest.mark.parametrize("nom", PROFILS)
@pytest.mark.parametrize("exercice", EXERCICES)
def test_l_execution_est_celle_d_un_vrai_compte_administratif(nom: str, exercice: int) -> None:
    depenses = [x for x in lignes(nom, exercice) if x.poste.sens == "depense" and x.mouvement == "reel"]
    fonctionnement = [x for x in depenses if x.section == "fonctionnement"]
    equipement = [x for x in depenses if x.chapitre in EQUIPEMENT]
    assert 0.94 < total(fonctionnement, "realise") / total(fonctionnement, "credits") < 0.99
    assert 0.45 < total(equipement, "realise") / total(equipement, "credits") < 0.85
    assert all((x.realise or 0) <= (x.credits or 0) for x in fonctionnement + equipement)
    assert all((x.rar or 0) <= (x.credits or 0) - (x.realise or 0) for x in equipement)
    assert 0 < total(equipement, "rar") < total(equipement, "realise")


@pytest.mark.parametrize("nom", HABITANTS)
def test_les_comptes_sont_ceux_de_la_m57(nom: str) -> None:
    connus = set(plan_de_comptes("M57_D")["code"])
    employes = {ligne.poste.nature for ligne in budget(nom).lignes}
    assert employes <= connus
    assert {"001", "002", "1068", "023", "021", "6811", "777", "1641"} <= employes


def test_castelvive_est_un_gros_budget() -> None:
    for exercice in EXERCICES:
        siennes = lignes("castelvive", exercice)
        assert 7_500 < len(siennes) < 8_500
    politiques = {x.poste.politique for x in budget("castelvive").lignes} - {"Opérations financières"}
    assert 14 <= len(politiques) <= 18
    assert len({x.poste.service for x in budget("castelvive").lignes}) >= 50


@pytest.mark.parametrize("nom", PROFILS)
def test_aucune_ligne_n_est_en_double(nom: str) -> None:
    for exercice in EXERCICES:
        cles = [(x.mouvement, x.chapitre, *x.poste.cle) for x in lignes(nom, exercice)]
        assert len(cles) == len(set(cles))
