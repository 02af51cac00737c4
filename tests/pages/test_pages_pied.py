"""Chaque porte du pied de chaque écran s'ouvre sur chaque territoire : d'où vient ce chiffre, la table, les
fichiers."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.vues import ECRANS
from tests.pages.visite import EXEMPLES, Ouvrir, textes

ECRANS_A_VUES = [ecran.nom for ecran in ECRANS if ecran.sujets]
PORTES = ("porte_origine", "porte_tableau", "porte_fichiers")


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("ecran", ECRANS_A_VUES)
def test_chaque_porte_du_pied_s_ouvre(ecran: str, territoire: str, ouvrir: Ouvrir) -> None:
    page = ouvrir(ecran, territoire=territoire, exercice="2024")
    if not page.get("popover"):
        assert "il manque" in textes(page).lower() or page.error, f"{ecran} n'a pas de pied et ne dit pas pourquoi"
        return
    avant = len(page.dataframe)
    for porte in PORTES:
        page.session_state[porte] = True
    page.run()
    assert not page.exception and not page.error
    assert len(page.dataframe) >= avant + 2, "ni les chiffres ni la table jumelle ne s'affichent"
    chiffres = next(une.value for une in page.dataframe if "Indicateur" in une.value.columns)
    assert not chiffres.empty
    for rang in sorted({0, len(chiffres) // 2, len(chiffres) - 1}):
        choisir(page, rang)
        assert not page.exception and not page.error
        assert cellules(page) or "absente" in textes(page), f"le chiffre {rang} ne mène à aucune cellule"


def choisir(page: AppTest, rang: int) -> None:
    """Choisit un chiffre dans « D'où vient ce chiffre », comme d'un clic sur sa ligne."""
    page.session_state["chiffre_choisi"] = {"selection": {"rows": [rang], "columns": [], "cells": []}}
    page.run()


def cellules(page: AppTest) -> list[str]:
    """Les cellules des lignes d'origine montrées, chacune avec son fichier."""
    for une in page.dataframe:
        if {"fichier", "cellule"} <= set(une.value.columns):
            assert une.value["fichier"].notna().all()
            return list(une.value["cellule"])
    return []
