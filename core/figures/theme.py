"""Les couleurs par leur sens, les mêmes sur toutes les figures ; lisibles sans couleur et imprimées en gris.

Un seul endroit les dit. Chaque sens a aussi une marque (plein, contour, hachure, tireté).
"""

from __future__ import annotations

import plotly.graph_objects as go

ENCRE = "#1F2A37"
ENCRE_DOUCE = "#5A6472"
PAPIER = "#FFFFFF"
FOND_DOUX = "#F6F5F1"
FILET = "#D9D6CC"

PLANCHER_DEFICIT = "#9C3D10"
PLAFOND_DEPASSE = "#6B2D5C"
ESPACE_SUR = "#DCEBE0"
ESPACE_SUR_CONTOUR = "#2F6B4F"

REALISE = "#245B78"
OBJECTIF = ENCRE
REFERENCE = "#8A8F98"
MANQUANT = "#E4E2DB"
MANQUANT_HACHURE = "#9A978C"

TRES_FAVORABLE = "#174D38"
FAVORABLE = "#2F7D5B"
NEUTRE = "#848E97"
MIXTE = "#B28A1B"
DEFAVORABLE = "#A63A2B"
NON_COTE = MANQUANT
GENRABLE = "#5C5A97"

FEMMES = "#5B3F86"
HOMMES = "#2C7C86"

POLICE = "'Source Sans', 'Source Sans Pro', sans-serif"


AXE = {"gridcolor": FILET, "zerolinecolor": ENCRE_DOUCE, "automargin": True}
"""L'habit d'un axe."""

LEGENDE: dict[str, object] = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": 13},
}
"""Une légende posée au-dessus du dessin, dans l'ordre des tracés ; elle ne se clique pas."""


def page(hauteur: int) -> dict[str, object]:
    """La mise en page de la maison, axes à part : police, fond, séparateurs français, sans légende flottante."""
    return {
        "height": hauteur,
        "font": {"family": POLICE, "size": 15, "color": ENCRE},
        "paper_bgcolor": PAPIER,
        "plot_bgcolor": PAPIER,
        "separators": ", ",
        "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
        "showlegend": False,
        "hoverlabel": {"font": {"family": POLICE, "size": 14}},
    }


def habiller(figure: go.Figure, hauteur: int = 460) -> go.Figure:
    """Donne à une figure plotly l'habit de la maison."""
    figure.update_layout(page(hauteur))
    figure.update_xaxes(AXE)
    figure.update_yaxes(AXE)
    return figure
