"""La fiche du capital choisi : bon état, porte-parole, dette, et ses actions prévues face à ce qui a été payé."""

from __future__ import annotations

import streamlit as st

from core.figures.care.panneau import fiches
from core.figures.care.phrases import PLUS_TARD, actions_de
from core.figures.care.vues import Adresse
from pages._care import phrases
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """La fiche d'un capital ; à défaut de choix, celui dont la dette est la plus lourde."""
    tenues = commun.garder(fiches, contexte)
    if not tenues:
        st.markdown(PLUS_TARD)
        return
    choisi = composants.liste("capital", "Capital", {code: fiche.entite for code, fiche in tenues.items()})
    fiche = tenues[choisi]
    composants.rubriques(fiche.rubriques)
    commun.tableau(fiche.actions, actions_de(fiche.entite, contexte.exercice))
    if fiche.manques:
        st.markdown(phrases.a_renseigner(fiche.manques))
