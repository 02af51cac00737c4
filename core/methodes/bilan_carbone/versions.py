"""L'ordre des versions de facteurs : de la plus récente à la plus ancienne, d'après ce que chacune déclare.

Une version livrée déclare son année et sa Base Carbone dans `data/versions_facteurs.csv`. Une base nationale importée
les dit par son nom (« Base Carbone V23.6 », « Base Carbone 2024 ») : plus ancienne qu'une version livrée, elle se range
après elle et ne la remplace que si on la choisit. Toute autre version est celle de facteurs que le territoire a faits
siens (« Réseau de chaleur, relevé 2023 ») : elle passe devant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LIVREE = "Livrée avec l'application, 2026"
LIVREE_2016 = "Livrée avec l'application, ratios de 2016"
_NATIONALE = re.compile(r"^\s*base[\s_]+(?:carbone|empreinte)\b", re.IGNORECASE)
_NUMERO = re.compile(r"\b[vV]\s?(\d+(?:[.,]\d+)*)")
_ANNEE = re.compile(r"\b((?:19|20)\d{2})\b")
type_numero = tuple[int, ...]


@dataclass(frozen=True)
class Livree:
    """Une version livrée : son année, et la Base Carbone d'où viennent ses facteurs (nulle : aucune en particulier)."""

    nom: str
    annee: int
    base_carbone: type_numero | None


def lire_numero(texte: str) -> type_numero:
    """« 23.10 » → (23, 10) : les nombres d'une version se comparent comme des nombres."""
    return tuple(int(nombre) for nombre in re.findall(r"\d+", texte))


def ranger(importees: Iterable[str], livrees: Iterable[Livree]) -> tuple[str, ...]:
    """Tous les noms, du plus récent au plus ancien ; à date égale, l'importée passe devant la livrée."""
    reperes = sorted(livrees, key=lambda une: une.annee, reverse=True)
    places: list[list[str]] = [[] for _ in range(len(reperes) + 1)]
    for nom in sorted(importees, key=lambda nom: (lire_numero(nom), nom), reverse=True):
        places[_place(nom, reperes)].append(nom)
    noms = [[*siennes, repere.nom] for siennes, repere in zip(places[:-1], reperes, strict=True)]
    return tuple(nom for rang in (*noms, places[-1]) for nom in rang)


def _place(nom: str, reperes: Sequence[Livree]) -> int:
    """Le rang de la première version livrée qui n'est pas plus récente que celle-ci."""
    return next((rang for rang, repere in enumerate(reperes) if not _plus_ancienne(nom, repere)), len(reperes))


def _plus_ancienne(nom: str, livree: Livree) -> bool:
    """Vrai si c'est une base nationale d'un numéro ou d'une année plus anciens que ceux de la version livrée."""
    if not _NATIONALE.search(nom):
        return False
    numero, annee = _NUMERO.search(nom), _ANNEE.search(nom)
    if numero:
        return livree.base_carbone is not None and lire_numero(numero.group(1)) < livree.base_carbone
    return annee is not None and int(annee.group(1)) < livree.annee
