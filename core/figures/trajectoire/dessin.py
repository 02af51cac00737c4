"""Le dessin de la trajectoire : observé, objectif, scénario et ses coins d'actions, et l'écart entre les deux."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from core.communs.climat.reunies import effets_reunis
from core.figures import theme
from core.figures.familles.etiquettes import LARGEURS
from core.figures.textes import en_tete, sans_html
from core.figures.trajectoire.etiquettes import etiqueter
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import (
    ANNEE_PARTIELLE,
    AVEC_ACTIONS,
    ECART_A_COMBLER,
    INCERTITUDE,
    OBJECTIF,
    OBSERVE,
    autres_actions,
    axe,
    nos_actions,
    survol_observe,
    survol_partiel,
)
from core.figures.trajectoire.toile import Toile, sommet, tendre

COINS = ("#BFD8C8", "#DCEBE0")
"""Deux verts pâles en alternance : les coins se distinguent par leur bord blanc et leur nom, pas par la teinte."""

SEPARES, VISIBLE = 5, 0.055
"""Au plus cinq coins séparés, et seulement ceux qui font au moins cette part de l'axe à l'horizon : leur nom y
tient."""

LETTRES = 40


def courbes(lecture: Lecture) -> go.Figure:
    """L'axe des émissions part de zéro ; en ktCO2e dès 10 000 t. Une année partielle est un point creux, hors
    courbe."""
    toile = tendre(lecture)
    en_tete(toile.figure, axe(toile.unite))
    _ecart(toile)
    _coins(toile)
    _observe(toile)
    _promis(toile)
    etiqueter(toile)
    return toile.figure


def _ecart(toile: Toile) -> None:
    objectif, scenario = toile.mise(toile.lecture.objectif), toile.mise(toile.lecture.scenario)
    hauts = {annee: max(valeur, objectif[annee]) for annee, valeur in scenario.items() if annee in objectif}
    if len(hauts) > 1:
        toile.surface(objectif, hauts, "rgba(107, 45, 92, 0.14)", ECART_A_COMBLER)


def _coins(toile: Toile) -> None:
    """Les coins empilés sous le niveau présent, le plus grand en haut ; son nom y est écrit s'il y tient."""
    niveau = toile.lecture.niveau
    if niveau is None:
        return
    dessus = toile.mise(dict.fromkeys(toile.lecture.scenario, niveau))
    empiles = coins(toile.lecture)
    for rang, (nom, serie) in enumerate(empiles.items()):
        effet = toile.mise(serie)
        dessous = {annee: valeur - effet.get(annee, 0.0) for annee, valeur in dessus.items()}
        toile.surface(dessous, dessus, COINS[rang % 2], nom)
        if len(empiles) > 1 or toile.lecture.chiffrees == 1:
            _nommer(toile, nom, dessous, dessus)
        dessus = dessous


def coins(lecture: Lecture) -> dict[str, Mapping[int, float]]:
    """Les plus grands effets par intitulé, du plus haut au plus bas ; puis tous les autres en un seul coin."""
    gardes = {code: effet for code, effet in lecture.effets.items() if max(effet.values(), default=0.0) > 0}
    seuil = VISIBLE * sommet(lecture)
    separes = [code for code, effet in gardes.items() if effet[max(effet)] >= seuil][:SEPARES]
    reste = [code for code in gardes if code not in separes]
    nommes: dict[str, Mapping[int, float]] = {}
    for code in separes if len(reste) != 1 else gardes:
        nom = lecture.intitule(code)
        nommes[nom if nom not in nommes else f"{nom} ({code})"] = gardes[code]
    if len(reste) > 1:
        nom = autres_actions(len(reste)) if separes else nos_actions(len(reste))
        nommes[nom] = effets_reunis([gardes[code] for code in reste])
    return nommes


def _nommer(toile: Toile, nom: str, dessous: Mapping[int, float], dessus: Mapping[int, float]) -> None:
    """Écrit le nom du coin à son bout droit, remonté s'il le faut pour ne pas couper son bord inférieur."""
    annee, ligne = max(dessus), toile.haut * VISIBLE * 0.9
    if dessus[annee] - dessous[annee] < ligne:
        return
    court = nom if len(nom) <= LETTRES else f"{nom[: LETTRES - 1].rstrip()}…"
    a_gauche = annee - round(len(court) * 6 / LARGEURS[0] * (toile.fin - toile.debut))
    bas = max(valeur for repere, valeur in dessous.items() if repere >= a_gauche)
    plancher = min(bas, dessus[annee] - ligne)
    toile.figure.add_annotation(
        x=annee,
        y=(dessus[annee] + plancher) / 2,
        text=sans_html(court),
        showarrow=False,
        xanchor="right",
        yanchor="middle",
        font={"size": 12, "color": theme.ESPACE_SUR_CONTOUR},
    )


def _observe(toile: Toile) -> None:
    lecture, pleines = toile.lecture, toile.observees()
    bornees = [une for une in lecture.observees if une.annee in pleines and None not in (une.basse, une.haute)]
    if len(bornees) > 1:
        toile.surface(
            toile.mise({une.annee: une.basse or 0.0 for une in bornees}),
            toile.mise({une.annee: une.haute or 0.0 for une in bornees}),
            "rgba(36, 91, 120, 0.13)",
            INCERTITUDE,
        )
    bleu = {"color": theme.REALISE, "width": 3.5}
    toile.courbe(OBSERVE, pleines, bleu, survol_observe, mode="lines+markers", marker={"size": 8})
    partielles = toile.mise(
        {une.annee: une.valeur for une in lecture.observees if une.valeur is not None and une.annee not in pleines}
    )
    creux = {"size": 9, "color": theme.PAPIER, "line": {"color": theme.REALISE, "width": 2}}
    toile.courbe(ANNEE_PARTIELLE, partielles, {}, survol_partiel, mode="markers", marker=creux)


def _promis(toile: Toile) -> None:
    """L'objectif en tirets, le scénario des actions en pointillé."""
    for serie, nom, trait in (
        (toile.lecture.objectif, OBJECTIF, {"color": theme.OBJECTIF, "width": 2.5, "dash": "dash"}),
        (toile.lecture.scenario, AVEC_ACTIONS, {"color": theme.REALISE, "width": 2.5, "dash": "dot"}),
    ):
        toile.courbe(nom, toile.mise(serie), trait)
