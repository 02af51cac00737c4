"""Les territoires d'exemple et leur départ, lus une fois pour les propriétés et les rejeux ; rien ne les modifie."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.modele import Donnees
from core.usages.arbitrage import Depart, preparer
from tests.pages.visite import EXEMPLES

ANNEE = 2024


@pytest.fixture(scope="session")
def exemples(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Donnees]:
    """Les tables des territoires d'exemple, lues dans une copie : un écran tient peut-être la base ouverte."""
    copie = tmp_path_factory.mktemp("arbitrage") / "comptes.duckdb"
    copie.write_bytes(base_demo.read_bytes())
    entrepot = Entrepot.ouvrir(copie)
    lues = {nom: entrepot.donnees(ACCES_LOCAL, nom) for nom in EXEMPLES}
    entrepot.fermer()
    return lues


@pytest.fixture(scope="session")
def departs(exemples: Mapping[str, Donnees]) -> Mapping[str, Depart]:
    return {nom: preparer(donnees, ANNEE) for nom, donnees in exemples.items()}
