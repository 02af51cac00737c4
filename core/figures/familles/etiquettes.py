"""Poser des étiquettes directes là où elles ne chevauchent ni une ligne ni une autre étiquette, large ou étroit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

LARGEURS = (300.0, 560.0)
"""Largeurs du dessin, en pixels, où l'on vérifie : un téléphone, un bureau."""

PAR_LETTRE, HAUTEUR = 7.7, 19.0


@dataclass(frozen=True)
class Place:
    """Une place possible : un point en données, l'ancrage horizontal, et le décalage vertical en pixels (vers le
    haut)."""

    x: float
    y: float
    ancrage: str
    decalage: float = 0.0


@dataclass(frozen=True)
class Cadre:
    """Le repère du dessin : bornes des axes et hauteur en pixels."""

    x0: float
    x1: float
    y1: float
    hauteur: float

    def boite(self, place: Place, texte: str, largeur: float) -> tuple[float, float, float, float]:
        """La boîte du texte, qui peut tenir sur plusieurs lignes, en pixels : gauche, bas, droite, haut."""
        x = (place.x - self.x0) / (self.x1 - self.x0) * largeur
        y = place.y / self.y1 * self.hauteur + place.decalage
        lignes = texte.split("\n")
        long, demi = max(len(ligne) for ligne in lignes) * PAR_LETTRE, len(lignes) * HAUTEUR / 2
        gauche = {"left": x, "center": x - long / 2, "right": x - long}[place.ancrage]
        return gauche, y - demi, gauche + long, y + demi


def poser(
    textes: Mapping[str, tuple[str, Sequence[Place]]], lignes: Sequence[Mapping[int, float]], cadre: Cadre
) -> dict[str, Place]:
    """Choisit pour chaque étiquette, dans l'ordre, la première place libre ; à défaut, la moins gênante.

    `textes` associe une clé au texte et à ses places, de la meilleure à la moins bonne ; `lignes` sont les courbes à
    éviter (année → valeur). Sortir du cadre est interdit tant qu'une autre place existe.
    """
    posees: dict[str, Place] = {}
    for cle, (texte, places) in textes.items():
        autres = [(textes[deja][0], place) for deja, place in posees.items()]
        posees[cle] = min(places, key=lambda place: _gene(place, texte, autres, lignes, cadre))
    return posees


def _gene(
    place: Place, texte: str, autres: Sequence[tuple[str, Place]], lignes: Sequence[Mapping[int, float]], cadre: Cadre
) -> float:
    """Ce que coûte une place : sortir du cadre bien plus que chevaucher un texte, plus que couper une ligne."""
    total = 0.0
    for largeur in LARGEURS:
        boite = cadre.boite(place, texte, largeur)
        gauche, bas, droite, haut = boite
        dehors = (-gauche, droite - largeur, -bas, haut - cadre.hauteur)
        total += 100.0 * sum(max(0.0, depassement) for depassement in dehors)
        total += sum(50.0 for autre, ou in autres if _croise(boite, cadre.boite(ou, autre, largeur)))
        total += sum(1.0 for ligne in lignes for point in _points(ligne, cadre, largeur) if _dedans(point, boite))
    return total


def _points(ligne: Mapping[int, float], cadre: Cadre, largeur: float) -> list[tuple[float, float]]:
    """La courbe échantillonnée tous les quarts d'année, en pixels."""
    annees = sorted(ligne)
    points = []
    for avant, apres in pairwise(annees):
        for quart in range(4):
            part = quart / 4
            x, y = avant + part * (apres - avant), ligne[avant] + part * (ligne[apres] - ligne[avant])
            points.append(((x - cadre.x0) / (cadre.x1 - cadre.x0) * largeur, y / cadre.y1 * cadre.hauteur))
    return points


def _croise(une: tuple[float, float, float, float], autre: tuple[float, float, float, float]) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def _dedans(point: tuple[float, float], boite: tuple[float, float, float, float]) -> bool:
    return boite[0] <= point[0] <= boite[2] and boite[1] + 3 <= point[1] <= boite[3] - 3
