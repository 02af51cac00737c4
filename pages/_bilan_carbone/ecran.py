"""Les commandes de l'écran Bilan carbone, et la figure dont chaque barre se choisit."""

from __future__ import annotations

import streamlit as st

from core.figures.bilan_carbone.lecture import INCERTITUDES
from core.figures.bilan_carbone.repartition import REPARTITIONS
from core.figures.bilan_carbone.vues import Adresse, Choix, choisir
from core.figures.vue import Vue
from core.tables.bilan import ETATS_FLUX
from pages._bilan_carbone import phrases
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def commandes(demande: Adresse, contexte: Contexte) -> None:
    """La vue, l'état et la répartition en boutons ; les hypothèses de calcul derrière une porte."""
    choix = commun.garder(choisir, contexte, demande)
    if len(choix.vues) > 1:
        commun.choisir("vue", "Vue", choix.vues)
    if choix.vue == "activites":
        commun.choisir("par", "Répartition", REPARTITIONS)
    if len(choix.etats) > 1 and choix.vue != "flash":
        commun.choisir("etat", "État", {cle: ETATS_FLUX[cle] for cle in choix.etats})
    with st.popover("Hypothèses", type="tertiary", icon=":material/tune:"):
        _hypotheses(choix, contexte)


def _hypotheses(choix: Choix, contexte: Contexte) -> None:
    st.markdown("**Incertitude**")
    commun.choisir("incertitude", "Incertitude", INCERTITUDES)
    composants.liste("version", phrases.facteurs_du_bilan(contexte.exercice), choix.toutes)
    if choix.vue == "annees":
        composants.liste(
            "version_avant", phrases.facteurs_du_bilan(contexte.exercice - 1), choix.toutes, defaut=choix.version
        )


def dessiner(vue: Vue, contexte: Contexte) -> None:
    """La figure, dont chaque barre se choisit ; pour les flux, la table entière."""
    if contexte.projection or vue.cle == "bilan_annees":
        commun.figure(vue, contexte)
    elif vue.cle.startswith("bilan_flux"):
        commun.tableau(vue.tableau, vue.alt)
    else:
        composants.figure_choisie(vue, contexte)
