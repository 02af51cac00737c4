"""Les méthodes : chacune est un module avec `FICHE`, `detail` et `calculer`, sans classe mère."""

from __future__ import annotations

from types import ModuleType

from core.methodes import bilan_carbone, budget_climat, budget_genre, budget_vert, care, donut, execution, trajectoire

METHODES: tuple[ModuleType, ...] = (
    execution,
    budget_vert,
    budget_genre,
    donut,
    care,
    trajectoire,
    budget_climat,
    bilan_carbone,
)
"""Dans l'ordre où une collectivité les rencontre : ce qu'elle a déjà, puis ce qu'elle regarde, compte, et promet."""
