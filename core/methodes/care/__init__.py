"""CARE : un capital est une dette ; on ne parle de résultat qu'une fois chacun gardé en bon état."""

from __future__ import annotations

from core.methodes.care.detail import detail
from core.methodes.care.dettes import dettes
from core.methodes.care.fiche import FICHE, INDICATEURS
from core.methodes.care.indicateurs import calculer, historique
from core.methodes.care.resultat import cascade

__all__ = ["FICHE", "INDICATEURS", "calculer", "cascade", "detail", "dettes", "historique"]
