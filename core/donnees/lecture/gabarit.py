"""Reconnaître notre gabarit et en lire les feuilles : une par table, au nom de la table."""

from __future__ import annotations

import polars as pl

from core.donnees.lecture.entetes import Brut, numero_de_ligne
from core.donnees.lecture.modele import Feuille
from core.tables import TABLES

MARQUE = "Comptes communs — gabarit d'import"
EXEMPLE = "ex. :"
MODE_D_EMPLOI = "Mode d'emploi"


def en_feuilles(bruts: tuple[Brut, ...]) -> tuple[tuple[Feuille, ...], list[str]]:
    """Les feuilles remplies du gabarit et les remarques ; une feuille qui n'est pas une table n'est pas lue."""
    feuilles, remarques = [], []
    for brut in bruts:
        if brut.nom in TABLES:
            feuilles.append(_en_feuille(brut))
        else:
            remarques.append(f"La feuille « {brut.nom} » n'est pas une table du gabarit : elle n'est pas lue.")
    return tuple(feuilles), remarques


def _en_feuille(brut: Brut) -> Feuille:
    """En-tête ligne 1, sens et unités ligne 2 (écartée), exemples écartés, puis les données."""
    entete = brut.cellules.filter(pl.col("ligne") == 1)
    colonnes = [nom for nom in brut.cellules.columns if nom != "ligne" and entete.height and entete[nom][0] is not None]
    entetes = tuple(str(entete[nom][0]) for nom in colonnes)
    corps = brut.cellules.filter(pl.col("ligne") > 1).select(
        "ligne", *(pl.col(nom).alias(f"c{rang}") for rang, nom in enumerate(colonnes))
    )
    noms = [nom for nom in corps.columns if nom != "ligne"]
    corps = corps.filter(pl.any_horizontal(pl.col(nom).is_not_null() for nom in noms)) if noms else corps.clear()
    exemple = pl.coalesce(noms).str.starts_with(EXEMPLE) if noms else pl.lit(value=False)
    motif = pl.when(pl.col("ligne") == 2).then(pl.lit("unité")).when(exemple).then(pl.lit("exemple"))
    marque = corps.with_columns(motif=motif)
    lignes = marque.filter(pl.col("motif").is_null()).drop("motif")
    ecartees = marque.filter(pl.col("motif").is_not_null()).select(
        "ligne",
        "motif",
        texte=pl.concat_str(noms, separator=" · ", ignore_nulls=True) if noms else pl.lit(None, pl.String),
    )
    gardees = set(lignes["ligne"].to_list())
    place = {nom: rang for rang, nom in enumerate(nom for nom in brut.cellules.columns if nom != "ligne")}
    return Feuille(
        nom=brut.nom,
        entetes=entetes,
        lettres=tuple(brut.lettres[place[nom]] for nom in colonnes),
        ligne_entete=1,
        lignes=lignes,
        ecartees=ecartees,
        table=brut.nom,
        indices=dict(brut.indices),
        fautives=tuple(f for f in brut.fautives if numero_de_ligne(f.cellule) in gardees),
    )
