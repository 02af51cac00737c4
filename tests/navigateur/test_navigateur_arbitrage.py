"""L'arbitrage joué comme en réunion : bouger, équilibrer, nommer, garder, envoyer, comparer, emporter — dans un
navigateur."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import FRAPPE, TAILLES, attendre_dessin, attendre_ecran

pytestmark = pytest.mark.navigateur
VILLE = "arbitrage?territoire=ville-orsevaux&exercice=2024"
ECOLES = "Rénovation de douze écoles"


def attendre_solde(page: Page, texte: str) -> None:
    """Attend que le bandeau dise ce texte, espaces insécables ou non."""
    motif = re.compile(re.escape(texte).replace(r"\ ", r"\s"))
    expect(page.locator(".st-key-solde")).to_contain_text(motif)


def pousser(page: Page, nom: str, touche: str, fois: int = 1) -> None:
    """Un cran de curseur au clavier, attendu dans l'adresse avant le suivant."""
    curseur = page.get_by_role("slider", name=re.compile(nom)).first
    for _ in range(fois):
        attendre_ecran(page)
        avant = page.url
        curseur.press(touche)
        page.wait_for_function("ancienne => location.href !== ancienne", arg=avant)
    attendre_ecran(page)


def emporter(page: Page, bouton: str, dossier: Path) -> openpyxl.Workbook:
    with page.expect_download() as attente:
        page.get_by_role("button", name=bouton).click()
    chemin = dossier / attente.value.suggested_filename
    attente.value.save_as(chemin)
    return openpyxl.load_workbook(chemin)


def test_l_arbitrage_se_joue_de_bout_en_bout(ouvrir: Callable[..., Page], tmp_path: Path) -> None:
    page = ouvrir(VILLE)
    panneau = page.locator(".st-key-panneau")
    expect(page.locator(".st-key-solde")).to_contain_text("Enveloppe :")
    avant = panneau.inner_text()

    pousser(page, ECOLES, "ArrowRight", 3)
    expect(page.locator("h1").first).to_contain_text(re.compile(r"Il reste 30.000.€ à trouver"))
    attendre_solde(page, "30 000 € ajoutés, 0 € retirés")
    expect(panneau).not_to_have_text(avant)
    expect(panneau).to_contain_text("mieux")

    page.get_by_role("button", name="Équilibrer").click()
    page.get_by_role("button", name="Prendre ce montant").click()
    expect(page.locator(".st-key-solde")).to_contain_text("L’enveloppe est tenue")
    expect(page.locator("h1").first).to_contain_text("À enveloppe constante")
    attendre_solde(page, "30 000 € ajoutés, 30 000 € retirés")
    joue = page.url

    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_label("Nom du scénario").fill("Les écoles d'abord")
    page.get_by_label("Posé par").fill("Bureau municipal")
    page.get_by_role("button", name="Enregistrer ce scénario").click()
    page.wait_for_url(re.compile("scenario=les-ecoles-d-abord"))
    expect(page.get_by_text("Posé par Bureau municipal (nom déclaré)")).to_be_visible()

    page.get_by_role("button", name="Séance").click()
    page.get_by_label("Nom de la séance").fill("Conseil du 12 décembre")
    page.get_by_role("button", name="Envoyer à cette séance").click()
    expect(page.get_by_text("Envoyé à la séance « Conseil du 12 décembre »")).to_be_visible()

    page.get_by_text("Comparer", exact=True).click()
    page.wait_for_url(re.compile("vue=comparer"))
    attendre_ecran(page)
    expect(page.get_by_text("Bureau municipal")).to_be_visible()
    expect(page.get_by_text("Ouvrir ce scénario")).to_have_count(3)
    classeur = emporter(page, "Classeur des scénarios (Excel)", tmp_path)
    noms = [cellule.value for cellule in classeur["Synthèse"]["A"]]
    assert "Les écoles d’abord" in noms and "Sobriété d’abord" in noms

    page.goto(joue)
    attendre_ecran(page)
    expect(page.locator(".st-key-solde")).to_contain_text("L’enveloppe est tenue")
    page.get_by_role("button", name="Emporter").click()
    mouvements = emporter(page, "Classeur (Excel)", tmp_path)["Mouvements"]
    variations = [cellule.value for cellule in mouvements["D"] if isinstance(cellule.value, int | float)]
    assert sorted(variations) == [-30000, 30000]


def test_la_grille_deplace_au_clavier_et_le_solde_suit(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(VILLE)
    grille = page.locator(".st-key-leviers [data-testid=stDataFrame]").first
    grille.locator("canvas td").first.wait_for(state="attached")
    page.get_by_role("slider", name=re.compile(ECOLES)).first.wait_for()
    grille.click(position={"x": 350, "y": 54})
    page.keyboard.press("Enter")
    editeur = page.locator("#portal input")
    expect(editeur).to_be_focused()
    page.keyboard.type("-5000", delay=FRAPPE)
    expect(editeur).to_have_value("-5000")
    page.keyboard.press("Enter")
    expect(editeur).to_have_count(0)
    attendre_ecran(page)
    expect(page.locator(".st-key-solde")).to_contain_text("à affecter")
    attendre_solde(page, "0 € ajoutés, 5 000 € retirés")
    assert re.search(r"mouvements=p(:|%3A)", page.url)


def test_un_lien_d_arbitrage_survit_au_rechargement(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(f"{VILLE}&mouvements=c:reno_ecoles:250000")
    expect(page.locator("h1").first).to_contain_text(re.compile(r"Il reste 250.000.€ à trouver"))
    page.reload()
    attendre_ecran(page)
    expect(page.locator(".st-key-solde")).to_contain_text("à trouver")


@pytest.mark.parametrize("taille", TAILLES)
@pytest.mark.parametrize("vue", ["arbitrer", "comparer"])
def test_rien_ne_deborde_et_le_solde_reste_visible(ouvrir: Callable[..., Page], taille: str, vue: str) -> None:
    page = ouvrir(f"{VILLE}&vue={vue}&scenario=sobriete")
    largeur, hauteur = TAILLES[taille]
    page.set_viewport_size({"width": largeur, "height": hauteur})
    attendre_dessin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    if vue == "arbitrer":
        cadre = page.locator(".st-key-solde").bounding_box()
        assert cadre is not None and cadre["y"] + cadre["height"] <= hauteur + 1 and cadre["height"] <= hauteur / 5
