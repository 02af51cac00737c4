"""Garder ce qu'une fonction pure tire d'un dossier : la vue d'une adresse se compose une fois, puis se relit.

La clé est la fonction, le contexte (territoire, exercice, version des données, droits, base) et ses autres arguments,
jamais une frame. Ce qui est gardé ne se modifie pas. Un calcul demandé par plusieurs visiteurs à la fois ne se fait
qu'une fois : les autres l'attendent.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from pages._outils.contexte import Contexte

T = TypeVar("T")

RETENUS = 1024
"""Résultats gardés, tous écrans ensemble ; le plus anciennement demandé part le premier."""

_gardes: OrderedDict[Hashable, Any] = OrderedDict()
_en_cours: dict[Hashable, threading.Lock] = {}
_verrou = threading.Lock()


def garder(fonction: Callable[..., T], contexte: Contexte, *arguments: Hashable) -> T:
    """Ce que rend `fonction(*arguments, dossier)` pour ce contexte, calculé une fois ; une erreur n'est pas gardée."""
    cle = (fonction, contexte.cle, *arguments)
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
            rendu = fonction(*arguments, contexte.dossier)
            with _verrou:
                _gardes[cle] = rendu
                while len(_gardes) > RETENUS:
                    _gardes.popitem(last=False)
        finally:
            with _verrou:
                _en_cours.pop(cle, None)
    return rendu


PAR_CONTEXTE: dict[str | type[Any], Callable[[Any], Any]] = {Contexte: lambda contexte: contexte.cle}
RETENUES = 64
