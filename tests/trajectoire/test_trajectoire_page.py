"""L'écran Carbone, visité sans navigateur : vue, périmètre et trajectoire sont dans l'adresse."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visite import ouvrir_sur, textes


@pytest.fixture(autouse=True)
def base(base_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_demo))


def visiter(**adresse: str) -> AppTest:
    return ouvrir_sur("carbone", {"territoire": "ville-orsevaux", "exercice": "2024", **adresse})


def test_le_titre_est_l_ecart_entre_le_plafond_et_les_actions() -> None:
    page = visiter()
    assert not page.exception
    assert page.title[0].value.startswith("Nos actions chiffrées ne couvrent que")
    assert "il manque" in page.title[0].value and "en 2030" in page.title[0].value


@pytest.mark.parametrize(("vue", "morceau"), [
    ("trajectoire", "de l’effort"), ("actions", "à éviter chaque année"), ("budget", "budget carbone")])
def test_chaque_vue_a_son_titre(vue: str, morceau: str) -> None:
    page = visiter(vue=vue)
    assert not page.exception and morceau in page.title[0].value


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
