"""La liste close des unités : ce qui se convertit, ce qui se refuse, et le prix de pint payé seulement s'il sert."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from core import unites
from core.donnees.lecture.base_carbone import unites_lues
from core.references import reference

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


DENOMINATEURS = (
    *("kWh", "kWh PCI", "kWhPCI", "kWh (PCI)", "kWh PCS", "GJ PCI", "tep PCI", "litre", "m3", "m²", "m² SHON", "ha"),
    *("Kg", "kg", "tonne", "tonne de déchets", "km", "véhicule.km", "passager.km", "peq.km", "t.km", "tonne.km"),
    *("keuro", "keuro (2023) HT", "k€ HT 2023", "unité", "appareil", "repas", "nuit", "heure", "GB"),
)


def test_chaque_unite_livree_est_connue() -> None:
    livrees = reference("facteurs_emission")["unite"].drop_nulls().unique().to_list()
    assert [unite for unite in livrees if not unites.compatibles(unite, unite)] == []


def test_chaque_unite_d_une_base_carbone_importee_est_connue() -> None:
    """La grammaire des unités de la vraie base (« kgCO2e/tonne de déchets »), refaite ici."""
    lues = unites_lues(pl.Series([f"kgCO2e/{unite}" for unite in DENOMINATEURS])).to_list()
    assert [unite for unite in lues if unite not in unites.unites()] == []


def test_la_tonne_de_dechets_est_une_tonne() -> None:
    assert unites.rapport("tonne de déchets", "kg") == pytest.approx(1000)
    assert unites.rapport("tep", "kWh") == pytest.approx(11_630)


VRAIE = RACINE.parent / "shared" / "donnees" / "carbone" / "Base_Carbone_Test.csv"


@pytest.mark.skipif(not VRAIE.exists(), reason="l'extrait de la Base Carbone (../shared/donnees) n'est pas là")
def test_chaque_unite_de_la_vraie_base_est_connue() -> None:
    ecrites = pl.read_csv(VRAIE, separator=";", encoding="latin1", infer_schema=False)["Unité français"]
    lues = unites_lues(ecrites.drop_nulls().unique()).to_list()
    assert [unite for unite in lues if unite not in unites.unites()] == []
