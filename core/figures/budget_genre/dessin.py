"""Le dessin de l'égalité : hommes à gauche, femmes à droite du même zéro, et un trait là où serait le public visé."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.budget_genre.lecture import Activite
from core.figures.familles.cascade import hachure
from core.figures.textes import TAILLE, TAILLE_DOUCE, sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, FEMMES, HOMMES, PAPIER, habiller
from core.format_fr import accorder, avec_unite, euros_court, pourcent, typographier

RANG, TETE = 54, 30
MAXIMUM = 8
"""Activités d'une figure ; les autres sont dans la table."""
_NOM, _BARRE, _DEMI = 0.20, 0.64, 0.17
LONGUEUR = 34

HABIT_FEMMES = {"color": FEMMES, "line": {"color": PAPIER, "width": 1}}
HABIT_HOMMES = {
    "color": HOMMES,
    "line": {"color": PAPIER, "width": 1},
    "pattern": {"shape": "/", "fgcolor": PAPIER, "size": 7, "solidity": 0.25, "fillmode": "overlay"},
}
"""Deux couleurs et deux motifs, sans rose ni bleu."""


def benefices(activites: Sequence[Activite]) -> go.Figure:
    """Par activité : la part des hommes à gauche, celle des femmes à droite ; un trait noir dit la part visée de
    chacun."""
    figure = go.Figure()
    for rang, une in enumerate(activites):
        if une.part_femmes is None or une.empeche:
            _absent(figure, rang, (-1.0, 1.0), une.empeche)
            _nommer(figure, rang, f"<b>{_court(une.nom)}</b>  {euros_court(une.montant)}")
            continue
        femmes = une.part_femmes
        _barre(figure, rang, femmes, une)
        _barre(figure, rang, femmes - 1, une)
        if une.part_visees is not None:
            for cible in (une.part_visees, une.part_visees - 1):
                for couleur, epaisseur in ((PAPIER, 7), (ENCRE, 3)):
                    figure.add_shape(
                        type="line",
                        x0=cible,
                        x1=cible,
                        y0=rang + _BARRE - _DEMI - 0.08,
                        y1=rang + _BARRE + _DEMI + 0.08,
                        line={"color": couleur, "width": epaisseur},
                    )
        vise = "" if une.part_visees is None else f" (visées {pourcent(une.part_visees)})"
        _nommer(figure, rang, f"<b>{_court(une.nom)}</b>  {euros_court(une.montant)} · femmes {pourcent(femmes)}{vise}")
    _finir(figure, len(activites), [-1.0, 1.0])
    for x, texte, ancre in ((-0.02, "◀ hommes", "right"), (0.02, "femmes ▶", "left")):
        _tete(figure, x, texte, ancre)
    figure.add_shape(
        type="line", x0=0, x1=0, y0=0, y1=max(1, len(activites)), layer="below", line={"color": ENCRE_DOUCE, "width": 1}
    )
    return figure


def par_personne(activites: Sequence[Activite]) -> go.Figure:
    """Deux barres par activité depuis zéro, à la même échelle : les euros par femme visée, et par homme visé."""
    figure = go.Figure()
    plus_grand = max((valeur for une in activites for valeur in (une.par_visee, une.par_vise) if valeur), default=1.0)
    for rang, une in enumerate(activites):
        if une.par_visee is None or une.par_vise is None:
            _absent(figure, rang, (0.0, plus_grand * 1.02), une.empeche or "public visé absent")
            _nommer(figure, rang, f"<b>{_court(une.nom)}</b>  {euros_court(une.montant)}")
            continue
        for decalage, valeur, nom, habit in (
            (-0.11, une.par_visee, "femme", HABIT_FEMMES),
            (0.11, une.par_vise, "homme", HABIT_HOMMES),
        ):
            figure.add_bar(
                x=[valeur],
                y=[rang + _BARRE + decalage],
                width=0.2,
                orientation="h",
                marker=habit,
                name=nom,
                customdata=[[une.nom]],
                hovertemplate=f"{sans_html(une.nom)} : {_par(valeur)} par {nom} du public visé<extra></extra>",
            )
        _nommer(figure, rang, f"<b>{_court(une.nom)}</b>  femmes {_par(une.par_visee)} · hommes {_par(une.par_vise)}")
    _finir(figure, len(activites), [0.0, plus_grand * 1.02])
    _tete(figure, 0.0, "euros par personne visée · femmes : plein, hommes : hachuré", "left")
    return figure


def _par(valeur: float) -> str:
    return avec_unite(valeur, "€", 0 if valeur >= 10 else 2)


def _barre(figure: go.Figure, rang: int, longueur: float, une: Activite) -> None:
    """Les femmes à droite de zéro (longueur positive), les hommes à gauche."""
    femmes = longueur >= 0
    nom, euros, combien = (
        ("Femmes", une.benefice_femmes, une.femmes) if femmes else ("Hommes", une.benefice_hommes, une.hommes)
    )
    figure.add_bar(
        x=[longueur],
        y=[rang + _BARRE],
        width=2 * _DEMI,
        orientation="h",
        name=nom,
        customdata=[[une.nom]],
        marker=HABIT_FEMMES if femmes else HABIT_HOMMES,
        hovertemplate=typographier(
            f"<b>{sans_html(une.nom)}</b><br>{nom} : {pourcent(abs(longueur))}, {euros_court(euros)}"
            f"<br>{accorder(combien or 0, 'personne')}"
        )
        + "<extra></extra>",
    )


def _absent(figure: go.Figure, rang: int, etendue: tuple[float, float], pourquoi: str) -> None:
    """Une bande hachurée de largeur fixe, et à sa droite pourquoi rien ne s'y dessine."""
    largeur = etendue[1] - etendue[0]
    figure.add_bar(
        x=[largeur * 0.1],
        base=[etendue[0]],
        y=[rang + _BARRE],
        width=2 * _DEMI,
        orientation="h",
        marker=hachure(),
        name="absent",
        hovertemplate=f"{pourquoi}<extra></extra>",
    )
    figure.add_annotation(
        x=etendue[0] + largeur * 0.115,
        y=rang + _BARRE,
        xref="x",
        yref="y",
        text=typographier(pourquoi),
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        bgcolor=PAPIER,
        font={"size": TAILLE_DOUCE, "color": ENCRE_DOUCE},
    )


def _court(nom: str) -> str:
    return sans_html(nom if len(nom) <= LONGUEUR else f"{nom[: LONGUEUR - 1].rstrip()}…")


def _nommer(figure: go.Figure, rang: int, texte: str) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        y=rang + _NOM,
        yref="y",
        text=typographier(texte),
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        align="left",
        font={"size": TAILLE, "color": ENCRE},
        bgcolor=PAPIER,
    )


def _tete(figure: go.Figure, x: float, texte: str, ancre: str) -> None:
    figure.add_annotation(
        x=x,
        xref="x",
        y=1,
        yref="paper",
        yshift=4,
        text=texte,
        showarrow=False,
        xanchor=ancre,
        yanchor="bottom",
        font={"size": TAILLE_DOUCE, "color": ENCRE_DOUCE},
    )


def _finir(figure: go.Figure, rangs: int, etendue: list[float]) -> None:
    habiller(figure, RANG * max(rangs, 1) + TETE + 12)
    figure.update_layout(
        barmode="overlay",
        bargap=0,
        margin={"l": 4, "r": 4, "t": TETE, "b": 8},
        dragmode=False,
        clickmode="event+select",
    )
    figure.update_yaxes(visible=False, range=[max(rangs, 1), 0], fixedrange=True)
    figure.update_xaxes(visible=False, range=etendue, fixedrange=True)
