"""Quelques coups de chaque épreuve de la base, à chaque `make test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.epreuves import disque_plein, dommages, morts
from tests.epreuves.__main__ import GRAINE


def test_ce_qui_est_dit_d_un_disque_plein_est_vrai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disque_plein, "LIGNES", 2_000)
    monkeypatch.setattr(disque_plein, "AU_DELA", 3_000_000)
    disque_plein.eprouver(2, GRAINE, tmp_path)


def test_un_processus_tue_ne_perd_rien_d_acquitte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morts, "SECONDES", 0.5)
    morts.eprouver(1, GRAINE, tmp_path)


def test_une_base_abimee_ne_dit_jamais_une_valeur_fausse(tmp_path: Path) -> None:
    dommages.eprouver(4, GRAINE, tmp_path)
