"""Qui voit quoi : un lecteur ne voit ni brouillon, ni écran Import, ni journal, et ne peut rien déposer."""

from __future__ import annotations

import pytest

from core.acces import ACCES_LOCAL, Acces, Role
from core.modele import Territoire
from pages import _cadre
from tests.pages.visite import TROUS, Ouvrir, textes


def titres(qui: Acces, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    class _Page:
        def __init__(self, chemin: object, *, title: str, url_path: str, default: bool) -> None:
            self.title = title

    monkeypatch.setattr(_cadre.st, "Page", _Page)
    territoires = {"a": Territoire(id="a", nom="A", type="commune")}
    return [page.title for groupe in _cadre.menu(qui, territoires).values() for page in groupe]


@pytest.mark.parametrize(
    ("role", "absents"),
    [
        (Role.LECTEUR, {"Import", "Cotation", "Journal"}),
        (Role.ANIMATEUR, {"Import", "Cotation"}),
        (Role.AGENT, set()),
        (Role.ADMINISTRATEUR, set()),
    ],
)
def test_le_menu_ne_liste_que_ce_que_le_role_permet(
    role: Role, absents: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tous = {
        "Accueil",
        "Donut",
        "Capitaux",
        "Carbone",
        "Budget climat",
        "Bilan carbone",
        "Budget",
        "Budget vert",
        "Budget et égalité",
        "Arbitrage",
        "Import",
        "Cotation",
        "Méthodes",
        "Journal",
    }
    assert set(titres(Acces("x", role, None), monkeypatch)) == tous - absents


def test_un_role_hors_de_son_territoire_n_a_aucun_ecran(monkeypatch: pytest.MonkeyPatch) -> None:
    assert titres(Acces("x", Role.AGENT, frozenset({"ailleurs"})), monkeypatch) == []


def test_un_lecteur_ne_voit_aucun_chiffre_brouillon(ouvrir: Ouvrir, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = ouvrir("budget", territoire=TROUS.id)
    assert agent.get("plotly_chart")
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    lecteur = ouvrir("budget", territoire=TROUS.id)
    assert not lecteur.exception
    assert not lecteur.get("plotly_chart")
    assert "Chiffres provisoires" not in textes(lecteur)
    assert not lecteur.selectbox(key="choix_territoire").disabled


@pytest.mark.parametrize("ecran", ["importer", "journal"])
def test_l_ecran_interdit_se_garde_lui_meme(ouvrir: Ouvrir, ecran: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = ouvrir(ecran, territoire="ville-orsevaux")
    assert not page.error
    monkeypatch.setattr(_cadre, "menu", _tout_au_menu(_cadre.menu))
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    page = ouvrir(ecran, territoire="ville-orsevaux")
    assert not page.get("file_uploader")
    assert not page.dataframe
    assert "ne permet pas" in textes(page)


def _tout_au_menu(menu: object) -> object:
    """Un menu fautif, qui offre tout à tous : la garde de l'écran doit tenir seule."""
    return lambda qui, visibles: menu(ACCES_LOCAL, visibles)  # type: ignore[operator]
