"""La réserve du processus : ce qui se calcule une fois, puis se relit, borné et partagé par tous les visiteurs.

Une clé ne porte jamais de frame : elle n'en verrait pas tous les changements. Elle porte la version des données et les
droits de qui regarde. La réserve est au module, non dans un cache de Streamlit : aucune session ne peut la vider.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")

RETENUS = 2048
"""Résultats gardés, tous ensemble ; le plus anciennement demandé part le premier."""

_gardes: OrderedDict[Hashable, Any] = OrderedDict()
_en_cours: dict[Hashable, threading.Lock] = {}
_verrou = threading.Lock()


def retenir(cle: Hashable, fabriquer: Callable[[], T]) -> T:
    """Ce que rend `fabriquer`, fait une fois par clé : plusieurs visiteurs à la fois n'en font qu'un. Une erreur n'est
    pas gardée."""
    with _verrou:
        if cle in _gardes:
            _gardes.move_to_end(cle)
            return cast("T", _gardes[cle])
        sien = _en_cours.setdefault(cle, threading.Lock())
    with sien:
        with _verrou:
            if cle in _gardes:
                return cast("T", _gardes[cle])
        try:
            rendu = fabriquer()
            with _verrou:
                _gardes[cle] = rendu
                while len(_gardes) > RETENUS:
                    _gardes.popitem(last=False)
        finally:
            with _verrou:
                _en_cours.pop(cle, None)
    return rendu


def retenir_de(objet: object, usage: str, fabriquer: Callable[[], T]) -> T:
    """Comme `retenir`, pour ce qui se tire d'un objet gardé ailleurs (une frame) : il est reconnu à son identité.

    L'objet est gardé avec ce qu'on en tire : tant que l'un est là, aucun autre ne peut porter la même identité.
    """
    rendu: T = retenir((usage, id(objet)), lambda: (objet, fabriquer()))[1]
    return rendu


def oublier() -> None:
    """Vide la réserve : une base vient d'être fermée."""
    with _verrou:
        _gardes.clear()
