"""Arbitrage : sous une enveloppe fixe, que change chaque euro déplacé, sous chaque lentille ?"""

from __future__ import annotations

import streamlit as st

from pages._arbitrage import comparer, ecran
from pages._outils import commun
from pages._outils.contexte import Contexte


def montrer(contexte: Contexte) -> None:
    """L'arbitrage en cours, ou des scénarios côte à côte ; un levier déplacé ne refait que lui."""
    with commun.ecran(contexte):
        (comparer.montrer if commun.choix("vue", ecran.VUES) == "comparer" else ecran.montrer)(contexte)


courant = commun.contexte()
# En projection rien ne se commande : pas de fragment, dont la mise en page repousserait la ligne de lecture.
(montrer if courant.projection else st.fragment(montrer))(courant)
