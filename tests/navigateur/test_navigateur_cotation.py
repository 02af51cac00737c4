"""La cotation dans un vrai navigateur : la file au clavier, une proposition, un lot, l'avancement qui monte, le
Journal."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.navigateur.conftest import attendre_dessin, attendre_ecran

pytestmark = pytest.mark.navigateur
TERRITOIRE = "cc-val-de-lorvanne"
FILE = f"cotation?territoire={TERRITOIRE}&exercice=2024"
PREMIERE_LIGNE, COCHE, COTATION = 52, 22, 670
"""Où cliquer dans la grille, en pixels depuis son coin : la première ligne, sa case, sa colonne « Cotation »."""


def enregistre(page: Page) -> None:
    """Attend que le geste soit écrit et l'écran refait."""
    expect(page.get_by_text(re.compile(r"Saisie n°")).first).to_be_visible()
    attendre_dessin(page)


def cotees(page: Page) -> int:
    """Le nombre de lignes cotées que dit la barre d'avancement."""
    texte = page.locator(".st-key-avancement_lignes svg").first.get_attribute("aria-label") or ""
    return int(re.sub(r"\D", "", texte.split("ligne")[0]))


def pointer(page: Page, x: int, y: int = PREMIERE_LIGNE) -> None:
    cadre = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert cadre is not None
    page.mouse.click(cadre["x"] + x, cadre["y"] + y)


def choisir_au_clavier(page: Page, debut: str, classe: str) -> None:
    """Ouvre la liste de la première ligne par Entrée, tape les premières lettres, et prend la classe proposée."""
    editeur = page.locator("#portal input")
    for _ in range(5):
        pointer(page, COTATION)
        page.keyboard.press("Enter")
        try:
            editeur.first.wait_for(timeout=3_000)
            break
        except TimeoutError:
            continue
    page.keyboard.type(debut)
    expect(page.locator("#portal [role=option]").first).to_contain_text(classe)
    page.keyboard.press("Enter")
    expect(editeur).to_have_count(0)


def test_coter_au_clavier_confirmer_coter_un_lot_et_tout_retrouver_au_journal(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(FILE)
    attendre_dessin(page)
    depart = cotees(page)

    choisir_au_clavier(page, "fav", "▲ Favorable")
    page.get_by_role("button", name=re.compile(r"^Enregistrer 1")).click()
    enregistre(page)
    assert cotees(page) == depart + 1

    pointer(page, COTATION)
    page.evaluate("navigator.clipboard.writeText('Neutre\\tsans effet\\nDéfavorable\\t<b>haie</b> =A1')")
    page.keyboard.press("Control+v")
    page.get_by_role("button", name=re.compile(r"^Enregistrer 2")).click()
    expect(page.get_by_text(re.compile(r"2\s+lignes créées")).first).to_be_visible()
    enregistre(page)
    assert cotees(page) == depart + 3

    page.get_by_role("button", name=re.compile(r"^Confirmer")).click()
    expect(page.get_by_text(re.compile(r"2\s+lignes créées"))).to_have_count(0)
    enregistre(page)
    apres = cotees(page)
    assert apres > depart + 3

    page.goto(f"{page.url.split('/cotation')[0]}/{FILE}&vue=lot&par=service")
    attendre_ecran(page)
    page.locator(".st-key-panneau").get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name=re.compile("Neutre")).click()
    page.locator(".st-key-coter_le_lot button:enabled").click()
    enregistre(page)
    assert cotees(page) > apres

    page.goto(f"{page.url.split('/cotation')[0]}/journal?territoire={TERRITOIRE}")
    attendre_dessin(page)
    expect(page.locator("[class*=st-key-import_]").get_by_text("Saisie à l’écran — Cotation")).to_have_count(4)
    for reste in (3, 2, 1, 0):
        page.get_by_role("button", name="Annuler").first.click()
        page.get_by_role("button", name="Annuler cette saisie").click()
        expect(page.locator("[class*=st-key-publier_]")).to_have_count(reste)
        attendre_ecran(page)
    page.goto(f"{page.url.split('/journal')[0]}/{FILE}")
    attendre_dessin(page)
    assert cotees(page) == depart


def test_deux_onglets_se_previennent(ouvrir: Callable[..., Page]) -> None:
    premier, second = ouvrir(FILE), ouvrir(FILE)
    for page in (premier, second):
        page.bring_to_front()
        attendre_dessin(page)
        choisir_au_clavier(page, *(("fav", "▲ Favorable") if page is premier else ("neu", "■ Neutre")))
        expect(page.get_by_role("button", name=re.compile(r"^Enregistrer 1"))).to_be_enabled()
    premier.bring_to_front()  # un onglet caché ne dessine plus : l'attendre durerait
    premier.get_by_role("button", name=re.compile(r"^Enregistrer 1")).click()
    enregistre(premier)
    second.bring_to_front()
    second.get_by_role("button", name=re.compile(r"^Enregistrer 1")).click()
    expect(second.get_by_text(re.compile("quelqu’un d’autre")).first).to_be_visible()
    expect(second.get_by_role("button", name=re.compile(r"^Enregistrer 1"))).to_be_enabled()
    premier.bring_to_front()
    premier.get_by_role("button", name="Annuler cette saisie").click()
    expect(premier.get_by_text("Enregistré")).to_have_count(0)


def test_changer_d_etat_revient_a_la_premiere_page(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(FILE)
    page.get_by_role("button", name="Suivantes").click()
    page.wait_for_url(re.compile("page=2"))
    page.get_by_role("radio", name=re.compile("^Toutes")).click()
    expect(page).to_have_url(re.compile("statut=toutes"))
    expect(page).not_to_have_url(re.compile("page="))


def test_les_criteres_restent_ouverts_et_se_combinent(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(FILE)
    page.get_by_role("button", name="Filtrer").click()
    for rang, critere in enumerate(("Chapitre", "Fonction"), start=1):
        page.get_by_role("combobox", name=critere).click()
        page.get_by_role("option").nth(1).click()
        expect(page.locator(".st-key-filtres").get_by_text(re.compile(rf"^{rang}\s+critère"))).to_be_visible()
        expect(page).to_have_url(re.compile(f"{critere.lower()}="))


def test_une_ligne_s_ouvre_se_partage_et_dit_quand_les_parts_ne_font_pas_tout(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(FILE)
    attendre_dessin(page)
    pointer(page, COCHE)
    page.get_by_role("button", name="Ouvrir la ligne").click()
    page.wait_for_url(re.compile("ligne="))
    expect(page.get_by_text("D’où vient cette ligne")).to_be_visible()
    assert page.locator("[data-testid=stAlert]").count() == 0
    page.get_by_role("button", name="Partager").click()
    expect(page.get_by_text(re.compile(r"Total"))).to_be_visible()
    expect(page.locator(".st-key-enregistrer_la_ligne button")).to_be_disabled()
