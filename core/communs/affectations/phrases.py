"""Ce que vaut une affectation, et pourquoi elle ne compte pas."""

from __future__ import annotations

REPRISE_DITE = "Reprise d'un exercice passé"
PARTS_FAUTIVES = "Les parts font {}\u00a0%, pas 100\u00a0%."
"""Modèle polars : il reçoit le total des parts, en pour cent."""
