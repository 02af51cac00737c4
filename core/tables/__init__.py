"""Les tables déclarées, dans l'ordre où un agent les remplit."""

from __future__ import annotations

from core.tables.affectations import AFFECTATIONS
from core.tables.arbitrage import CONTRAINTES_BUDGET, EFFETS_ACTIONS, SCENARIOS
from core.tables.bilan import DONNEES_ACTIVITE, FACTEURS_EMISSION, RATIOS_COMPTES
from core.tables.budget import AGREGATS_FINANCIERS, LIGNES_BUDGETAIRES
from core.tables.capitaux import ACTIONS_PRESERVATION, CAPITAUX, DEPENSES_PRESERVATION
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS, OBJECTIFS_EMISSIONS
from core.tables.climat import OPERATIONS_CLIMAT, PLAFONDS_EMISSIONS, POPULATIONS, SUIVIS_CLIMAT
from core.tables.declaration import Colonne, Table
from core.tables.genre import PUBLICS
from core.tables.indicateurs import INDICATEURS, MESURES
from core.tables.plans import PLANS_DE_COMPTES
from core.tables.territoires import TERRITOIRES

TABLES: dict[str, Table] = {
    table.nom: table
    for table in (
        TERRITOIRES,
        LIGNES_BUDGETAIRES,
        AGREGATS_FINANCIERS,
        AFFECTATIONS,
        PUBLICS,
        INDICATEURS,
        MESURES,
        CAPITAUX,
        ACTIONS_PRESERVATION,
        DEPENSES_PRESERVATION,
        EMISSIONS,
        OBJECTIFS_EMISSIONS,
        ACTIONS_CLIMAT,
        PLAFONDS_EMISSIONS,
        OPERATIONS_CLIMAT,
        SUIVIS_CLIMAT,
        POPULATIONS,
        DONNEES_ACTIVITE,
        FACTEURS_EMISSION,
        RATIOS_COMPTES,
        EFFETS_ACTIONS,
        CONTRAINTES_BUDGET,
        SCENARIOS,
        PLANS_DE_COMPTES,
    )
}

__all__ = ["TABLES", "Colonne", "Table"]
