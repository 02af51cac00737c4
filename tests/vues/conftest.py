"""Les dossiers des territoires d'exemple, lus une fois pour toutes les vues."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.dossier import Dossier, ouvrir


@pytest.fixture(scope="session")
def entrepot_lu(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrepot]:
    """Une copie de la base d'exemple, ouverte pour être lue : un écran peut ouvrir l'autre."""
    copie = tmp_path_factory.mktemp("vues") / "comptes.duckdb"
    shutil.copyfile(base_demo, copie)
    entrepot = Entrepot.ouvrir(copie)
    yield entrepot
    entrepot.fermer()


@pytest.fixture(scope="session")
def dossier_de(entrepot_lu: Entrepot) -> Callable[[str, int], Dossier]:
    """Le dossier d'un territoire et d'un exercice ; chaque méthode ne s'y calcule qu'une fois."""
    territoires = {un.id: un for un in entrepot_lu.territoires(ACCES_LOCAL)}

    @lru_cache
    def tables(identifiant: str) -> Dossier:
        annees = tuple(entrepot_lu.exercices(ACCES_LOCAL, identifiant))
        lu = ouvrir(territoires[identifiant], annees[-1], annees, entrepot_lu.donnees(ACCES_LOCAL, identifiant))
        return Dossier(
            lu.territoire,
            lu.exercice,
            annees,
            lu.tables,
            lru_cache(lu.calculer),
            lru_cache(lu.detailler),
            retenir=lu.retenir,
        )

    return lambda identifiant, exercice: tables(identifiant).de(exercice)
