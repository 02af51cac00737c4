"""Donut : quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs par nos actes ?"""

from __future__ import annotations

import streamlit as st

from core.figures.donut.panneau import ensemble, fiche
from core.figures.donut.vues import Adresse
from core.figures.vue import Vue
from pages._donut import ecran
from pages._donut.panneau import panneau
from pages._outils import commun
from pages._outils.contexte import Contexte


@st.fragment
def montrer(contexte: Contexte) -> None:
    """La roue, ses barres ou sa table ; choisir un quartier ne refait que ce fragment."""

    def dessiner(vue: Vue, adresse: Adresse) -> None:
        choisie = commun.garder(fiche, contexte, adresse)
        ecran.dessiner(vue, adresse, contexte, choisie.code if choisie else "")

    def a_droite(adresse: Adresse) -> None:
        panneau(contexte, commun.garder(fiche, contexte, adresse), commun.garder(ensemble, contexte, adresse))

    with commun.ecran(contexte):
        commun.montrer(
            "donut", contexte, dessin=dessiner, panneau=a_droite, commandes=lambda adresse: ecran.commandes()
        )


montrer(commun.contexte())
