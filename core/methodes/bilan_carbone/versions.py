"""L'ordre des versions de facteurs : laquelle sert quand personne n'en choisit une. Aucun ordre de lettres n'en décide.

D'abord les facteurs que le territoire a faits siens (« Réseau de chaleur, relevé 2023 »), de la plus récente année à la
plus ancienne : l'année du millésime de leurs facteurs, à défaut la dernière que leur nom écrit ; qui n'en dit aucune
vient après. À année égale ou tue, la dernière importée passe devant.

Ensuite les versions livrées, qui déclarent leur année et leur Base Carbone dans `data/versions_facteurs.csv`. Une base
nationale importée (« Base Carbone V23.6 », « ADEME Base-Carbone 2024 ») passe devant la version livrée d'un numéro égal
ou plus petit, ou d'une année plus ancienne ; dans le doute, elle se range derrière, et derrière toutes si elle ne dit
ni numéro ni année. Entre deux livrées, les numéros d'abord, puis les années, puis la dernière importée.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LIVREE = "Livrée avec l'application, 2026"
LIVREE_2016 = "Livrée avec l'application, ratios de 2016"
_LETTRE = r"[^\W\d_]"
_SERIE = rf"(?<!{_LETTRE})base[\W_]*(?:carbone|empreinte)"
_FIN = r"(?!\d|[./,]\d)"
"""Ni un nombre plus long, ni une date."""
_NATIONALE = re.compile(_SERIE, re.IGNORECASE)
_NUMERO = re.compile(rf"(?<!{_LETTRE})v(?:ersion)?[\W_]*(\d{{1,3}}(?:[.,]\d{{1,3}})*){_FIN}", re.IGNORECASE)
_SANS_V = re.compile(rf"{_SERIE}[\W_]*(\d{{1,2}}[.,]\d{{1,2}}){_FIN}", re.IGNORECASE)
_ANNEE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
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


def ranger(
    importees: Sequence[str], livrees: Iterable[Livree], millesimes: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Tous les noms, de celui qui sert en premier au dernier.

    `importees` : dans l'ordre des imports, la dernière à la fin ; `millesimes` : ceux des facteurs de chacune, en un
    texte.
    """
    dits, recentes = millesimes or {}, list(reversed(importees))
    propres = [nom for nom in recentes if not _NATIONALE.search(nom)]
    propres.sort(key=lambda nom: max(_annees(dits.get(nom, "")) or _annees(nom), default=0), reverse=True)
    nationales = [nom for nom in recentes if _NATIONALE.search(nom)]
    nationales.sort(key=_dire, reverse=True)
    ordre: list[str] = []
    for repere in sorted(livrees, key=lambda une: une.annee, reverse=True):
        ordre += [nom for nom in nationales if nom not in ordre and not _plus_ancienne(nom, repere)]
        ordre.append(repere.nom)
    return (*propres, *ordre, *(nom for nom in nationales if nom not in ordre))


def _dire(nom: str) -> tuple[type_numero, int]:
    """Le numéro d'une base nationale et son année, vide et 0 si son nom ne les dit pas ; « V2017 » est une année.

    De plusieurs années, la plus ancienne : l'autre est souvent celle du fichier.
    """
    numero = _NUMERO.search(_NATIONALE.sub(" ", nom)) or _SANS_V.search(nom)
    return (lire_numero(numero.group(1)) if numero else (), min(_annees(nom), default=0))


def _annees(texte: str) -> list[int]:
    return [int(annee) for annee in _ANNEE.findall(texte)]


def _plus_ancienne(nom: str, livree: Livree) -> bool:
    """Vrai si cette base nationale n'est pas connue pour valoir au moins la version livrée ; un numéro ne se compare
    qu'à un numéro."""
    numero, annee = _dire(nom)
    if numero:
        return livree.base_carbone is not None and numero < livree.base_carbone
    return annee <= livree.annee
