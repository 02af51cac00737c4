"""Méthodes : ce que chacune demande, d'où elle vient, ce qu'elle tait, et par où continuer."""

from __future__ import annotations

import streamlit as st

from core.methodes import METHODES
from pages._methodes import phrases
from pages._methodes.ecran import calculables, cheminer, fiche
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    pretes = calculables(contexte)
    with st.container(key="message", gap=None):
        st.title(phrases.titre(contexte.territoire.nom, len(pretes), len(METHODES)), anchor=False)
        st.markdown(phrases.UN_REGARD)
    commun.refuser({"methode": [module.FICHE.cle for module in METHODES]})
    choisie = commun.choisir("methode", "Méthode", {module.FICHE.cle: module.FICHE.titre for module in METHODES})
    fiche(choisie, contexte)
    cheminer(choisie, pretes)
