"""Les deux échelles du budget vert, lues dans les mêmes cotations : celle de l'annexe, et celle d'I4CE, plus fine."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from core.communs.affectations import FAUTIVE

CLASSES_LEGALES = {
    "favorable": "Favorable",
    "mixte": "Mixte",
    "neutre": "Neutre",
    "defavorable": "Défavorable",
    "non_cote": "Non coté",
}
"""« Mixte » n'existe qu'en réunissant plusieurs axes."""
CLASSES_I4CE = {
    "tres_favorable": "Très favorable",
    "favorable": "Favorable",
    "neutre": "Neutre",
    "defavorable": "Défavorable",
    "indefini": "Indéfini",
    "non_cote": "Non examiné",
}
COTEES = ("tres_favorable", "favorable", "neutre", "defavorable")


def legale(axe: str) -> pl.Expr:
    """La classe de l'annexe sous un axe : « très favorable » s'y dit favorable ; tout ce qui n'est pas coté, non
    coté."""
    classe = pl.col(axe)
    return (
        pl.when(classe == "tres_favorable")
        .then(pl.lit("favorable"))
        .when(classe.is_in(COTEES))
        .then(classe)
        .otherwise(pl.lit("non_cote"))
    )


def i4ce(axe: str) -> pl.Expr:
    """La classe d'I4CE sous un axe. « Indéfini » : quelqu'un l'a regardée sans pouvoir la classer, ou les avis
    diffèrent.

    « Non examiné » : personne n'en a rien dit, ou ses parts ne font pas 100 %.
    """
    classe, statut = pl.col(axe), pl.col(f"statut_{axe}")
    return (
        pl.when(classe.is_in(COTEES))
        .then(classe)
        .when(statut.is_not_null() & (statut != FAUTIVE))
        .then(pl.lit("indefini"))
        .otherwise(pl.lit("non_cote"))
    )


def regrouper(axes: Iterable[str]) -> pl.Expr:
    """La classe réunie de plusieurs axes, notre lecture du silence des textes, dans l'esprit du budget vert de l'État.

    Favorable ici et défavorable là : mixte ; sinon favorable ou défavorable dès qu'un axe l'est ; neutre si un axe
    l'est et qu'aucun ne dit plus ; non coté si aucun axe n'est coté.
    """
    lus = [legale(axe) for axe in axes]
    favorable, defavorable, neutre = (
        pl.any_horizontal(lu == classe for lu in lus) for classe in ("favorable", "defavorable", "neutre")
    )
    return (
        pl.when(favorable & defavorable)
        .then(pl.lit("mixte"))
        .when(favorable)
        .then(pl.lit("favorable"))
        .when(defavorable)
        .then(pl.lit("defavorable"))
        .when(neutre)
        .then(pl.lit("neutre"))
        .otherwise(pl.lit("non_cote"))
    )
