"""Ouvrir un écran comme un visiteur, sans navigateur, et lire ce qu'il montre."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from streamlit.testing.v1 import AppTest

from core import vues
from core.modele import Territoire

RACINE = Path(__file__).resolve().parents[2]
CADRE = Path(__file__).with_name("cadre_essai.py")
ECRANS = tuple(un.nom for un in vues.ECRANS)
FIGURES = tuple(un.nom for un in vues.ECRANS if un.groupe == "Voir")
VIDE = Territoire(id="vide-sur-mer", nom="Vide-sur-Mer", type="commune")
TROUS = Territoire(id="trous-les-bains", nom="Trous-les-Bains", type="commune", population=900)
EXEMPLES = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive", "nuits-orsevaux")
TERRITOIRES = (*EXEMPLES, VIDE.id, TROUS.id)


class Ouvrir(Protocol):
    """Ouvre un écran à une adresse donnée et rend la page après son passage."""

    def __call__(self, ecran: str = "accueil", **adresse: str) -> AppTest: ...


def ouvrir_sur(ecran: str, adresse: Mapping[str, str]) -> AppTest:
    """Arrive droit sur l'écran : AppTest le reconnaît au nom de son script, qui est son adresse."""
    page = AppTest.from_file(str(CADRE), default_timeout=60)
    if ecran != "accueil":
        page.switch_page(str(RACINE / "pages" / f"{ecran}.py"))
    remplir(page, adresse)
    return page.run()


def aller(page: AppTest, ecran: str, adresse: Mapping[str, str] | None = None) -> AppTest:
    """Change d'écran comme le menu : l'adresse est effacée, sauf celle qu'on donne."""
    page.switch_page(str(RACINE / "pages" / f"{ecran}.py"))
    remplir(page, adresse or {})
    return page.run()


def remplir(page: AppTest, adresse: Mapping[str, str]) -> None:
    page.query_params.clear()
    page.query_params.update(adresse)


def parametre(page: AppTest, nom: str) -> str:
    """Un paramètre de l'adresse, vide s'il n'y est pas."""
    valeur = page.query_params.get(nom, "")
    return valeur[0] if isinstance(valeur, list) else valeur


def titre(page: AppTest) -> str:
    """La phrase-titre, sans échappements."""
    return str(page.title[0].value).replace("\\", "")


def textes(page: AppTest) -> str:
    """Tout ce qui se lit sur une page, hors tables."""
    sortes = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success")
    return "\n".join(str(element.value) for sorte in sortes for element in page.get(sorte))
