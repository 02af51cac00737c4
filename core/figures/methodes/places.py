"""Où se posent les boîtes du cheminement : une colonne par maturité, l'ordre qui tend le moins les traits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.modele import Fiche, Maturite

LARGEUR, HAUTEUR = 212, 52
"""Une boîte, en unités du dessin."""
PAS_COLONNE, PAS_LIGNE, HAUT, BORD = 346, 84, 54, 58
"""D'une colonne à la suivante, d'une boîte à celle du dessous ; la place des titres, et celle des boucles au bord."""


@dataclass(frozen=True)
class Lien:
    """Un chemin d'une méthode à une autre ; `retour` : il se fait dans les deux sens."""

    depart: str
    arrivee: str
    retour: bool


@dataclass(frozen=True)
class Plan:
    """Les colonnes de gauche à droite, le coin haut gauche de chaque boîte, et la taille du dessin."""

    etapes: tuple[Maturite, ...]
    colonnes: tuple[tuple[str, ...], ...]
    places: Mapping[str, tuple[float, float]]
    largeur: float
    hauteur: float

    def colonne(self, cle: str) -> int:
        """Le rang de la colonne d'une méthode."""
        return next(rang for rang, cles in enumerate(self.colonnes) if cle in cles)


def liens(fiches: Sequence[Fiche]) -> list[Lien]:
    """Les chemins déclarés entre méthodes qui existent, un aller et retour n'en faisant qu'un."""
    connues = {fiche.cle for fiche in fiches}
    chemins = {(fiche.cle, suite) for fiche in fiches for suite in fiche.mene_a if suite in connues - {fiche.cle}}
    return [
        Lien(depart, arrivee, (arrivee, depart) in chemins)
        for depart, arrivee in sorted(chemins)
        if (arrivee, depart) not in chemins or depart < arrivee
    ]


def placer(fiches: Sequence[Fiche], chemins: Sequence[Lien]) -> Plan:
    """Le plan du dessin ; deux boîtes d'une colonne s'échangent tant que les traits y gagnent."""
    etapes = tuple(etape for etape in Maturite if any(fiche.maturite == etape for fiche in fiches))
    rangees = [[fiche.cle for fiche in fiches if fiche.maturite == etape] for etape in etapes]
    mieux = True
    while mieux:
        mieux = False
        for colonne in rangees:
            for haut, bas in combinations(range(len(colonne)), 2):
                avant = _tension(rangees, chemins)
                colonne[haut], colonne[bas] = colonne[bas], colonne[haut]
                if _tension(rangees, chemins) < avant - 1e-9:
                    mieux = True
                else:
                    colonne[haut], colonne[bas] = colonne[bas], colonne[haut]
    lignes = max(map(len, rangees), default=1)
    places = {
        cle: (BORD + rang * PAS_COLONNE, HAUT + PAS_LIGNE * hauteur)
        for rang, colonne in enumerate(rangees)
        for cle, hauteur in _hauteurs(colonne, lignes).items()
    }
    return Plan(
        etapes,
        tuple(map(tuple, rangees)),
        places,
        2 * BORD + (len(etapes) - 1) * PAS_COLONNE + LARGEUR,
        HAUT + PAS_LIGNE * (lignes - 1) + HAUTEUR + 6,
    )


def _hauteurs(colonne: Sequence[str], lignes: int) -> dict[str, float]:
    """Le rang de chaque boîte, une colonne courte étant centrée sur la plus longue."""
    return {cle: rang + (lignes - len(colonne)) / 2 for rang, cle in enumerate(colonne)}


def _tension(rangees: Sequence[Sequence[str]], chemins: Sequence[Lien]) -> float:
    """Ce que coûtent les traits : le carré de leur dénivelé ; dans une même colonne, ce qu'ils enjambent, trois
    fois."""
    lignes = max(map(len, rangees), default=1)
    hauteurs = [_hauteurs(colonne, lignes) for colonne in rangees]
    ou = {cle: (rang, hauteur) for rang, une in enumerate(hauteurs) for cle, hauteur in une.items()}
    total = 0.0
    for lien in chemins:
        (colonne, haut), (autre, bas) = ou[lien.depart], ou[lien.arrivee]
        total += (haut - bas) ** 2 if colonne != autre else 3 * (abs(haut - bas) - 1)
    return total
