"""Les lentilles faites de sommes : ce qu'est une ligne ne change pas quand ses euros bougent, seules ses sommes
glissent.

Recalculer la méthode entière donne les mêmes chiffres, au centime : `tests/arbitrage/test_arbitrage_rejeu.py` le
prouve.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import polars as pl

from core.communs.affectations.repartition import montant_du_segment
from core.communs.calculs import plus
from core.methodes import budget_genre, budget_vert, execution
from core.methodes.budget_vert.classes import i4ce
from core.methodes.execution import ratios
from core.modele import Donnees, Nature
from core.tables.affectations import AXES
from core.tables.budget import LIGNES_BUDGETAIRES
from core.tables.imputation import SECTIONS
from core.usages.arbitrage.lectures import EPARGNES, prevus

FONCTIONNEMENT, _ = SECTIONS
DEPENSES, EQUIPEMENT = "depenses_reelles_fonctionnement", "depenses_equipement"
EUROS = pl.Decimal(18, 2)
_PREVU = pl.col("nature_montant") == str(Nature.PREVU)

type_glissements = Mapping[str, Decimal]
"""Ce que gagne ou perd chaque somme d'une lentille, par clé, en euros exacts ; une clé absente ne bouge pas."""
type_resommer = Callable[[pl.DataFrame, Mapping[str, float | None], type_glissements], dict[str, float | None]]
"""Des indicateurs d'avant, des chiffres lus d'avant et de ce qui glisse, les chiffres d'après."""


def classer(travail: Donnees, exercice: int) -> pl.DataFrame:
    """Où compte chaque ligne des tables de travail : un rang par `lentille`, `cle`, ligne (`reduite`, son rang) et
    segment.

    `montant_eur` est celui de la ligne entière (nul : inconnu) ; le segment en prend de `debut` à `fin`, parts
    cumulées.
    """
    lignes = travail[LIGNES_BUDGETAIRES.nom].with_columns(ligne=pl.int_range(pl.len(), dtype=pl.Int32))
    numerotees = {**travail, LIGNES_BUDGETAIRES.nom: lignes}
    verts = _segments(budget_vert.detail(numerotees, exercice)).filter("dans_budget")
    genres = _segments(budget_genre.detail(numerotees, exercice))
    depenses = _entieres(execution.detail(numerotees, exercice))
    return pl.concat(
        [
            _ranger(verts, "budget_vert", pl.format("tous/{}", "classe")),
            *(_ranger(verts, "budget_vert", pl.format("{}/{}", pl.lit(axe), i4ce(axe))) for axe in AXES),
            _ranger(genres, "genre", pl.col("classe")),
            _ranger(depenses.filter(pl.col("section") == FONCTIONNEMENT), "epargne", pl.lit(DEPENSES)),
            _ranger(depenses.filter("equipement"), "epargne", pl.lit(EQUIPEMENT)),
        ]
    )


def _segments(detail: pl.DataFrame) -> pl.DataFrame:
    """Les segments prévus, leurs parts cumulées telles que la répartition les a coupées, et le montant de leur
    ligne."""
    return (
        detail.filter(_PREVU)
        .sort("ligne", "segment")
        .with_columns(
            reduite="ligne",
            montant_eur=pl.when(pl.col("montant_eur").count().over("ligne") > 0)
            .then(pl.col("montant_eur").sum().over("ligne"))
            .cast(EUROS),
            fin=pl.col("part").cum_sum().over("ligne").round(9),
        )
        .with_columns(debut=pl.col("fin").shift(1).over("ligne").fill_null(0.0))
    )


def _entieres(detail: pl.DataFrame) -> pl.DataFrame:
    """Les dépenses réelles du budget principal, une ligne chacune : partagées entre politiques, elles sont réunies."""
    return (
        detail.filter((pl.col("sens") == "depense") & pl.col("exclusion").is_null() & pl.col("principal"))
        .group_by(reduite="ligne")
        .agg(pl.col("section", "equipement").first(), montant_eur=pl.col("prevu_eur").sum().cast(EUROS))
        .with_columns(debut=pl.lit(0.0), fin=pl.lit(1.0))
    )


def _ranger(lignes: pl.DataFrame, lentille: str, cle: pl.Expr) -> pl.DataFrame:
    return lignes.select("reduite", "montant_eur", "debut", "fin", lentille=pl.lit(lentille), cle=cle)


def glissements(postes: pl.DataFrame, variations: pl.DataFrame) -> dict[str, dict[str, Decimal]]:
    """Par lentille et par clé, ce que des variations (`reduite`, `variation_eur`) ajoutent ou ôtent, au centime exact.

    `postes` : voir `classer`. Un segment garde sa part de la ligne ; ses centimes sont ceux du cumul arrondi.
    """
    apres = (pl.col("montant_eur") + pl.col("variation_eur")).cast(EUROS).alias("apres_eur")
    touches = postes.join(variations, on="reduite").with_columns(apres)
    sommes = (
        touches.with_columns(montant_du_segment(nom) for nom in ("montant_eur", "apres_eur"))
        .group_by("lentille", "cle")
        .agg(glisse=(pl.col("apres_eur").sum() - pl.col("montant_eur").sum()).cast(EUROS))
    )
    rendus: dict[str, dict[str, Decimal]] = {}
    for lentille, cle, glisse in sommes.iter_rows():
        rendus.setdefault(lentille, {})[cle] = glisse
    return rendus


def ajouter(
    indicateurs: pl.DataFrame, avant: Mapping[str, float | None], glisse: type_glissements
) -> dict[str, float | None]:
    """Chaque somme d'avant et ce qu'elle gagne ou perd ; une somme inconnue le reste."""
    del indicateurs
    return {cle: _reel(_glisser(_exact(valeur), glisse.get(cle))) for cle, valeur in avant.items()}


def epargner(
    indicateurs: pl.DataFrame, avant: Mapping[str, float | None], glisse: type_glissements
) -> dict[str, float | None]:
    """Les épargnes refaites de leurs termes : les recettes et la dette ne bougent pas dans un arbitrage."""
    del avant
    recettes, depenses, capital, cautions, equipement = (
        _exact(prevus(indicateurs, nom).get(""))
        for nom in ("recettes_reelles_fonctionnement", DEPENSES, "capital_rembourse", "cautions_rendues", EQUIPEMENT)
    )
    refaites = ratios.epargnes(recettes, _glisser(depenses, glisse.get(DEPENSES)), None, capital, cautions)
    valeurs = refaites | {EQUIPEMENT: _glisser(equipement, glisse.get(EQUIPEMENT))}
    return {nom: _reel(valeurs[nom]) for nom in EPARGNES}


def _exact(valeur: float | None) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))


def _glisser(valeur: Decimal | None, glisse: Decimal | None) -> Decimal | None:
    """Rien ne glisse quand `glisse` manque."""
    return plus(valeur, Decimal(0) if glisse is None else glisse)


def _reel(valeur: Decimal | None) -> float | None:
    return None if valeur is None else float(valeur)
