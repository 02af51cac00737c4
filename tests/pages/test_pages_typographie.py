"""La typographie française se pose en un seul endroit, une fois, et partout où un texte se montre."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.vue import Vue, figure_typographiee
from core.format_fr import INSECABLE as I
from core.format_fr import typographier
from pages._outils.textes import echapper


@pytest.mark.parametrize(
    ("saisi", "attendu"),
    [
        ("l'effort d'aujourd'hui", "l’effort d’aujourd’hui"),
        ("quoi ? rien ! voilà ; soit : oui", f"quoi{I}? rien{I}! voilà{I}; soit{I}: oui"),
        ("25 % de 12 € ou 3 M€", f"25{I}% de 12{I}€ ou 3{I}M€"),
        ("feuille « Demandes »", f"feuille «{I}Demandes{I}»"),
        ("feuille «Demandes»", f"feuille «{I}Demandes{I}»"),
        ("d'« Orsevaux »", f"d’«{I}Orsevaux{I}»"),
    ],
)
def test_les_signes_francais(saisi: str, attendu: str) -> None:
    assert typographier(saisi) == attendu


@pytest.mark.parametrize(
    "code",
    [
        "12:30",
        "http://exemple.fr/a?b=1;c",
        r"C:\Comptes",
        "=SI(A1;'x';2)",
        "5' 30\"",
        "'texte'",
        "style='color:red'",
        "%{x}",
    ],
)
def test_heures_adresses_chemins_et_codes_restent_intacts(code: str) -> None:
    assert typographier(code) == code


@given(st.text(alphabet="aé1 '’«»;:!?%€M\u00a0\u202f"))
def test_poser_deux_fois_ne_change_rien(texte: str) -> None:
    assert typographier(typographier(texte)) == typographier(texte)


def test_une_vue_est_typographiee_jusque_dans_sa_figure() -> None:
    figure = go.Figure(go.Bar(x=[1], y=["l'eau"], text=["25 % d'eau"], name="l'eau"))
    figure.add_annotation(text="l'écart : 3 €")
    vue = Vue("cle", "Qu'en dire ?", "l'an", figure, "lire :", "masque ;", pl.DataFrame(), pl.DataFrame(), "l'alt")
    assert (vue.message, vue.sous_titre, vue.alt) == (f"Qu’en dire{I}?", "l’an", "l’alt")
    assert vue.figure.data[0].text[0] == f"25{I}% d’eau"
    assert vue.figure.layout.annotations[0].text == f"l’écart{I}: 3{I}€"
    assert (vue.figure.data[0].y[0], vue.figure.data[0].name) == ("l'eau", "l'eau")


def test_une_figure_figee_est_la_meme_pour_tous_et_reste_valide() -> None:
    recue = go.Figure(go.Bar(x=[1, 2], y=["a", "b"], customdata=["x", "y"], marker={"color": "#123456"}))
    recue.add_annotation(text="déjà posé", x=1, y="a")
    figee = figure_typographiee(recue)
    assert isinstance(figee, go.Figure)
    assert figee.to_dict() is figee.to_dict() and figee.to_dict() == recue.to_dict()
    assert go.Figure(figee.to_plotly_json()) == recue
    assert (figee.data[0].marker.color, figee.layout.annotations[0].text) == ("#123456", "déjà posé")


def test_dans_un_svg_seuls_les_textes_changent() -> None:
    svg = "<svg font-family=\"'Source Sans'\"><text data-a='l : x'>l'eau : 3 %</text></svg>"
    assert (
        figure_typographiee(svg)
        == f"<svg font-family=\"'Source Sans'\"><text data-a='l : x'>l’eau{I}: 3{I}%</text></svg>"
    )


def test_tout_texte_echappe_est_typographie() -> None:
    assert echapper("l'eau ?") == f"l’eau{I}?"
