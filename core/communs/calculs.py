"""Compter avec des données qui manquent : un résultat n'existe que si tous ses termes sont connus."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

type_nombre = TypeVar("type_nombre", float, Decimal)


def plus(gauche: type_nombre | None, droite: type_nombre | None) -> type_nombre | None:
    """La somme ; nulle si un terme manque."""
    return None if gauche is None or droite is None else gauche + droite


def moins(gauche: type_nombre | None, droite: type_nombre | None) -> type_nombre | None:
    """La différence ; nulle si un terme manque."""
    return None if gauche is None or droite is None else gauche - droite


def quotient(haut: type_nombre | None, bas: type_nombre | None) -> type_nombre | None:
    """Le quotient ; nul si un terme manque ou si le dénominateur vaut 0."""
    return None if haut is None or bas is None or bas == 0 else haut / bas
