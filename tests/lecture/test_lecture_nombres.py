"""Les nombres français : une seule lecture possible, ou un refus."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.donnees.nombres import montants, nombres, parts

LUS = {
    "1 234,56": "1234.56",
    "1\u00a0234,56": "1234.56",
    "1\u202f234,56": "1234.56",
    "1\u2009234,56": "1234.56",
    "1.234,56": "1234.56",
    "1234.56": "1234.56",
    "1234,5": "1234.50",
    "12 345 678,90": "12345678.90",
    "1.234.567": "1234567.00",
    "1,234.56": "1234.56",
    "(1 234,56)": "-1234.56",
    "1 234,56-": "-1234.56",
    "\u22125": "-5.00",
    "- 5,00": "-5.00",
    "-5": "-5.00",
    "+7": "7.00",
    "12,50 €": "12.50",
    "12,50\u00a0€": "12.50",
    "(12,5 €)": "-12.50",
    "8 EUR": "8.00",
    ",5": "0.50",
    "-0,00": "0.00",
    "00012": "12.00",
    "  42  ": "42.00",
    "1234.5600000000001": "1234.56",
    "71139.5999999999": "71139.60",
    "123456789012.339996338": "123456789012.34",
    "60000000000": "60000000000.00",
    "9999999999999999.99": "9999999999999999.99",
    "1e3": "1000.00",
}
ILLISIBLES = (
    "1.234",
    "1,234",
    "1234.567",
    "0.001",
    "0,125",
    "VRAI",
    "FAUX",
    "inf",
    "nan",
    "Infinity",
    "abc",
    "12 k€",
    "12 M€",
    "12 %",
    "1 23,4",
    "1 2345",
    "--5",
    "(-5)",
    "-5-",
    "5-3",
    "1,2,3",
    "1.2.3",
    "12,",
    "-",
    "€",
    "e5",
    "0x10",
    "99999999999999999",
    "#REF!",
    "2024-03-01 00:00:00",
    "1 234.567,8",
)


@pytest.mark.parametrize(("texte", "attendu"), LUS.items())
def test_montant_lu(texte: str, attendu: str) -> None:
    valeurs, illisibles = montants(pl.Series("m", [texte]))
    assert (valeurs.to_list(), illisibles.to_list()) == ([Decimal(attendu)], [False])
    assert valeurs.dtype == pl.Decimal(18, 2)


@pytest.mark.parametrize("texte", ILLISIBLES)
def test_montant_refuse(texte: str) -> None:
    valeurs, illisibles = montants(pl.Series("m", [texte, "1,00"]))
    assert (valeurs.to_list(), illisibles.to_list()) == ([None, Decimal("1.00")], [True, False])


def test_vide_est_nul_et_lisible() -> None:
    for lecteur in (montants, nombres, parts):
        valeurs, illisibles = lecteur(pl.Series("m", ["", "  ", "\u00a0", None]))
        assert valeurs.null_count() == 4
        assert not illisibles.any()


def test_serie_vide() -> None:
    valeurs, illisibles = montants(pl.Series("m", [], dtype=pl.String))
    assert valeurs.len() == illisibles.len() == 0


def test_le_nom_de_la_serie_est_garde() -> None:
    assert montants(pl.Series("realise", ["1"]))[0].name == "realise"
    assert montants(pl.Series("realise", ["1,5 €"]))[0].name == "realise"


def test_nombres() -> None:
    valeurs, illisibles = nombres(pl.Series(["1,234", "1.234", "1.5E-2", "1 234,5", "0,333333", "12 %", "inf", "oui"]))
    assert valeurs.to_list() == [1.234, 1.234, 0.015, 1234.5, 0.333333, None, None, None]
    assert illisibles.to_list() == [False] * 5 + [True] * 3


def test_parts() -> None:
    valeurs, illisibles = parts(pl.Series(["12 %", "12,5\u202f%", "0,12", "100%", "25", "-3 %", "beaucoup", "%"]))
    assert valeurs.to_list() == [0.12, 0.125, 0.12, 1.0, 25.0, -0.03, None, None]
    assert illisibles.to_list() == [False] * 6 + [True] * 2


def _ecrire(valeur: Decimal, groupe: str, decimale: str, negatif: str, monnaie: str) -> str:
    entier, fraction = f"{abs(valeur):.2f}".split(".")
    morceaux = []
    while len(entier) > 3 and groupe:
        entier, morceaux = entier[:-3], [entier[-3:], *morceaux]
    texte = groupe.join([entier, *morceaux]) + decimale + fraction
    if valeur < 0:
        texte = negatif.format(texte + (monnaie if negatif == "({})" else ""))
        return texte if negatif == "({})" else texte + monnaie * (negatif[-1] != "-")
    return texte + monnaie


@given(
    valeur=st.decimals(min_value=Decimal("-9999999999999.99"), max_value=Decimal("9999999999999.99"), places=2),
    groupe=st.sampled_from(["", " ", "\u00a0", "\u202f", "."]),
    negatif=st.sampled_from(["-{}", "\u2212{}", "({})", "{}-"]),
    monnaie=st.sampled_from(["", " €", "\u00a0€"]),
)
def test_aller_retour(valeur: Decimal, groupe: str, negatif: str, monnaie: str) -> None:
    texte = _ecrire(valeur, groupe, ",", negatif, monnaie)
    lus, illisibles = montants(pl.Series([texte]))
    assert not illisibles[0], texte
    assert lus[0] == valeur


@given(centimes=st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=20))
def test_un_flottant_de_tableur_redonne_ses_centimes(centimes: list[int]) -> None:
    lus, illisibles = montants(pl.Series([repr(entier / 100) for entier in centimes]))
    assert not illisibles.any()
    assert lus.to_list() == [Decimal(entier) / 100 for entier in centimes]
    assert lus.sum() == Decimal(sum(centimes)) / 100


@given(st.text(max_size=12))
def test_jamais_d_exception_ni_de_faux_zero(texte: str) -> None:
    valeurs, illisibles = montants(pl.Series([texte]))
    if not any(signe.isdigit() for signe in texte):
        assert valeurs[0] is None
    assert illisibles[0] == (valeurs[0] is None and bool(texte.strip(" \t\r\n\u00a0\u202f\u2009\u2007")))
