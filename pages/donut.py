"""Donut : quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs par nos actes ?"""

from __future__ import annotations

import streamlit as st

from pages._donut import ecran
from pages._donut.panneau import panneau
from pages._outils import commun
from pages._outils.contexte import Contexte


@st.fragment
def montrer(contexte: Contexte) -> None:
    """La roue, ses barres ou sa table ; choisir un quartier ne refait que ce fragment."""
    with commun.ecran(contexte):
        commun.montrer(
            "donut",
            contexte,
            dessin=lambda vue, adresse: ecran.dessiner(vue, adresse, contexte),
            panneau=lambda adresse: panneau(adresse, contexte),
            commandes=lambda adresse: ecran.commandes(),
        )


montrer(commun.contexte())
