"""D'une feuille de texte à une frame de texte dont les colonnes portent nos noms.

Deux colonnes de montants (dépenses, recettes) deviennent deux lignes de sens différents, une colonne par année autant
de lignes que d'années. Aucune valeur n'est encore interprétée.
"""

from __future__ import annotations

import polars as pl

from core.donnees.correspondance import SENS, Correspondance
from core.donnees.depliage import annuelle
from core.donnees.lecture.modele import Feuille
from core.donnees.refus import SANS_COTE

_SANS_MONTANT = r"^[\s\x{00a0}\x{202f}0.,€-]*$"


def etaler(feuille: Feuille, correspondance: Correspondance) -> pl.DataFrame:
    """Une colonne de texte par cible, plus `feuille`, `ligne` et `cote` (« depense », « recette », l'année ou le numéro
    d'un groupe de colonnes ; vide s'il n'y en a pas).

    `cote` dit de quelles colonnes vient la ligne quand le fichier en a plusieurs pour une même valeur.
    """
    cibles = correspondance.cibles
    simples = {cible: rang for cible, rang in cibles.items() if "@" not in cible}
    base = [pl.col(f"c{rang}").alias(cible) for cible, rang in simples.items()]
    reperes = [pl.lit(feuille.nom).alias("feuille"), pl.col("ligne").cast(pl.Int32)]
    if len(simples) == len(cibles):
        forme = feuille.lignes.select(*base, *reperes, pl.lit(SANS_COTE).alias("cote"))
    elif any(cible.endswith(tuple(f"@{cote}" for cote in SENS)) for cible in cibles):
        forme = _deux_cotes(feuille, cibles, base, reperes)
    else:
        forme = _deplier(feuille, correspondance, base, reperes)
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
    if any(nom.endswith("_eur") for nom in cibles if "@" not in nom):
        a_zero = a_zero.with_columns(cote=pl.lit(SANS_COTE))
    rendu = pl.concat([remplies, a_zero]).drop("_vide").sort("ligne", "cote")
    dit = pl.when(pl.col("cote") != SANS_COTE).then(pl.col("cote"))
    return rendu if "sens" in rendu.columns else rendu.with_columns(sens=dit)


def _deplier(
    feuille: Feuille, correspondance: Correspondance, base: list[pl.Expr], reperes: list[pl.Expr]
) -> pl.DataFrame:
    """Une ligne par année (ou par numéro) qui porte une valeur ; le groupe dit l'année si rien d'autre ne la dit."""
    cibles, annee = correspondance.cibles, annuelle(correspondance.table)
    valeur = correspondance.table.valeurs[0]
    noms = sorted({cible.partition("@")[0] for cible in cibles if "@" in cible})
    morceaux = []
    for cote in dict.fromkeys(cible.partition("@")[2] for cible in cibles if "@" in cible):
        ranges = {nom: cibles[f"{nom}@{cote}"] for nom in noms if f"{nom}@{cote}" in cibles}
        colonnes = [
            (pl.col(f"c{ranges[nom]}") if nom in ranges else pl.lit(None, pl.String)).alias(nom) for nom in noms
        ]
        dite = [pl.lit(cote).alias(annee)] if annee and annee not in noms else []
        morceaux.append(feuille.lignes.select(*base, *colonnes, *dite, *reperes, pl.lit(cote).alias("cote")))
    return pl.concat(morceaux).filter(pl.col(valeur).is_not_null()).sort("ligne", maintain_order=True)
