"""La figure de l'écran Budget, et ses commandes."""

from __future__ import annotations

from core.figures.execution.epargne import CLE
from core.figures.execution.vues import SENS, UNITES, VUES, sections
from core.figures.vue import Vue
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def dessiner(vue: Vue, contexte: Contexte) -> None:
    """La figure ; une barre d'une ventilation se choisit, celle d'un exercice non."""
    if vue.cle == CLE:
        commun.figure(vue, contexte)
    else:
        composants.figure_choisie(vue, contexte)


def commandes(contexte: Contexte) -> None:
    """Les choix de l'écran, tenus par l'adresse ; l'épargne n'a ni sens ni section."""
    vue = commun.choisir("vue", "Vue", VUES)
    if vue == "epargne":
        return
    commun.choisir("sens", "Sens", SENS)
    commun.choisir("section", "Section", sections(vue))
    if contexte.territoire.population:
        commun.choisir("unite", "Unité", UNITES)
