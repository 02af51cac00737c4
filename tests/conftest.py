"""Ce que partagent les tests : la base d'exemple, faite une fois par le véritable import, puis copiée."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.donnees.demo import creer_la_demonstration


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
