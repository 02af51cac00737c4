"""La part de chaque classe : des euros d'abord, le pourcentage à côté, ce qui n'est pas coté toujours visible."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures.budget_vert.lecture import PERIMETRES, Repartition
from core.figures.budget_vert.phrases import AUCUNE, MASQUE, message_classes, sous_titre
from core.figures.familles.classes_dessin import Rang, barres, empilees, part_ecrite
from core.figures.vue import Vue
from core.format_fr import enumerer, euros_court


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
        lire=_lire(repartition),
        masque=MASQUE,
        tableau=_tableau(repartition),
        derivees=("Part du total (%)", "Part des cotées (%)"),
        indicateurs=indicateurs,
        alt=_alternative(repartition, message),
    )


def _figure(repartition: Repartition, selection: str | None) -> go.Figure:
    if not repartition.total:
        nom = PERIMETRES[repartition.sujet.perimetre]
        return empilees([Rang("", nom, "", absent=AUCUNE)], repartition.sujet.classes)
    return barres([(une.classe, une.montant, une.part) for une in repartition.parts], selection)


def _lire(repartition: Repartition) -> str:
    hors = (
        "« Indéfini » a été examiné sans conclure ; « non examiné » attend. "
        if repartition.sujet.lecture == "i4ce"
        else ""
    )
    mixte = (
        "« Mixte » : favorable pour un axe, défavorable pour un autre. "
        if any(une.classe.cle == "mixte" for une in repartition.parts)
        else ""
    )
    return (
        "Une barre par classe, en euros depuis zéro ; la part est celle du total montré, coté ou non. "
        f"{mixte}{hors}Chaque classe a sa couleur, son motif et sa marque."
    )


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


def _alternative(repartition: Repartition, message: str) -> str:
    dits = [
        f"{une.classe.nom} {euros_court(une.montant)}{'' if une.part is None else f' ({part_ecrite(une.part)})'}"
        for une in repartition.parts
    ]
    return f"{message}. Barres par classe : {enumerer(dits)}." if repartition.total else f"{message}."
