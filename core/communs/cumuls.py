"""Réunir des valeurs déjà calculées : ce qu'elles font ensemble, et la part qu'en font les premières."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate


def ensemble(valeurs: Iterable[float | None]) -> float | None:
    """La somme des valeurs connues ; nulle (et non 0) quand aucune n'est connue."""
    connues = [valeur for valeur in valeurs if valeur is not None]
    return sum(connues) if connues else None


def parts_cumulees(valeurs: Iterable[float | None], total: float) -> list[float]:
    """La part du total que font la première valeur, les deux premières, et ainsi de suite ; une absente n'ajoute rien.

    `total` est dans l'unité des valeurs et n'est pas 0.
    """
    return [cumul / total for cumul in accumulate(valeur or 0.0 for valeur in valeurs)]


def combien_pour(parts: Sequence[float], seuil: float) -> int:
    """Combien de premières valeurs il faut pour atteindre ce seuil, d'après leurs parts cumulées ; toutes à défaut."""
    return next((rang for rang, part in enumerate(parts, start=1) if part >= seuil), len(parts))


def paliers(depart: float, ecarts: Iterable[float]) -> list[float]:
    """Les niveaux où mènent des écarts successifs, celui de départ compris."""
    return list(accumulate(ecarts, initial=depart))
