"""Importer : un export de 100 000 lignes contre la simple lecture du même fichier, et un vrai TotEM."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.donnees.lecture import preparer
from core.modele import Territoire
from tests.mesures.fabrique import export_xlsx

TOTEM = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "totem_xml" / "montreuil_CA_2022.xml"
TERRITOIRE = Territoire(id="mesure", nom="Territoire de mesure", type="commune")
OPTIONS = OptionsImport(etape="CA", exercice=2024)


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Rapport à la lecture nue, pic de mémoire, et durée d'un TotEM."""
    export = export_xlsx(dossier / "export.xlsx", 100_000)
    pic = pic_mio(export, dossier)
    preparer()
    rapport = statistics.median(rapports(export, dossier))
    yield "Import d'un xlsx de 100 000 lignes / lecture fastexcel nue", f"{rapport:.2f} ×", "2 ×"
    yield "  … pic de mémoire, le plus gros processus", f"{pic:.0f} Mio", "400 Mio"
    if TOTEM.exists():
        durees = [importer_dans_une_base_neuve(dossier / f"totem{rang}", TOTEM, OptionsImport()) for rang in range(3)]
        yield "Import d'un vrai TotEM de 1 530 lignes", f"{statistics.median(durees):.2f} s", "1 s"


def rapports(export: Path, dossier: Path) -> Iterator[float]:
    """Import complet sur lecture nue, en paires alternées : ce qui ralentit la machine ralentit les deux."""
    for rang in range(5):
        nue = duree(lambda: fastexcel.read_excel(export).load_sheet(0, dtypes="string").to_polars())
        yield importer_dans_une_base_neuve(dossier / f"base{rang}", export, OPTIONS) / nue


def importer_dans_une_base_neuve(dossier: Path, fichier: Path, options: OptionsImport) -> float:
    """Secondes pour lire, apparier, contrôler et écrire `fichier` dans une base vide."""
    dossier.mkdir()
    entrepot = Entrepot.ouvrir(dossier / "base.duckdb")
    entrepot.ajouter_territoire(ACCES_LOCAL, TERRITOIRE)

    def de_bout_en_bout() -> None:
        apercu = previsualiser(entrepot, ACCES_LOCAL, TERRITOIRE.id, fichier, fichier.name, options)
        importer(entrepot, ACCES_LOCAL, apercu)

    secondes = duree(de_bout_en_bout)
    entrepot.fermer()
    return secondes


def pic_mio(export: Path, dossier: Path) -> float:
    """Mémoire résidente maximale, en Mio, du plus gros processus d'un import lancé à part, bibliothèques comprises ;
    à prendre avant tout autre enfant."""
    base = dossier / "pic" / "base.duckdb"
    base.parent.mkdir()
    lancer = [sys.executable, "-m", "core", "--base", str(base)]
    subprocess.run(
        [*lancer, "territoires", "--ajouter", "mesure", "--nom", "Mesure", "--type", "commune"],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [*lancer, "importer", str(export), "--territoire", "mesure", "--etape", "CA", "--exercice", "2024"],
        check=True,
        capture_output=True,
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def duree(action: Callable[[], object]) -> float:
    """Secondes d'horloge d'une action."""
    debut = time.perf_counter()
    action()
    return time.perf_counter() - debut
