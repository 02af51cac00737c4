"""Ce que le navigateur reçoit : le moteur des figures là où il sert, et une police d'icônes sans trou."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.outils.icones import glyphes

pytestmark = pytest.mark.navigateur

LARGEURS = """async noms => {
    await document.fonts.load('40px "Material Symbols Rounded"', 'check');
    const boite = document.createElement('span');
    boite.style.cssText = 'font: 40px "Material Symbols Rounded"; position: absolute; white-space: nowrap';
    document.body.append(boite);
    return noms.map(nom => { boite.textContent = nom; return boite.getBoundingClientRect().width; });
}"""
CHARGES = "() => performance.getEntriesByType('resource').map(une => une.name)"


@pytest.mark.parametrize(("ecran", "figures"), [("donut", False), ("importer", False), ("carbone", True)])
def test_le_moteur_des_figures_ne_se_charge_que_pour_une_figure(
    ecran: str, figures: bool, ouvrir: Callable[..., Page]
) -> None:
    page = ouvrir(ecran)
    if figures:
        page.locator(".js-plotly-plot").first.wait_for()
    assert any("PlotlyChart" in adresse for adresse in page.evaluate(CHARGES)) == figures


def test_chaque_icone_est_un_seul_glyphe(ouvrir: Callable[..., Page]) -> None:
    """Un nom que la police ne sait pas écrire s'étale en lettres, bien plus large que son corps."""
    page = ouvrir("methodes")
    noms = sorted(glyphes()[1])
    largeurs = dict(zip(noms, page.evaluate(LARGEURS, noms), strict=True))
    assert {nom: largeur for nom, largeur in largeurs.items() if abs(largeur - 40) > 0.5} == {}
    assert page.evaluate(LARGEURS, ["absente_de_la_police"])[0] > 80
