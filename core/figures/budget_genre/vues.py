"""Les vues de l'égalité entre les femmes et les hommes : ce qui peut avoir un impact, à qui cela profite, par
personne."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import plotly.graph_objects as go
import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.budget_genre.dessin import MAXIMUM, benefices, par_personne
from core.figures.budget_genre.lecture import Activite, Lecture, activites_de, lire, montrables
from core.figures.budget_genre.phrases import (
    LIRE_BENEFICE,
    LIRE_CLASSES,
    LIRE_PERSONNE,
    MASQUE,
    alternative_classes,
    alternative_personne,
    combien,
    message_benefice,
    message_classes,
    message_personne,
    phrase,
    sous_titre,
)
from core.figures.budget_genre.phrases_vues import A_QUI, AUCUNE, DEPENSES, sous_titre_benefice, sous_titre_personne
from core.figures.familles.classes import GENRE
from core.figures.familles.classes_dessin import Rang, barres, empilees
from core.figures.vue import Vue
from core.methodes import budget_genre

METHODE = "budget_genre"
VUES = {"classes": "Par classe", "benefice": A_QUI, "personne": "Par personne"}
MAXIMUM_PROJETE = 5
"""Activités en projection : lisibles du dernier rang."""
DES_CLASSES = ("montant", "taux_documentation", "desaccord")
EN_POINTS = ("Femmes (%)", "Femmes visées (%)", "Écart (points)")
"""Des parts, en pour cent."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, et la classe ou l'activité dont le panneau donne les dépenses."""

    vue: Literal["classes", "benefice", "personne"] = "classes"
    selection: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """La classe ou l'activité que cet exercice n'a pas."""
        return self.hors(selection={*(une.cle for une in GENRE), *(une.nom for une in activites(dossier))})


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée ; lève `TableManquante` sans lignes budgétaires."""
    indicateurs, lue = dossier.indicateurs(METHODE), lecture_de(dossier)
    maximum = MAXIMUM_PROJETE if demande.projetee else MAXIMUM
    if demande.vue == "benefice":
        return vue_benefice(activites(dossier), lue, indicateurs, maximum)
    if demande.vue == "personne":
        return vue_personne(activites(dossier), lue, indicateurs, maximum)
    return vue_classes(lue, indicateurs, choisie(demande))


def lecture_de(dossier: Dossier) -> Lecture:
    """Les euros par classe de l'exercice."""
    return lire(dossier.indicateurs(METHODE), dossier.exercice)


def activites(dossier: Dossier) -> list[Activite]:
    """Les activités dont le public est décrit, de la plus coûteuse à la moins coûteuse."""
    publics = budget_genre.publics_de(dossier.tables, dossier.exercice)
    return activites_de(budget_genre.par_activite(dossier.detail(METHODE), publics))


def choisie(demande: Adresse) -> str | None:
    """La classe choisie, ou l'activité choisie ; nulle si l'adresse n'en dit pas."""
    dite = demande.selection
    return dite if dite and (demande.vue != "classes" or dite in {une.cle for une in GENRE}) else None


def vue_classes(lecture: Lecture, indicateurs: pl.DataFrame, selection: str | None = None) -> Vue:
    """Une barre par classe de l'égalité, en euros depuis zéro ; ce qui n'est pas coté garde sa barre."""
    message = message_classes(lecture)
    return Vue(
        cle="genre_classes",
        message=message,
        sous_titre=sous_titre(lecture),
        figure=_figure_classes(lecture, selection),
        lire=LIRE_CLASSES,
        masque=MASQUE,
        tableau=_tableau_classes(lecture),
        indicateurs=_montres(indicateurs, lecture, pl.col("indicateur").is_in(DES_CLASSES)),
        derivees=("Part du total (%)",),
        alt=alternative_classes(lecture, message),
    )


def _figure_classes(lecture: Lecture, selection: str | None) -> go.Figure:
    if not lecture.parts:
        return empilees([Rang("", DEPENSES, "", absent=AUCUNE)], GENRE)
    return barres([(une.classe, une.montant, une.part) for une in lecture.parts], selection)


