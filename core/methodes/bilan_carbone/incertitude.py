"""L'incertitude : lognormale (pedigree) par défaut, quadratique pour comparer ; par flux, par poste, au total.

`GSD²` est le facteur de l'intervalle à 95 % : la valeur vraie est entre E ÷ GSD² et E × GSD².
Source : méthode Bilan Carbone, version 9 ; GHG Protocol pour la forme quadratique.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.methodes.bilan_carbone.bareme import CRITERES, Bareme

TOUT = "tout"
"""Le niveau de toute l'organisation."""
POUR_AGREGER = ("emissions_tco2e", "flux_id", "facteur_id", "gsd2_donnee", "gsd2_facteur", "u_donnee", "u_facteur")
"""Ce que lit `agreger`, en plus des colonnes de ses groupes."""


def gsd2_pedigree(lu: Bareme) -> pl.Expr:
    """Le GSD² d'une donnée d'après ses cinq notes (colonnes `CRITERES`) : exp √Σ ln²(Uᵢ) ; une note absente vaut 1."""
    carres = []
    for critere, par_note in lu.coefficients.items():
        coefficient = pl.col(critere).cast(pl.Int64).fill_null(1).replace_strict(par_note, return_dtype=pl.Float64)
        carres.append(coefficient.log() ** 2)
    return pl.sum_horizontal(carres).sqrt().exp()


def gsd2_de(notes: tuple[int, ...], lu: Bareme) -> float:
    """Le GSD² de cinq notes, dans l'ordre de `CRITERES`."""
    return float(pl.DataFrame([notes], schema=list(CRITERES), orient="row").select(gsd2_pedigree(lu)).item())


def pire_gsd2(lu: Bareme) -> float:
    """Le GSD² d'une source sans aucune note : toutes valent 1."""
    return gsd2_de((1,) * len(CRITERES), lu)


def note(gsd2: pl.Expr, lu: Bareme) -> pl.Expr:
    """La note de 5 (très bonne) à 1 que vaut un GSD² ; nulle s'il est nul."""
    rendue: pl.Expr = pl.when(gsd2.is_not_null()).then(1)
    for valeur in (2, 3, 4, 5):
        rendue = pl.when(gsd2 < lu.parametres[f"note_{valeur}"]).then(valeur).otherwise(rendue)
    return rendue.cast(pl.Int64)


def gsd2_source() -> pl.Expr:
    """Le GSD² d'une émission = facteur × donnée : exp √(ln²GSD²_FE + ln²GSD²_DA)."""
    return (pl.col("gsd2_facteur").log() ** 2 + pl.col("gsd2_donnee").log() ** 2).sqrt().exp()


def empiler(lignes: pl.DataFrame, niveaux: Sequence[str], gardees: Sequence[str]) -> pl.DataFrame:
    """Répète chaque ligne une fois par niveau, pour tout agréger d'un coup : `niveau` (TOUT ou une colonne) et
    `groupe`.

    Le `groupe` du niveau TOUT est vide ; une ligne sans valeur dans la colonne d'un niveau n'y est pas.
    """
    return (
        lignes.with_columns(pl.lit("").alias(TOUT))
        .unpivot(on=[TOUT, *niveaux], index=gardees, variable_name="niveau", value_name="groupe")
        .drop_nulls("groupe")
    )


def agreger(lignes: pl.DataFrame, par: Sequence[str], lu: Bareme) -> pl.DataFrame:
    """Additionne des émissions et combine leurs incertitudes ; une ligne par groupe de `par` (vide : une seule ligne).

    Reçoit `emissions_tco2e`, `flux_id` (la donnée), `facteur_id` (le facteur), `gsd2_donnee`, `gsd2_facteur`,
    `u_donnee`, `u_facteur`. Les émissions qui partagent un facteur s'additionnent d'abord : leur erreur est la même ;
    de même pour les parts d'un même flux. L'ordre des lignes est gardé : le même bilan rend les mêmes chiffres. Rend
    valeur, gsd2, incertitude (quadratique, part), borne_basse, borne_haute (lognormales, à 95 %), note. Lignes comptées
    seulement : aucune émission nulle.
    """
    cles = list(par)
    ensemble = _ecarts(lignes, cles)
    sommes = [pl.col("emissions_tco2e").sum().alias("valeur"), pl.col("ecart").sum(), pl.col("carre").sum()]
    groupes = ensemble.group_by(cles, maintain_order=True).agg(sommes).sort(cles) if cles else ensemble.select(sommes)
    connue = pl.col("valeur") > 0
    return (
        groupes.with_columns(
            gsd2=pl.when(connue).then((pl.col("ecart").sqrt() / pl.col("valeur")).exp()),
            incertitude=pl.when(connue).then(pl.col("carre").sqrt() / pl.col("valeur")),
        )
        .with_columns(
            borne_basse=pl.col("valeur") / pl.col("gsd2"),
            borne_haute=pl.col("valeur") * pl.col("gsd2"),
            note=note(pl.col("gsd2"), lu),
        )
        .drop("ecart", "carre")
    )


def _ecarts(lignes: pl.DataFrame, cles: list[str]) -> pl.DataFrame:
    """Les écarts élevés au carré, d'abord réunis par facteur partagé, puis par donnée partagée ; l'émission n'y est
    qu'une fois."""
    emission = pl.col("emissions_tco2e")
    commune = lignes.with_columns(
        log_facteur=emission * pl.col("gsd2_facteur").log(),
        log_donnee=emission * pl.col("gsd2_donnee").log(),
        part_facteur=emission * pl.col("u_facteur"),
        part_donnee=emission * pl.col("u_donnee"),
    )
    return pl.concat(
        commune.group_by(*cles, identifiant, maintain_order=True)
        .agg(
            emission.sum() if cote == "facteur" else pl.lit(0.0).alias("emissions_tco2e"),
            ecart=pl.col(f"log_{cote}").sum() ** 2,
            carre=pl.col(f"part_{cote}").sum() ** 2,
        )
        .select(*cles, "emissions_tco2e", "ecart", "carre")
        for cote, identifiant in (("facteur", "facteur_id"), ("donnee", "flux_id"))
    )
