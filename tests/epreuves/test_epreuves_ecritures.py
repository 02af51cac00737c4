"""Quelques coups de l'épreuve des écritures ; `make epreuves` en porte quatre cents."""

from __future__ import annotations

from pathlib import Path

from tests.epreuves import ecritures
from tests.epreuves.__main__ import GRAINE


def test_un_budget_ecrit_de_bien_des_mains(tmp_path: Path) -> None:
    assert "toutes justes" in ecritures.eprouver(8, GRAINE, tmp_path)
