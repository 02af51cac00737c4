"""Les bases que visitent les tests d'écrans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.acces import ACCES_LOCAL
from core.donnees.demo import EXEMPLES
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from pages._outils import chargement
from tests.pages.visite import TROUS, VIDE, Ouvrir, ouvrir_sur


@pytest.fixture(scope="session")
def base_complete(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La base d'exemple, plus un territoire vide et un territoire qui n'a qu'un budget, encore brouillon."""
    chemin = tmp_path_factory.mktemp("complete") / "comptes.duckdb"
    chemin.write_bytes(base_demo.read_bytes())
    budget = EXEMPLES / "ville-orsevaux" / "bp_2024.csv"
    entrepot = Entrepot.ouvrir(chemin)
    for territoire in (VIDE, TROUS):
        entrepot.ajouter_territoire(ACCES_LOCAL, territoire)
    vue = previsualiser(entrepot, ACCES_LOCAL, TROUS.id, budget, budget.name, OptionsImport())
    importer(entrepot, ACCES_LOCAL, vue)
    entrepot.fermer()
    return chemin


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
