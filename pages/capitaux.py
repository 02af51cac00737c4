"""Capitaux : que devons-nous encore à chacun, et que reste-t-il du résultat une fois tous préservés ?"""

from __future__ import annotations

from core.figures.care.vues import VUES
from pages._care import ecran as capitaux
from pages._outils import commun

METHODE = "care"

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(METHODE, contexte)
    commun.afficher(
        capitaux.composer(contexte, commun.choix("vue", VUES)),
        contexte,
        panneau=lambda: capitaux.panneau(contexte),
        commandes=capitaux.commandes,
    )
