"""Les zéros de tête qu'un tableur ôte aux codes : rendus quand le plan de comptes le prouve, signalés sinon."""

from __future__ import annotations

import polars as pl

from core.donnees.constat import Constat
from core.format_fr import accorder, enumerer
from core.plan_de_comptes import chapitres, fonctions

_SUSPECTES = ("1", "20")
"""Dans tout budget, 01 (non ventilable) et 020 (administration générale) ; 1 et 20 n'y sont presque jamais."""
_CITEES = 8


def rendre_les_zeros(lignes: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """Rend leur zéro aux chapitres et aux fonctions qui n'existent qu'avec lui ; prévient de ceux qui ont deux
    lectures."""
    return _fonctions(_chapitres(lignes, constat), constat)


def _chapitres(lignes: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """11 devient 011 quand le compte le confirme.

    Un chapitre à un ou deux chiffres qui n'est pas le début du compte, et dont la forme à trois chiffres existe.
    """
    connus = set(chapitres("M57_D")["code"]) | set(chapitres("M14")["code"])
    court = pl.col("chapitre").str.contains(r"^\d{1,2}$") & ~pl.col("nature").str.starts_with(pl.col("chapitre"))
    long = pl.col("chapitre").str.zfill(3)
    perdu = court & long.is_in(list(connus))
    nombre = int(lignes.select(perdu.sum()).item() or 0)
    if not nombre:
        return lignes
    constat.avertir(f"Chapitres : zéro de tête rendu à {accorder(nombre, 'ligne')} (11 se lit 011).")
    return lignes.with_columns(chapitre=pl.when(perdu).then(long).otherwise(pl.col("chapitre")))


def _fonctions(lignes: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """38 devient 038, car 38 n'existe pas ; 20 et 020 existent tous deux : 20 reste, et c'est dit."""
    connues = set(fonctions("M57")["code"]) | set(fonctions("M14")["code"])
    ecrites = sorted(lignes["fonction"].drop_nulls().unique())
    perdues = {code: f"0{code}" for code in ecrites if code not in connues and f"0{code}" in connues}
    if perdues:
        nombre = int(lignes["fonction"].is_in(list(perdues)).sum())
        exemple, rendu = next(iter(perdues.items()))
        constat.avertir(f"Fonctions : zéro de tête rendu à {accorder(nombre, 'ligne')} ({exemple} se lit {rendu}).")
        lignes = lignes.with_columns(pl.col("fonction").replace(perdues))
    if any(code in _SUSPECTES for code in ecrites):
        doubles = [f"{code} ou 0{code}" for code in ecrites if code in connues and f"0{code}" in connues]
        suite = [f"{len(doubles) - _CITEES} autres"] if len(doubles) > _CITEES else []
        constat.avertir(
            f"Fonctions à deux lectures : {enumerer([*doubles[:_CITEES], *suite])}. Elles sont lues telles "
            "qu'écrites ; si le tableur a ôté des zéros, mettez la colonne au format Texte, ressaisissez les codes et "
            "déposez à nouveau."
        )
    return lignes
