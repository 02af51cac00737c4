"""Garder ce qu'une fonction pure tire d'un dossier : la vue d'une adresse se compose une fois, puis se relit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from pages._outils.contexte import Contexte

T = TypeVar("T")


def garder(fonction: Callable[..., T], contexte: Contexte, *arguments: Hashable) -> T:
    """Ce que rend `fonction(*arguments, dossier)` pour ce contexte, calculé une fois ; à lire, jamais à modifier.

    La clé est la fonction, le contexte (territoire, exercice, version des données, droits, base, jour) et les
    arguments.
    """
    return contexte.dossier.garder(fonction, *arguments)
