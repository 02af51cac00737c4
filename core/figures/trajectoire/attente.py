"""Ce que coûte l'attente : le même budget, parti plus tard, oblige à descendre plus vite."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.textes import TAILLE, en_tete, gras
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.toile import tendre
from core.format_fr import en_lettres, pourcent, tonnes, typographier

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
    en_tete(toile.figure, f"{toile.unite} par an ; sous chaque trait, le même budget")
    observees = toile.observees()
    toile.figure.add_trace(
        go.Scatter(
            x=list(observees),
            y=list(observees.values()),
            mode="lines",
            name="observé",
            line={"color": theme.REALISE, "width": 3.5},
            hovertemplate=[
                typographier(f"{annee} : {tonnes(valeur * toile.echelle)}<extra></extra>")
                for annee, valeur in observees.items()
            ],
        )
    )
    for rang, (attente, droite) in enumerate(droites(lecture).items()):
        nom = f"{quand(attente)} : {pourcent(lecture.attentes[(lecture.depart or 0) + attente], 1)} par an"
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
    trop_tard = [attente for attente, taux in _attentes(lecture).items() if taux is None]
    if trop_tard and lecture.niveau is not None:
        toile.figure.add_annotation(
            x=toile.fin,
            y=lecture.niveau / toile.echelle,
            yshift=16,
            xanchor="right",
            showarrow=False,
            text=gras(f"{quand(trop_tard[0])} : trop tard"),
            font={"size": TAILLE, "color": theme.PLAFOND_DEPASSE},
        )
    toile.figure.update_layout(
        showlegend=True,
        margin={"l": 44, "r": 14, "t": 30, "b": 8},
        legend={"orientation": "h", "x": 0, "y": -0.09, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
    )
    return toile.figure


def _attentes(lecture: Lecture) -> dict[int, float | None]:
    """Le taux de chaque attente ; au-delà de 100 % par an, ou budget épuisé, il n'y en a plus."""
    depart = lecture.depart or 0
    return {annee - depart: None if taux is None or taux >= 1 else taux for annee, taux in lecture.attentes.items()}


def quand(attente: int) -> str:
    """« dès maintenant », « dans trois ans »."""
    return "dès maintenant" if attente == 0 else f"dans {en_lettres(attente)} ans"


def message(lecture: Lecture) -> str:
    """« Attendre cinq ans fait passer l'effort annuel de 5,0 % à 10,0 % du niveau de 2024, pour le même budget ».

    L'attente dite est la plus longue qui laisse un chemin ; celle qui n'en laisse plus est dite ensuite.
    """
    attentes = _attentes(lecture)
    if not attentes or lecture.restant is None:
        return "Le coût de l'attente ne se calcule pas : la trajectoire et les émissions observées ne se recoupent pas"
    premier = attentes.get(0)
    if premier is None or lecture.restant <= 0:
        return "Le budget carbone de cette trajectoire est épuisé : il n'y a plus rien à attendre"
    if premier == 0:
        return "Le budget carbone suffit sans baisser : attendre n'oblige encore à rien"
    possibles = {attente: taux for attente, taux in attentes.items() if attente and taux is not None}
    if not possibles:
        return f"Partir {quand(min(attente for attente in attentes if attente))} serait trop tard pour tenir ce budget"
    attente = max(possibles)
    tardives = [autre for autre, taux in attentes.items() if autre > attente and taux is None]
    fin = f" ; {quand(min(tardives))}, trop tard pour ce budget" if tardives else ", pour le même budget"
    return (
        f"Attendre {en_lettres(attente)} ans fait passer l'effort annuel de {pourcent(premier, 1)} à "
        f"{pourcent(possibles[attente], 1)} du niveau de {lecture.depart}{fin}"
    )


def tableau(lecture: Lecture) -> pl.DataFrame:
    """Une attente par ligne : l'année où l'effort commence, et la baisse annuelle, en part du niveau présent."""
    depart = lecture.depart or 0
    lignes = [
        (quand(attente), str(depart + attente), "trop tard" if taux is None else f"{pourcent(taux, 1)} par an")
        for attente, taux in _attentes(lecture).items()
    ]
    return pl.DataFrame(
        lignes,
        schema={
            "Départ de l'effort": pl.String,
            "Année": pl.String,
            f"Baisse annuelle, en part du niveau de {depart}": pl.String,
        },
        orient="row",
    )
