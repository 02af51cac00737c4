"""Ce qui s'écrit au survol d'une barre d'émissions."""

from __future__ import annotations

from core.format_fr import nombre


def qualite(note: float) -> str:
    """La qualité d'une mesure."""
    return f"Qualité : {nombre(note)} sur 5"
