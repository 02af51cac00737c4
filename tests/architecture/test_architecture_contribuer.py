"""Le guide dit vrai : son bloc fait d'une méthode une copie nette, qui se calcule, s'affiche et passe ses tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from core.reglages import RACINE
from tests.base_exemple import base_gardee

ETAGES = ("core", "pages", "tests", "data", "docs", "sample_territories", ".streamlit")
ESSAYES = (
    "tests/ma_methode",
    "tests/architecture/test_architecture.py",
    "tests/architecture/test_architecture_phrases.py",
    "tests/architecture/test_architecture_sommes.py",
)


INSCRITE = """
from core.methodes import CLES
from core.vues import ECRANS, ecran_de
noms = [un.nom for un in ECRANS]
assert CLES.index("ma_methode") == CLES.index("care") + 1, CLES
assert noms.index("ma_methode") == noms.index("capitaux") + 1, noms
assert ecran_de("ma_methode").titre == "Ma méthode"
"""
"""À sa place dans les registres : après celle dont elle est la copie."""


def test_le_bloc_du_guide_ajoute_une_methode_qui_passe_ses_tests(tmp_path: Path) -> None:
    copie = depot(tmp_path / "depot")
    bloc = re.search(r"```sh\n(.*?)```", (RACINE / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert bloc
    lancer(copie, "bash", "-euo", "pipefail", "-c", bloc.group(1))
    lancer(copie, sys.executable, "-m", "ruff", "check", ".")
    lancer(copie, sys.executable, "-m", "ruff", "format", "--check", ".")
    lancer(copie, sys.executable, "-c", INSCRITE)
    lancer(copie, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *ESSAYES)
    assert len(list((copie / "tests" / "ma_methode").glob("test_ma_methode_*.py"))) > 2
    restes = [fichier for fichier in copie.rglob("*ma_methode/*.py") if "Capitaux" in fichier.read_text("utf-8")]
    assert not restes, restes


def depot(copie: Path) -> Path:
    """Une copie de travail du dépôt, avec la base d'exemple déjà faite."""
    for etage in ETAGES:
        shutil.copytree(RACINE / etage, copie / etage, ignore=shutil.ignore_patterns("__pycache__"))
    for fichier in ("app.py", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile"):
        shutil.copyfile(RACINE / fichier, copie / fichier)
    gardee = copie / "var" / "essais" / base_gardee().name
    gardee.parent.mkdir(parents=True)
    shutil.copyfile(base_gardee(), gardee)
    return copie


def lancer(copie: Path, *commande: str) -> None:
    """Passe une commande dans la copie, avec le Python des tests ; échoue avec ce qu'elle a dit."""
    chemin = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    faite = subprocess.run(
        commande, cwd=copie, env=os.environ | {"PATH": chemin}, capture_output=True, text=True, check=False
    )
    assert faite.returncode == 0, (faite.stdout + faite.stderr)[-4000:]
