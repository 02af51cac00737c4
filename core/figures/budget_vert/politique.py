"""Le budget vert par politique : les agrégats politiques d'abord, chacun en euros, ses classes empilées."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.budget_vert.lecture import PERIMETRES, Repartition, Sujet, nature_montree
from core.figures.budget_vert.phrases import absence, sous_titre, vide
from core.figures.budget_vert.phrases_politique import (
    LIRE,
    MASQUE_POLITIQUES,
    alternative_politiques,
    ecrit,
    message_politiques,
)
from core.figures.familles.classes_dessin import Rang, empilees
from core.figures.vue import Vue
from core.methodes.budget_vert.sommes import Politique, politiques_de, reunir

MAXIMUM = 13
"""Barres d'une figure, « Autres » compris."""


def vue_politiques(
    montants: pl.DataFrame,
    repartition: Repartition,
    indicateurs: pl.DataFrame,
    precision: str = "",
    *,
    maximum: int = MAXIMUM,
) -> Vue:
    """Une barre empilée par politique, de la plus grande à la plus petite ; ce qui n'en vise aucune vient à la fin.

    `montants` : des indicateurs par politique (poste) et par classe, dont `repartition` est l'ensemble. Au-delà de
    `maximum`, les plus petites sont réunies. `precision` : ce que l'annexe fait entrer.
    """
    sujet, politiques = repartition.sujet, _politiques(montants)
    message = message_politiques(politiques, sujet) if repartition.total else vide(repartition)
    return Vue(
        cle=f"vert_politiques_{sujet.perimetre}_{sujet.lecture}",
        message=message,
        sous_titre=sous_titre(repartition, precision),
        figure=empilees(
            [_rang(une) for une in reunir(politiques, maximum)]
            or [Rang("", PERIMETRES[sujet.perimetre], "", absent=absence(repartition.laisses))],
            sujet.classes,
        ),
        lire=LIRE,
        masque=MASQUE_POLITIQUES,
        tableau=_tableau(politiques, sujet),
        derivees=("Coté (%)",),
        indicateurs=indicateurs,
        alt=alternative_politiques(message, politiques),
    )


def _politiques(montants: pl.DataFrame) -> list[Politique]:
    """Les politiques de la nature montrée : réalisées s'il y en a, sinon prévues."""
    return politiques_de(montants.filter(pl.col("nature") == str(nature_montree(montants, "nature"))))


def _rang(une: Politique) -> Rang:
    return Rang(une.nom if une.regroupe == 1 else "", une.nom, ecrit(une), une.montants)


def _tableau(politiques: Sequence[Politique], sujet: Sujet) -> pl.DataFrame:
    entetes = [f"{classe.nom} (€)" for classe in sujet.classes]
    lignes = [
        (
            une.nom,
            *(une.montants.get(classe.cle, 0.0) for classe in sujet.classes),
            une.total,
            une.cote / une.total * 100 if une.total else None,
        )
        for une in politiques
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={"Politique": pl.String}
        | dict.fromkeys(entetes, pl.Float64)
        | {"Total (€)": pl.Float64, "Coté (%)": pl.Float64},
    )