def vue_benefice(
    activites: Sequence[Activite], lecture: Lecture, indicateurs: pl.DataFrame, maximum: int = MAXIMUM
) -> Vue:
    """À qui profite chaque activité, face à la part des femmes dans le public visé."""
    message = message_benefice(activites, lecture.exercice)
    montrees = choisir(activites, maximum, lambda une: abs(une.ecart or 0.0))
    return Vue(
        cle="genre_benefice",
        message=message,
        sous_titre=sous_titre_benefice(combien(activites, maximum)),
        figure=benefices(montrees),
        lire=LIRE_BENEFICE,
        masque=MASQUE,
        tableau=_tableau_activites(activites),
        indicateurs=_montres(indicateurs, lecture, pl.col("poste").is_not_null()),
        derivees=EN_POINTS,
        alt=" ".join([f"{message}.", *(phrase(une) for une in montrees)]),
    )


def choisir(activites: Sequence[Activite], maximum: int, ecart: Callable[[Activite], float]) -> list[Activite]:
    """Les activités à montrer : les plus grands écarts d'abord ; puis deux au moins de celles que l'on ne peut montrer.

    Une activité cachée, s'il y en a, passe avant celles dont la donnée manque : que l'on cache doit se voir.
    """
    connues = sorted(montrables(activites), key=lambda une: (-ecart(une), une.nom))
    petites = [une for une in activites if une.masquee]
    cachees = [*petites[:1], *(une for une in activites if une.empeche and not une.masquee), *petites[1:]]
    gardees = connues[: maximum - min(len(cachees), 2)]
    return [*gardees, *cachees[: maximum - len(gardees)]]


def vue_personne(
    activites: Sequence[Activite], lecture: Lecture, indicateurs: pl.DataFrame, maximum: int = MAXIMUM
) -> Vue:
    """Les euros par femme et par homme du public visé, activité par activité."""
    message = message_personne(activites, lecture.exercice)
    montrees = choisir(activites, maximum, lambda une: abs((une.par_visee or 0.0) - (une.par_vise or 0.0)))
    return Vue(
        cle="genre_personne",
        message=message,
        sous_titre=sous_titre_personne(combien(activites, maximum)),
        figure=par_personne(montrees),
        lire=LIRE_PERSONNE,
        masque=MASQUE,
        tableau=_tableau_activites(activites),
        indicateurs=_montres(indicateurs, lecture, pl.col("poste").is_not_null()),
        derivees=EN_POINTS,
        alt=alternative_personne(montrees, message),
    )


def _montres(indicateurs: pl.DataFrame, lecture: Lecture, voulus: pl.Expr) -> pl.DataFrame:
    """Les rangées dessinées, de la nature montrée : celles des classes, ou celles de chaque activité."""
    nature = pl.col("nature") == str(lecture.nature)
    return indicateurs.filter(voulus & nature & pl.col("valeur").is_not_null())


def _tableau_classes(lecture: Lecture) -> pl.DataFrame:
    return pl.DataFrame(
        [(une.classe.nom, une.montant, None if une.part is None else une.part * 100) for une in lecture.parts],
        orient="row",
        schema={"Classe": pl.String, "Montant (€)": pl.Float64, "Part du total (%)": pl.Float64},
    )


def _tableau_activites(activites: Sequence[Activite]) -> pl.DataFrame:
    lignes = [
        (
            une.nom,
            une.montant,
            une.femmes,
            une.hommes,
            _cent(une.part_femmes),
            _cent(une.part_visees),
            _cent(une.ecart),
            une.benefice_femmes,
            une.benefice_hommes,
            une.par_visee,
            une.par_vise,
            une.empeche,
        )
        for une in activites
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={
            "Activité": pl.String,
            "Montant (€)": pl.Float64,
            "Usagères": pl.Int64,
            "Usagers": pl.Int64,
            "Femmes (%)": pl.Float64,
            "Femmes visées (%)": pl.Float64,
            "Écart (points)": pl.Float64,
            "Pour les femmes (€)": pl.Float64,
            "Pour les hommes (€)": pl.Float64,
            "Par femme visée (€)": pl.Float64,
            "Par homme visé (€)": pl.Float64,
            "Ce qui manque": pl.String,
        },
    )


def _cent(part: float | None) -> float | None:
    return None if part is None else part * 100
