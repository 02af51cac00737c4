"""Cotation : dire une fois, pour chaque dépense, ce qu'elle fait à la transition, à l'égalité, aux capitaux…"""

from __future__ import annotations

from core.acces import Action
from pages._cotation.ecran import montrer
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    contexte.acces.exiger(Action.IMPORTER, contexte.territoire.id)
    montrer(contexte)
