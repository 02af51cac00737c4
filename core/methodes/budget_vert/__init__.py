"""Budget vert : ce que chaque dépense fait à la transition écologique, dit ligne à ligne par les services."""

from __future__ import annotations

from core.methodes.budget_vert.annexe import annexe, controles_annexe, justes, synthese_annexe
from core.methodes.budget_vert.classes import CLASSES_I4CE, CLASSES_LEGALES
from core.methodes.budget_vert.detail import detail
from core.methodes.budget_vert.fiche import FICHE, INDICATEURS
from core.methodes.budget_vert.indicateurs import calculer
from core.methodes.budget_vert.perimetres import PerimetreAnnexe, perimetre_annexe

__all__ = [
    "CLASSES_I4CE",
    "CLASSES_LEGALES",
    "FICHE",
    "INDICATEURS",
    "PerimetreAnnexe",
    "annexe",
    "calculer",
    "controles_annexe",
    "detail",
    "justes",
    "perimetre_annexe",
    "synthese_annexe",
]
