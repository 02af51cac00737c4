"""Les méthodes : chacune est un module avec `FICHE`, `INDICATEURS`, `detail` et `calculer`, sans classe mère."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import ModuleType

from core.resultat import Indicateur

CLES = (  # une par ligne : en ajouter une n'en récrit aucune
    "execution",
    "budget_vert",
    "budget_genre",
    "donut",
    "care",
    "trajectoire",
    "budget_climat",
    "bilan_carbone",
)
"""Dans l'ordre où une collectivité les rencontre : ce qu'elle a déjà, puis ce qu'elle regarde, compte, et promet."""

METHODES: tuple[ModuleType, ...] = tuple(import_module(f"core.methodes.{cle}") for cle in CLES)


@lru_cache
def declarations() -> dict[tuple[str, str], Indicateur]:
    """Ce que les méthodes rendent, par clé de méthode et nom d'indicateur : titre, unité, sens, axes."""
    return {(methode.FICHE.cle, un.nom): un for methode in METHODES for un in methode.INDICATEURS}
