"""Budget : que dépensons-nous, pour quoi, et qu'avons-nous réalisé de ce qui était prévu ?"""

from __future__ import annotations

from pages._execution import ecran
from pages._execution.panneau import panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "budget",
        contexte,
        dessin=lambda vue, adresse: ecran.dessiner(vue, contexte),
        panneau=lambda adresse: panneau(adresse, contexte),
        commandes=lambda adresse: ecran.commandes(contexte),
    )
