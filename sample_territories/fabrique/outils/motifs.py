"""Reconnaître un code à ses motifs, comme une équipe les note : « 606*;6281 »."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache


@cache
def reconnu(valeur: str, motifs: str) -> bool:
    """Vrai si la valeur suit l'un des motifs séparés par « ; » ; les mêmes paires reviennent des milliers de fois."""
    return any(fnmatchcase(valeur, motif) for motif in motifs.split(";"))
