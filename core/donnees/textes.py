"""Comparer des en-têtes et des mots écrits de mille façons : une seule forme, sans accents ni ponctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HORS_MOTS = re.compile(r"[^a-z0-9%]+")


@lru_cache(maxsize=20_000)
def forme(texte: str) -> str:
    """Minuscules, sans accents, ponctuation et espaces ramenées à une espace.

    >>> forme("  Crédits_ouverts (BP\u00a0+ DM)")
    'credits ouverts bp dm'
    """
    nu = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("æ", "ae"))
    nu = "".join(lettre for lettre in nu if not unicodedata.combining(lettre))
    return _HORS_MOTS.sub(" ", nu).strip()
