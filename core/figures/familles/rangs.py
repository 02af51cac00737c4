"""Des rangs couchés, une chose par rang : son nom et son montant écrits, sa barre dessous, une échelle pour tous.

La planche se remplit en listes et ne se compose qu'une fois : plotly relit tout à chaque ajout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from core.figures import theme
from core.figures.habits import type_habit
from core.figures.textes import TAILLE_DOUCE, gras
from core.format_fr import typographier

MUET: dict[str, object] = {"showgrid": False, "showticklabels": False, "zeroline": False, "fixedrange": True}
"""Un axe qui ne s'écrit pas : les montants sont dits à côté des barres."""
GRADUE: dict[str, object] = {
    "fixedrange": True,
    "nticks": 5,
    "showgrid": False,
    "ticks": "outside",
    "zeroline": True,
    "tickfont": {"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
}
"""Un axe gradué sous le dessin, zéro marqué."""
CLIC: dict[str, object] = {"dragmode": False, "clickmode": "event+select"}
"""Choisir une barre : l'écran reçoit son `customdata`."""
EFFACE = 0.35
"""L'opacité des barres que l'on n'a pas choisies."""


@dataclass(frozen=True)
class Planche:
    """Ce que montre une figure de rangs : ses tracés, ses textes et ses traits, en dictionnaires de plotly."""

    traces: list[dict[str, Any]] = field(default_factory=list)
    textes: list[dict[str, Any]] = field(default_factory=list)
    traits: list[dict[str, Any]] = field(default_factory=list)

    def figure(self, rangs: float, hauteur: float, axe: Mapping[str, object], **propre: object) -> go.Figure:
        """La figure habillée, haute de `hauteur` pixels : zéro en haut, `rangs` en bas, un au moins.

        `axe` est celui des longueurs (`MUET`, `GRADUE`…) ; `propre` complète la mise en page.
        """
        return go.Figure(
            self.traces,
            {
                **theme.page(int(hauteur)),
                "annotations": [{**texte, "text": typographier(str(texte["text"]))} for texte in self.textes],
                "shapes": self.traits,
                "xaxis": {**theme.AXE, **axe},
                "yaxis": {**theme.AXE, "range": [max(rangs, 1), 0], "visible": False, "fixedrange": True},
                "margin": marges(),
                "barmode": "overlay",
                "bargap": 0,
                **propre,
            },
        )


def marges(haut: int = 4, droite: int = 4, bas: int = 8) -> dict[str, int]:
    """Les marges d'une figure de rangs, en pixels : la gauche est celle des noms, serrée."""
    return {"l": 4, "r": droite, "t": haut, "b": bas}


def barre(
    longueur: float, milieu: float, epaisseur: float, habit: type_habit, survol: str, **propre: object
) -> dict[str, Any]:
    """Une barre couchée, depuis zéro ou depuis `base` ; `propre` : ce que plotly en sait de plus (`customdata`…)."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": [longueur],
        "y": [milieu],
        "width": epaisseur,
        "marker": habit,
        "hovertemplate": f"{typographier(survol)}<extra></extra>",
        **propre,
    }


def trait(x: float, milieu: float, demi: float, ligne: Mapping[str, object], **propre: object) -> dict[str, Any]:
    """Un trait debout dans un rang, de `demi` de part et d'autre du milieu : un zéro, un repère, une cible."""
    return {"type": "line", "x0": x, "x1": x, "y0": milieu - demi, "y1": milieu + demi, "line": ligne, **propre}


def intitule(nom: str, ecrit: str) -> str:
    """Le nom d'un rang en gras, et ce qu'il vaut ; `ecrit` est déjà sans HTML."""
    return f"{gras(nom)}  {ecrit}"


def opacite(choix: str | None, cle: str) -> float:
    """Pleine sans choix ou si c'est elle que l'on a choisie, effacée sinon."""
    return 1.0 if choix in (None, cle) else EFFACE
