"""Capitaux : que devons-nous encore à chacun, et que reste-t-il du résultat une fois tous préservés ?"""

from __future__ import annotations

from core.figures.capitaux import VUES
from pages import _capitaux as capitaux
from pages import _commun as commun

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
