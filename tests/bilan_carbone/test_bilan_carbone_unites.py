"""La liste close des unités : ce qui se convertit, ce qui se refuse, et le prix de pint payé seulement s'il sert."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from core import unites

RACINE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("de", "vers", "facteur"),
    [
        ("MWh", "kWh", 1000),
        ("GJ", "kWh", 277.7777777777778),
        ("kWh", "MJ", 3.6),
        ("m3", "L", 1000),
        ("hL", "litres", 100),
        ("t", "kg", 1000),
        ("g", "t", 1e-6),
        ("ha", "m2", 10_000),
        ("k€", "€", 1000),
        ("M€", "keur", 1000),
        ("min", "h", 1 / 60),
        ("To", "Go", 1000),
        ("kWh PCI", "kWh", 1),
        ("nuitées", "nuit", 1),
        ("véh.km", "véhicule.km", 1),
        ("MWh PCS", "kWh PCS", 1000),
    ],
)
def test_les_conversions(de: str, vers: str, facteur: float) -> None:
    assert unites.rapport(de, vers) == pytest.approx(facteur)


@pytest.mark.parametrize("unite", unites.unites())
def test_chaque_unite_se_convertit_en_elle_meme_et_revient(unite: str) -> None:
    assert unites.rapport(unite, unite) == 1
    for autre in unites.unites():
        if unites.compatibles(unite, autre):
            assert unites.rapport(unite, autre) * unites.rapport(autre, unite) == pytest.approx(1)


@pytest.mark.parametrize(
    ("de", "vers"),
    [
        ("kWh PCS", "kWh"),
        ("km", "véhicule.km"),
        ("passager.km", "véhicule.km"),
        ("m³", "kWh"),
        ("kg", "L"),
        ("repas", "unité"),
    ],
)
def test_une_unite_d_une_autre_grandeur_est_refusee(de: str, vers: str) -> None:
    with pytest.raises(unites.UniteIncompatible, match="ne se convertit pas"):
        unites.rapport(de, vers)


def test_une_unite_inconnue_dit_la_liste() -> None:
    with pytest.raises(unites.UniteInconnue, match="parsec"):
        unites.nommer("parsec")
    assert "véhicule.km" in str(unites.UniteInconnue("x"))


def test_une_serie_se_convertit_et_garde_ses_trous() -> None:
    assert unites.convertir(pl.Series([1.0, None, 2.5]), "MWh", "kWh").to_list() == [1000, None, 2500]


def test_les_paires_disent_leur_rapport_ou_leur_motif() -> None:
    rendues = unites.rapports(pl.DataFrame({"de": ["MWh", "kg", "MWh", None], "vers": ["kWh", "L", "kWh", "kg"]}))
    assert rendues["de"].to_list() == ["MWh", "kg"]
    assert rendues["rapport"].to_list() == [1000, None]
    assert "ne se convertit pas" in rendues["motif"][1]


def test_pint_n_est_charge_que_s_il_sert() -> None:
    code = (
        "import sys; import core.unites, core.methodes; assert 'pint' not in sys.modules; "
        "core.unites.rapport('kWh', 'kWh'); assert 'pint' not in sys.modules; "
        "core.unites.rapport('MWh', 'kWh'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=RACINE)
