"""Quelques-unes des blessures de `make epreuves`, à une autre graine."""

from __future__ import annotations

from pathlib import Path

from tests.epreuves import mutations


def test_aucun_total_faux_sans_un_mot(tmp_path: Path) -> None:
    assert "lus justes" in mutations.eprouver(12, 9, tmp_path)
