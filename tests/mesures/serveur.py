"""Servir : vingt visiteurs au démarrage, un premier écran à froid, un clic à chaud."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.base_exemple import copie_de_la_base
from tests.mesures.arbitrage import PLUS_GRAND, crans, crans_du_serveur
from tests.navigateur.serveur import DRAPEAUX, INSTALLER_CHROMIUM, chromium, lancer
from tests.navigateur.visiteur import foule, visiter


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Erreurs d'une foule au démarrage, puis durées vues par un vrai navigateur."""
    with lancer(copie_de_la_base(dossier), dossier / "serveur.log") as (adresse, numero):
        visites = foule(adresse, 20, PLUS_GRAND)
        yield "20 visiteurs dès l'ouverture : erreurs", str(sum(bool(v.erreurs) for v in visites)), "0"
        passages = sorted(visiter(adresse, PLUS_GRAND).secondes for _ in range(20))
        yield "  … un passage complet de l'accueil, p95", f"{passages[18] * 1e3:.0f} ms", "—"
        attentes, couts = crans_du_serveur(adresse, numero, 20)
        yield "Cran de curseur de l'arbitrage, temps du serveur, p95", f"{sorted(attentes)[18] * 1e3:.0f} ms", "200 ms"
        yield "  … dont processeur, médiane", f"{statistics.median(couts) * 1e3:.0f} ms", "—"
        if (chemin := chromium()) is None:
            yield INSTALLER_CHROMIUM, "—", "—"
            return
        with sync_playwright() as pilote:
            navigateur = pilote.chromium.launch(executable_path=chemin, args=DRAPEAUX)
            froid = statistics.median(premier_ecran(navigateur, adresse) for _ in range(3))
            yield "Premier écran lisible, navigateur froid, serveur chaud", f"{froid:.2f} s", "3 s"
            clics = sorted(clics_sur_la_roue(navigateur.new_page(), adresse, 40))
            yield "Clic sur un secteur du Donut → panneau, p95", f"{clics[37] * 1e3:.0f} ms", "100 ms"
            yield "  … médiane", f"{statistics.median(clics) * 1e3:.0f} ms", "—"
            attentes = sorted(crans(navigateur.new_page(), adresse, 20))
            yield "Cran de curseur de l'arbitrage → solde et avant-après, p95", f"{attentes[18] * 1e3:.0f} ms", "300 ms"
            yield "  … médiane", f"{statistics.median(attentes) * 1e3:.0f} ms", "—"
            navigateur.close()


def premier_ecran(navigateur: Browser, adresse: str) -> float:
    """Secondes entre l'adresse tapée et la phrase-titre lisible, cache du navigateur vide."""
    contexte = navigateur.new_context(viewport={"width": 1280, "height": 800})
    page = contexte.new_page()
    debut = time.perf_counter()
    page.goto(f"{adresse}/donut?{PLUS_GRAND}", wait_until="commit")
    page.locator("h1").first.wait_for()
    secondes = time.perf_counter() - debut
    contexte.close()
    return secondes


def clics_sur_la_roue(page: Page, adresse: str, nombre: int) -> list[float]:
    """Secondes, dans la page, entre le clic sur un secteur et le changement du panneau, après un tour de chauffe."""
    page.goto(f"{adresse}/donut?{PLUS_GRAND}")
    secteurs = page.locator("svg [role=button]")
    secteurs.first.wait_for()
    page.wait_for_timeout(1500)
    compte = secteurs.count()
    durees = [secteurs.nth(rang % compte).evaluate(CHRONOMETRE) / 1e3 for rang in range(compte + nombre)]
    return durees[compte:]


CHRONOMETRE = """secteur => new Promise(fini => {
    const panneau = document.querySelector('.st-key-panneau');
    const debut = performance.now();
    const vigie = new MutationObserver(() => { vigie.disconnect(); fini(performance.now() - debut); });
    vigie.observe(panneau, {subtree: true, childList: true, characterData: true});
    secteur.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true}));
})"""
