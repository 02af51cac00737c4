"""Un texte venu d'ailleurs reste du texte : dans le markdown des écrans, dans un csv, dans un classeur."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.documents.tableaux import classeur, csv, en_francais, neutraliser
from pages._outils.textes import echapper

CHARGES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![image](http://dehors.example/x.png)",
    "[lien](javascript:alert(1))",
    "http://dehors.example",
    ":red[rouge]",
    ":material/home:",
    "$\\frac{1}{2}$",
    "**gras** _italique_ `code`",
    "# titre\n- liste",
    "| a | b |\n|---|---|",
    "~~barré~~ <b>x</b> &lt;",
]


@pytest.mark.parametrize("charge", CHARGES)
def test_un_texte_echappe_n_a_plus_de_signe_actif(charge: str) -> None:
    inerte = echapper(charge)
    assert "\n" not in inerte
    assert not re.search(r"(?<!\\)[<>\[\]()!:$`*_#|~]", inerte)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_echapper_ne_perd_aucune_lettre(texte: str) -> None:
    lettres = [signe for signe in texte if signe.isalnum()]
    assert [signe for signe in echapper(texte) if signe.isalnum()] == lettres


FORMULES = ["=1+1", "+SOMME(A1)", "-2+3", "@cmd", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
LARGES = ["＝1+1", "＋SOMME(A1)", "－2+3", "＠cmd", "﹦1+1", "﹢1", "﹣1+1", "﹫cmd", "⁼1", "₊1"]
PRECEDEES = [" =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b＝1+1", "\n=1+1"]


@pytest.mark.parametrize("formule", [*FORMULES, *LARGES, *PRECEDEES])
def test_une_formule_est_neutralisee(formule: str) -> None:
    assert neutraliser(formule) == f"'{formule}"


@pytest.mark.parametrize("nombre", ["-12,5", "+3", "-1 234,56", "-12 %", "", " ", "Bonjour", "−5", "1=1", "é"])
def test_un_vrai_nombre_reste_intact(nombre: str) -> None:
    assert neutraliser(nombre) == nombre


def test_le_csv_est_francais_et_sans_formule() -> None:
    table = pl.DataFrame({"=nom": ["=1+1", "été"], "montant": [Decimal("1234.50"), None]})
    lignes = csv(table).decode("utf-8-sig").split("\r\n")
    assert csv(table).startswith(b"\xef\xbb\xbf")
    assert lignes[:3] == ["'=nom;montant", "'=1+1;1234,5", "été;"]


def test_le_classeur_n_a_que_des_textes_et_des_nombres() -> None:
    table = pl.DataFrame({"libellé": ["=1+1", "http://dehors.example"], "montant": [12.5, None]})
    feuille = load_workbook(io.BytesIO(classeur(table, "=titre", "source"))).active
    assert feuille is not None
    assert [cellule.data_type for cellule in feuille["A"]] == ["s", "s", "n", "s", "s", "s"]
    assert feuille["A5"].value == "'=1+1", "un classeur réenregistré en csv reste sans formule"
    assert feuille["A6"].hyperlink is None
    assert feuille["B5"].value == 12.5
    assert feuille["B6"].value is None


def test_une_table_montree_dit_donnee_absente_et_jamais_zero() -> None:
    table = pl.DataFrame(
        {"Exercice": [2024], "Montant": [None], "Part": [0.5]}, schema_overrides={"Montant": pl.Float64}
    )
    assert en_francais(table).row(0) == ("2024", "donnée absente", "0,50")
