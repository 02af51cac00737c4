"""La base d'exemple, ouverte une fois pour tous les tests de ce dossier."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot


@pytest.fixture(scope="session")
def entrepot(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrepot]:
    base = tmp_path_factory.mktemp("exemples") / "comptes.duckdb"
    shutil.copyfile(base_demo, base)
    ouvert = Entrepot.ouvrir(base)
    yield ouvert
    ouvert.fermer()


@pytest.fixture(scope="session")
def donnees(entrepot: Entrepot) -> Mapping[str, dict[str, pl.DataFrame]]:
    return {
        territoire.id: entrepot.donnees(ACCES_LOCAL, territoire.id) for territoire in entrepot.territoires(ACCES_LOCAL)
    }
