"""Bilan carbone : que causent nos activités et nos achats, poste par poste, et à quel point le savons-nous ?"""

from __future__ import annotations

from pages._bilan_carbone import ecran as bilan
from pages._bilan_carbone import panneau
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    choix = bilan.lire_adresse(contexte)
    vue = bilan.composer(contexte, choix)
    seule = contexte.projection or choix.vue in bilan.SANS_PANNEAU
    commun.afficher(
        vue,
        contexte,
        dessin=None if contexte.projection else lambda: bilan.dessiner(vue, choix, contexte),
        panneau=None if seule else lambda: panneau.montrer(contexte, choix),
        commandes=lambda: bilan.commandes(contexte, choix),
    )
