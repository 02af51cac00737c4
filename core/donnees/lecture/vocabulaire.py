"""Les mots d'en-tête que l'application connaît : ce qui départage deux lectures d'un même en-tête."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.donnees.textes import forme
from core.tables import TABLES
from core.tables.budget import LIGNES_BUDGETAIRES

_ANNEE = re.compile(r"\b(?:19|20)\d\d\b")
_COTE = re.compile(r"\b(?:depenses?|recettes?|dep|rec)\b")
_UNITE = re.compile(r"\b(?:en )?(?:[km]?eur|[km]?euros?|milliers d euros|ttc|k|m)$")
_SANS_TABLE = frozenset(("montant", "montants", "montant ttc", "bs", "dm", "solde", "disponible", "tiers", "date"))


def reconnus(noms: Iterable[str]) -> int:
    """Combien de ces en-têtes, répétitions comptées une fois, sont ceux d'une colonne connue."""
    return sum(_connu(nom) for nom in {forme(nom) for nom in noms if nom})


@lru_cache
def mots_du_compte() -> frozenset[str]:
    """Les en-têtes de la colonne du compte par nature."""
    colonne = LIGNES_BUDGETAIRES.colonne("nature")
    return frozenset(forme(mot) for mot in (colonne.nom, colonne.sens, *colonne.synonymes))


@lru_cache
def _mots() -> frozenset[str]:
    connus = {
        forme(mot)
        for table in TABLES.values()
        for colonne in table.colonnes
        for mot in (colonne.nom, colonne.nom.removesuffix("_eur"), colonne.sens, *colonne.synonymes)
    }
    return frozenset(connus | _SANS_TABLE)


@lru_cache(maxsize=4096)
def _connu(ecrit: str) -> bool:
    """Vrai pour un mot connu, année, unité et côté (« dépenses ») mis à part."""
    nu = _net(_UNITE.sub(" ", _net(_ANNEE.sub(" ", ecrit))))
    sans_cote = _net(_COTE.sub(" ", nu))
    return ecrit in _mots() or nu in _mots() or (sans_cote != nu and (not sans_cote or sans_cote in _mots()))


def _net(texte: str) -> str:
    return " ".join(texte.split())
