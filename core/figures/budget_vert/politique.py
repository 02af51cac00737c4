"""Le budget vert par politique : les agrégats politiques d'abord, chacun en euros, ses classes empilées."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.budget_vert.lecture import PERIMETRES, Repartition, Sujet, nature_montree
from core.figures.budget_vert.phrases import AUCUNE, MASQUE, sous_titre, vide
from core.figures.execution.lecture import HORS_POLITIQUE
from core.figures.familles.classes import Classe
from core.figures.familles.classes_dessin import Rang, empilees
from core.figures.vue import Vue
from core.format_fr import INSECABLE, enumerer, euros_court, pourcent

MAXIMUM = 13
"""Barres d'une figure, « Autres » compris."""


@dataclass(frozen=True)
class Politique:
    """Une politique : ses euros par classe ; `regroupe` compte celles qu'elle réunit."""

    nom: str
    montants: Mapping[str, float]
    regroupe: int = 1

    @property
    def total(self) -> float:
        """Tous ses euros, cotés ou non."""
        return sum(self.montants.values())

    def cote(self, classes: Sequence[Classe]) -> float:
        """Ses euros qui portent une appréciation."""
        return sum(self.montants.get(classe.cle, 0.0) for classe in classes if classe.cotee)

    @property
    def favorable(self) -> float:
        """Favorable et très favorable."""
        return self.montants.get("favorable", 0.0) + self.montants.get("tres_favorable", 0.0)


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
    sujet, politiques = repartition.sujet, politiques_de(montants)
    message = message_politiques(politiques, sujet) if repartition.total else vide(repartition)
    return Vue(
        cle=f"vert_politiques_{sujet.perimetre}_{sujet.lecture}",
        message=message,
        sous_titre=sous_titre(repartition, precision),
        figure=empilees(
            [_rang(une, sujet) for une in reunir(politiques, maximum)]
            or [Rang("", PERIMETRES[sujet.perimetre], "", absent=AUCUNE)],
            sujet.classes,
        ),
        lire="Une barre par politique, en euros depuis zéro, à la même échelle ; les classes s'y suivent dans le même "
        "ordre. La part favorable est celle de ce qui est coté dans la politique.",
        masque=f"{MASQUE} Une ligne sans politique est rangée d'après sa fonction : c'est une convention, modifiable.",
        tableau=_tableau(politiques, sujet),
        derivees=("Coté (%)",),
        indicateurs=indicateurs,
        alt=f"{message}."
        if not politiques
        else f"{message}. Barres empilées par politique : "
        f"{enumerer([f'{une.nom} {_ecrit(une, sujet)}' for une in politiques[:5]])}.",
    )


def politiques_de(montants: pl.DataFrame) -> list[Politique]:
    """Les politiques d'une répartition, de la plus grande à la plus petite ; celles de 0 € sont tues."""
    connues = montants.filter(pl.col("nature") == str(nature_montree(montants, "nature")))
    par_nom: dict[str, dict[str, float]] = {}
    for nom, classe, montant in connues.select("poste", "classe", "valeur").drop_nulls().iter_rows():
        if montant:
            par_nom.setdefault(nom, {})[classe] = montant
    politiques = [Politique(nom, classes) for nom, classes in par_nom.items()]
    return sorted(politiques, key=lambda une: (une.nom in HORS_POLITIQUE, -une.total, une.nom))


def reunir(politiques: Sequence[Politique], maximum: int) -> list[Politique]:
    """Au plus `maximum` : les plus grandes, « Autres » qui dit combien elle en réunit, puis ce qui ne vise aucune
    politique."""
    if len(politiques) <= maximum:
        return list(politiques)
    hors = [une for une in politiques if une.nom in HORS_POLITIQUE]
    visees = [une for une in politiques if une.nom not in HORS_POLITIQUE]
    places = max(maximum - 1 - len(hors), 1)
    reste = visees[places:]
    classes = sorted({classe for une in reste for classe in une.montants})
    autres = Politique(
        f"Autres ({len(reste)}{INSECABLE}politiques)",
        {classe: sum(une.montants.get(classe, 0.0) for une in reste) for classe in classes},
        len(reste),
    )
    return [*visees[:places], autres, *hors]


def message_politiques(politiques: Sequence[Politique], sujet: Sujet) -> str:
    """La politique qui porte le plus d'euros favorables, et celle qui en porte le plus de défavorables."""
    if not any(une.cote(sujet.classes) for une in politiques):
        return f"Aucune politique n'est encore cotée{sujet.sous} en {sujet.exercice}"
    nommees = [une for une in politiques if une.nom not in HORS_POLITIQUE] or list(politiques)
    pour = max(nommees, key=lambda une: une.favorable)
    contre = max(nommees, key=lambda une: une.montants.get("defavorable", 0.0))
    morceaux = []
    if pour.favorable:
        morceaux.append(
            f"{pour.nom} porte le plus d'euros favorables en {sujet.exercice} ({euros_court(pour.favorable)})"
        )
    if montant := contre.montants.get("defavorable", 0.0):
        debut = "le plus d'euros défavorables" if morceaux else f"Le plus d'euros défavorables de {sujet.exercice}"
        morceaux.append(f"{debut} : {contre.nom} ({euros_court(montant)})")
    neutre = "neutre ou mixte" if len(sujet.axes) > 1 else "neutre"
    return (
        " ; ".join(morceaux)
        or f"Tout ce qui est coté en {sujet.exercice}{sujet.sous} est {neutre}, dans chaque politique"
    )


def _rang(une: Politique, sujet: Sujet) -> Rang:
    return Rang(une.nom if une.regroupe == 1 else "", une.nom, _ecrit(une, sujet), une.montants)


def _ecrit(une: Politique, sujet: Sujet) -> str:
    cote = une.cote(sujet.classes)
    suite = f"{pourcent(une.favorable / cote)} favorable" if cote else "rien de coté"
    return f"{euros_court(une.total)} · {suite}"


def _tableau(politiques: Sequence[Politique], sujet: Sujet) -> pl.DataFrame:
    entetes = [f"{classe.nom} (€)" for classe in sujet.classes]
    lignes = [
        (
            une.nom,
            *(une.montants.get(classe.cle, 0.0) for classe in sujet.classes),
            une.total,
            une.cote(sujet.classes) / une.total * 100 if une.total else None,
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
