"""Budget et égalité : à qui profitent nos dépenses, femmes et hommes comptés à part ?"""

from __future__ import annotations

from pages._budget_genre import ecran
from pages._outils import commun, composants

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "budget_genre",
        contexte,
        dessin=lambda vue, adresse: composants.figure_choisie(vue, contexte),
        panneau=lambda adresse: ecran.panneau(adresse, contexte),
        commandes=lambda adresse: ecran.commandes(),
    )
