"""Une cascade de marches, lue de haut en bas : des totaux partent de zéro, les autres s'accrochent à la précédente."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures import theme
from core.figures.textes import ecrire, gras

RANG = 56
ETIQUETTE, BARRE = 0.20, 0.67
"""Dans un rang de hauteur 1 : le milieu du texte, et celui de la barre."""


@dataclass(frozen=True)
class Marche:
    """Un rang : son nom, son montant écrit, d'où et jusqu'où va sa barre, et son habit (clé de `HABITS`).

    Sans `debut` ni `fin`, la longueur est inconnue : une bande grise de largeur fixe le dit. `niveau` est la hauteur
    d'où part la marche suivante ; nul, la cascade s'interrompt. `certaine` : d'où, jusqu'où et dans quel habit la
    barre est acquise, quand seul son bout est inconnu.
    """

    nom: str
    ecrit: str
    debut: float | None
    fin: float | None
    habit: str
    niveau: float | None = None
    certaine: tuple[float, float, str] | None = None


def hachure(couleur: str = theme.MANQUANT_HACHURE) -> dict[str, object]:
    """La marque de la donnée absente, partout la même : des hachures grises sur fond blanc."""
    return {
        "color": theme.PAPIER,
        "line": {"color": couleur, "width": 1},
        "pattern": {"shape": "/", "fgcolor": couleur, "size": 6, "solidity": 0.25},
    }


def contour(couleur: str, fond: str = theme.PAPIER) -> dict[str, object]:
    """Ce qui est prévu ou visé : un contour."""
    return {"color": fond, "line": {"color": couleur, "width": 2}}


HABITS: dict[str, dict[str, object]] = {
    "realise": {"color": theme.REALISE},
    "prevu": contour(theme.REALISE),
    "deficit": {"color": theme.PLANCHER_DEFICIT},
    "deficit_prevu": contour(theme.PLANCHER_DEFICIT),
    "dette": {"color": theme.PLAFOND_DEPASSE},
    "avance": contour(theme.ESPACE_SUR_CONTOUR, theme.ESPACE_SUR),
    "objectif": contour(theme.OBJECTIF),
    "methode": {
        "color": theme.PAPIER,
        "line": {"color": theme.ENCRE_DOUCE, "width": 1.5},
        "pattern": {"shape": "+", "fgcolor": theme.ENCRE_DOUCE, "size": 6, "solidity": 0.2},
    },
    "absent": hachure(),
}
"""L'habit de chaque sens, le même dans toutes les cascades."""


def dessiner(marches: Sequence[Marche]) -> go.Figure:
    """La figure : une échelle commune, zéro marqué, chaque marche nommée et chiffrée au-dessus de sa barre."""
    figure = go.Figure()
    for rang, marche in enumerate(marches):
        _barre(figure, marche, rang)
        ecrire(figure, f"{gras(marche.nom)}  {marche.ecrit}", rang + ETIQUETTE)
        figure.layout.annotations[-1].bgcolor = theme.PAPIER
        if 0.0 in (marche.debut, marche.fin, *(marche.certaine or ())[:2]):
            milieu, trait = rang + BARRE, {"color": theme.ENCRE_DOUCE, "width": 1.5}
            figure.add_shape(type="line", x0=0, x1=0, y0=milieu - 0.25, y1=milieu + 0.25, line=trait)
        if rang + 1 < len(marches) and marche.niveau is not None:
            _relier(figure, marche.niveau, rang)
    theme.habiller(figure, RANG * max(1, len(marches)) + 16)
    figure.update_layout(
        xaxis={
            "range": _etendue(marches),
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"range": [max(1, len(marches)), 0], "visible": False, "fixedrange": True},
        margin={"l": 4, "r": 4, "t": 4, "b": 8},
        barmode="overlay",
        bargap=0,
    )
    return figure


def _relier(figure: go.Figure, niveau: float, rang: int) -> None:
    """Le pointillé qui mène d'une marche à la suivante, au même niveau."""
    figure.add_shape(
        type="line",
        x0=niveau,
        x1=niveau,
        y0=rang + BARRE,
        y1=rang + 1 + BARRE,
        line={"color": theme.REFERENCE, "width": 1, "dash": "dot"},
        layer="below",
    )


def bande_absente(figure: go.Figure, hauteur: float, demi: float) -> None:
    """Une longueur inconnue n'a pas d'échelle : une bande grise en pointillé, de largeur fixe, calée à gauche."""
    figure.add_shape(bande(hauteur, demi))


def bande(hauteur: float, demi: float) -> dict[str, object]:
    """La bande grise en pointillé d'une donnée absente, à poser dans une figure."""
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


def _barre(figure: go.Figure, marche: Marche, rang: int) -> None:
    if marche.debut is None or marche.fin is None:
        bande_absente(figure, rang + BARRE, 0.19)
        return
    morceaux = [(marche.debut, marche.fin, marche.habit), *([marche.certaine] if marche.certaine else [])]
    for debut, fin, habit in morceaux:
        figure.add_trace(
            go.Bar(
                x=[fin - debut],
                base=[debut],
                y=[rang + BARRE],
                width=0.38,
                orientation="h",
                marker=HABITS[habit],
                name=marche.nom,
                hovertemplate=f"{marche.ecrit}<extra></extra>",
            )
        )


def _etendue(marches: Sequence[Marche]) -> list[float]:
    bouts = [0.0, *(bout for marche in marches for bout in (marche.debut, marche.fin) if bout is not None)]
    marge = ((max(bouts) - min(bouts)) or 1.0) * 0.02
    return [min(bouts) - (marge if min(bouts) < 0 else 0.0), max(bouts) + marge]
