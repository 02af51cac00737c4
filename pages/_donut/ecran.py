"""Ce que l'écran Donut dessine : ses deux choix, et la roue, ses barres ou sa table."""

from __future__ import annotations

from core.figures.donut.panneau import fiche
from core.figures.donut.vues import FORMES, PROPOSEES, Adresse, roue_cadree
from core.figures.vue import Vue
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.roue import Choix, dessin


def commandes() -> None:
    """La lentille et la forme, tenues par l'adresse."""
    commun.choisir("lentille", "Lentille", PROPOSEES)
    commun.choisir("vue", "Forme", FORMES)


def choisir(code: str) -> None:
    """Écrit l'indicateur choisi dans l'adresse ; vide, l'en retire."""
    commun.ecrire_parametre("selection", code)


def dessiner(vue: Vue, adresse: Adresse, contexte: Contexte) -> None:
    """Monte la roue ou les barres, cliquables, l'indicateur choisi mis en avant ; ou la table jumelle."""
    if adresse.vue == "tableau":
        commun.tableau(vue.tableau, vue.alt)
        return
    choisie = commun.garder(fiche, contexte, adresse)
    choix, svg = Choix(choisie.code if choisie else "", choisir), str(vue.figure)
    if adresse.vue == "barres":
        dessin(svg, "donut_dessin", "barres", choix=choix)
        return
    autre = commun.garder(roue_cadree, contexte, adresse.model_copy(update={"selection": ""}))
    if adresse.projetee:
        dessin(autre, "donut_dessin", "projection", choix=choix)
    else:
        dessin(svg, "donut_dessin", "roue", etroit=autre, choix=choix)
