"""Les gestes d'une personne, dans un vrai navigateur : ouvrir, changer, choisir, déposer, projeter, revenir."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import TAILLES, attendre_dessin, attendre_ecran
from tests.pages.visite import ECRANS, FIGURES

pytestmark = pytest.mark.navigateur
TOTEM = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "totem_xml" / "montreuil_CA_2022.xml"
UN_A_UN = """(() => {
    const ecouter = WebSocket.prototype.addEventListener;
    let tour = Promise.resolve();
    const image = () => new Promise(suite => requestAnimationFrame(suite));
    WebSocket.prototype.addEventListener = function (sorte, suivre, ...reste) {
        const retenir = recu => { tour = tour.then(image).then(image).then(image).then(() => suivre(recu)); };
        ecouter.call(this, sorte, sorte === 'message' ? retenir : suivre, ...reste);
    };
})()"""
"""Chaque message du serveur attend trois images : un écran chargé montre un contenu morceau par morceau."""
CSV_BUDGET = """\
exercice;etape;budget;section;sens;mouvement;chapitre;nature;fonction;libelle;realise_eur
2024;CA;principal;fonctionnement;depense;reel;011;60612;020;Électricité;1 234,56
2024;CA;principal;fonctionnement;recette;reel;731;73111;01;Impôts;5 000,00
"""


def choisir_territoire(page: Page, nom: str) -> None:
    page.get_by_role("combobox", name="Territoire").click()
    page.get_by_role("option", name=nom).click()
    page.wait_for_url(re.compile("territoire="))
    attendre_ecran(page)


def test_l_accueil_dit_ou_l_on_en_est_et_que_le_territoire_est_fictif(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir()
    expect(page.get_by_text("Territoire fictif")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.locator("h1").count() == 1


def test_changer_de_territoire_change_la_phrase_et_l_adresse(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("capitaux?territoire=ville-orsevaux&exercice=2024")
    avant = page.locator("h1").inner_text()
    choisir_territoire(page, "Val de Lorvanne")
    expect(page.locator("h1").first).not_to_have_text(avant)
    assert "territoire=cc-val-de-lorvanne" in page.url


def test_choisir_un_secteur_ouvre_son_indicateur_et_survit_au_rechargement(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("donut?territoire=ville-orsevaux&exercice=2024")
    secteur = page.locator("svg [role=button]").nth(3)
    secteur.click()
    page.wait_for_url(re.compile("selection="))
    panneau = page.locator(".st-key-panneau")
    expect(panneau.locator("h2, h3").first).to_be_visible()
    titre = panneau.locator("h2, h3").first.inner_text()
    page.reload()
    attendre_ecran(page)
    expect(panneau.locator("h2, h3").first).to_have_text(titre)


def test_un_secteur_se_choisit_au_clavier(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("donut?territoire=ville-orsevaux&exercice=2024")
    page.locator("svg [role=button]").nth(5).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("selection="))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("selection="))


def test_deposer_un_fichier_montre_l_apercu_puis_importe_puis_annule(ouvrir: Callable[..., Page], depot: Path) -> None:
    fichier = depot / "petit_export.csv"
    fichier.write_text(CSV_BUDGET, encoding="utf-8")
    page = ouvrir("importer?territoire=nuits-orsevaux")
    page.locator("input[type=file]").first.set_input_files(fichier)
    expect(page.get_by_text(re.compile("petit_export.csv")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Importer")).click()
    expect(page.get_by_role("button", name=re.compile("Annuler")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("Annuler")).first.click()
    expect(page.get_by_text(re.compile("annulé", re.IGNORECASE)).first).to_be_visible()


@pytest.mark.skipif(not TOTEM.exists(), reason="les données réelles (../shared/donnees) ne sont pas à côté du projet")
def test_deposer_un_vrai_document_budgetaire_montre_ses_totaux(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("importer?territoire=nuits-orsevaux")
    page.locator("input[type=file]").first.set_input_files(TOTEM)
    expect(page.locator("h1").first).to_contain_text("montreuil_CA_2022.xml")
    expect(page.locator("h1").first).to_contain_text("lignes à créer")
    expect(page.get_by_role("button", name=re.compile("^Importer"))).to_be_enabled()


def test_un_mauvais_fichier_recoit_une_phrase_et_jamais_une_trace(ouvrir: Callable[..., Page], depot: Path) -> None:
    fichier = depot / "page.xlsx"
    fichier.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>", encoding="utf-8")
    page = ouvrir("importer?territoire=nuits-orsevaux")
    page.locator("input[type=file]").first.set_input_files(fichier)
    alerte = page.locator("[data-testid=stAlert]").filter(has_text=re.compile("HTML", re.IGNORECASE)).first
    expect(alerte).to_be_visible()
    assert "Traceback" not in page.content()


def test_projeter_ne_laisse_que_la_phrase_et_la_figure(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("carbone?territoire=ville-orsevaux&exercice=2023")
    normal = float(page.locator("h1").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    page.get_by_role("button", name="Projeter").click()
    page.wait_for_url(re.compile("mode=projection"))
    expect(page.get_by_role("combobox", name="Territoire")).to_have_count(0)
    attendre_dessin(page)
    projete = float(page.locator("h1").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    assert projete >= 1.5 * normal
    page.get_by_role("button", name="Quitter la projection").click()
    expect(page.get_by_role("combobox", name="Territoire")).to_be_visible()


@pytest.mark.parametrize("ecran", (*FIGURES, "arbitrage"))
def test_en_projection_la_phrase_la_figure_et_sa_lecture_tiennent_sans_defiler(
    ouvrir: Callable[..., Page], ecran: str
) -> None:
    page = ouvrir(f"{ecran}?territoire=ville-orsevaux&exercice=2024&mode=projection")
    lecture = page.locator(".st-key-lecture p").first
    lecture.wait_for()
    attendre_dessin(page)
    haut, bas = page.locator("h1").first.bounding_box(), lecture.bounding_box()
    assert haut is not None and haut["y"] < 0.1 * TAILLES["bureau"][1], haut
    assert bas is not None and bas["y"] + bas["height"] <= TAILLES["bureau"][1], bas


@pytest.mark.parametrize("ecran", ECRANS)
def test_rien_ne_deborde_a_droite(ouvrir: Callable[..., Page], ecran: str) -> None:
    page = ouvrir(f"{ecran.removeprefix('accueil')}?territoire=ville-orsevaux&exercice=2023")
    for taille, (largeur, hauteur) in TAILLES.items():
        page.set_viewport_size({"width": largeur, "height": hauteur})
        attendre_dessin(page)
        debord = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert debord <= 0, f"{ecran} déborde de {debord} px en taille {taille}"


def test_precedent_ne_change_ni_de_territoire_ni_d_exercice(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir("budget?territoire=metropole-castelvive&exercice=2023")
    for ecran in ("Carbone", "Climat"):
        page.get_by_text("Voir", exact=True).click()
        page.get_by_role("menuitem", name=ecran).first.click()
        page.wait_for_url(re.compile(f"{ecran.lower()}.*exercice=2023"))
        attendre_ecran(page)
    pas = 0
    while "/budget" not in page.url:
        pas += 1
        assert pas <= 4, "deux pas au plus par écran : l'adresse nue que le menu ouvre, puis celle que l'on y remet"
        page.go_back()
        attendre_ecran(page)
        expect(page.get_by_role("combobox", name="Exercice")).to_have_value("2023")
        expect(page.get_by_role("combobox", name="Territoire")).to_have_value(re.compile("Castelvive"))


PIED = ("D’où vient ce chiffre", "Tableau", "Télécharger")


@pytest.mark.parametrize(
    ("vue", "portes"),
    [
        ("carbone?vue=chemins", PIED),
        ("budget?vue=epargne", PIED),
        ("capitaux?vue=resultat", PIED),
        ("arbitrage?", ("Emporter",)),
        ("cotation?", ("Filtrer",)),
    ],
)
def test_une_porte_s_ouvre_assez_haute_pour_ce_qu_elle_montre(
    ouvrir: Callable[..., Page], vue: str, portes: tuple[str, ...]
) -> None:
    page = ouvrir(f"{vue}&territoire=ville-orsevaux&exercice=2024")
    page.add_init_script(UN_A_UN)
    page.reload()
    attendre_ecran(page)
    attendre_dessin(page)
    for porte in portes:
        page.get_by_role("button", name=porte).click()
        ouverte = page.get_by_role("dialog", name=porte)
        ouverte.locator("canvas, button, input").first.wait_for()
        attendre_dessin(page)
        visible, entiere = ouverte.evaluate("porte => [porte.clientHeight, porte.scrollHeight]")
        assert visible >= min(entiere, 400), porte
        page.keyboard.press("Escape")
        expect(ouverte).to_have_count(0)
