"""Les lecteurs : un par format, exécutés dans un processus fils limité, derrière le portier."""

from core.donnees.lecture.avance import Avance, Suivi, ignorer
from core.donnees.lecture.garde import copie_a_garder, lire, preparer
from core.donnees.lecture.modele import CelluleFautive, Feuille, Lecture

__all__ = ["Avance", "CelluleFautive", "Feuille", "Lecture", "Suivi", "copie_a_garder", "ignorer", "lire", "preparer"]
