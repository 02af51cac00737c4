"""L'écran Carbone, visité sans navigateur : vue, périmètre et trajectoire sont dans l'adresse."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.figures.trajectoire.vues import VUES
from tests.pages.visite import EXEMPLES, ouvrir_sur, textes


@pytest.fixture(autouse=True)
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


def visiter(**adresse: str) -> AppTest:
    return ouvrir_sur("carbone", {"territoire": "ville-orsevaux", "exercice": "2024", **adresse})


def test_le_titre_est_l_ecart_entre_le_plafond_et_les_actions() -> None:
    page = visiter()
    assert not page.exception
    assert page.title[0].value.startswith("Nos actions chiffrées ne couvrent que")
    assert "il manque" in page.title[0].value and "en 2030" in page.title[0].value


@pytest.mark.parametrize(
    ("vue", "morceau"),
    [
        ("trajectoire", "de l’effort"),
        ("actions", "à éviter chaque année"),
        ("budget", "budget carbone"),
        ("chemins", "quatre chemins"),
        ("secteurs", "secteurs sur 8"),
        ("attente", "Attendre cinq ans"),
    ],
)
def test_chaque_vue_a_son_titre(vue: str, morceau: str) -> None:
    page = visiter(vue=vue)
    assert not page.exception and morceau in page.title[0].value


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_vue_de_chaque_territoire_a_un_titre(territoire: str, vue: str) -> None:
    page = visiter(territoire=territoire, vue=vue)
    assert not page.exception and not page.error and len(page.title) == 1


def test_les_chemins_de_l_adresse_sont_les_seuls_compares() -> None:
    page = visiter(vue="chemins", chemins="PCAET 2023|SNBC-2")
    assert "deux chemins" in page.title[0].value
    assert "SNBC, secteur par secteur" not in page.markdown[-1].value
    assert "quatre chemins" in visiter(vue="chemins", chemins="<script>").title[0].value


def test_la_population_de_l_adresse_change_la_lecture_des_secteurs() -> None:
    sans, avec = visiter(vue="secteurs"), visiter(vue="secteurs", population="emissions_snbc_demographie")
    assert "sans la population" in textes(sans) and "avec la population" in textes(avec)
    assert sans.title[0].value != avec.title[0].value
    assert "restent à vérifier" in textes(sans) and "il en faut quatre" in textes(sans)


def test_le_perimetre_et_la_trajectoire_de_l_adresse_sont_suivis() -> None:
    territoire, organisation = textes(visiter()), textes(visiter(perimetre="organisation"))
    assert "périmètre territoire" in territoire and "périmètre organisation" in organisation
    snbc = textes(visiter(trajectoire="SNBC-2"))
    assert "SNBC" in snbc and "années observées" in snbc


def test_le_panneau_nomme_les_deux_taux_et_compte_les_actions_non_chiffrees() -> None:
    dits = textes(visiter())
    assert "baisse linéaire" in dits and "baisse composée" in dits
    assert "non chiffrées" in dits


def test_une_adresse_inconnue_ramene_au_premier_choix() -> None:
    page = visiter(perimetre="lune", trajectoire="<script>", vue="x")
    assert not page.exception and "périmètre territoire" in textes(page)
