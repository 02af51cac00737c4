"""Méthodes : ce que chacune demande, d'où elle vient, ce qu'elle tait, et par où continuer."""

from __future__ import annotations

import streamlit as st

from core.format_fr import en_lettres
from core.methodes import METHODES
from pages._methodes.ecran import calculables, cheminer, fiche
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    pretes = calculables(contexte)
    nom = commun.echapper(contexte.territoire.nom)
    accord = "se calcule" if len(pretes) < 2 else "se calculent"
    combien = (
        f"{'une' if len(pretes) == 1 else en_lettres(len(pretes))} des {en_lettres(len(METHODES))} méthodes {accord}"
    )
    if len(pretes) == len(METHODES):
        combien = f"les {en_lettres(len(METHODES))} méthodes se calculent"
    with st.container(key="message", gap=None):
        st.title(f"{nom} : {combien}" if pretes else f"{nom} : aucune méthode ne se calcule encore", anchor=False)
        st.markdown("Une méthode est un regard sur le même registre de faits ; aucune ne remplace les autres.")
    choisie = commun.choisir("methode", "Méthode", {module.FICHE.cle: module.FICHE.titre for module in METHODES})
    fiche(choisie, contexte)
    cheminer(choisie, pretes)
