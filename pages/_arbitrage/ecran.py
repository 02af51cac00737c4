"""L'écran Arbitrage : les leviers à gauche, l'avant-après à droite, le solde au pied."""

from __future__ import annotations

import streamlit as st

from core.figures.arbitrage.composition import Adresse, lentilles
from core.figures.arbitrage.panneau import panneau
from core.figures.arbitrage.vues import VUES, composer
from core.figures.vue import Vue
from pages._arbitrage import phrases
from pages._arbitrage.etat import essai
from pages._arbitrage.gardes import barre
from pages._arbitrage.leviers import leviers
from pages._arbitrage.solde import montrer_le_solde
from pages._outils import commun
from pages._outils.contexte import Contexte

__all__ = ["VUES", "montrer"]


def montrer(contexte: Contexte) -> None:
    """L'arbitrage en cours."""
    en_cours = essai(contexte)

    def gauche(_: Vue, __: Adresse) -> None:
        barre(contexte, en_cours)
        leviers(contexte, en_cours)

    commun.montrer(
        "arbitrage",
        contexte,
        dessin=None if contexte.projection else gauche,
        panneau=lambda adresse: _panneau(contexte, adresse),
        commandes=lambda adresse: commandes(),
    )
    if not contexte.projection:
        montrer_le_solde(contexte, en_cours)


def commandes() -> None:
    """Arbitrer, ou comparer des scénarios gardés."""
    commun.choisir("vue", "Vue", VUES)


def _panneau(contexte: Contexte, adresse: Adresse) -> None:
    """À droite : la lentille, l'avant-après, puis ce qui n'est pas chiffré et ce que l'on suppose."""
    lu = commun.garder(panneau, contexte, adresse)
    commun.choisir("lentille", "Lentille", commun.garder(lentilles, contexte))
    if lu.constat:
        st.markdown(commun.echapper(lu.constat))
    commun.figure(commun.garder(composer, contexte, adresse), contexte)
    if lu.reste:
        st.markdown(commun.echapper(lu.reste))
    if lu.sans_chiffre:
        st.markdown(f"**{commun.echapper(lu.sans_chiffre)}**")
        st.markdown("\n".join(f"- {commun.echapper(nom)} : {commun.echapper(raison)}" for nom, raison in lu.inconnus))
    with st.expander(phrases.SUPPOSITIONS):
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in lu.suppositions))
