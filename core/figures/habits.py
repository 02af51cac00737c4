"""L'habit de chaque sens, le même sur toutes les figures : plein, contour, hachure, pointillé."""

from __future__ import annotations

from typing import Any

from core.figures import theme

type_habit = dict[str, Any]
"""Un `marker` de plotly."""


def hachure(motif: str = "/") -> type_habit:
    """La marque de la donnée absente, partout la même : des hachures grises sur fond blanc."""
    return {
        "color": theme.PAPIER,
        "line": {"color": theme.MANQUANT_HACHURE, "width": 1},
        "pattern": {"shape": motif, "fgcolor": theme.MANQUANT_HACHURE, "size": 6, "solidity": 0.25},
    }


def contour(couleur: str, fond: str = theme.PAPIER) -> type_habit:
    """Ce qui est prévu ou visé : un contour."""
    return {"color": fond, "line": {"color": couleur, "width": 2}}


def bande(hauteur: float, demi: float) -> dict[str, object]:
    """Une longueur inconnue n'a pas d'échelle : une bande grise en pointillé, de largeur fixe, calée à gauche."""
    return {
        "type": "rect",
        "xref": "x domain",
        "x0": 0,
        "x1": 0.12,
        "yref": "y",
        "y0": hauteur - demi,
        "y1": hauteur + demi,
        "line": {"color": theme.MANQUANT_HACHURE, "width": 1, "dash": "dot"},
        "fillcolor": theme.MANQUANT,
    }


IDENTIFIE: type_habit = {
    "color": theme.PAPIER,
    "line": {"color": theme.ESPACE_SUR_CONTOUR, "width": 1.2},
    "pattern": {"shape": ".", "fgcolor": theme.ESPACE_SUR_CONTOUR, "size": 6, "solidity": 0.4},
}
"""Ce qui est identifié et pas décidé : un pointillé vert."""
