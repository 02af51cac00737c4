"""Capitaux : que devons-nous encore à chacun, et que reste-t-il du résultat une fois tous préservés ?"""

from __future__ import annotations

from pages._care import ecran
from pages._care.panneau import panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "capitaux",
        contexte,
        panneau=lambda adresse: panneau(adresse, contexte),
        commandes=lambda adresse: ecran.commandes(),
    )
