"""Budget climat : nos mesures tiennent-elles le plafond de l'exercice, à quel prix, et où en sont-elles ?"""

from __future__ import annotations

from core.figures.budget_climat.vues import VUES
from pages._budget_climat import ecran as climat
from pages._outils import commun

METHODE = "budget_climat"

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(METHODE, contexte)
    forme = commun.choix("vue", VUES)
    vue = climat.composer(contexte, forme)
    commun.afficher(
        vue,
        contexte,
        dessin=None if contexte.projection else lambda: climat.dessiner(vue),
        panneau=lambda: climat.panneau(contexte, forme, vue),
        commandes=lambda: climat.commandes(contexte, forme),
    )
