"""Les commandes de l'écran Capitaux."""

from __future__ import annotations

from core.figures.care.vues import VUES
from pages._outils import commun


def commandes() -> None:
    """Le choix de la vue, tenu par l'adresse."""
    commun.choisir("vue", "Vue", VUES)
