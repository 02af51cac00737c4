"""Ranger les indicateurs dans les deux anneaux : une part égale par dimension, partagée entre ses indicateurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.donut.geometrie import (
    DEPASSEMENT_LIMITE,
    RAYON_LIMITE,
    RAYON_PLAFOND,
    RAYON_PLANCHER,
    RAYON_TROU,
    Secteur,
    decouper,
    partager,
    rayon_depassement,
    rayon_manque,
)
from core.figures.donut.phrases import bref, type_ligne


@dataclass(frozen=True)
class Quartier:
    """Un indicateur dans la roue : sa case, la partie colorée s'il y en a une, et si elle sort de l'échelle."""

    ligne: type_ligne
    case: Secteur
    plein: Secteur | None
    coupe: bool


@dataclass(frozen=True)
class Dimension:
    """Une dimension, ce que disent ses indicateurs, et l'angle qu'elle occupe dans son anneau."""

    nom: str
    lecture: str
    debut: float
    fin: float


@dataclass(frozen=True)
class Anneau:
    """Un anneau rangé : `nom` vaut `social` ou `ecologique`."""

    nom: str
    quartiers: tuple[Quartier, ...]
    dimensions: tuple[Dimension, ...]


def ranger(detail: pl.DataFrame, nom: str) -> Anneau:
    """Range les indicateurs d'un anneau dans l'ordre du détail ; une dimension par couple (lentille, dimension)."""
    groupes: dict[tuple[str, str], list[type_ligne]] = {}
    for ligne in detail.filter(pl.col("anneau") == nom).iter_rows(named=True):
        groupes.setdefault((ligne["lentille"], ligne["dimension"]), []).append(ligne)
    parts = decouper(len(groupes))
    quartiers = [
        _quartier(ligne, debut, fin)
        for (part, lignes) in zip(parts, groupes.values(), strict=True)
        for ligne, (debut, fin) in zip(lignes, partager(*part, len(lignes)), strict=True)
    ]
    dimensions = [
        Dimension(cle[1], " · ".join(bref(ligne) for ligne in lignes), *part)
        for (cle, lignes), part in zip(groupes.items(), parts, strict=True)
    ]
    return Anneau(nom, tuple(quartiers), tuple(dimensions))


def _quartier(ligne: type_ligne, debut: float, fin: float) -> Quartier:
    if ligne["anneau"] == "social":
        manque = ligne["manque"]
        plein = Secteur(debut, fin, rayon_manque(manque), RAYON_PLANCHER) if manque else None
        return Quartier(ligne, Secteur(debut, fin, RAYON_TROU, RAYON_PLANCHER), plein, False)
    depassement = ligne["depassement"]
    franchi = depassement is not None and depassement > 0
    plein = Secteur(debut, fin, RAYON_PLAFOND, rayon_depassement(depassement)) if franchi else None
    coupe = franchi and depassement > DEPASSEMENT_LIMITE
    return Quartier(ligne, Secteur(debut, fin, RAYON_PLAFOND, RAYON_LIMITE), plein, coupe)


def statuts_presents(anneaux: Sequence[Anneau]) -> set[str]:
    """Les statuts qui apparaissent dans la roue : la légende ne montre qu'eux."""
    return {quartier.ligne["statut"] for anneau in anneaux for quartier in anneau.quartiers}
