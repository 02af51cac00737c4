"""Écrire dans une figure plotly : un texte saisi par la collectivité n'y est jamais lu comme du HTML."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from core.figures import theme

TAILLE, TAILLE_DOUCE = 15, 13
"""Les deux corps de texte d'une figure, en pixels ; le mode projection les agrandit tous."""


def gras(nom: str) -> str:
    """Un nom en gras."""
    return f"<b>{sans_html(nom)}</b>"


def sans_html(texte: str) -> str:
    """Le texte tel quel : « < » et « & » ne sont pas interprétés."""
    return escape(texte, quote=False)


def court(nom: str, lettres: int) -> str:
    """Le nom en `lettres` signes au plus, coupé d'une ellipse ; il est entier au survol et dans la table."""
    return nom if len(nom) <= lettres else f"{nom[: lettres - 1].rstrip()}…"


def annotation(
    texte: str,
    hauteur: float,
    *,
    gauche: float = 0.0,
    taille: int = TAILLE,
    teinte: str = theme.ENCRE,
    **propre: object,
) -> dict[str, Any]:
    """Un texte calé à gauche, à la hauteur d'un rang ; `propre` : ce que plotly en sait de plus."""
    return {
        "x": gauche,
        "xref": "paper",
        "y": hauteur,
        "yref": "y",
        "text": texte,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "font": {"size": taille, "color": teinte},
        **propre,
    }


def note(texte: str, hauteur: float, *, gauche: float = 0.0) -> dict[str, Any]:
    """Une ligne plus petite et grise, sous le nom d'un rang."""
    return annotation(texte, hauteur, gauche=gauche, taille=TAILLE_DOUCE, teinte=theme.ENCRE_DOUCE)


def titre(texte: str, *, gauche: float = 0.0, decalage: int = 6, **propre: object) -> dict[str, Any]:
    """Le titre d'une colonne ou d'un axe, au-dessus du dessin, en gris."""
    return {
        "x": gauche,
        "xref": "paper",
        "y": 1,
        "yref": "paper",
        "yshift": decalage,
        "text": texte,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
        **propre,
    }


def en_tete(figure: go.Figure, texte: str, *, decalage: int = 6) -> None:
    """Pose le titre d'un axe au-dessus d'une figure déjà composée."""
    figure.add_annotation(titre(texte, decalage=decalage))
