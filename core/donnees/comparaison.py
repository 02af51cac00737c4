"""Comparer les lignes d'un fichier à celles de la base : créées, remplacées, inchangées — et absentes du fichier."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.tables import Table


@dataclass(frozen=True)
class Comparaison:
    """`nouvelles` : à écrire (créées et nouvelles versions) ; `remplacees` : versions précédentes de la base.

    Les deux portent `_paire` : le même numéro pour une ligne et celle qu'elle remplace, nul pour une création.
    `inchangees` et `absentes` sont des comptes.
    """

    nouvelles: pl.DataFrame
    remplacees: pl.DataFrame
    inchangees: int
    absentes: int


def comparer(lignes: pl.DataFrame, courantes: pl.DataFrame, table: Table, presentes: frozenset[str]) -> Comparaison:
    """Apparie par la clé naturelle ; une même clé répétée est appariée ligne à ligne, les identiques d'abord.

    `presentes` : les colonnes que le fichier porte. Une colonne qu'il n'a pas ne dit rien : elle garde la valeur
    de la base. L'ordre des lignes n'a pas d'effet. `absentes` compte les lignes de la base, dans la portée du
    fichier, qu'il ne contient pas : elles sont conservées.
    """
    cle, declarees = list(table.cle), list(table.schema())
    dites = [nom for nom in declarees if nom in presentes or nom in cle]
    if courantes.is_empty():
        vide = courantes.select("import_id", "numero", *declarees).with_columns(_paire=pl.lit(None, pl.UInt32))
        return Comparaison(lignes.with_columns(_paire=pl.lit(None, pl.UInt32)), vide, 0, 0)
    gauche = _numerote(lignes.with_row_index("_g"), dites)
    droite = _numerote(courantes.with_row_index("_d"), dites)
    identiques = gauche.join(droite, on=[*dites, "_rang"], how="inner", nulls_equal=True).select("_g", "_d")
    gauche = gauche.join(identiques, on="_g", how="anti", maintain_order="left").drop("_rang")
    droite = droite.join(identiques, on="_d", how="anti", maintain_order="left").drop("_rang")
    gauche = _numerote(gauche.sort(dites, nulls_last=True, maintain_order=True), cle)
    droite = _numerote(droite.sort(dites, nulls_last=True, maintain_order=True), cle)
    paires = gauche.join(droite, on=[*cle, "_rang"], how="inner", nulls_equal=True, maintain_order="left")
    paires = paires.select("_g", "_d").with_row_index("_paire")
    remplacees = droite.join(paires, on="_d", how="inner").sort("_paire")
    nouvelles = gauche.join(paires.select("_g", "_paire"), on="_g", how="left").sort("_g").drop("_g", "_rang")
    nouvelles = _garder(nouvelles, remplacees, [nom for nom in declarees if nom not in dites])
    return Comparaison(
        nouvelles,
        remplacees.select("import_id", "numero", *declarees, "_paire"),
        identiques.height,
        droite.height - remplacees.height,
    )


def _garder(nouvelles: pl.DataFrame, remplacees: pl.DataFrame, muettes: list[str]) -> pl.DataFrame:
    """Reprend de la version précédente les colonnes dont le fichier ne dit rien."""
    if not muettes or remplacees.is_empty():
        return nouvelles
    avant = remplacees.select("_paire", *(pl.col(nom).alias(f"_avant_{nom}") for nom in muettes))
    jointes = nouvelles.join(avant, on="_paire", how="left", maintain_order="left")
    return jointes.with_columns(pl.coalesce(f"_avant_{nom}", nom).alias(nom) for nom in muettes).drop(
        f"_avant_{nom}" for nom in muettes
    )


def _numerote(frame: pl.DataFrame, colonnes: list[str]) -> pl.DataFrame:
    """Ajoute `_rang` : la position de la ligne parmi celles qui ont les mêmes valeurs dans `colonnes`."""
    return frame.with_columns(_rang=pl.int_range(pl.len()).over(colonnes))


def differences(comparaison: Comparaison, table: Table) -> pl.DataFrame:
    """Une ligne par valeur changée : `feuille`, `ligne`, la clé, `colonne`, `ancienne`, `nouvelle` (textes)."""
    valeurs = [nom for nom in table.schema() if nom not in table.cle]
    cle = list(table.cle)
    avant = comparaison.remplacees.select("_paire", *(pl.col(nom).alias(f"_avant_{nom}") for nom in valeurs))
    couples = comparaison.nouvelles.filter(pl.col("_paire").is_not_null()).join(avant, on="_paire", how="inner")
    morceaux = [
        couples.filter(pl.col(nom).ne_missing(pl.col(f"_avant_{nom}"))).select(
            "feuille",
            "ligne",
            *cle,
            colonne=pl.lit(nom),
            ancienne=pl.col(f"_avant_{nom}").cast(pl.String),
            nouvelle=pl.col(nom).cast(pl.String),
        )
        for nom in valeurs
    ]
    return pl.concat(morceaux).sort("feuille", "ligne", "colonne")
