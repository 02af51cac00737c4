"""Arbitrage : sous une enveloppe fixe, que change chaque euro déplacé, sous chaque lentille ?"""

from __future__ import annotations

import streamlit as st

from pages._arbitrage import comparer
from pages._arbitrage import ecran as arbitrage
from pages._arbitrage.etat import essai
from pages._arbitrage.gardes import barre
from pages._arbitrage.leviers import leviers
from pages._arbitrage.solde import bandeau
from pages._outils import commun
from pages._outils.contexte import Contexte


def montrer(contexte: Contexte) -> None:
    """L'arbitrage en cours ; un levier déplacé ne refait que lui."""
    with commun.ecran(contexte):
        if commun.choix("vue", arbitrage.VUES) == "comparer":
            comparer.montrer(contexte)
            return
        en_cours = essai(contexte, arbitrage.depart(contexte))
        resultat = arbitrage.calculer(contexte, en_cours)
        vue = arbitrage.composer(contexte, resultat)

        def gauche() -> None:
            barre(contexte, en_cours, resultat)
            leviers(contexte, en_cours, resultat)

        commun.afficher(
            vue,
            contexte,
            dessin=None if contexte.projection else gauche,
            panneau=lambda: arbitrage.panneau(contexte, vue, resultat),
            commandes=arbitrage.commandes,
        )
        if not contexte.projection:
            bandeau(contexte, en_cours, resultat)


courant = commun.contexte()
# En projection rien ne se commande : pas de fragment, dont la mise en page repousserait la ligne de lecture.
(montrer if courant.projection else st.fragment(montrer))(courant)
