"""Un serveur et un navigateur pour toute la série ; une page neuve par test.

On n'attend jamais un temps, toujours un état : une machine chargée est lente, elle n'est pas en panne.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.base_exemple import copie_de_la_base
from tests.navigateur.serveur import DRAPEAUX, INSTALLER_CHROMIUM, chromium, serveur

TAILLES = {"bureau": (1280, 800), "tablette": (820, 1180), "telephone": (390, 844)}
PATIENCE = 120_000
"""Millisecondes au bout desquelles un état attendu ne viendra plus."""
FRAPPE = 60
"""Millisecondes entre deux touches, l'allure d'une personne : l'éditeur d'une grille perd ce qui tombe dans la même
image."""
DESSINE = """() => {
    const chacun = (sorte, dedans) => [...document.querySelectorAll(`[data-testid=${sorte}]`)]
        .every(element => !element.checkVisibility() || element.querySelector(dedans));
    return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        && document.fonts.status === 'loaded' && !document.querySelector('[data-testid=stSkeleton]')
        && chacun('stPlotlyChart', '.main-svg') && chacun('stDataFrame', 'canvas');
}"""
"""Le passage est fini, chaque figure visible a son dessin, chaque table sa toile, et la police est là."""
IMMOBILE = """() => new Promise(fini => {
    let avant = '', egales = 0;
    const mesurer = () => {
        const cadres = [...document.querySelectorAll('h1, [data-testid=stMain] [class*=st-key-], canvas, .main-svg')];
        const largeur = document.documentElement.scrollWidth;
        const places = JSON.stringify([largeur, cadres.map(c => c.getBoundingClientRect())]);
        egales = places === avant ? egales + 1 : 0;
        avant = places;
        egales < 20 ? requestAnimationFrame(mesurer) : fini();
    };
    mesurer();
})"""
"""Vingt images de suite, rien n'a bougé ; une machine lente en dessine moins par seconde, on l'attend d'autant."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Adresse d'une application fraîche, servie sur une copie de la base d'exemple."""
    if chromium() is None:
        pytest.skip(INSTALLER_CHROMIUM)
    dossier = tmp_path_factory.mktemp("navigateur")
    with serveur(copie_de_la_base(dossier), dossier / "serveur.log") as racine:
        yield racine


@pytest.fixture(scope="module")
def navigateur() -> Iterator[BrowserContext]:
    """Un profil par fichier, qui garde en cache les scripts de Streamlit.

    Fermé à la fin du fichier : son pilote tient la boucle d'évènements du processus tant qu'il vit.
    """
    chemin = chromium()
    if chemin is None:
        pytest.skip(INSTALLER_CHROMIUM)
    largeur, hauteur = TAILLES["bureau"]
    with sync_playwright() as pilote:
        ouvert = pilote.chromium.launch(executable_path=chemin, args=DRAPEAUX)
        contexte = ouvert.new_context(
            viewport={"width": largeur, "height": hauteur},
            reduced_motion="reduce",
            locale="fr-FR",
            accept_downloads=True,
        )
        contexte.set_default_timeout(PATIENCE)
        yield contexte
        ouvert.close()


@pytest.fixture
def ouvrir(adresse: str, navigateur: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Ouvre un écran et attend sa phrase ; toute requête vers l'extérieur échoue le test."""
    pages: list[Page] = []
    dehors: list[str] = []

    def ouverture(chemin: str = "") -> Page:
        page = navigateur.new_page()
        pages.append(page)
        page.on("request", lambda requete: dehors.append(requete.url) if est_dehors(requete.url, adresse) else None)
        page.goto(f"{adresse}/{chemin}")
        attendre_ecran(page)
        return page

    yield ouverture
    for page in pages:
        page.close()
    assert not dehors, f"appels extérieurs : {dehors}"


def est_dehors(url: str, adresse: str) -> bool:
    hote = adresse.removeprefix("http://")
    return url.startswith(("http", "ws")) and hote not in url


def attendre_ecran(page: Page) -> None:
    """Attend la phrase-titre et la fin du passage ; une panne de l'écran échoue tout de suite."""
    panne = page.get_by_text("Cet écran n’a pas pu s’afficher")
    page.locator("h1").or_(panne).first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    assert panne.count() == 0, panne.first.inner_text()


def attendre_dessin(page: Page) -> None:
    """Attend que tout soit dessiné et que plus rien ne bouge : ce qui se mesure ou se pointe est à sa place."""
    page.wait_for_function(DESSINE)
    page.evaluate(IMMOBILE)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """Dossier des fichiers que le test dépose."""
    return tmp_path
