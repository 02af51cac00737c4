"""Budget climat : un plafond d'émissions se tient comme un plafond de dépenses ; l'écart avec les mesures est le
titre."""

from __future__ import annotations

from core.methodes.budget_climat.abattement import abattement, taux_par_defaut, valeurs_tutelaires
from core.methodes.budget_climat.detail import detail
from core.methodes.budget_climat.fiche import FICHE, INDICATEURS
from core.methodes.budget_climat.indicateurs import calculer, coins, couts
from core.methodes.budget_climat.operations import execution, par_mesure, part_depensee

__all__ = [
    "FICHE",
    "INDICATEURS",
    "abattement",
    "calculer",
    "coins",
    "couts",
    "detail",
    "execution",
    "par_mesure",
    "part_depensee",
    "taux_par_defaut",
    "valeurs_tutelaires",
]
