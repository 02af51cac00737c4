"""Un périmètre vu d'un exercice : ce que tous ses indicateurs lisent."""

from __future__ import annotations

from dataclasses import dataclass

from core.communs.climat.actions import Effets
from core.communs.climat.observees import Observees
from core.methodes.trajectoire.reperes import Reperes

Ligne = dict[str, str | int | float | None]


@dataclass(frozen=True)
class Perimetre:
    """Son nom, l'exercice d'où on le regarde, ce qui y est observé, l'effet de ses actions et les repères nationaux.

    `effet` est nul quand aucune année n'est complète : il n'y a pas de niveau présent d'où le retrancher.
    """

    nom: str
    exercice: int
    observees: Observees
    effet: Effets | None
    nation: Reperes
