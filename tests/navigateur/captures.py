"""Les images du README, prises par le navigateur des tests : `make captures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.base_exemple import copie_de_la_base
from tests.navigateur.conftest import attendre_dessin, attendre_ecran
from tests.navigateur.serveur import DRAPEAUX, INSTALLER_CHROMIUM, chromium, serveur

IMAGES = {
    "donut": "donut?territoire=ville-orsevaux&exercice=2024",
    "capitaux": "capitaux?territoire=nuits-orsevaux&exercice=2024",
    "carbone": "carbone?territoire=ville-orsevaux&exercice=2024",
    "arbitrage": "arbitrage?territoire=ville-orsevaux&exercice=2024&scenario=sobriete",
}
LARGEUR = 900


def capturer(destination: Path) -> None:
    """Écrit une image par écran, réduite et à palette pour rester légère."""
    with tempfile.TemporaryDirectory() as dossier, sync_playwright() as pilote:
        base = copie_de_la_base(Path(dossier))
        with serveur(base, Path(dossier) / "serveur.log") as adresse:
            navigateur = pilote.chromium.launch(executable_path=chromium(), args=DRAPEAUX)
            page = navigateur.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            for nom, chemin in IMAGES.items():
                page.goto(f"{adresse}/{chemin}")
                attendre_ecran(page)
                attendre_dessin(page)
                brute = Path(dossier) / f"{nom}.png"
                page.screenshot(path=brute)
                image = Image.open(brute).convert("RGB")
                image.thumbnail((LARGEUR, LARGEUR))
                image.quantize(64).save(destination / f"{nom}.png", optimize=True)
            navigateur.close()


if __name__ == "__main__":
    if chromium() is None:
        sys.exit(INSTALLER_CHROMIUM)
    capturer(Path(sys.argv[1]))
