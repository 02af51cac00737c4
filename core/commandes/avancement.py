"""Dire sur la sortie d'erreur où en est un travail qui dure ; Ctrl-C l'annule sans trace."""

from __future__ import annotations

import sys
import time

from core.donnees.lecture import Avance
from core.format_fr import accorder, nombre

DELAI = 1.0
"""Secondes avant de dire quoi que ce soit."""
_LARGEUR = 78


class Avancement:
    """La ligne d'avancement d'un terminal, récrite sur place ; muette si la sortie d'erreur n'en est pas un."""

    def __init__(self, fichier: str) -> None:
        self._fichier = fichier
        self._debut = time.monotonic()
        self._ecrite = False

    def __call__(self, avance: Avance) -> None:
        """Récrit la ligne, passé une seconde."""
        if time.monotonic() - self._debut >= DELAI and sys.stderr.isatty():
            self._ecrire(f"{self._fichier} : {dire(avance)}")

    def finir(self) -> None:
        """Efface la ligne."""
        if self._ecrite:
            self._ecrire("")

    def _ecrire(self, texte: str) -> None:
        print(f"\r{texte[:_LARGEUR]:<{_LARGEUR}}\r", end="", file=sys.stderr, flush=True)
        self._ecrite = True


def dire(avance: Avance) -> str:
    """« 2 lectures avant la vôtre », « LigneBudget, ligne 1 200 sur 4 000 »."""
    if avance.avant:
        return accorder(avance.avant, "lecture avant la vôtre", "lectures avant la vôtre")
    if not avance.feuille:
        return "ouverture"
    sur = f" sur {nombre(avance.lignes)}" if avance.lignes else ""
    return f"{avance.feuille}, ligne {nombre(avance.ligne)}{sur}"
