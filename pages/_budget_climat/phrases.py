"""La phrase du geste du budget climat ; ce que disent les mesures est dans `core.figures.budget_climat`."""

from __future__ import annotations

LIRE_UNE_FICHE = "Lire la fiche d’une mesure"
