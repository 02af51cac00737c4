"""Le panneau de l'écran Carbone : l'effort, le budget et l'attente ; à la vue des actions, qui porte quoi."""

from __future__ import annotations

import streamlit as st

from core.figures.trajectoire.panneau import actions_de, rubriques_de
from core.figures.trajectoire.phrases import ACTIONS
from core.figures.trajectoire.vues import Adresse
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """Les actions du périmètre, ou les rubriques de la vue."""
    portees = commun.garder(actions_de, contexte, adresse)
    if portees is None:
        composants.rubriques(commun.garder(rubriques_de, contexte, adresse))
        return
    compte, actions = portees
    st.markdown(f"**{commun.echapper(compte)}**")
    commun.table_entiere(actions, ACTIONS)
