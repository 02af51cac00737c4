"""Budget et égalité : à qui profitent nos dépenses, femmes et hommes comptés à part ?"""

from __future__ import annotations

from pages._budget_genre import ecran as genre
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(genre.METHODE, contexte)
    vue = genre.composer(contexte)
    commun.afficher(
        vue,
        contexte,
        dessin=None if contexte.projection else lambda: genre.dessiner(vue),
        panneau=lambda: genre.panneau(contexte),
        commandes=genre.commandes,
    )
