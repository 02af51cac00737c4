"""La part de chaque classe : des euros d'abord, le pourcentage à côté, ce qui n'est pas coté toujours visible."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures.budget_vert.lecture import PERIMETRES, Repartition
from core.figures.budget_vert.phrases import (
    MASQUE,
    absence,
    alternative_classes,
    lire_classes,
    message_classes,
    sous_titre,
)
from core.figures.familles.classes_dessin import Rang, barres, empilees
from core.figures.vue import Vue


def vue_classes(
    repartition: Repartition, indicateurs: pl.DataFrame, precision: str = "", selection: str | None = None
) -> Vue:
    """Une barre par classe de la lecture choisie, en euros depuis zéro ; `indicateurs` : les lignes montrées.

    `precision` dit le périmètre de l'exercice (« 17 comptes ») ; `selection` la classe mise en avant.
    """
    sujet = repartition.sujet
    message = message_classes(repartition)
    return Vue(
        cle=f"vert_{sujet.perimetre}_{sujet.lecture}_{sujet.axe or 'ensemble'}",
        message=message,
        sous_titre=sous_titre(repartition, precision),
        figure=_figure(repartition, selection),
        lire=lire_classes(repartition),
        masque=MASQUE,
        tableau=_tableau(repartition),
        derivees=("Part du total (%)", "Part des cotées (%)"),
        indicateurs=indicateurs,
        alt=alternative_classes(repartition, message),
    )


def _figure(repartition: Repartition, selection: str | None) -> go.Figure:
    if not repartition.total:
        nom = PERIMETRES[repartition.sujet.perimetre]
        return empilees([Rang("", nom, "", absent=absence(repartition.laisses))], repartition.sujet.classes)
    return barres([(une.classe, une.montant, une.part) for une in repartition.parts], selection)


def _tableau(repartition: Repartition) -> pl.DataFrame:
    lignes = (
        []
        if repartition.total is None
        else [
            (
                une.classe.nom,
                une.montant,
                None if une.part is None else une.part * 100,
                (repartition.part_des_cotees(une.montant) or 0.0) * 100
                if une.classe.cotee and repartition.cote
                else None,
            )
            for une in repartition.parts
        ]
    )
    if repartition.total is not None:
        lignes.append(("Total", repartition.total, 100.0 if repartition.total else None, None))
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={
            "Classe": pl.String,
            "Montant (€)": pl.Float64,
            "Part du total (%)": pl.Float64,
            "Part des cotées (%)": pl.Float64,
        },
    )
