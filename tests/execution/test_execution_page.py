"""L'écran « Budget » tel qu'un visiteur le lit, et le chemin complet d'un document réel jusqu'à ses chiffres."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from fabrique_execution import REELS, valeur
from streamlit.testing.v1 import AppTest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.methodes import execution
from core.modele import Territoire
from pages._outils import chargement
from tests.pages.visite import ouvrir_sur, parametre, textes

MOHON = REELS / "megalis_DOCBUDG-21560134500014-CFU-BP-2023.xml"
VILLE = {"territoire": "ville-orsevaux", "exercice": "2024"}


@pytest.fixture
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


def lire(page: AppTest) -> str:
    return textes(page).replace("\\", "")


@pytest.mark.parametrize(
    ("adresse", "titre"),
    [
        ({}, "première politique"),
        ({"vue": "chapitres"}, "premier chapitre"),
        ({"vue": "epargne"}, "L’épargne brute est de"),
        ({"sens": "recette", "vue": "chapitres"}, "recettes réelles de fonctionnement"),
        ({"section": "investissement"}, "dépenses réelles d’investissement"),
        ({"unite": "habitant"}, "€/hab."),
        ({"vue": "inconnue", "sens": "??", "section": "x"}, "première politique"),
    ],
)
def test_l_adresse_choisit_la_vue(base: None, adresse: dict[str, str], titre: str) -> None:
    page = ouvrir_sur("budget", VILLE | adresse)
    assert not page.exception
    assert titre in page.title[0].value.replace("\\", "")


def test_une_barre_choisie_montre_ses_lignes_et_leurs_cellules(base: None) -> None:
    page = ouvrir_sur("budget", VILLE | {"selection": "Sports"})
    assert page.subheader[0].value == "Sports"
    lignes = page.dataframe[0].value
    assert {"Fichier", "Feuille", "Cellules", "Réalisé (€)"} <= set(lignes.columns)
    assert all(any(lettre.isdigit() for lettre in cellule) for cellule in lignes["Cellules"])
    page.button[-1].click().run()
    assert parametre(page, "selection") == ""
    assert page.subheader[0].value.startswith("Et alors")


def test_les_lignes_montrees_font_exactement_la_barre(base: None) -> None:
    entrepot = chargement.entrepot()
    for territoire in ("ville-orsevaux", "cc-val-de-lorvanne"):
        indicateurs = execution.calculer(entrepot.donnees(ACCES_LOCAL, territoire), 2024)
        postes = indicateurs.filter(
            pl.col("indicateur").is_in(["depenses_par_politique", "recettes_par_politique"])
            & (pl.col("nature") == "realise")
            & pl.col("valeur").is_not_null()
        )
        assert postes.height > 20
        for un in postes.iter_rows(named=True):
            lignes = entrepot.lignes_origine(ACCES_LOCAL, territoire, un["origine"])
            assert float(lignes["realise_eur"].sum()) == pytest.approx(un["valeur"], abs=0.005), un["poste"]
            assert set(lignes["exercice"]) == {json.loads(un["origine"])["filtre"]["exercice"]} == {2024}


def test_une_selection_d_ailleurs_ne_casse_rien(base: None) -> None:
    page = ouvrir_sur("budget", VILLE | {"selection": "Poste <b>inventé</b>"})
    assert not page.exception
    assert page.subheader[0].value.startswith("Et alors")


def test_le_panneau_dit_ce_qui_manque(base: None) -> None:
    lus = lire(ouvrir_sur("budget", {"territoire": "nuits-orsevaux", "exercice": "2024"}))
    assert "L’encours de dette n’est donné par aucun document" in lus
    assert "donnée absente" in lus
    annexe = lire(ouvrir_sur("budget", {"territoire": "cc-val-de-lorvanne", "exercice": "2024"}))
    assert "budget annexe n’est pas ajouté au principal" in annexe


def test_un_exercice_sans_budget_se_lit(base: None) -> None:
    indicateurs = execution.calculer(chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux"), 1999)
    assert indicateurs["valeur"].null_count() == indicateurs.height


def test_un_document_reel_importe_donne_les_ratios_qu_il_publie(tmp_path: Path) -> None:
    if not MOHON.exists():
        pytest.skip("Le compte financier unique de Mohon n'est pas sur ce poste (dossier shared/donnees).")
    entrepot = Entrepot.ouvrir(tmp_path / "base.duckdb")
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id="mohon", nom="Mohon", type="commune", population=990))
    apercu = previsualiser(entrepot, ACCES_LOCAL, "mohon", MOHON, MOHON.name, OptionsImport())
    importer(entrepot, ACCES_LOCAL, apercu)
    indicateurs = execution.calculer(entrepot.donnees(ACCES_LOCAL, "mohon"), 2023)
    entrepot.fermer()
    assert valeur(indicateurs, "epargne_brute") == 229731.32
    assert valeur(indicateurs, "capacite_desendettement") == pytest.approx(1.088, abs=0.0005)
    assert valeur(indicateurs, "marge_autofinancement") == pytest.approx(0.822027, abs=5e-7)
