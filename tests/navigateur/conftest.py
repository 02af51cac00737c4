"""Un serveur et un navigateur pour toute la série ; une page neuve par test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.base_exemple import copie_de_la_base
from tests.navigateur.serveur import DRAPEAUX, INSTALLER_CHROMIUM, chromium, serveur

TAILLES = {"bureau": (1280, 800), "tablette": (820, 1180), "telephone": (390, 844)}


@pytest.fixture(scope="session")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Adresse d'une application fraîche, servie sur une copie de la base d'exemple."""
    if chromium() is None:
        pytest.skip(INSTALLER_CHROMIUM)
    dossier = tmp_path_factory.mktemp("navigateur")
    with serveur(copie_de_la_base(dossier), dossier / "serveur.log") as racine:
        yield racine


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    """Fermé à la fin de chaque fichier : son pilote tient la boucle d'évènements du processus tant qu'il vit."""
    chemin = chromium()
    if chemin is None:
        pytest.skip(INSTALLER_CHROMIUM)
    with sync_playwright() as pilote:
        ouvert = pilote.chromium.launch(executable_path=chemin, args=DRAPEAUX)
        yield ouvert
        ouvert.close()


@pytest.fixture
def ouvrir(adresse: str, navigateur: Browser) -> Iterator[Callable[..., Page]]:
    """Ouvre un écran et attend sa phrase ; toute requête vers l'extérieur et toute erreur de script échoue le test."""
    contextes = []
    dehors: list[str] = []

    def ouverture(chemin: str = "") -> Page:
        largeur, hauteur = TAILLES["bureau"]
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": hauteur},
            reduced_motion="reduce",
            locale="fr-FR",
            accept_downloads=True,
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("request", lambda requete: dehors.append(requete.url) if est_dehors(requete.url, adresse) else None)
        page.goto(f"{adresse}/{chemin}")
        attendre_ecran(page)
        return page

    yield ouverture
    for contexte in contextes:
        contexte.close()
    assert not dehors, f"appels extérieurs : {dehors}"


def est_dehors(url: str, adresse: str) -> bool:
    hote = adresse.removeprefix("http://")
    return url.startswith(("http", "ws")) and hote not in url


def attendre_ecran(page: Page) -> None:
    """Attend la phrase-titre et la fin du passage."""
    page.locator("h1").first.wait_for(timeout=30_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=30_000)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """Dossier des fichiers que le test dépose."""
    return tmp_path
