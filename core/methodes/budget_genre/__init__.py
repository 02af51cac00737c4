"""Budget sensible au genre : qui bénéficie de la dépense, et ce qu'elle fait à l'égalité."""

from __future__ import annotations

from core.methodes.budget_genre.detail import activites, detail
from core.methodes.budget_genre.fiche import FICHE, INDICATEURS
from core.methodes.budget_genre.indicateurs import calculer
from core.methodes.budget_genre.publics import SEUIL_SECRET, par_activite, publics_de

__all__ = ["FICHE", "INDICATEURS", "SEUIL_SECRET", "activites", "calculer", "detail", "par_activite", "publics_de"]
