"""L'entrepôt : la seule porte de la base DuckDB, et le seul endroit où s'écrit du SQL."""

from __future__ import annotations

from core.donnees.entrepot.facade import Entrepot
from core.donnees.entrepot.modele import Depot, Instantane, Lot

__all__ = ["Depot", "Entrepot", "Instantane", "Lot"]
