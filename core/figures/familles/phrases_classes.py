"""Les noms de classes qui sont des phrases."""

from __future__ import annotations

SUSCEPTIBLE = "Susceptible d'avoir un impact"
