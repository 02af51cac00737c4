"""Des en-têtes et des mots écrits de mille façons : une seule forme pour comparer, un texte abîmé réparé."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import polars as pl

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


def reparer(texte: str) -> str:
    """Répare un texte encodé deux fois (« HÃ´tel » → « Hôtel ») et les entités restées écrites (« &#8217; »)."""
    texte = html.unescape(texte)
    if not any(marque in texte for marque in ("Ã", "Â", "â€")):
        return texte
    for codage in ("cp1252", "latin-1"):
        try:
            return texte.encode(codage).decode("utf-8")
        except UnicodeError:
            continue
    return texte


def transcrire(textes: pl.Series, ecrire: Callable[[str], str]) -> pl.Series:
    """Chaque texte réécrit par `ecrire`, appelée une fois par texte distinct ; nul reste nul. Même ordre, même nom."""
    ecrits = {texte: ecrire(texte) for texte in textes.drop_nulls().unique()}
    return textes.replace_strict(ecrits, default=None, return_dtype=pl.String)
