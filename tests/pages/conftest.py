"""Ouvrir un écran de la base lue, ou d'une copie où l'on écrit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._outils import chargement
from tests.pages.visite import Ouvrir, ouvrir_sur


@pytest.fixture
def ouvrir(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> Ouvrir:
    """Un visiteur de la base complète ; ces tests n'y écrivent rien."""
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))
    return _visiter


@pytest.fixture
def ouvrir_copie(base_copiee: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ouvrir]:
    """Un visiteur d'une copie de la base d'exemple, qu'il peut modifier."""
    monkeypatch.setenv("COMPTES_BASE", str(base_copiee))
    yield _visiter
    chargement.fermer()


def _visiter(ecran: str = "accueil", **adresse: str) -> AppTest:
    return ouvrir_sur(ecran, adresse)
