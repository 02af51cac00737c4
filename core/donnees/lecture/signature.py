"""La signature d'une lecture : la correspondance confirmée pour un fichier est retenue sous elle."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille


def signature(format_lu: str, feuilles: Iterable[Feuille]) -> str:
    """L'empreinte du format et des en-têtes normalisés : deux exports du même logiciel ont la même."""
    lignes = [format_lu, *("\x1f".join(map(normaliser, feuille.entetes)) for feuille in feuilles)]
    return hashlib.sha256("\x1e".join(lignes).encode()).hexdigest()
