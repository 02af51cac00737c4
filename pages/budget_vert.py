"""Budget vert : quelle part de nos dépenses sert la transition, quelle part la contrarie, et qu'ignorons-nous ?"""

from __future__ import annotations

from pages._budget_vert import ecran
from pages._budget_vert.panneau import panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "budget_vert",
        contexte,
        dessin=lambda vue, adresse: ecran.dessiner(vue, adresse, contexte),
        panneau=lambda adresse: panneau(adresse, contexte),
        commandes=lambda adresse: ecran.commandes(adresse, contexte),
    )
