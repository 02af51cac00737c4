"""Ce que coûte l'attente : le même budget, parti plus tard, oblige à descendre plus vite."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.textes import TAILLE, en_tete, gras
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import (
    COLONNE_DEPART,
    OBSERVE,
    axe_attente,
    baisse_annuelle,
    colonne_baisse,
    legende_attente,
    quand,
    survol_niveau,
)
from core.figures.trajectoire.toile import Toile, legender, tendre
from core.format_fr import typographier

TRAITS = (
    {"color": theme.ESPACE_SUR_CONTOUR, "width": 3},
    {"color": theme.OBJECTIF, "width": 3, "dash": "dash"},
    {"color": theme.PLAFOND_DEPASSE, "width": 3, "dash": "dot"},
)


def droites(lecture: Lecture) -> dict[int, dict[float, float]]:
    """Par attente en années : plat jusqu'au départ de l'effort, puis droit jusqu'à zéro ou au terme, en tCO2e.

    Une attente qui épuise le budget n'a pas de droite : il n'y a plus de chemin.
    """
    depart, niveau, terme = lecture.depart, lecture.niveau, lecture.horizon
    if depart is None or niveau is None or terme is None:
        return {}
    tracees = {}
    for annee, taux in lecture.attentes.items():
        if taux is None or taux <= 0:
            continue
        arrivee = min(float(terme), annee + 1 / taux)
        tracees[annee - depart] = {
            float(depart): niveau,
            float(annee): niveau,
            arrivee: max(0.0, niveau * (1 - taux * (arrivee - annee))),
        }
    return tracees


def dessiner(lecture: Lecture) -> go.Figure:
    """L'observé, puis une droite par attente ; toutes enferment la même surface, le budget restant."""
    toile = tendre(lecture)
    en_tete(toile.figure, axe_attente(toile.unite))
    toile.courbe(OBSERVE, toile.observees(), {"color": theme.REALISE, "width": 3.5}, survol_niveau)
    for rang, (attente, droite) in enumerate(droites(lecture).items()):
        nom = legende_attente(attente, lecture.attentes[(lecture.depart or 0) + attente])
        toile.figure.add_trace(
            go.Scatter(
                x=list(droite),
                y=[valeur / toile.echelle for valeur in droite.values()],
                mode="lines",
                name=typographier(nom),
                line=TRAITS[rang % len(TRAITS)],
                hoverinfo="name",
                showlegend=True,
            )
        )
    _trop_tard(toile)
    legender(toile, font={"size": TAILLE})
    return toile.figure


def _trop_tard(toile: Toile) -> None:
    """La première attente qui n'a plus de chemin, écrite au niveau présent."""
    tardives = [attente for attente, taux in attentes(toile.lecture).items() if taux is None]
    if not tardives or toile.lecture.niveau is None:
        return
    toile.figure.add_annotation(
        x=toile.fin,
        y=toile.lecture.niveau / toile.echelle,
        yshift=16,
        xanchor="right",
        showarrow=False,
        text=gras(legende_attente(tardives[0], None)),
        font={"size": TAILLE, "color": theme.PLAFOND_DEPASSE},
    )


def attentes(lecture: Lecture) -> dict[int, float | None]:
    """Le taux de chaque attente ; au-delà de 100 % par an, ou budget épuisé, il n'y en a plus."""
    depart = lecture.depart or 0
    return {annee - depart: None if taux is None or taux >= 1 else taux for annee, taux in lecture.attentes.items()}


def tableau(lecture: Lecture) -> pl.DataFrame:
    """Une attente par ligne : l'année où l'effort commence, et la baisse annuelle, en part du niveau présent."""
    depart = lecture.depart or 0
    lignes = [
        (quand(attente), str(depart + attente), baisse_annuelle(taux)) for attente, taux in attentes(lecture).items()
    ]
    return pl.DataFrame(
        lignes, schema={COLONNE_DEPART: pl.String, "Année": pl.String, colonne_baisse(depart): pl.String}, orient="row"
    )
