"""Bilan carbone : des flux, des facteurs, vingt-deux postes, et l'incertitude de chacun."""

from __future__ import annotations

from core.methodes.bilan_carbone.comptes import complete, devine, estimes, flash, par_sort
from core.methodes.bilan_carbone.couverture import couverture_indirectes, surplus, surplus_total
from core.methodes.bilan_carbone.effets import comparer, effets, indicateurs_effets
from core.methodes.bilan_carbone.equivalents import equivalents
from core.methodes.bilan_carbone.facteurs import chaine, versions
from core.methodes.bilan_carbone.fiche import FICHE, INDICATEURS
from core.methodes.bilan_carbone.indicateurs import calculer, flux_par_flux
from core.methodes.bilan_carbone.lignes import appliquees, detail, immobilisations_entieres, tonnes
from core.methodes.bilan_carbone.par_les_comptes import compte_par_compte, comptes_seuls
from core.methodes.bilan_carbone.reunies import emissions_reunies
from core.methodes.bilan_carbone.tableau import tableau_beges

__all__ = [
    "FICHE",
    "INDICATEURS",
    "appliquees",
    "calculer",
    "chaine",
    "comparer",
    "complete",
    "compte_par_compte",
    "comptes_seuls",
    "couverture_indirectes",
    "detail",
    "devine",
    "effets",
    "emissions_reunies",
    "equivalents",
    "estimes",
    "flash",
    "flux_par_flux",
    "immobilisations_entieres",
    "indicateurs_effets",
    "par_sort",
    "surplus",
    "surplus_total",
    "tableau_beges",
    "tonnes",
    "versions",
]
