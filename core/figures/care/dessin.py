"""Le dessin de la préservation : à gauche le prévu en contour et le réalisé en plein, à droite la dette, même rang."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import theme
from core.figures.care.lecture import Capital
from core.figures.familles.cascade import bande_absente, hachure
from core.figures.textes import TAILLE_DOUCE, ecrire, en_tete, gras
from core.format_fr import euros

RANGS, HAUTEUR, TETE = (80, 112), 460, 34
"""Hauteurs en pixels : celles d'un rang, au plus serré et au plus large, celle visée pour tous, celle de l'en-tête."""

NOM, BARRE, MONTANT = 0.13, 0.47, 0.81
"""Dans un rang de hauteur 1, de haut en bas : le nom, la barre, et ce qu'elle vaut. Rien ne s'y chevauche, même
étroit."""

GAUCHE, DROITE = (0.0, 0.60), (0.66, 1.0)
DEMI = 0.15
"""La demi-épaisseur d'une barre."""


def barres(capitaux: Sequence[Capital], exercice: int) -> go.Figure:
    """Un rang par capital ; deux axes à zéro, en euros, chacun à son échelle ; les montants sont écrits."""
    figure = go.Figure()
    for rang, capital in enumerate(capitaux):
        _prevu(figure, capital, rang)
        _realise(figure, capital, rang)
        _dette(figure, capital, rang)
        _zeros(figure, rang)
        ecrire(figure, gras(capital.entite), rang + NOM)
        ecrire(figure, capital.taux, rang + MONTANT, taille=TAILLE_DOUCE)
        ecrire(figure, capital.dette, rang + MONTANT, gauche=DROITE[0], taille=TAILLE_DOUCE)
    rangs = max(1, len(capitaux))
    theme.habiller(figure, TETE + min(max(HAUTEUR // rangs, RANGS[0]), RANGS[1]) * rangs + 12)
    en_tete(figure, "prévu (contour), réalisé (plein)")
    en_tete(figure, f"dette fin {exercice}", gauche=DROITE[0])
    _axes(figure, capitaux)
    return figure


def _prevu(figure: go.Figure, capital: Capital, rang: int) -> None:
    if capital.cout is None:
        bande_absente(figure, rang + BARRE, DEMI)
        return
    figure.add_trace(
        go.Bar(
            x=[capital.cout],
            y=[rang + BARRE],
            width=0.30,
            orientation="h",
            name="prévu",
            marker={"color": "rgba(0,0,0,0)", "line": {"color": theme.REALISE, "width": 2}},
            hovertemplate=f"prévu : {euros(capital.cout)}<extra></extra>",
        )
    )


def _realise(figure: go.Figure, capital: Capital, rang: int) -> None:
    connu = capital.realise if capital.realise is not None else capital.realise_connu
    if connu:
        figure.add_trace(
            go.Bar(
                x=[connu],
                y=[rang + BARRE],
                width=0.18,
                orientation="h",
                marker={"color": theme.REALISE},
                name="réalisé",
                hovertemplate=f"réalisé : {euros(connu)}<extra></extra>",
            )
        )
    haut = capital.realise_haut if capital.realise_haut is not None else capital.cout
    if capital.realise is None and haut is not None:
        figure.add_trace(
            go.Bar(
                x=[max(0.0, haut - (connu or 0.0))],
                base=[connu or 0.0],
                y=[rang + BARRE],
                width=0.18,
                orientation="h",
                marker=hachure(),
                name="donnée absente",
                hovertemplate="réalisé : donnée absente<extra></extra>",
            )
        )


def _dette(figure: go.Figure, capital: Capital, rang: int) -> None:
    hauteur = rang + BARRE
    if capital.cloture is not None:
        couleur = theme.PLAFOND_DEPASSE if capital.cloture >= 0 else theme.ESPACE_SUR_CONTOUR
        figure.add_trace(
            go.Scatter(
                x=[0, capital.cloture],
                y=[hauteur, hauteur],
                xaxis="x2",
                mode="lines+markers",
                name="dette",
                line={"color": couleur, "width": 3},
                marker={"color": couleur, "size": [0, 12], "opacity": 1},
                hovertemplate=f"dette : {euros(capital.cloture)}<extra></extra>",
            )
        )
    elif capital.cloture_basse is not None and capital.cloture_haute is not None:
        figure.add_trace(
            go.Bar(
                x=[capital.cloture_haute - capital.cloture_basse],
                base=[capital.cloture_basse],
                y=[hauteur],
                width=0.16,
                orientation="h",
                xaxis="x2",
                marker=hachure(),
                name="dette, entre deux bornes",
                hovertemplate=f"dette : {capital.dette}<extra></extra>",
            )
        )


def _zeros(figure: go.Figure, rang: int) -> None:
    """Un court filet marque le zéro de chaque côté, à la hauteur de la barre seulement."""
    for axe in ("x", "x2"):
        figure.add_shape(
            type="line",
            xref=axe,
            x0=0,
            x1=0,
            yref="y",
            y0=rang + BARRE - 0.20,
            y1=rang + BARRE + 0.20,
            line={"color": theme.ENCRE_DOUCE, "width": 1.5},
        )


def _axes(figure: go.Figure, capitaux: Sequence[Capital]) -> None:
    longueurs = [valeur for un in capitaux for valeur in (un.cout, un.realise, un.realise_connu) if valeur]
    dettes = [
        valeur
        for un in capitaux
        for valeur in (un.cloture, un.cloture_basse, un.cloture_haute, 0.0)
        if valeur is not None
    ]
    muet = {"showgrid": False, "showticklabels": False, "zeroline": False, "fixedrange": True}
    bas, haut = min(dettes, default=0.0), max(dettes, default=0.0)
    etendue = (haut - bas) or 1.0
    figure.update_layout(
        xaxis=muet | {"domain": GAUCHE, "range": [0, (max(longueurs, default=1.0)) * 1.01], "anchor": "y"},
        xaxis2=muet
        | {
            "domain": DROITE,
            "range": [bas - (etendue * 0.06 if bas < 0 else 0.0), haut + etendue * 0.08],
            "anchor": "y",
        },
        yaxis={"range": [max(1, len(capitaux)), 0], "visible": False, "fixedrange": True},
        margin={"l": 4, "r": 4, "t": TETE, "b": 8},
        barmode="overlay",
        bargap=0,
    )
