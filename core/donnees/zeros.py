"""Les zéros de tête qu'un tableur ôte aux codes : rendus si l'agent le dit, jamais à un code qui existe sans eux."""

from __future__ import annotations

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import OFFICIELS, Contexte
from core.format_fr import accorder, enumerer
from core.plan_de_comptes import chapitres, fonctions
from core.tables.imputation import SECTIONS

_SUSPECTES = ("1", "20")
"""Dans tout budget, 01 (non ventilable) et 020 (administration générale) ; 1 et 20 n'y sont presque jamais."""
_CITEES = 8
_CHOIX = {"rendre": "oui : le tableur les a ôtés", "garder": "non : les lire tels qu'ils sont écrits"}


def rendre_les_zeros(lignes: pl.DataFrame, contexte: Contexte) -> pl.DataFrame:
    """Demande s'il faut rendre leur zéro aux chapitres et aux fonctions qui n'existent qu'avec lui, et le fait sauf
    réponse contraire ; prévient des fonctions à deux lectures.

    Rien n'est touché d'un format officiel : aucun tableur n'y a ôté de zéro.
    """
    if contexte.format in OFFICIELS:
        return lignes
    _prevenir(lignes, contexte)
    rendus = {"chapitre": _chapitre_rendu(), "fonction": _fonction_rendue(lignes)}
    completes = lignes.with_columns(**{nom: pl.coalesce(rendu, nom) for nom, rendu in rendus.items()})
    trouves = [phrase for nom in rendus if (phrase := _dire(lignes[nom], completes[nom]))]
    if not trouves or contexte.options.zeros == "garder":
        return lignes
    if contexte.options.zeros is None:
        texte = f"Des zéros de tête semblent perdus : {enumerer(trouves)}. Faut-il les rendre ?"
        contexte.constat.demander(Question("zeros", texte, _CHOIX, "--zeros"))
    return completes


def _dire(ecrits: pl.Series, rendus: pl.Series) -> str:
    """« chapitre : 12 lignes, où 11 se lirait 011 » ; vide si rien ne change."""
    changes = (ecrits != rendus).fill_null(value=False)
    if not changes.any():
        return ""
    combien, exemple = accorder(int(changes.sum()), "ligne"), ecrits.filter(changes)[0]
    return f"{ecrits.name} : {combien}, où {exemple} se lirait {rendus.filter(changes)[0]}"


def _chapitre_rendu() -> pl.Expr:
    """011 pour 11, quand 11 n'est pas un chapitre de la section de la ligne et que 011 en est un ; nul sinon.

    La section est celle de la ligne, à défaut celle de son compte ; sans elle, 11 ne doit être un chapitre nulle part.
    """
    connus = pl.concat([chapitres("M57_D"), chapitres("M14")])
    de_section = {nom: connus.filter(pl.col("section") == nom)["code"].unique().to_list() for nom in SECTIONS}
    classe = pl.col("nature").str.extract(r"^([1-7])\d")
    section = pl.coalesce(
        "section",
        pl.when(classe.is_in(["6", "7"]))
        .then(pl.lit("fonctionnement"))
        .when(classe.is_in(["1", "2", "3", "4"]))
        .then(pl.lit("investissement")),
    )
    court = pl.when(pl.col("chapitre").str.contains(r"^\d{1,2}$")).then(pl.col("chapitre"))
    long = court.str.zfill(3)
    perdu = section.is_null() & ~court.is_in(connus["code"].unique().to_list()) & long.is_in(connus["code"].to_list())
    for nom, codes in de_section.items():
        perdu |= (section == nom) & ~court.is_in(codes) & long.is_in(codes)
    return pl.when(perdu).then(long)


def _connues() -> frozenset[str]:
    return frozenset(fonctions("M57")["code"]) | frozenset(fonctions("M14")["code"])


def _fonction_rendue(lignes: pl.DataFrame) -> pl.Expr:
    """038 pour 38, car 38 n'existe pas ; 20 et 020 existent tous deux : 20 reste."""
    connues = _connues()
    ecrites = lignes["fonction"].drop_nulls().unique()
    perdues = {code: f"0{code}" for code in ecrites if code not in connues and f"0{code}" in connues}
    return pl.col("fonction").replace_strict(perdues, default=None, return_dtype=pl.String)


def _prevenir(lignes: pl.DataFrame, contexte: Contexte) -> None:
    connues = _connues()
    ecrites = sorted(lignes["fonction"].drop_nulls().unique())
    if any(code in _SUSPECTES for code in ecrites):
        doubles = [f"{code} ou 0{code}" for code in ecrites if code in connues and f"0{code}" in connues]
        suite = [f"{len(doubles) - _CITEES} autres"] if len(doubles) > _CITEES else []
        contexte.constat.avertir(
            f"Fonctions à deux lectures : {enumerer([*doubles[:_CITEES], *suite])}. Elles sont lues telles "
            "qu'écrites ; si le tableur a ôté des zéros, mettez la colonne au format Texte, ressaisissez les codes et "
            "déposez à nouveau."
        )
