"""Carbone : où en sommes-nous de la trajectoire, que couvrent nos actions, que reste-t-il du budget ?"""

from __future__ import annotations

from pages._outils import commun
from pages._trajectoire import ecran
from pages._trajectoire.panneau import panneau

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "carbone",
        contexte,
        panneau=lambda adresse: panneau(adresse, contexte),
        commandes=lambda adresse: ecran.commandes(adresse, contexte),
    )
