"""Carbone : où en sommes-nous de la trajectoire, que couvrent nos actions, que reste-t-il du budget ?"""

from __future__ import annotations

from core.figures.trajectoire.vues import VUES
from pages._outils import commun
from pages._trajectoire import ecran as carbone

METHODE = "trajectoire"

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(METHODE, contexte)
    forme = commun.choix("vue", VUES)
    commun.afficher(
        carbone.composer(contexte, forme),
        contexte,
        panneau=lambda: carbone.panneau(contexte, forme),
        commandes=lambda: carbone.commandes(contexte),
    )
