"""D'où viennent les chiffres de CARE : leurs adresses ne montrent que les lignes comptées, et les budgets annexes y
sont."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from core.methodes import care, execution
from tests.care.fabrique_care import donnees, festival
from tests.fabrique import indicateur, valeur

COMPTE = {
    "exercice": 2023,
    "etape": "CA",
    "budget": "principal",
    "section": "fonctionnement",
    "mouvement": "reel",
    "nomenclature": "M57",
}


def adresse(indicateurs: pl.DataFrame, nom: str, poste: str | None = None) -> dict[str, Any]:
    lue: dict[str, Any] = json.loads(indicateur(indicateurs, nom, poste)["origine"])
    return lue


def test_l_adresse_du_resultat_classique_ne_montre_que_les_lignes_comptees() -> None:
    tables = festival()
    tables["lignes_budgetaires"] += [
        COMPTE | {"sens": "recette", "nature": "002", "realise_eur": 700},
        COMPTE | {"sens": "recette", "nature": "775", "realise_eur": 800},
        COMPTE | {"sens": "depense", "nature": "6288", "etape": "BP", "vote_eur": 900, "realise_eur": 900},
    ]
    lues = donnees(tables)
    obtenus = care.calculer(lues, 2023)
    filtre = adresse(obtenus, "resultat_classique")["filtre"]
    designees = lues["lignes_budgetaires"]
    for colonne, voulu in filtre.items():
        designees = designees.filter(pl.col(colonne).is_in(voulu if isinstance(voulu, list) else [voulu]))
    signe = pl.when(pl.col("sens") == "recette").then("realise_eur").otherwise(-pl.col("realise_eur"))
    assert designees.select(signe.sum()).item() == valeur(obtenus, "resultat_classique") == 10_000
    assert designees.height == 2


def test_sans_ligne_budgetaire_le_resultat_classique_n_a_pas_d_adresse() -> None:
    obtenus = care.calculer(donnees(festival() | {"lignes_budgetaires": []}), 2023)
    ligne = obtenus.filter(pl.col("indicateur") == "resultat_classique").row(0, named=True)
    assert (ligne["valeur"], ligne["origine"], ligne["couverture"]) == (None, None, 0.0)


def test_l_adresse_d_une_dette_va_de_l_ouverture_a_l_exercice() -> None:
    tables = festival()
    for exercice, attendus in ((2023, [2023]), (2024, [2023, 2024])):
        filtre = adresse(care.calculer(donnees(tables), exercice), "dette_cloture", "climat")["filtre"]
        assert filtre == {"capital": "climat", "exercice": attendus}


def test_le_resultat_classique_est_l_epargne_brute_de_tous_les_budgets() -> None:
    # 7751 reste dans les recettes des deux méthodes, 775 n'y est pas ; ce que le principal verse à l'annexe s'annule.
    principal = [
        COMPTE | {"sens": sens, "nature": nature, "realise_eur": montant}
        for sens, nature, montant in (
            ("recette", "73111", 1000),
            ("recette", "7751", 30),
            ("recette", "775", 500),
            ("depense", "6288", 600),
            ("depense", "657363", 100),
        )
    ]
    annexe = [
        COMPTE | {"budget": "Eau", "sens": sens, "nature": nature, "realise_eur": montant}
        for sens, nature, montant in (("recette", "74", 100), ("recette", "7011", 250), ("depense", "605", 200))
    ]
    tables = donnees(festival() | {"lignes_budgetaires": principal + annexe})
    epargne = (
        execution.calculer(tables, 2023)
        .filter((pl.col("indicateur") == "epargne_brute") & (pl.col("nature") == "realise"))["valeur"]
        .item()
    )
    assert (epargne, valeur(care.calculer(tables, 2023), "resultat_classique")) == (330, 480)
    seul = donnees(festival() | {"lignes_budgetaires": principal})
    assert valeur(care.calculer(seul, 2023), "resultat_classique") == epargne


def test_un_budget_sans_compte_abaisse_la_couverture_du_resultat() -> None:
    tables = festival()
    tables["lignes_budgetaires"] += [
        COMPTE | {"budget": "Eau", "etape": "BP", "sens": sens, "nature": "74", "vote_eur": 5}
        for sens in ("recette", "depense")
    ]
    (ligne,) = (
        care.calculer(donnees(tables), 2023).filter(pl.col("indicateur") == "resultat_classique").iter_rows(named=True)
    )
    assert (ligne["valeur"], ligne["couverture"]) == (10_000, 0.5)


def test_une_depense_imprevue_non_chiffree_ote_la_borne_basse_et_compte_dans_la_couverture() -> None:
    tables = festival()
    tables["depenses_preservation"] = [
        ligne for ligne in tables["depenses_preservation"] if ligne["capital"] != "climat"
    ]
    tables["depenses_preservation"] += [
        {"exercice": 2023, "capital": "climat", "action": "imprevue", "montant_eur": None}
    ]
    obtenus = care.calculer(donnees(tables), 2023).filter(pl.col("poste") == "climat")
    (cloture,) = obtenus.filter(pl.col("indicateur") == "dette_cloture").iter_rows(named=True)
    assert (cloture["valeur"], cloture["borne_basse"]) == (None, None)
    tables["depenses_preservation"][-1]["montant_eur"] = 400
    (paye,) = (
        care.calculer(donnees(tables), 2023)
        .filter((pl.col("poste") == "climat") & (pl.col("indicateur") == "preservation"))
        .iter_rows(named=True)
    )
    assert (paye["valeur"], paye["borne_basse"], paye["couverture"]) == (None, 400, 0.5)


def test_ce_qui_precede_l_exercice_d_ouverture_n_entre_pas_dans_la_dette() -> None:
    tables = festival()
    for capital in tables["capitaux"]:
        capital |= {"exercice_ouverture": 2024, "dette_ouverture_eur": 50}
    assert care.calculer(donnees(tables), 2023).filter(pl.col("poste").is_not_null()).is_empty()
    obtenus = care.calculer(donnees(tables), 2024)
    assert (valeur(obtenus, "dette_ouverture", "climat"), valeur(obtenus, "dette_cloture", "climat")) == (50, -2950)
