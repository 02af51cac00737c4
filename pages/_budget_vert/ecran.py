"""Ce que l'écran « Budget vert » dessine : ses choix, et sa figure."""

from __future__ import annotations

import streamlit as st

from core.figures.budget_vert import composition
from core.figures.budget_vert.composition import CHOIX, Adresse
from core.figures.budget_vert.lecture import LECTURES, PERIMETRES
from core.figures.budget_vert.vues import AVERTISSEMENT, CHOISISSABLES, VUES
from core.figures.vue import Vue
from pages._budget_vert.panneau import annexe
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def commandes(adresse: Adresse, contexte: Contexte) -> None:
    """La vue, puis les choix qui ont un sens pour elle."""
    premier, axes = commun.garder(composition.commandes, contexte, adresse)
    commun.choisir("vue", "Vue", VUES)
    if "perimetre" in CHOIX[adresse.vue]:
        commun.choisir("perimetre", "Périmètre", PERIMETRES, premier)
    if "lecture" in CHOIX[adresse.vue]:
        commun.choisir("lecture", "Lecture", LECTURES)
    if len(axes) > 1:
        commun.choisir("axe", "Axe", axes)


def est_annexe() -> bool:
    """Vrai si l'adresse demande l'annexe : elle se lit sur toute la largeur."""
    return commun.choix("vue", VUES) == "annexe"


def dessiner(vue: Vue, contexte: Contexte) -> None:
    """La figure, dont un morceau se choisit si la vue a des dépenses à en dire ; sous elle, ce qu'elle récompense mal.

    Sous celle de l'annexe, ses comptes et son classeur.
    """
    forme = commun.choix("vue", VUES)
    if forme in CHOISISSABLES:
        composants.figure_choisie(vue, contexte)
    else:
        commun.figure(vue, contexte)
    if contexte.projection:
        return
    st.markdown(f":small[{commun.echapper(AVERTISSEMENT)}]")
    if forme == "annexe":
        annexe(contexte)
