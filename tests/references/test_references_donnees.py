"""Les fichiers de `data/` : complets, sourcés, à jour, et fidèles à la référence publique quand elle est là."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from core import plan_de_comptes, references
from core.methodes import METHODES

DATA = references.DOSSIER
PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "plan_de_compte_csv"
FICHIERS = {
    "M57_D": "planDeCompte_2024_M57_D",
    "M57_A": "planDeCompte_2024_M57_A",
    "M14": "planDeCompte_2023_M14_COM_SUP3500",
}
COLONNES = {
    "DR": "depense_reelle",
    "RR": "recette_reelle",
    "DOES": "depense_ordre_entre_sections",
    "ROES": "recette_ordre_entre_sections",
    "DOIS": "depense_ordre_interne",
    "ROIS": "recette_ordre_interne",
}
ECHUES_CONNUES = {"seuils_financiers": {"lpfp_2018_2022"}}
"""Constantes dont l'échéance est passée et que l'écran montre « à vérifier », faute de texte plus récent relu."""


def tables_de_constantes() -> list[str]:
    return sorted(
        chemin.stem for chemin in DATA.glob("*.csv") if "valide_jusqu_au" in chemin.read_text("utf-8").splitlines()[0]
    )


def sources_citees() -> set[str]:
    citees = {cle for methode in METHODES for cle in methode.FICHE.sources}
    for chemin in DATA.glob("*.csv"):
        frame = references.reference(chemin.stem)
        if "source" in frame.columns:
            citees |= set(frame["source"].drop_nulls())
    return citees


def test_chaque_source_citee_existe() -> None:
    assert sources_citees() <= set(references.sources())


def test_aucune_source_ne_dort() -> None:
    assert set(references.sources()) == sources_citees()


@pytest.mark.parametrize("nom", tables_de_constantes())
def test_une_constante_echue_est_connue_de_tous(nom: str) -> None:
    echues = set(references.perimees(nom, date.today())["source"])
    assert echues == ECHUES_CONNUES.get(nom, set())


@pytest.mark.parametrize("nom", tables_de_constantes())
def test_chaque_constante_porte_unite_et_source(nom: str) -> None:
    frame = references.valeurs(nom)
    assert frame.height
    assert frame.select("valeur", "unite", "source", "valide_jusqu_au").null_count().row(0) == (0, 0, 0, 0)


def test_un_seuil_echu_ou_non_relu_est_dit_a_verifier() -> None:
    commune = references.seuils_financiers({}, "commune", date(2026, 1, 1))
    assert commune["a_verifier"].all()
    assert commune.filter(pl.col("indicateur") == "capacite_desendettement")["valeur"].to_list() == [12.0]
    assert references.seuils_financiers({}, "evenement", date(2026, 1, 1))["indicateur"].unique().to_list() == [
        "taux_epargne_brute"
    ]


@pytest.mark.parametrize("nomenclature", plan_de_comptes.PLANS)
def test_chaque_chapitre_du_plan_a_un_nom_et_une_section(nomenclature: str) -> None:
    plan = plan_de_comptes.plan_de_comptes(nomenclature)
    connus = set(plan_de_comptes.chapitres(nomenclature)["code"])
    cites = {chapitre for nom in COLONNES.values() for chapitre in plan[nom].drop_nulls()} - {plan_de_comptes.PLUSIEURS}
    assert cites <= connus
    assert plan["code"].is_unique().all()


@pytest.mark.parametrize("nomenclature", ["M57", "M14"])
def test_chaque_fonction_a_une_politique_et_les_politiques_restent_peu_nombreuses(nomenclature: str) -> None:
    fonctions = plan_de_comptes.fonctions(nomenclature)
    assert fonctions.filter(pl.col("politique").is_null())["code"].to_list() in ([], ["9"])
    assert 12 <= fonctions["politique"].drop_nulls().n_unique() <= 20


@pytest.mark.parametrize("nomenclature", FICHIERS)
def test_le_plan_derive_dit_comme_la_reference_publique(nomenclature: str) -> None:
    chemin = PUBLIC / f"{FICHIERS[nomenclature]}__comptes_nature.csv"
    if not chemin.exists():
        pytest.skip("La référence publique des plans de comptes n'est pas sur ce poste (dossier shared/donnees).")
    derive = {ligne["code"]: ligne for ligne in plan_de_comptes.plan_de_comptes(nomenclature).iter_rows(named=True)}
    with chemin.open(encoding="utf-8", newline="") as flux:
        lignes = [une for une in csv.DictReader(flux) if any(une[colonne] for colonne in COLONNES)]
    assert len(lignes) > 700
    for une in lignes:
        assert [derive[une["Code"]][nom] or "" for nom in COLONNES.values()] == [une[colonne] for colonne in COLONNES]


def test_le_glossaire_definit_une_fois_chaque_mot_des_reperes() -> None:
    texte = (DATA.parent / "docs" / "glossaire.md").read_text(encoding="utf-8")
    mots = re.findall(r"^\*\*(.+?)\*\* — ", texte, flags=re.MULTILINE)
    assert len(mots) == len({mot.lower() for mot in mots}) == len(references.glossaire())
    assert {"icne", "ap/cp", "rar", "pcaet", "épargne brute", "donnée absente"} <= set(references.glossaire())
    sans_definition = [une for une in texte.splitlines() if une.startswith("**") and " — " not in une]
    assert not sans_definition
