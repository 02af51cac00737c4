"""Ce que partagent les tests : la base d'exemple, faite une fois par le véritable import, puis copiée ou complétée."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.demo import creer_la_demonstration
from core.donnees.entrepot import Entrepot
from tests.pages.visite import VIDE

pytest.register_assert_rewrite("tests.cas_de_reference")


@pytest.fixture(scope="session")
def base_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Les territoires d'exemple livrés ; à lire seulement : pour écrire, prendre `base_copiee`."""
    chemin = tmp_path_factory.mktemp("demo") / "comptes.duckdb"
    creer_la_demonstration(chemin)
    return chemin


@pytest.fixture
def base_copiee(base_demo: Path, tmp_path: Path) -> Path:
    """Une copie de la base d'exemple, propre à un test."""
    copie = tmp_path / "comptes.duckdb"
    shutil.copyfile(base_demo, copie)
    return copie


@pytest.fixture(scope="session")
def base_vide(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La base d'exemple, plus un territoire sans aucune donnée ; à lire seulement."""
    chemin = tmp_path_factory.mktemp("vide") / "comptes.duckdb"
    shutil.copyfile(base_demo, chemin)
    entrepot = Entrepot.ouvrir(chemin)
    entrepot.ajouter_territoire(ACCES_LOCAL, VIDE)
    entrepot.fermer()
    return chemin
