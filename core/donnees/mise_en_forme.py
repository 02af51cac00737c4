"""D'une feuille de texte à une frame de texte dont les colonnes portent nos noms.

Deux colonnes de montants (dépenses, recettes) deviennent deux lignes de sens différents. Aucune valeur n'est encore
interprétée.
"""

from __future__ import annotations

import polars as pl

from core.donnees.correspondance import SENS, Correspondance
from core.donnees.lecture.modele import Feuille
from core.donnees.refus import SANS_COTE

_SANS_MONTANT = r"^[\s\x{00a0}\x{202f}0.,€-]*$"


def etaler(feuille: Feuille, correspondance: Correspondance) -> pl.DataFrame:
    """Une colonne de texte par cible, plus `feuille`, `ligne` et `cote` (« depense », « recette » ou vide).

    `cote` dit de quelle colonne de montants vient la ligne quand le fichier en a deux.
    """
    cibles = correspondance.cibles
    simples = {cible: rang for cible, rang in cibles.items() if "@" not in cible}
    base = [pl.col(f"c{rang}").alias(cible) for cible, rang in simples.items()]
    reperes = [pl.lit(feuille.nom).alias("feuille"), pl.col("ligne").cast(pl.Int32)]
    if len(simples) == len(cibles):
        forme = feuille.lignes.select(*base, *reperes, pl.lit(SANS_COTE).alias("cote"))
    else:
        forme = _deux_cotes(feuille, cibles, base, reperes)
    return forme


def _deux_cotes(feuille: Feuille, cibles: dict[str, int], base: list[pl.Expr], reperes: list[pl.Expr]) -> pl.DataFrame:
    montants = sorted({cible.partition("@")[0] for cible in cibles if "@" in cible})
    morceaux = []
    for cote in SENS:
        ranges = {nom: cibles[f"{nom}@{cote}"] for nom in montants if f"{nom}@{cote}" in cibles}
        if not ranges:
            continue
        vides = [pl.col(f"c{rang}").fill_null("").str.contains(_SANS_MONTANT) for rang in ranges.values()]
        colonnes = [
            (pl.col(f"c{ranges[nom]}") if nom in ranges else pl.lit(None, pl.String)).alias(nom) for nom in montants
        ]
        morceaux.append(
            feuille.lignes.select(
                *base, *colonnes, *reperes, pl.lit(cote).alias("cote"), pl.all_horizontal(vides).alias("_vide")
            )
        )
    tout = pl.concat(morceaux)
    remplies = tout.filter(~pl.col("_vide"))
    a_zero = tout.filter(pl.col("_vide")).join(remplies.select("ligne"), on="ligne", how="anti")
    a_zero = a_zero.unique(subset="ligne", keep="first", maintain_order=True)
    rendu = pl.concat([remplies, a_zero]).drop("_vide").sort("ligne", "cote")
    return rendu if "sens" in rendu.columns else rendu.with_columns(sens=pl.col("cote"))
