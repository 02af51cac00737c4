"""Ce que disent les outils de `make check`, redit par les tests : un oubli se voit avant la relecture."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.reglages import RACINE


@pytest.mark.parametrize("outil", ["ruff check", "ruff format --check", "mypy"])
def test_l_outil_n_a_rien_a_redire(outil: str) -> None:
    commande = [sys.executable, "-m", *outil.split()]
    fini = subprocess.run(commande, check=False, cwd=RACINE, capture_output=True, text=True)
    if fini.returncode:
        pytest.fail(f"{outil} :\n{fini.stdout}{fini.stderr}", pytrace=False)
