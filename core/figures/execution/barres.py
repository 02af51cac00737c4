"""Les barres d'une ventilation : prévu en contour, réalisé en plein, le nom et le chiffre au-dessus de chaque barre."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.communs.classement import HORS_POLITIQUE
from core.figures.execution.lecture import ecrire, euros_rond
from core.figures.execution.phrases import accorder_participe, taux_realise
from core.figures.textes import sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, MANQUANT_HACHURE, PAPIER, REALISE, habiller
from core.format_fr import majuscule, pourcent, typographier
from core.methodes.execution.ventilation import Poste

RANGS = (28, 46)
"""Hauteur d'un poste, en points (son nom, sa barre, un blanc) : serrée quand ils sont nombreux, jamais étirée."""

HAUTEUR = 460
"""Ce que l'on vise pour l'ensemble : la figure entière sur un écran de 1280 × 800."""

LONGUEUR = 33
"""Au-delà, un nom est coupé sur la figure ; il est entier au survol et dans la table."""


def barres(postes: Sequence[Poste], population: int | None, selection: str | None) -> go.Figure:
    """Une figure plotly à barres horizontales depuis zéro ; le poste choisi reste plein, les autres s'effacent.

    Chaque barre porte en `customdata` le nom du poste et son texte de survol : la sélection de l'écran s'en sert.
    """
    effacees = [1.0 if selection in (None, poste.nom) else 0.35 for poste in postes]
    figure = go.Figure()
    _empiler(figure, postes, population, effacees)
    _etiqueter(figure, postes, population, effacees)
    rang = min(max(HAUTEUR // max(len(postes), 1), RANGS[0]), RANGS[1])
    habiller(figure, rang * len(postes) + 64)
    _disposer(figure, len(postes), population)
    _graduer(figure, postes, population)
    return figure


def _empiler(figure: go.Figure, postes: Sequence[Poste], population: int | None, effacees: Sequence[float]) -> None:
    """Le contour du prévu, puis le plein du réalisé s'il y en a un."""
    diviseur = population or 1
    commun = {
        "orientation": "h",
        "customdata": [[poste.nom, _survol(poste, population)] for poste in postes],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "y": [position + 0.24 for position in range(len(postes))],
    }
    figure.add_bar(
        x=[None if poste.prevu is None else poste.prevu / diviseur for poste in postes],
        name="Prévu",
        width=0.42,
        marker={"color": PAPIER, "opacity": effacees, "line": {"color": REALISE, "width": 1.3}},
        **commun,
    )
    if any(poste.realise is not None for poste in postes):
        figure.add_bar(
            x=[None if poste.realise is None else poste.realise / diviseur for poste in postes],
            name="Réalisé",
            width=0.22,
            marker={"opacity": effacees, "line": {"width": 0}, "color": [_couleur(poste) for poste in postes]},
            **commun,
        )


def _disposer(figure: go.Figure, rangs: int, population: int | None) -> None:
    """La légende au-dessus, les postes de haut en bas, l'axe depuis zéro."""
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        margin={"l": 4, "r": 4, "t": 34, "b": 26},
        dragmode=False,
        clickmode="event+select",
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    figure.update_yaxes(visible=False, range=[rangs - 0.4, -0.6], fixedrange=True)
    figure.update_xaxes(
        rangemode="tozero",
        fixedrange=True,
        zeroline=True,
        tickfont={"color": ENCRE_DOUCE, "size": 13},
        nticks=5,
        showgrid=False,
        ticks="outside",
        tickcolor=ENCRE_DOUCE,
        ticksuffix=" €/hab." if population else "",
    )


def _couleur(poste: Poste) -> str:
    """Les postes qui ne visent aucune politique, et « Autres », sont gris : ils ne se comparent pas aux autres."""
    return MANQUANT_HACHURE if poste.nom in HORS_POLITIQUE or poste.regroupe > 1 else REALISE


def _etiqueter(figure: go.Figure, postes: Sequence[Poste], population: int | None, effacees: Sequence[float]) -> None:
    """Le nom et le chiffre, alignés à gauche au-dessus de la barre : rien n'est coupé sur un écran étroit."""
    origine = min(
        (
            0.0,
            *(
                valeur / (population or 1)
                for poste in postes
                for valeur in (poste.prevu, poste.realise)
                if valeur is not None
            ),
        )
    )
    figure.add_scatter(
        x=[origine] * len(postes),
        y=[rang - 0.18 for rang in range(len(postes))],
        mode="text",
        text=[f"\u00a0{_etiquette(poste, population)}" for poste in postes],
        textposition="middle right",
        cliponaxis=False,
        textfont={"size": 14, "color": [ENCRE if opacite == 1 else ENCRE_DOUCE for opacite in effacees]},
        hoverinfo="skip",
        showlegend=False,
    )


def _etiquette(poste: Poste, population: int | None) -> str:
    nom = poste.nom if len(poste.nom) <= LONGUEUR else f"{poste.nom[: LONGUEUR - 1].rstrip()}…"
    if poste.realise is None:
        participe = accorder_participe("prévu", (poste.prevu or 0.0) / (population or 1))
        suite = "réalisé absent" if poste.part is None else _part(poste.part)
        return f"<b>{sans_html(nom)}</b>  {ecrire(poste.prevu, population)} {participe} · {suite}"
    part = "" if poste.part is None else f" · {_part(poste.part)}"
    return f"<b>{sans_html(nom)}</b>  {ecrire(poste.realise, population)}{part}"


def _part(part: float) -> str:
    return f"&lt;\u00a0{pourcent(0.01)}" if 0 < part < 0.005 else pourcent(part)


def _survol(poste: Poste, population: int | None) -> str:
    lignes = [
        f"<b>{sans_html(poste.nom)}</b>",
        f"Prévu : {ecrire(poste.prevu, population)}",
        f"Réalisé : {ecrire(poste.realise, population)}",
    ]
    if poste.taux is not None:
        lignes.append(majuscule(taux_realise(poste.taux)))
    return typographier("<br>".join(lignes))


def _graduer(figure: go.Figure, postes: Sequence[Poste], population: int | None) -> None:
    """L'axe en millions ou en milliers d'euros, écrits à la française ; par habitant, en euros."""
    if population:
        return
    plus_grand = max(
        (abs(valeur) for poste in postes for valeur in (poste.prevu, poste.realise) if valeur), default=0.0
    )
    pas = _pas(plus_grand)
    if pas is None:
        return
    valeurs = [rang * pas for rang in range(int(plus_grand / pas) + 1)]
    figure.update_xaxes(tickvals=valeurs, ticktext=[euros_rond(valeur) if valeur else "0" for valeur in valeurs])


def _pas(plus_grand: float) -> float | None:
    """Le pas rond (1, 2 ou 5 fois une puissance de dix) qui fait quatre graduations au plus."""
    if plus_grand <= 0:
        return None
    puissance = 10.0 ** (len(str(int(plus_grand))) - 1)
    return next(
        pas for facteur in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5) if (pas := facteur * puissance) * 4 >= plus_grand
    )
