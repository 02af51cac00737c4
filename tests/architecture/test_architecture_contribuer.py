"""Le guide dit vrai : son bloc fait d'une méthode une copie qui se calcule, s'affiche et passe ses tests."""

from __future__ import annotations

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
    "tests/architecture/test_architecture.py::test_chaque_methode_a_sa_forme_ses_cas_et_sa_page",
)


def test_le_bloc_du_guide_ajoute_une_methode_qui_passe_ses_tests(tmp_path: Path) -> None:
    copie = tmp_path / "depot"
    for etage in ETAGES:
        shutil.copytree(RACINE / etage, copie / etage, ignore=shutil.ignore_patterns("__pycache__"))
    for fichier in ("app.py", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile"):
        shutil.copyfile(RACINE / fichier, copie / fichier)
    gardee = copie / "var" / "essais" / base_gardee().name
    gardee.parent.mkdir(parents=True)
    shutil.copyfile(base_gardee(), gardee)
    bloc = re.search(r"```sh\n(.*?)```", (RACINE / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert bloc
    subprocess.run(["bash", "-euo", "pipefail", "-c", bloc.group(1)], cwd=copie, check=True)
    lances = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *ESSAYES],
        cwd=copie,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lances.returncode == 0, lances.stdout[-4000:]
    assert len(list((copie / "tests" / "ma_methode").glob("test_ma_methode_*.py"))) > 2
