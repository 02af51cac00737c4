"""Quelles dépenses, quels budgets, quels axes : le périmètre de l'annexe change avec l'exercice, il est donc une donnée."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from core.references import reference

INVESTISSEMENT = "investissement"


@dataclass(frozen=True)
class PerimetreAnnexe:
    """Ce que l'annexe d'un exercice regarde ; `legale` est faux avant 2024 (lecture à blanc), `comptes` liste ses motifs."""

    axes: tuple[str, ...]
    nomenclatures: tuple[str, ...]
    legale: bool
    a_verifier: bool
    note: str
    source: str
    comptes: pl.DataFrame


@lru_cache(maxsize=64)
def perimetre_annexe(exercice: int) -> PerimetreAnnexe:
    """Axes, nomenclatures et comptes de l'annexe « Impact du budget pour la transition écologique » d'un exercice.

    `a_verifier` vaut vrai si l'un des textes ou des comptes n'a pas pu être relu. Source : `data/axes_annexe.csv`.
    """
    regle = _de_l_exercice(reference("axes_annexe"), exercice).row(0, named=True)
    comptes = _de_l_exercice(reference("perimetres_annexe").filter(pl.col("lecture") == "annexe"), exercice)
    doute = regle["statut"] == "a_verifier" or bool((comptes["statut"] == "a_verifier").any())
    return PerimetreAnnexe(
        axes=tuple(regle["axes"].split(";")),
        nomenclatures=tuple(regle["nomenclatures"].split(";")),
        legale=regle["legale"] == "oui",
        a_verifier=doute,
        note=regle["note"],
        source=regle["source"],
        comptes=comptes.select("motif_nature", "inclus", "raison", "statut", "source"),
    )


def delimiter(lignes: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Ajoute `dans_annexe`, `annexe_a_verifier`, `dans_budget` et `hors_perimetre` (raison) ; même ordre, même nombre.

    Le motif de compte le plus long l'emporte. Une ligne dont la nomenclature n'est pas dite reste dans l'annexe.
    """
    annexe = perimetre_annexe(exercice)
    sorts = pl.DataFrame(
        [
            (nature, *_sort("annexe", exercice, nature), *_sort("budget", exercice, nature))
            for nature in lignes["nature"].unique().drop_nulls()
        ],
        schema={
            "nature": pl.String,
            **{
                f"{lecture}_{nom}": dtype
                for lecture in ("annexe", "budget")
                for nom, dtype in (("inclus", pl.Boolean), ("statut", pl.String), ("raison", pl.String))
            },
        },
        orient="row",
    )
    nomenclature = pl.col("nomenclature").str.to_uppercase()
    permise = pl.any_horizontal(nomenclature.str.starts_with(debut) for debut in annexe.nomenclatures).fill_null(True)
    dans_annexe = (
        pl.col("section").eq_missing(pl.lit(INVESTISSEMENT)) & permise & pl.col("annexe_inclus").fill_null(False)
    )
    return (
        lignes.join(sorts, on="nature", how="left", maintain_order="left")
        .with_columns(
            dans_annexe=dans_annexe,
            annexe_a_verifier=dans_annexe & (pl.col("annexe_statut") == "a_verifier"),
            dans_budget=pl.col("budget_inclus").fill_null(False),
            hors_perimetre=pl.when(~pl.col("budget_inclus")).then("budget_raison"),
        )
        .drop(nom for nom in sorts.columns if nom != "nature")
    )


def _de_l_exercice(regles: pl.DataFrame, exercice: int) -> pl.DataFrame:
    debut = pl.col("exercice_debut").cast(pl.Int32).fill_null(0) <= exercice
    fin = pl.col("exercice_fin").cast(pl.Int32).fill_null(9999) >= exercice
    return regles.filter(debut & fin)


@lru_cache(maxsize=8192)
def _sort(lecture: str, exercice: int, nature: str) -> tuple[bool | None, str | None, str | None]:
    """Le sort d'un compte d'après son motif le plus long : inclus, statut et raison ; nuls si aucun motif."""
    motifs = _motifs(lecture, exercice)
    debuts = (nature[:longueur] for longueur in range(len(nature), -1, -1))
    return next((motifs[debut] for debut in debuts if debut in motifs), (None, None, None))


@lru_cache(maxsize=64)
def _motifs(lecture: str, exercice: int) -> dict[str, tuple[bool, str | None, str | None]]:
    """Par début de compte, ce qu'en dit le périmètre de l'annexe de l'exercice, ou celui du budget entier."""
    regles = (
        perimetre_annexe(exercice).comptes
        if lecture == "annexe"
        else reference("perimetres_annexe").filter(pl.col("lecture") == lecture)
    )
    return {
        une["motif_nature"].removesuffix("*"): (une["inclus"] == "oui", une["statut"], une["raison"])
        for une in regles.iter_rows(named=True)
    }
