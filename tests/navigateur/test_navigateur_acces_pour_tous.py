"""axe-core sur chaque écran : aucune violation sérieuse ou critique sur ce que nous dessinons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.navigateur.conftest import attendre_dessin
from tests.pages.visite import ECRANS

pytestmark = pytest.mark.navigateur
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("ecran", ECRANS)
def test_aucune_violation_serieuse(ouvrir: Callable[..., Page], ecran: str) -> None:
    page = ouvrir(f"{ecran.removeprefix('accueil')}?territoire=ville-orsevaux&exercice=2023")
    attendre_dessin(page)
    violations = [
        f"{violation['id']} : {noeud['html'][:160]}"
        for violation in Axe().run(page, options=OPTIONS).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for noeud in violation["nodes"]
    ]
    assert not violations, "\n".join(violations)
