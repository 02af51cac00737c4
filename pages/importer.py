"""Import : déposer un fichier, voir ce qu'il changerait, confirmer."""

from __future__ import annotations

from core.acces import Action
from pages import _commun as commun
from pages._importation import chemin

contexte = commun.contexte()
with commun.ecran(contexte):
    contexte.acces.exiger(Action.IMPORTER, contexte.territoire.id)
    chemin(contexte)
