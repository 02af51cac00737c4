"""Plusieurs chemins sur un même dessin : ce que nous émettons, et ce que chaque trajectoire demande."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.textes import TAILLE_DOUCE, en_tete
from core.figures.trajectoire.lecture import Lecture, serie, trajectoires
from core.figures.trajectoire.phrases_figures import AVEC_NOS_ACTIONS, COLONNE_NOS_ACTIONS, OBSERVE, SNBC, axe
from core.figures.trajectoire.toile import legender, tendre

TRAITS = (
    {"color": theme.OBJECTIF, "width": 2.5, "dash": "dash"},
    {"color": theme.PLAFOND_DEPASSE, "width": 2.5, "dash": "longdash"},
    {"color": theme.ESPACE_SUR_CONTOUR, "width": 2.5, "dash": "dashdot"},
    {"color": theme.PLANCHER_DEFICIT, "width": 2.5, "dash": "longdashdot"},
    {"color": theme.ENCRE_DOUCE, "width": 2.5, "dash": "2px,6px"},
    {"color": theme.OBJECTIF, "width": 1.5, "dash": "10px,3px"},
)
"""Un trait par chemin : la couleur et le tireté changent ensemble, pour se lire aussi en gris."""

type_chemins = Mapping[str, Mapping[int, float]]


def chemins(indicateurs: pl.DataFrame, perimetre: str) -> dict[str, dict[int, float]]:
    """Les chemins d'un périmètre, en tCO2e : chaque trajectoire promise, puis les lectures nationales par secteur."""
    du_perimetre = indicateurs.filter(pl.col("perimetre") == perimetre)
    totaux = du_perimetre.filter(pl.col("poste").is_null())
    trouves = {
        nom: serie(du_perimetre.filter(pl.col("poste") == nom), "emissions_objectif")
        for nom in trajectoires(indicateurs, perimetre)
    }
    trouves |= {nom: serie(totaux, cle) for cle, nom in SNBC.items()}
    return {nom: chemin for nom, chemin in trouves.items() if chemin}


def dessiner(lecture: Lecture, choisis: type_chemins) -> go.Figure:
    """L'observé en plein, le scénario de nos actions en pointillé bleu, un trait par chemin ; la légende les nomme."""
    toile = tendre(lecture)
    en_tete(toile.figure, axe(toile.unite))
    toile.courbe(OBSERVE, toile.observees(), {"color": theme.REALISE, "width": 3.5}, showlegend=True)
    if lecture.chiffrees:
        scenario = {"color": theme.REALISE, "width": 2.5, "dash": "dot"}
        toile.courbe(AVEC_NOS_ACTIONS, toile.mise(lecture.scenario), scenario, showlegend=True)
    for rang, (nom, chemin) in enumerate(choisis.items()):
        toile.courbe(nom, toile.mise(chemin), TRAITS[rang % len(TRAITS)], showlegend=True)
    haut = max(
        [toile.haut, *(valeur / toile.echelle * 1.06 for chemin in choisis.values() for valeur in chemin.values())]
    )
    toile.figure.update_yaxes(range=[0, haut])
    legender(toile, font={"size": TAILLE_DOUCE})
    return toile.figure


def comparables(choisis: type_chemins, omis: Sequence[str]) -> type_chemins:
    """Les chemins qui comptent autant de secteurs que l'observé : sans les nationaux, quand ils en omettent."""
    return {nom: chemin for nom, chemin in choisis.items() if not (omis and nom in SNBC.values())}


def annee_comparee(lecture: Lecture, choisis: type_chemins) -> int | None:
    """L'échéance de la trajectoire regardée, sinon la première année à venir que tous les chemins choisis portent."""
    if not choisis:
        return None
    communes = set.intersection(*(set(chemin) for chemin in choisis.values()))
    if lecture.echeance in communes:
        return lecture.echeance
    a_venir = [annee for annee in communes if annee > (lecture.depart or lecture.exercice)]
    dizaines = [annee for annee in a_venir if annee % 10 == 0]
    return min(dizaines or a_venir, default=None)


def tableau(lecture: Lecture, choisis: type_chemins) -> pl.DataFrame:
    """Une année par ligne, un chemin par colonne, en tCO2e ; une case vide est une donnée absente."""
    observees = {une.annee: une.valeur for une in lecture.observees if une.annee in lecture.completes}
    avec = {COLONNE_NOS_ACTIONS: lecture.scenario} if lecture.chiffrees else {}
    colonnes: dict[str, Mapping[int, float | None]] = {"Observé": observees, **avec, **choisis}
    annees = sorted({annee for ligne in colonnes.values() for annee in ligne})
    return pl.DataFrame(
        {"Année": [str(annee) for annee in annees]}
        | {f"{nom} (tCO₂e)": [ligne.get(annee) for annee in annees] for nom, ligne in colonnes.items()},
        schema={"Année": pl.String} | {f"{nom} (tCO₂e)": pl.Float64 for nom in colonnes},
    )
