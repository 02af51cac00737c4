"""Ce que CARE garantit quelles que soient les données : ni ordre, ni compensation, ni zéro inventé."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from core.erreurs import TableManquante
from core.methodes import care
from tests.care.fabrique_care import donnees, festival
from tests.fabrique import valeur

montants = st.integers(min_value=0, max_value=10_000_000)
sections = st.sampled_from([None, "fonctionnement", "investissement"])


@given(
    couts=st.lists(montants, min_size=1, max_size=4),
    payes=st.lists(st.tuples(montants, sections), min_size=4, max_size=4),
    recettes=montants,
    depenses=montants,
    ouverture=st.integers(-1_000_000, 1_000_000),
)
@settings(max_examples=40, deadline=None)
def test_les_identites_tiennent(
    couts: list[int], payes: list[tuple[int, str | None]], recettes: int, depenses: int, ouverture: int
) -> None:
    tables = _tables(couts, payes, recettes, depenses, ouverture)
    chaine = care.dettes(donnees(tables), 2024)
    resultats = care.calculer(donnees(tables), 2024)
    classique, care_ = (valeur(resultats, nom) for nom in ("resultat_classique", "resultat_care"))
    en_charges = sum(paye for _, (paye, section) in zip(couts, payes, strict=False) if section != "investissement")
    en_investissement = sum(paye for _, (paye, section) in zip(couts, payes, strict=False)) - en_charges
    assert classique is not None and care_ is not None
    assert care_ == classique - sum(couts) + en_charges
    variation = float(chaine["cloture_eur"].sum()) - float(chaine["ouverture_eur"].sum())
    assert care_ + variation == classique - en_investissement, "trésorerie = résultat CARE + variation des dettes"
    for rang, cout in enumerate(couts):
        assert valeur(resultats, "dette_cloture", f"k{rang}") == ouverture + cout - payes[rang][0]


def _tables(
    couts: list[int], payes: list[tuple[int, str | None]], recettes: int, depenses: int, ouverture: int
) -> dict[str, list[dict[str, Any]]]:
    commun = {"exercice": 2024, "etape": "CA", "budget": "principal", "section": "fonctionnement", "mouvement": "reel"}
    return {
        "capitaux": [
            {
                "code": f"k{rang}",
                "entite": f"K{rang}",
                "famille": "naturel",
                "exercice_ouverture": 2024,
                "dette_ouverture_eur": ouverture,
            }
            for rang in range(len(couts))
        ],
        "actions_preservation": [
            {
                "exercice": 2024,
                "capital": f"k{rang}",
                "action": "a",
                "intitule": "A",
                "type": "evitement",
                "quantite": 1.0,
                "cout_unitaire_eur": cout,
            }
            for rang, cout in enumerate(couts)
        ],
        "depenses_preservation": [
            {
                "exercice": 2024,
                "capital": f"k{rang}",
                "action": "a",
                "montant_eur": payes[rang][0],
                "section": payes[rang][1],
            }
            for rang in range(len(couts))
        ],
        "lignes_budgetaires": [
            commun | {"sens": "recette", "nature": "7062", "realise_eur": recettes},
            commun | {"sens": "depense", "nature": "6288", "realise_eur": depenses},
            commun | {"sens": "recette", "nature": "002", "realise_eur": 999},
            commun | {"sens": "recette", "nature": "775", "realise_eur": 999},
            commun | {"sens": "recette", "nature": "777", "mouvement": "ordre", "realise_eur": 999},
            commun | {"sens": "depense", "nature": "2188", "section": "investissement", "realise_eur": 999},
            commun | {"sens": "depense", "nature": "6288", "etape": "BP", "realise_eur": 999, "vote_eur": 999},
            commun | {"sens": "depense", "nature": "6288", "exercice": 2023, "realise_eur": 999},
        ],
    }


@given(graine=st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_l_ordre_des_lignes_ne_change_rien(graine: int) -> None:
    tables = festival()
    melangees = {nom: random.Random(graine).sample(lignes, len(lignes)) for nom, lignes in tables.items()}
    # le rang de ligne du fichier change avec le mélange : il n'entre dans aucun indicateur
    assert_frame_equal(care.calculer(donnees(tables), 2024), care.calculer(donnees(melangees), 2024))


def test_doubler_les_euros_double_tout_sauf_les_parts() -> None:
    tables = festival()
    doubles = festival()
    for ligne in doubles["actions_preservation"]:
        ligne["cout_unitaire_eur"] *= 2
    for nom, champ in (("depenses_preservation", "montant_eur"), ("lignes_budgetaires", "realise_eur")):
        for ligne in doubles[nom]:
            ligne[champ] *= 2
    simples, doublees = (care.calculer(donnees(une), 2023) for une in (tables, doubles))
    facteur = pl.when(pl.col("unite") == "€").then(2.0).otherwise(1.0)
    assert_frame_equal(simples.with_columns(pl.col("valeur") * facteur), doublees)


def test_une_depense_de_moins_ne_touche_que_son_capital() -> None:
    tables, trouees = festival(), festival()
    trouees["depenses_preservation"] = [
        ligne for ligne in trouees["depenses_preservation"] if (ligne["exercice"], ligne["capital"]) != (2023, "climat")
    ]
    avant, apres = (care.calculer(donnees(une), 2023) for une in (tables, trouees))
    autres = pl.col("poste").is_not_null() & (pl.col("poste") != "climat")
    assert_frame_equal(avant.filter(autres), apres.filter(autres))
    perdue = apres.filter((pl.col("poste") == "climat") & (pl.col("indicateur") == "preservation")).row(0, named=True)
    assert (perdue["valeur"], perdue["couverture"], perdue["qualite"]) == (None, 0.0, "manquant")
    assert valeur(apres, "resultat_care") is None
    assert valeur(apres, "resultat_classique") == 10_000


def test_un_cout_inconnu_n_est_pas_zero() -> None:
    tables = festival()
    tables["actions_preservation"][0]["cout_unitaire_eur"] = None
    obtenus = care.calculer(donnees(tables), 2023)
    cout = obtenus.filter((pl.col("poste") == "climat") & (pl.col("indicateur") == "cout_preservation"))
    assert cout["valeur"].item() is None and cout["couverture"].item() == 0.0
    assert valeur(obtenus, "couverture", "climat") is None
    dette = obtenus.filter((pl.col("poste") == "climat") & (pl.col("indicateur") == "dette_cloture")).row(0, named=True)
    assert (dette["valeur"], dette["borne_basse"], dette["borne_haute"]) == (None, -3000.0, None)


def test_une_depense_declaree_nulle_est_zero_et_sans_cout_pas_de_couverture() -> None:
    tables = festival()
    for ligne in tables["actions_preservation"]:
        if ligne["capital"] == "biodiversite":
            ligne["quantite"] = 0.0
    obtenus = care.calculer(donnees(tables), 2023)
    assert valeur(obtenus, "preservation", "biodiversite") == 0
    assert valeur(obtenus, "cout_preservation", "biodiversite") == 0
    assert valeur(obtenus, "couverture", "biodiversite") is None


def test_une_avance_reste_sur_son_capital() -> None:
    tables = festival()
    for ligne in tables["depenses_preservation"]:
        if (ligne["exercice"], ligne["capital"]) == (2023, "climat"):
            ligne["montant_eur"] = 20_000
    obtenus = care.calculer(donnees(tables), 2023)
    assert valeur(obtenus, "dette_cloture", "climat") == -8000
    assert valeur(obtenus, "dette_cloture", "biodiversite") == 6000


def test_la_dette_inconnue_le_reste_les_annees_suivantes() -> None:
    tables = festival()
    tables["depenses_preservation"] = [
        ligne for ligne in tables["depenses_preservation"] if (ligne["exercice"], ligne["capital"]) != (2023, "climat")
    ]
    obtenus = care.calculer(donnees(tables), 2024)
    dette = obtenus.filter((pl.col("poste") == "climat") & (pl.col("indicateur") == "dette_cloture")).row(0, named=True)
    # 2023 entre 0 et 12 000, puis 12 000 − 15 000
    assert (dette["valeur"], dette["borne_basse"], dette["borne_haute"]) == (None, -3000.0, 9000.0)
    assert dette["couverture"] == 0.5


def test_sans_compte_le_vote_est_dit_prevu() -> None:
    tables = festival()
    for ligne in tables["lignes_budgetaires"]:
        ligne |= {"etape": "BP", "vote_eur": ligne["realise_eur"], "realise_eur": None}
    obtenus = care.calculer(donnees(tables), 2023)
    resultats = obtenus.filter(pl.col("poste").is_null())
    assert resultats["nature"].unique().to_list() == ["prevu"]
    assert valeur(obtenus, "resultat_care") == -9000


def test_le_cfu_l_emporte_sur_le_ca_du_meme_budget() -> None:
    tables = festival()
    tables["lignes_budgetaires"] += [
        ligne | {"etape": "CFU", "realise_eur": ligne["realise_eur"] + 5} for ligne in tables["lignes_budgetaires"]
    ]
    tables["lignes_budgetaires"][-1]["realise_eur"] -= 5
    assert valeur(care.calculer(donnees(tables), 2023), "resultat_classique") == 10_005


def test_des_depenses_sans_recettes_ne_font_pas_un_resultat() -> None:
    tables = festival()
    tables["lignes_budgetaires"] = [ligne for ligne in tables["lignes_budgetaires"] if ligne["sens"] == "depense"]
    assert valeur(care.calculer(donnees(tables), 2023), "resultat_classique") is None


@pytest.mark.parametrize("absente", ["capitaux", "actions_preservation"])
def test_une_table_requise_absente_se_dit(absente: str) -> None:
    tables = festival()
    tables[absente] = []
    with pytest.raises(TableManquante):
        care.calculer(donnees(tables), 2023)


def test_le_detail_donne_les_lignes_dont_le_cout_est_la_somme() -> None:
    tables = donnees(festival())
    detail, obtenus = care.detail(tables, 2023), care.calculer(tables, 2023)
    for ligne in detail.iter_rows(named=True):
        assert float(ligne["prevu_eur"]) == valeur(obtenus, "cout_preservation", ligne["capital"])
        assert ligne["fichier"] == "essai.xlsx" and ligne["ligne_depense"] is not None


def test_la_cascade_mene_du_classique_au_care() -> None:
    marches = care.cascade(donnees(festival()), 2023)
    assert marches["etape"].to_list() == ["resultat_classique", "climat", "biodiversite", "equipes", "resultat_care"]
    assert marches["montant_eur"].to_list() == [10_000, -9_000, -6_000, -4_000, -9_000]
    capitaux = marches.filter(pl.col("sorte") == "capital")
    assert capitaux["arrivee_eur"][-1] == marches["arrivee_eur"][-1] == -9000
    assert capitaux["depart_eur"].to_list()[1:] == capitaux["arrivee_eur"].to_list()[:-1]
