"""Budget : que dépensons-nous, pour quoi, et qu'avons-nous réalisé de ce qui était prévu ?"""

from __future__ import annotations

from pages._execution import ecran as budget
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs("execution", contexte)
    perimetre = budget.lire_perimetre(contexte)
    vue = budget.composer(contexte, perimetre)
    commun.afficher(
        vue,
        contexte,
        dessin=None if perimetre is None or contexte.projection else lambda: budget.dessiner(vue),
        panneau=lambda: budget.panneau(contexte, perimetre),
        commandes=lambda: budget.choisir(contexte),
    )
