"""Donut : quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs par nos actes ?"""

from __future__ import annotations

import streamlit as st

from pages._donut import ecran as donut
from pages._outils import commun
from pages._outils.contexte import Contexte


@st.fragment
def montrer(contexte: Contexte) -> None:
    """La roue, ses barres ou sa table ; choisir un quartier ne refait que ce fragment."""
    with commun.ecran(contexte):
        lentille = commun.choix("lentille", donut.LENTILLES_PROPOSEES)
        forme = commun.choix("vue", donut.FORMES)
        selection = donut.selection(contexte)
        vue = donut.composer(contexte, lentille, forme, selection)
        commun.afficher(
            vue,
            contexte,
            dessin=lambda: donut.dessiner(contexte, vue, lentille, forme, selection),
            panneau=None if forme == "tableau" else lambda: donut.panneau(contexte, lentille, selection),
            commandes=donut.commandes,
        )


montrer(commun.contexte())
