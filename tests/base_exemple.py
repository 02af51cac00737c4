"""La base d'exemple, faite une seule fois par la ligne de commande, puis gardée hors de git tant que rien ne la
change."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

from core.reglages import RACINE

DOSSIER = RACINE / "var" / "essais"
AU_DELA = ("vues.py", "dossier.py", "resultat.py")
"""Ce que l'import ne lit pas : les résultats et les écrans sont après lui."""
BIBLIOTHEQUES = ("duckdb", "polars", "fastexcel", "pydantic")
"""Celles dont une autre version lirait ou écrirait la base autrement."""


def copie_de_la_base(dossier: Path) -> Path:
    """Une copie de la base d'exemple dans `dossier`, à soi ; lève `CalledProcessError` si la commande `demo` échoue."""
    copie = dossier / "comptes.duckdb"
    shutil.copyfile(base_gardee(), copie)
    return copie


def base_gardee() -> Path:
    """La base gardée pour le code et les fichiers d'aujourd'hui ; la fait si elle manque, un processus à la fois.

    À copier, jamais à ouvrir : DuckDB ne partage pas un fichier entre deux processus.
    """
    gardee = DOSSIER / f"demo-{empreinte()}.duckdb"
    DOSSIER.mkdir(parents=True, exist_ok=True)
    with FileLock(DOSSIER / "demo.lock"):
        if not gardee.exists():
            with TemporaryDirectory(dir=DOSSIER) as dossier:
                neuve = Path(dossier) / "comptes.duckdb"
                commande = [sys.executable, "-m", "core", "--base", str(neuve), "demo"]
                subprocess.run(commande, cwd=RACINE, check=True, capture_output=True)
                for ancienne in DOSSIER.glob("demo-*.duckdb"):
                    ancienne.unlink()
                os.replace(neuve, gardee)
    return gardee


def empreinte() -> str:
    """Ce dont la base dépend : les fichiers d'exemple, le code qui les importe, les versions des bibliothèques."""
    resume = hashlib.sha256()
    for nom in BIBLIOTHEQUES:
        resume.update(f"{nom} {importlib.metadata.version(nom)}\n".encode())
    for fichier in sorted(_fichiers()):
        resume.update(fichier.relative_to(RACINE).as_posix().encode() + b"\0" + fichier.read_bytes())
    return resume.hexdigest()[:16]


def _fichiers() -> Iterator[Path]:
    """Les couches que l'import peut lire (le plan de la maison l'y tient), les références et les territoires livrés."""
    yield from (un for un in (RACINE / "core").glob("*.py") if un.name not in AU_DELA)
    for dossier in ("core/donnees", "core/tables", "data"):
        yield from (un for un in (RACINE / dossier).rglob("*") if un.is_file() and un.suffix != ".pyc")
    for fiche in (RACINE / "sample_territories").glob("*/territoire.toml"):
        yield from (un for un in fiche.parent.rglob("*") if un.is_file())
