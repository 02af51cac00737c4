"""Garder une vue en mémoire par contexte : territoire, exercice, version des données, droits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.reglages import reglages
from pages._outils.contexte import Contexte


def _cle(contexte: Contexte) -> tuple[object, ...]:
    qui = contexte.acces
    perimetre = None if qui.territoires is None else tuple(sorted(qui.territoires))
    return (
        contexte.territoire.id,
        contexte.territoire.nom,
        contexte.exercice,
        contexte.version,
        qui.identite,
        str(qui.role),
        perimetre,
        str(reglages().base),
    )


PAR_CONTEXTE: dict[str | type[Any], Callable[[Any], Any]] = {Contexte: _cle}
"""À passer en `hash_funcs` : deux contextes qui montrent la même chose ont la même clé."""

RETENUES = 64
"""Vues gardées par fonction."""
