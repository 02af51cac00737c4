"""Bilan carbone : que causent nos activités et nos achats, poste par poste, et à quel point le savons-nous ?"""

from __future__ import annotations

from pages import _bilan as bilan
from pages import _bilan_panneau as panneau
from pages import _commun as commun

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
