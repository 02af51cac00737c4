"""Les vues du budget : par politique ou par chapitre, et l'épargne d'un exercice à l'autre."""

from __future__ import annotations

import polars as pl

from core.figures.execution.barres import barres
from core.figures.execution.epargne import vue_epargne
from core.figures.execution.lecture import Perimetre, Ventilation, ecrire, reunir, ventiler
from core.figures.execution.phrases import message_postes, sous_titre_postes
from core.figures.vue import Vue
from core.format_fr import enumerer, pourcent

MAXIMUM = 20
"""Barres d'une figure, « Autres » compris."""


def vue_postes(
    indicateurs: pl.DataFrame,
    perimetre: Perimetre,
    *,
    population: int | None = None,
    selection: str | None = None,
    maximum: int = MAXIMUM,
) -> Vue:
    """Une barre par politique ou par chapitre, de la plus grande à la plus petite, prévu et réalisé.

    `population` donnée : tout est rapporté à l'habitant. `selection` : le poste mis en avant. Les postes à 0 € sont
    tus ; au-delà de `maximum`, les plus petits sont réunis sous « Autres ».
    """
    ventilation = ventiler(indicateurs, perimetre)
    montres = indicateurs.filter(pl.col("indicateur") == perimetre.indicateur)
    return Vue(
        cle=f"budget_{perimetre.indicateur}",
        message=message_postes(ventilation, population),
        sous_titre=sous_titre_postes(ventilation, _taux(ventilation), _couverture(montres, ventilation)),
        figure=barres(reunir(ventilation.postes, maximum), population, selection),
        lire=_lire(perimetre),
        masque=_masque(perimetre),
        tableau=_tableau(ventilation, population),
        indicateurs=montres.filter(pl.col("valeur").is_not_null() & (pl.col("valeur") != 0)),
        alt=_alternative(ventilation, population),
    )


def _taux(ventilation: Ventilation) -> float | None:
    prevu, realise = ventilation.prevu, ventilation.realise
    return realise / prevu if realise is not None and prevu else None


def _couverture(montres: pl.DataFrame, ventilation: Ventilation) -> float | None:
    """La part la plus faible des lignes renseignées parmi les postes montrés."""
    connues = montres.filter(pl.col("nature") == str(ventilation.nature))["couverture"].drop_nulls()
    return float(connues.min()) if len(connues) else None  # type: ignore[arg-type]


def _lire(perimetre: Perimetre) -> str:
    return (
        f"Une barre par {perimetre.lentille} : le contour est le prévu, le plein le réalisé. Elles vont de la plus grande "
        "à la plus petite. Le prévu est fait des crédits ouverts ; un plein qui dépasse son contour dit un dépassement. "
        "La part est celle du total montré."
    )


def _masque(perimetre: Perimetre) -> str:
    commun = (
        "Seules les opérations réelles du budget principal sont comptées : ni opérations d'ordre, ni résultats reportés, "
        "ni cessions, ni budgets annexes. Le montant ne dit ni l'utilité ni l'effet de la dépense."
    )
    if perimetre.lentille == "politique":
        return f"{commun} Une ligne sans politique est rangée d'après sa fonction : c'est une convention, modifiable."
    return f"{commun} Un chapitre dit la nature de la dépense, pas ce qu'elle sert."


def _tableau(ventilation: Ventilation, population: int | None) -> pl.DataFrame:
    unite = "€/hab." if population else "€"
    diviseur = population or 1
    titre = "Politique" if ventilation.perimetre.lentille == "politique" else "Chapitre"
    return pl.DataFrame(
        [
            (
                poste.nom,
                _diviser(poste.prevu, diviseur),
                _diviser(poste.realise, diviseur),
                None if poste.taux is None else poste.taux * 100,
                None if poste.part is None else poste.part * 100,
            )
            for poste in ventilation.postes
        ],
        schema={
            titre: pl.String,
            f"Prévu ({unite})": pl.Float64,
            f"Réalisé ({unite})": pl.Float64,
            "Réalisé / prévu (%)": pl.Float64,
            "Part du total (%)": pl.Float64,
        },
        orient="row",
    )


def _diviser(valeur: float | None, diviseur: int) -> float | None:
    return None if valeur is None else valeur / diviseur


def _alternative(ventilation: Ventilation, population: int | None) -> str:
    if not ventilation.postes:
        return "Aucune barre : données absentes."
    premiers = [
        f"{poste.nom} {ecrire(poste.montant, population)}"
        + ("" if poste.part is None else f" ({pourcent(poste.part)})")
        for poste in ventilation.postes[:5]
    ]
    return f"Barres horizontales des {ventilation.perimetre.masse}. Les plus grandes : {enumerer(premiers)}."


__all__ = ["MAXIMUM", "Perimetre", "vue_epargne", "vue_postes"]
