"""Le budget vert d'un exercice à l'autre : des euros empilés, et au-dessus la part favorable et la part cotée."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from core.figures.budget_vert.lecture import Repartition, nommer_axes
from core.figures.budget_vert.phrases import MASQUE
from core.figures.budget_vert.phrases_evolution import (
    LIRE,
    alternative_evolution,
    axes_changent,
    couverture,
    message_evolution,
    part_favorable,
    sans_depense,
    sous_titre_evolution,
)
from core.figures.familles.rangs import marges
from core.figures.textes import TAILLE_DOUCE, sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, LEGENDE, habiller
from core.figures.vue import Vue
from core.format_fr import euros_court, typographier
from core.modele import Nature

HAUTEUR, PLAFOND = 460, 1.28
"""Hauteur de la figure en pixels ; et la place au-dessus de la plus haute barre, pour ses chiffres."""


def vue_evolution(
    suite: Sequence[Repartition],
    indicateurs: pl.DataFrame,
    perimetres: Mapping[int, str],
    otes: Mapping[int, str] | None = None,
) -> Vue:
    """Une barre empilée par exercice, à la même échelle ; `perimetres` dit ce que chaque exercice fait entrer, `otes`
    ce que le budget entier en ôte.

    Les exercices vont du plus ancien au plus récent ; sans dépense, chacun garde sa place, « absent » ou « inconnu ».
    """
    sujet = suite[-1].sujet
    changement = len(set(perimetres.values())) > 1
    message = message_evolution(suite, changement)
    if axes_changent(suite):
        perimetres = {une.sujet.exercice: _avec_axes(perimetres.get(une.sujet.exercice, ""), une) for une in suite}
    return Vue(
        cle=f"vert_evolution_{sujet.perimetre}_{sujet.lecture}",
        message=message,
        sous_titre=sous_titre_evolution(suite, otes or {}, changement=changement),
        figure=_figure(suite, perimetres if len(set(perimetres.values())) > 1 else {}),
        lire=LIRE,
        masque=MASQUE,
        tableau=_tableau(suite, perimetres),
        derivees=("Coté (%)",),
        indicateurs=indicateurs,
        alt=alternative_evolution(message, suite),
    )


def _avec_axes(perimetre: str, une: Repartition) -> str:
    return ", ".join(morceau for morceau in (perimetre, nommer_axes(une.sujet.axes)) if morceau)


def _figure(suite: Sequence[Repartition], perimetres: Mapping[int, str]) -> go.Figure:
    figure = go.Figure()
    abscisses = list(range(len(suite)))
    for classe in suite[-1].sujet.classes:
        valeurs = [une.montant(classe.cle) for une in suite]
        if not any(valeurs):
            continue
        figure.add_bar(
            x=abscisses,
            y=valeurs,
            width=0.56,
            name=f"{classe.marque} {classe.nom}",
            marker=classe.remplissage,
            hovertemplate=[
                typographier(f"<b>{une.sujet.exercice}</b><br>{sans_html(classe.nom)} : {euros_court(valeur)}")
                + "<extra></extra>"
                for une, valeur in zip(suite, valeurs, strict=True)
            ],
        )
    plus_haut = max((une.total or 0.0 for une in suite), default=0.0) or 1.0
    for rang, une in enumerate(suite):
        _chiffrer(figure, rang, une)
    habiller(figure, HAUTEUR)
    figure.update_layout(barmode="stack", bargap=0, dragmode=False, margin=marges(46), showlegend=True, legend=LEGENDE)
    figure.update_yaxes(
        range=[0, plus_haut * PLAFOND], fixedrange=True, showgrid=False, showticklabels=False, zeroline=True
    )
    figure.update_xaxes(
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickangle=0,
        range=[-0.6, len(suite) - 0.4],
        tickvals=abscisses,
        ticktext=[_etiquette(une, perimetres) for une in suite],
        tickfont={"size": 14},
    )
    return figure


def _chiffrer(figure: go.Figure, rang: int, une: Repartition) -> None:
    """Au-dessus de la barre : son total, la part favorable et la part cotée."""
    if not une.total:
        texte = sans_depense(une)
    else:
        favorable = f"<b>▲ {part_favorable(une)}</b><br>coté à {couverture(une)}"
        texte = f"{favorable if une.cote else 'rien de coté'}<br>{euros_court(une.total)}"
    figure.add_annotation(
        x=rang,
        y=une.total or 0,
        text=typographier(texte),
        showarrow=False,
        yanchor="bottom",
        yshift=3,
        font={"size": TAILLE_DOUCE, "color": ENCRE if une.total else ENCRE_DOUCE},
    )


def _etiquette(une: Repartition, perimetres: Mapping[int, str]) -> str:
    annee = une.sujet.exercice
    suite = "<br>prévu" if une.nature is Nature.PREVU and une.total else ""
    precision = perimetres.get(annee, "").replace(", ", "<br>").replace("tout l'investissement ", "")
    return f"<b>{annee}</b>{suite}<br>{precision}" if precision else f"<b>{annee}</b>{suite}"


def _tableau(suite: Sequence[Repartition], perimetres: Mapping[int, str]) -> pl.DataFrame:
    classes = suite[-1].sujet.classes
    lignes = [
        (
            une.sujet.exercice,
            perimetres.get(une.sujet.exercice, ""),
            *(une.montant(classe.cle) if une.total is not None else None for classe in classes),
            une.total,
            None if une.couverture is None else une.couverture * 100,
        )
        for une in (suite if any(une.total is not None for une in suite) else ())
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={"Exercice": pl.Int64, "Périmètre": pl.String}
        | {f"{classe.nom} (€)": pl.Float64 for classe in classes}
        | {"Total (€)": pl.Float64, "Coté (%)": pl.Float64},
    )
