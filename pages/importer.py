"""Import : déposer un fichier, voir ce qu'il changerait, confirmer."""

from __future__ import annotations

from core.acces import Action
from pages._importer.ecran import chemin
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    contexte.acces.exiger(Action.IMPORTER, contexte.territoire.id)
    chemin(contexte)
