"""Carbone : où en sommes-nous de la trajectoire, que couvrent nos actions, que reste-t-il du budget ?"""

from __future__ import annotations

from core.figures.carbone import VUES
from pages import _carbone as carbone
from pages import _commun as commun

METHODE = "trajectoire"

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(METHODE, contexte)
    commun.afficher(
        carbone.composer(contexte, commun.choix("vue", VUES)),
        contexte,
        panneau=lambda: carbone.panneau(contexte),
        commandes=lambda: carbone.commandes(contexte),
    )
