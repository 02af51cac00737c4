"""Une base neuve par test, un territoire, et de quoi fabriquer des fichiers d'agents."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, OptionsImport, Previsualisation, importer, previsualiser
from core.modele import Territoire

DONNEES_REELLES = Path(__file__).resolve().parents[2].parent / "shared" / "donnees"
SANS_DONNEES = "les données réelles (../shared/donnees) ne sont pas à côté du dépôt"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "var" / "comptes.duckdb"


@pytest.fixture(scope="session")
def base_d_une_ville(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Une base neuve, un territoire sans données ; à copier."""
    chemin = tmp_path_factory.mktemp("ville") / "comptes.duckdb"
    neuf = Entrepot.ouvrir(chemin)
    neuf.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune", population=1000))
    neuf.fermer()
    return chemin


@pytest.fixture
def entrepot(base: Path, base_d_une_ville: Path) -> Iterator[Entrepot]:
    base.parent.mkdir()
    shutil.copyfile(base_d_une_ville, base)
    ouvert = Entrepot.ouvrir(base)
    yield ouvert
    ouvert.fermer()


@pytest.fixture
def ecrire_csv(tmp_path: Path) -> Callable[..., Path]:
    def ecrire(*lignes: str, nom: str = "export.csv") -> Path:
        chemin = tmp_path / nom
        chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
        return chemin

    return ecrire


@pytest.fixture
def ecrire_xlsx(tmp_path: Path) -> Callable[..., Path]:
    def ecrire(feuilles: dict[str, list[list[Any]]], nom: str = "export.xlsx") -> Path:
        chemin = tmp_path / nom
        classeur = xlsxwriter.Workbook(chemin)
        for titre, lignes in feuilles.items():
            feuille = classeur.add_worksheet(titre)
            for rang, ligne in enumerate(lignes):
                for colonne, valeur in enumerate(ligne):
                    if isinstance(valeur, str):
                        feuille.write_string(rang, colonne, valeur)
                    elif valeur is not None:
                        feuille.write_number(rang, colonne, valeur)
        classeur.close()
        return chemin

    return ecrire


@pytest.fixture
def voir(entrepot: Entrepot) -> Callable[..., Previsualisation]:
    """Prévisualise un fichier pour le territoire « ville »."""

    def faire(chemin: Path, **options: object) -> Previsualisation:
        return previsualiser(entrepot, ACCES_LOCAL, "ville", chemin, chemin.name, OptionsImport(**options))  # type: ignore[arg-type]

    return faire


@pytest.fixture
def deposer(entrepot: Entrepot, voir: Callable[..., Previsualisation]) -> Callable[..., Bilan]:
    """Prévisualise puis importe."""

    def faire(chemin: Path, **options: object) -> Bilan:
        return importer(entrepot, ACCES_LOCAL, voir(chemin, **options))

    return faire
