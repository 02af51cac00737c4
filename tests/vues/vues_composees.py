"""Toutes les vues du registre d'un territoire d'exemple : ce que les essais de textes et de provenance relisent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.vue import Vue
from core.vues import ECRANS, Onglet

ONGLETS = tuple(onglet for ecran in ECRANS for onglet in ecran.onglets)
type_ouvrir = Callable[[str, int], Dossier]


def choix_clos(onglet: Onglet) -> dict[str, tuple[str, ...]]:
    """Les valeurs de chaque choix clos que l'adresse de l'onglet déclare."""
    lus = {nom: get_args(champ.annotation) for nom, champ in onglet.adresse.model_fields.items()}
    return {nom: valeurs for nom, valeurs in lus.items() if valeurs and all(isinstance(une, str) for une in valeurs)}


def adresses(onglet: Onglet, *, chaque_choix: bool) -> Iterator[Any]:
    """Chaque vue de l'onglet ; avec `chaque_choix`, chaque autre valeur de chaque choix clos aussi, une à la fois."""
    clos = choix_clos(onglet)
    for vue in clos.pop("vue", ("",)):
        premiere = onglet.adresse(**({"vue": vue} if vue else {}))
        yield premiere
        for nom, valeurs in clos.items() if chaque_choix else ():
            yield from (premiere.model_copy(update={nom: une}) for une in valeurs if une != getattr(premiere, nom))


def composees(ouvrir: type_ouvrir, territoire: str) -> Iterator[tuple[int, Any, Vue]]:
    """Chaque vue de chaque exercice, et tous les choix clos du dernier ; sans celles dont une table manque."""
    annees = ouvrir(territoire, 0).exercices
    for annee in annees:
        for onglet in ONGLETS:
            for adresse in adresses(onglet, chaque_choix=annee == annees[-1]):
                try:
                    yield annee, adresse, onglet.composer(adresse, ouvrir(territoire, annee))
                except TableManquante:
                    continue
