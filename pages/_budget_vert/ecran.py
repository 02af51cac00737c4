"""Ce que l'écran « Budget vert » dessine : ses choix, et sa figure."""

from __future__ import annotations

import streamlit as st

from core.figures.budget_vert import vues
from core.figures.budget_vert.lecture import LECTURES, PERIMETRES
from core.figures.budget_vert.phrases import AVERTISSEMENT
from core.figures.budget_vert.vues import CHOISISSABLES, CHOIX, VUES, Adresse
from core.figures.vue import Vue
from pages._budget_vert.panneau import annexe
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def commandes(adresse: Adresse, contexte: Contexte) -> None:
    """La vue, puis les choix qui ont un sens pour elle."""
    premier, axes = commun.garder(vues.commandes, contexte, adresse)
    commun.choisir("vue", "Vue", VUES)
    if "perimetre" in CHOIX[adresse.vue]:
        commun.choisir("perimetre", "Périmètre", PERIMETRES, premier)
    if "lecture" in CHOIX[adresse.vue]:
        commun.choisir("lecture", "Lecture", LECTURES)
    if len(axes) > 1:
        commun.choisir("axe", "Axe", axes)


def dessiner(vue: Vue, adresse: Adresse, contexte: Contexte) -> None:
    """La figure, dont un morceau se choisit si la vue a des dépenses à en dire ; sous elle, ce qu'elle récompense mal.

    Sous celle de l'annexe, ses comptes et son classeur.
    """
    if adresse.vue in CHOISISSABLES:
        composants.figure_choisie(vue, contexte)
    else:
        commun.figure(vue, contexte)
    if contexte.projection:
        return
    st.markdown(f":small[{commun.echapper(AVERTISSEMENT)}]")
    if adresse.vue == "annexe":
        annexe(contexte)
