"""Dire où en est une lecture : combien passent avant elle, puis la feuille et la ligne qu'elle lit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Avance:
    """`avant` : combien de lectures passent d'abord (0 : c'est son tour). `lignes` : combien la feuille en a.

    `feuille` est vide et `ligne` nulle tant que rien n'est lu ; `lignes` est nul quand le fichier ne le dit pas.
    """

    avant: int = 0
    feuille: str = ""
    ligne: int = 0
    lignes: int = 0

    @property
    def part(self) -> float:
        """La part lue de la feuille, de 0 à 1 ; 0 quand le fichier ne dit pas combien elle a de lignes."""
        return min(self.ligne / self.lignes, 1.0) if self.lignes else 0.0


Suivi = Callable[[Avance], None]


class _Annonce:
    """Ce que le lecteur a dit en dernier, et qui l'écoute. Un processus de lecture ne lit qu'un fichier."""

    def __init__(self) -> None:
        self.derniere = Avance()
        self.suivre: Suivi = ignorer


def ignorer(avance: Avance) -> None:
    """N'écoute pas."""


_annonce = _Annonce()


def ecouter(suivre: Suivi) -> None:
    """Appelle `suivre` à chaque nouvelle que le lecteur donne, à partir de maintenant."""
    _annonce.suivre, _annonce.derniere = suivre, Avance()


def annoncer(feuille: str, ligne: int = 0, lignes: int = 0) -> None:
    """Dit que cette feuille est lue jusqu'à cette ligne."""
    _annonce.derniere = Avance(0, feuille, ligne, max(lignes, ligne) if lignes else 0)
    _annonce.suivre(_annonce.derniere)


def derniere() -> Avance:
    """Où en était le lecteur à sa dernière nouvelle."""
    return _annonce.derniere
