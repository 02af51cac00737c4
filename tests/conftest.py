"""Ce que partagent les tests : la base d'exemple, faite une fois par le véritable import, puis copiée ou complétée."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from core.acces import ACCES_LOCAL
from core.donnees.demo import EXEMPLES
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from tests.base_exemple import copie_de_la_base
from tests.pages.visite import TROUS, VIDE

pytest.register_assert_rewrite("tests.cas_de_reference")

# Une machine lente ou chargée n'est pas une faute : une propriété se juge sur ses exemples, jamais sur le temps mis.
settings.register_profile("maison", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("maison")

# AppTest relit à chaque page neuve les manifestes de tous les paquets installés, qui ne changent pas : une fois suffit.
manifest_scanner.scan_component_manifests = lru_cache(maxsize=1)(manifest_scanner.scan_component_manifests)


class UnFichierParOuvrier(LoadScopeScheduling):
    """À plusieurs ouvriers, un fichier va entier au même, et tous les tests de navigateur au même, l'un après
    l'autre."""

    def _split_scope(self, nodeid: str) -> str:
        fichier = nodeid.split("::", 1)[0]
        return "navigateur" if "navigateur/" in fichier else fichier


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    config.option.loadscopereorder = False
    return UnFichierParOuvrier(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Le plus long d'abord : le navigateur, toutes les vues, puis les écrans ; les calculs comblent la fin."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("navigateur") is None,
            item.path.parent.name != "vues",
            "page" not in item.path.stem,
        )
    )


@pytest.fixture(scope="session")
def base_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Les territoires d'exemple livrés ; à lire seulement : pour écrire, prendre `base_copiee`."""
    return copie_de_la_base(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def base_copiee(base_demo: Path, tmp_path: Path) -> Path:
    """Une copie de la base d'exemple, propre à un test."""
    copie = tmp_path / "comptes.duckdb"
    shutil.copyfile(base_demo, copie)
    return copie


@pytest.fixture(scope="session")
def base_complete(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La base d'exemple, plus un territoire vide et un qui n'a qu'un budget, encore brouillon ; à lire seulement.

    Tous les écrans lisent celle-ci : ce que l'un a chargé sert aux suivants.
    """
    chemin = tmp_path_factory.mktemp("complete") / "comptes.duckdb"
    shutil.copyfile(base_demo, chemin)
    budget = EXEMPLES / "ville-orsevaux" / "bp_2024.csv"
    entrepot = Entrepot.ouvrir(chemin)
    for territoire in (VIDE, TROUS):
        entrepot.ajouter_territoire(ACCES_LOCAL, territoire)
    vue = previsualiser(entrepot, ACCES_LOCAL, TROUS.id, budget, budget.name, OptionsImport())
    importer(entrepot, ACCES_LOCAL, vue)
    entrepot.fermer()
    return chemin
