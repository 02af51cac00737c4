"""Les dépendances figées sont celles que l'on demande et celles qui sont installées."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("figees", ["requirements.txt", "requirements-dev.txt"])
def test_duckdb_est_fige_a_une_version_exacte_et_installee(figees: str) -> None:
    demandee = re.search(r"^duckdb==(\S+)", (RACINE / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert demandee is not None
    assert f"\nduckdb=={demandee[1]} \\\n" in (RACINE / figees).read_text(encoding="utf-8")
    assert version("duckdb") == demandee[1]
