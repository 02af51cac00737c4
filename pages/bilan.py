"""Bilan carbone : que causent nos activités et nos achats, poste par poste, et à quel point le savons-nous ?"""

from __future__ import annotations

from pages._bilan_carbone import ecran
from pages._bilan_carbone.panneau import panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "bilan",
        contexte,
        dessin=lambda vue, demande: ecran.dessiner(vue, contexte),
        panneau=lambda demande: panneau(demande, contexte),
        commandes=lambda demande: ecran.commandes(demande, contexte),
    )
