"""Écrire dans une figure plotly : un texte saisi par la collectivité n'y est jamais lu comme du HTML."""

from __future__ import annotations

from html import escape

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


def annotation(
    texte: str, hauteur: float, *, gauche: float = 0.0, taille: int = TAILLE, teinte: str = theme.ENCRE
) -> dict[str, object]:
    """Un texte calé à gauche, à la hauteur d'un rang."""
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
    }


def ecrire(figure: go.Figure, texte: str, hauteur: float, *, gauche: float = 0.0, taille: int = TAILLE) -> None:
    """Un texte calé à gauche dans la figure, à la hauteur d'un rang."""
    figure.add_annotation(annotation(texte, hauteur, gauche=gauche, taille=taille))


def en_tete(figure: go.Figure, texte: str, *, gauche: float = 0.0, decalage: int = 6) -> None:
    """Le titre d'une colonne ou d'un axe, au-dessus du dessin, en gris."""
    figure.add_annotation(
        x=gauche,
        xref="paper",
        y=1,
        yref="paper",
        yshift=decalage,
        text=texte,
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
    )
