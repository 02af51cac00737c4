"""À quelle activité va une dépense : celle qu'on lui a dite, sinon celle dont les critères la reconnaissent le
mieux."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import VALENT, avec_famille, normaliser

DITE, CRITERE, A_DEPARTAGER = "dite", "critere", "a_departager"
_CODES = ("fonction", "nature")
_EXACTS = ("service", "operation")
_CRITERES = (*_CODES, *_EXACTS)


def rattacher(lignes: pl.DataFrame, publics: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `activite`, `rattachement` (dite, critere, a_departager ; nul : aucune) et `candidates` à des lignes qui
    portent déjà `activite` quand une personne l'a dite ; même ordre, même nombre.

    Un code reconnaît ses subdivisions ; service et opération se comparent sans casse ni accents. Le plus précis
    l'emporte : plus de critères, puis les codes les plus longs. À égalité entre deux activités, la ligne reste à
    départager.
    """
    cles = (
        lignes.with_columns(fonction=avec_famille(lignes)["fonction"])
        .select(*_CODES, *(normaliser(pl.col(nom)).alias(nom) for nom in _EXACTS))
        .rename({nom: f"_{nom}" for nom in _CRITERES})
    )
    trouvees = _reconnaitre(cles.unique(), publics)
    jointes = (
        pl.concat([lignes, cles], how="horizontal")
        .join(trouvees, on=cles.columns, how="left", nulls_equal=True, maintain_order="left")
        .drop(cles.columns)
    )
    nombre = pl.col("trouvees").list.len().fill_null(0)
    dite = pl.col("activite").is_not_null()
    noms = dict(publics.select(normaliser(pl.col("activite")).alias("cle"), "activite").iter_rows())
    ecrite = normaliser(pl.col("activite")).replace_strict(noms, default=pl.col("activite"), return_dtype=pl.String)
    return jointes.with_columns(
        activite=pl.when(dite).then(ecrite).when(nombre == 1).then(pl.col("trouvees").list.first()),
        rattachement=pl.when(dite)
        .then(pl.lit(DITE))
        .when(nombre == 1)
        .then(pl.lit(CRITERE))
        .when(nombre > 1)
        .then(pl.lit(A_DEPARTAGER)),
        candidates=pl.when(~dite & (nombre > 1)).then(pl.col("trouvees").list.join(", ")),
    ).drop("trouvees")


def laisser_en_suspens(lignes: pl.DataFrame, vigueur: pl.DataFrame) -> pl.DataFrame:
    """Une activité en désaccord ou aux parts fausses ne se remplace pas par un critère : la ligne reste à
    départager."""
    en_suspens = pl.col("_disputees").is_not_null()
    return (
        lignes.join(disputees(vigueur), on="signature", how="left", maintain_order="left")
        .with_columns(
            activite=pl.when(~en_suspens).then("activite"),
            candidates=pl.coalesce("_disputees", "candidates"),
            rattachement=pl.when(en_suspens).then(pl.lit(A_DEPARTAGER)).otherwise("rattachement"),
        )
        .drop("_disputees")
    )


def disputees(vigueur: pl.DataFrame) -> pl.DataFrame:
    """Les lignes (`signature`) dont l'activité est en désaccord ou aux parts fausses, et les activités dites
    (`_disputees`)."""
    return (
        vigueur.filter((pl.col("lentille") == "activite") & ~pl.col("statut").is_in(VALENT))
        .group_by("signature")
        .agg(pl.col("poste").unique().sort().str.join(", ").alias("_disputees"))
    )


def _reconnaitre(cles: pl.DataFrame, publics: pl.DataFrame) -> pl.DataFrame:
    """Pour chaque jeu de codes, les activités les plus précises qui le reconnaissent (une liste triée, souvent
    d'une)."""
    criteres = publics.select("activite", *_CODES, *(normaliser(pl.col(nom)).alias(nom) for nom in _EXACTS))
    croisees = cles.join(criteres, how="cross")
    codes = [pl.col(nom).is_null() | pl.col(f"_{nom}").str.starts_with(pl.col(nom)).fill_null(False) for nom in _CODES]
    exacts = [pl.col(nom).is_null() | (pl.col(f"_{nom}") == pl.col(nom)).fill_null(False) for nom in _EXACTS]
    nombre = pl.sum_horizontal(pl.col(nom).is_not_null().cast(pl.Int64) for nom in _CRITERES)
    caracteres = pl.sum_horizontal(pl.col(nom).str.len_chars().fill_null(0).cast(pl.Int64) for nom in _CODES)
    precision = nombre * 1000 + caracteres
    reconnues = croisees.filter(pl.all_horizontal(*codes, *exacts)).with_columns(_precision=precision)
    return (
        reconnues.filter(pl.col("_precision") == pl.col("_precision").max().over(cles.columns))
        .group_by(cles.columns)
        .agg(pl.col("activite").unique().sort().alias("trouvees"))
    )
