"""La fiche de la mesure choisie ; sinon ce que l'écart demande, ou la table de la vue."""

from __future__ import annotations

import streamlit as st

from core.figures.budget_climat.vues import Adresse, panneau_de
from pages._budget_climat import phrases
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def panneau(demande: Adresse, contexte: Contexte) -> None:
    """Le panneau de la vue ; une mesure s'y choisit au clavier comme d'un clic sur la figure."""
    montre = commun.garder(panneau_de, contexte, demande)
    if montre.mesures:
        mesures = dict(montre.mesures)
        composants.liste("mesure", "Mesure", mesures, invite=phrases.LIRE_UNE_FICHE, label_visibility="collapsed")
    if montre.titre:
        st.markdown(f"**{commun.echapper(montre.titre)}**")
    if montre.rubriques:
        composants.rubriques(montre.rubriques)
    if montre.note:
        st.markdown(f":small[:gray[{commun.echapper(montre.note)}]]")
    if montre.table is not None:
        commun.table_entiere(montre.table, montre.alt)
