"""L'écran Budget climat, visité sans navigateur : vue, périmètre, plafond, taux et mesure sont dans l'adresse."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.figures.budget_climat.vues import VUES
from tests.pages.visite import EXEMPLES, VIDE, ouvrir_sur, parametre, textes, titre


@pytest.fixture(autouse=True)
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


def visiter(**adresse: str) -> AppTest:
    return ouvrir_sur("climat", {"territoire": "ville-orsevaux", "exercice": "2024", **adresse})


def test_le_titre_est_l_ecart_du_plafond_demande() -> None:
    prochain, dernier = titre(visiter()), titre(visiter(plafond="2030"))
    assert "Il manque" in prochain and "plafond de 2025" in prochain
    assert "plafond de 2030" in dernier


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_vue_de_chaque_territoire_a_un_titre(territoire: str, vue: str) -> None:
    page = visiter(territoire=territoire, vue=vue)
    assert not page.exception and not page.error
    assert len(page.title) == 1


@pytest.mark.parametrize("vue", VUES)
def test_en_projection_rien_d_autre_que_la_figure(vue: str) -> None:
    page = visiter(vue=vue, mode="projection")
    assert not page.exception and not page.selectbox and not page.dataframe


@pytest.mark.parametrize("exercice", ["2021", "2022", "2023"])
def test_un_exercice_ancien_s_affiche(exercice: str) -> None:
    page = visiter(exercice=exercice)
    assert not page.exception and len(page.title) == 1


def test_une_mesure_choisie_montre_sa_fiche() -> None:
    dits = textes(visiter(mesure="reno_ecoles")).replace("\\", "")
    assert "Rénovation de douze écoles" in dits and "Service responsable" in dits and "Patrimoine bâti" in dits


def test_sans_mesure_choisie_la_liste_invite_et_une_croix_y_ramene() -> None:
    page = visiter()
    liste = page.selectbox(key="liste_mesure")
    assert liste.value is None and liste.placeholder == "Lire la fiche d’une mesure"
    assert liste.placeholder not in liste.options
    liste.select("reno_ecoles").run()
    assert parametre(page, "mesure") == "reno_ecoles" and "Service responsable" in textes(page)
    page.selectbox(key="liste_mesure").set_value(None).run()
    assert parametre(page, "mesure") == "" and "Service responsable" not in textes(page)


def test_le_taux_de_l_adresse_change_les_couts() -> None:
    livre, cinq = visiter(vue="couts"), visiter(vue="couts", taux="0.05")
    assert "3,0" in textes(livre) and "5,0" in textes(cinq)
    assert "classement" in textes(livre)


def test_une_adresse_inconnue_ramene_au_premier_choix() -> None:
    page = visiter(vue="x", perimetre="lune", plafond="1789", taux="abc", mesure="<script>")
    assert not page.exception and "périmètre territoire" in textes(page)


def test_projeter_ne_change_pas_ce_que_le_bureau_montre() -> None:
    visiter(vue="points", mode="projection")
    assert "2 autres mesures dans le tableau" in textes(visiter(vue="points")).replace("\u00a0", " ")


def test_la_vue_des_mesures_nomme_les_services_et_suit_le_plafond() -> None:
    page = visiter(vue="mesures", plafond="2030")
    assert titre(page).startswith("En 2030,") and "sans les recouvrements" in titre(page)
    tableau = page.table[0].value
    assert "Patrimoine bâti" in tableau["Service"].tolist() and "non chiffrée" in tableau["tCO₂e/an"].tolist()


def test_un_territoire_sans_plafond_dit_quoi_faire(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))
    page = ouvrir_sur("climat", {"territoire": VIDE.id})
    assert not page.exception
    assert "il manque des données pour cet écran" in titre(page)
    assert "Plafonds d’émissions" in textes(page).replace("\\", "")
