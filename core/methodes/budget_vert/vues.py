"""Le budget vert croisé : par politique publique, et axe par classe."""

from __future__ import annotations

import polars as pl

from core.methodes.budget_vert.classes import COTEES, i4ce, legale
from core.modele import rapport, somme_connue
from core.tables.affectations import AXES

LEGALE = "legale"
I4CE = "i4ce"


def par_politique(detail: pl.DataFrame, lecture: str = LEGALE, perimetre: str = "budget") -> pl.DataFrame:
    """Politique × classe : `montant_eur` et `part` de la politique ; `lecture` « legale » (axes réunis) ou un axe (I4CE).

    Le périmètre est « budget » (entier) ou « annexe » ; triée, la politique la plus dépensière d'abord.
    """
    reunie = "classe_annexe" if perimetre == "annexe" else "classe"
    classe = pl.col(reunie) if lecture == LEGALE else i4ce(lecture)
    total = pl.col("montant_eur").sum().over("nature_montant", "politique")
    return (
        detail.filter(f"dans_{perimetre}")
        .group_by("nature_montant", "politique", classe.alias("classe"))
        .agg(somme_connue("montant_eur"))
        .with_columns(part=rapport(pl.col("montant_eur"), total), _total=total)
        .sort(
            "nature_montant", "_total", "politique", "classe", descending=[False, True, False, False], nulls_last=True
        )
        .drop("_total")
    )


def axe_par_classe(detail: pl.DataFrame, perimetre: str = "annexe", lecture: str = LEGALE) -> pl.DataFrame:
    """Axe × classe, six axes : `montant_eur`, `part` (des montants cotés ; nulle hors des classes cotées), `part_du_total`."""
    lignes = detail.filter(f"dans_{perimetre}")
    echelle = i4ce if lecture == I4CE else legale
    morceaux = [
        lignes.group_by("nature_montant", echelle(axe).alias("classe"))
        .agg(somme_connue("montant_eur"))
        .with_columns(axe=pl.lit(axe))
        for axe in AXES
    ]
    cotee = pl.col("classe").is_in(COTEES)
    cle = ("nature_montant", "axe")
    return (
        pl.concat(morceaux)
        .with_columns(
            part=pl.when(cotee).then(
                rapport(pl.col("montant_eur"), pl.col("montant_eur").filter(cotee).sum().over(cle))
            ),
            part_du_total=rapport(pl.col("montant_eur"), pl.col("montant_eur").sum().over(cle)),
        )
        .select(*cle, "classe", "montant_eur", "part", "part_du_total")
        .sort(*cle, "classe")
    )
