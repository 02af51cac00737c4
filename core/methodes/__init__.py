"""Les méthodes : chacune est un module avec `FICHE`, `detail` et `calculer`, sans classe mère."""

from __future__ import annotations

from types import ModuleType

from core.methodes import care, donut, execution, trajectoire

METHODES: tuple[ModuleType, ...] = (execution, donut, care, trajectoire)
"""Dans l'ordre où une collectivité les rencontre : ce qu'elle a déjà, puis ce qu'elle regarde, compte, et promet."""
