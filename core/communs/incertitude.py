"""Quand un intervalle symétrique a encore un sens : une seule règle, pour le bilan et pour la trajectoire."""

from __future__ import annotations

from core.modele import Donnees
from core.references import parametre_de


def symetrie_maximale(donnees: Donnees) -> float:
    """L'incertitude relative au-delà de laquelle un intervalle symétrique n'a plus de sens, en part."""
    return parametre_de(donnees, "parametres_carbone", "incertitude_symetrique_max")


def est_symetrique(incertitude: float, maximale: float) -> bool:
    """Vrai jusqu'à cette incertitude, elle comprise ; au-delà, la borne basse de E × (1 ± u) frôle zéro."""
    return incertitude <= maximale
