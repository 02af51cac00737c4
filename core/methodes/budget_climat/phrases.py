"""Ce que la méthode dit elle-même : un gain plus grand que possible, un taux que l'on ne peut pas appliquer."""

from __future__ import annotations

from math import isfinite

from core.format_fr import pourcent

POTENTIEL = "Gain au-delà de son potentiel : à vérifier."
EMISSIONS = "Gain au-delà de tout ce que le périmètre émet : à vérifier."
COUT_D_ABATTEMENT = "Coût d'abattement"
DONNER_UNE_PART = "Donnez une part par an, par exemple 0,03 pour 3 %."


def taux_refuse(taux: float) -> str:
    """Pourquoi ce taux d'actualisation (part par an) ne peut servir."""
    ecrit = pourcent(taux, 1) if isfinite(taux) else "infini ou illisible"
    return f"Un taux d'actualisation doit dépasser −100 % ; celui-ci est {ecrit}."
