"""Les lignes de résultat que dessine une vue : ni plus, ni moins, pour que chaque chiffre mène à ses cellules."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from core.figures.trajectoire.lecture import Lecture


def totaux(lecture: Lecture, *noms: str) -> pl.Expr:
    """Les lignes du périmètre entier, pour ces indicateurs."""
    return _du_perimetre(lecture, noms) & pl.col("poste").is_null()


def promises(lecture: Lecture, *noms: str) -> pl.Expr:
    """Les lignes de la trajectoire montrée, et d'aucune autre, pour ces indicateurs."""
    return _du_perimetre(lecture, noms) & (pl.col("poste") == pl.lit(lecture.trajectoire, pl.String))


def effets(lecture: Lecture, annees: Iterable[int]) -> pl.Expr:
    """L'effet de chaque action, ces années-là."""
    return _du_perimetre(lecture, ("effet_action",)) & pl.col("exercice").is_in(list(annees))


def ecarts(lecture: Lecture) -> pl.Expr:
    """L'écart à l'objectif, du niveau présent au terme."""
    return promises(lecture, "ecart_objectif") & pl.col("exercice").is_in(list(lecture.ecarts))


def _du_perimetre(lecture: Lecture, noms: Iterable[str]) -> pl.Expr:
    return (pl.col("perimetre") == lecture.perimetre) & pl.col("indicateur").is_in(list(noms))
