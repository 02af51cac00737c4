"""Pourcents ou fractions : « 25 » et « 0,25 » ne disent pas toujours la même chose. On le détecte, on demande."""

from __future__ import annotations

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import Contexte
from core.tables import Table
from core.tables.declaration import Part

_QUESTION = (
    {"points": "en points : 25 veut dire 25 %", "fractions": "en fractions : 0,25 veut dire 25 %"},
    "--pourcents",
)


def regler_les_parts(
    lignes: pl.DataFrame, brut: pl.DataFrame, table: Table, contexte: Contexte
) -> tuple[pl.DataFrame, frozenset[str]]:
    """Met les parts entre 0 et 1 et les indicateurs en % à l'échelle de leurs seuils, selon la réponse donnée.

    Rend les lignes et les colonnes dont l'échelle reste à demander.
    """
    options, constat = contexte.options, contexte.constat
    en_attente: set[str] = set()
    for colonne in table.colonnes:
        if isinstance(colonne.type, Part) and colonne.nom in brut.columns:
            nues = ~brut[colonne.nom].str.contains("%", literal=True).fill_null(value=True)
            if not ((lignes[colonne.nom] > 1).fill_null(value=False) & nues).any():
                continue
            if options.pourcents is None:
                constat.demander(
                    Question(
                        "pourcents",
                        f"« {colonne.sens} » : des valeurs dépassent 1 sans signe %. Comment sont-elles écrites ?",
                        *_QUESTION,
                    )
                )
                en_attente.add(colonne.nom)
            elif options.pourcents == "points":
                lignes = lignes.with_columns(
                    pl.when(nues).then(pl.col(colonne.nom) / 100).otherwise(pl.col(colonne.nom))
                )
    if table.seuils and lignes.height:
        lignes = _a_l_echelle(lignes, contexte, en_attente)
    return lignes, frozenset(en_attente)


def _a_l_echelle(lignes: pl.DataFrame, contexte: Contexte, en_attente: set[str]) -> pl.DataFrame:
    options, constat, seuils = contexte.options, contexte.constat, contexte.seuils
    bornes = [pl.col(nom).abs() for nom in ("plancher", "plafond", "cible", "pire_valeur")]
    en_points = seuils.filter(pl.col("unite").str.contains("%", literal=True) & (pl.max_horizontal(bornes) > 1.5))
    plus_grandes = lignes.group_by("indicateur").agg(pl.col("valeur").abs().max().alias("_max"))
    en_fractions = (
        plus_grandes.filter(pl.col("_max").is_between(0, 1, closed="right"))
        .join(en_points, left_on="indicateur", right_on="code", how="semi")["indicateur"]
        .sort()
        .to_list()
    )
    if not en_fractions:
        return lignes
    if options.pourcents is None:
        constat.demander(
            Question(
                "pourcents",
                f"Indicateur « {en_fractions[0]} » : ses seuils sont en points de pourcentage, ses mesures "
                "ressemblent à des fractions. Comment sont-elles écrites ?",
                *_QUESTION,
            )
        )
        en_attente.add("valeur")
        return lignes
    if options.pourcents == "points":
        return lignes
    concernee = pl.col("indicateur").is_in(en_fractions)
    return lignes.with_columns(valeur=pl.when(concernee).then(pl.col("valeur") * 100).otherwise(pl.col("valeur")))
