"""Budget vert : quelle part de nos dépenses sert la transition, quelle part la contrarie, et qu'ignorons-nous ?"""

from __future__ import annotations

from pages._budget_vert import ecran as vert
from pages._budget_vert import panneau as vert_panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.indicateurs(vert.METHODE, contexte)
    vue = vert.composer(contexte)
    commun.afficher(
        vue,
        contexte,
        dessin=None if contexte.projection else lambda: vert_panneau.dessiner(contexte, vue),
        panneau=None if vert.est_annexe() else lambda: vert_panneau.panneau(contexte),
        commandes=lambda: vert.commandes(contexte),
    )
