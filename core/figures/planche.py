"""Une figure que l'on remplit en listes et que l'on ne compose qu'une fois : plotly relit tout à chaque ajout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

import plotly.graph_objects as go

from core.figures import theme
from core.format_fr import typographier


@dataclass(frozen=True)
class Barre:
    """Une barre couchée, de `debut` à `fin`, au milieu d'un rang ; son habit est un `marker` de plotly."""

    debut: float
    fin: float
    milieu: float
    epaisseur: float
    habit: Mapping[str, object]


@dataclass(frozen=True)
class Planche:
    """Les barres, les textes et les traits à dessiner ; une barre grise passe sous les autres."""

    barres: list[Barre] = field(default_factory=list)
    textes: list[dict[str, object]] = field(default_factory=list)
    traits: list[dict[str, object]] = field(default_factory=list)

    def figure(self, hauteur: float) -> go.Figure:
        """La figure habillée, sans axe ni graduation : une unité de hauteur vaut un pixel, une de largeur toute la
        figure."""
        muet = {"showgrid": False, "showticklabels": False, "zeroline": False, "fixedrange": True}
        textes = [{**texte, "text": typographier(str(texte["text"]))} for texte in self.textes]
        return go.Figure(
            [_trace(barres) for barres in _par_habit(self.barres)],
            {
                **theme.page(int(hauteur) + 12),
                "annotations": textes,
                "shapes": self.traits,
                "xaxis": {**theme.AXE, **muet, "range": [-0.004, 1.004]},
                "yaxis": {**theme.AXE, "range": [hauteur, 0], "visible": False, "fixedrange": True},
                "margin": {"l": 4, "r": 4, "t": 4, "b": 8},
                "barmode": "overlay",
                "bargap": 0,
            },
        )


def _par_habit(barres: list[Barre]) -> list[list[Barre]]:
    """Une trace par habit, les grises d'abord : dix barres ne font pas dix traces."""
    ranges = sorted(barres, key=lambda une: (une.habit["color"] != theme.REFERENCE, str(une.habit)))
    return [list(memes) for _, memes in groupby(ranges, key=lambda une: str(une.habit))]


def _trace(barres: list[Barre]) -> dict[str, object]:
    return {
        "type": "bar",
        "x": [une.fin - une.debut for une in barres],
        "base": [une.debut for une in barres],
        "y": [une.milieu for une in barres],
        "width": [une.epaisseur for une in barres],
        "orientation": "h",
        "marker": dict(barres[0].habit),
        "hoverinfo": "skip",
    }
