"""Les lecteurs : un par format, exécutés dans un processus fils limité, derrière le portier."""

from core.donnees.lecture.avance import Avance, Suivi
from core.donnees.lecture.garde import lire, preparer
from core.donnees.lecture.modele import CelluleFautive, Feuille, Lecture

__all__ = ["Avance", "CelluleFautive", "Feuille", "Lecture", "Suivi", "lire", "preparer"]
