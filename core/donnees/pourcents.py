"""Pourcents ou fractions : « 25 » et « 0,25 » ne disent pas toujours la même chose. On le détecte, on demande."""

from __future__ import annotations

import polars as pl

from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import Constat, Contexte, Source
from core.format_fr import enumerer
from core.tables import Table
from core.tables.declaration import Part

_CLE = "pourcents"
_CHOIX = {"points": "en points : 25 veut dire 25 %", "fractions": "en fractions : 0,25 veut dire 25 %"}
_UN_PAR_UN = "un_par_un"


def regler_les_parts(
    lignes: pl.DataFrame, brut: pl.DataFrame, table: Table, sources: tuple[Source, ...], contexte: Contexte
) -> tuple[pl.DataFrame, frozenset[str]]:
    """Met les parts entre 0 et 1 et les indicateurs en % à l'échelle de leurs seuils, selon les réponses données.

    Rend les lignes et les colonnes dont l'échelle reste à demander.
    """
    en_attente: set[str] = set()
    for colonne in table.colonnes:
        if isinstance(colonne.type, Part) and colonne.nom in brut.columns:
            nues = ~brut[colonne.nom].str.contains("%", literal=True).fill_null(value=True)
            annoncees = pl.Series(brut["feuille"]).is_in(_titrees_en_pourcents(colonne.nom, sources))
            douteuses = (lignes[colonne.nom] > 1) | ((lignes[colonne.nom] != 0) & annoncees)
            if not (douteuses.fill_null(value=False) & nues).any():
                continue
            reponse = _reponse(colonne.nom, contexte.options)
            if reponse is None:
                en_attente.add(colonne.nom)
                sujet = f"« {colonne.sens} » (des valeurs sans signe %)"
                _demander(colonne.nom, sujet, contexte.options, contexte.constat)
            elif reponse == "points":
                lignes = lignes.with_columns(
                    pl.when(nues).then(pl.col(colonne.nom) / 100).otherwise(pl.col(colonne.nom))
                )
    if table.seuils and lignes.height:
        lignes = _a_l_echelle(lignes, contexte, en_attente)
    return lignes, frozenset(en_attente)


def _titrees_en_pourcents(nom: str, sources: tuple[Source, ...]) -> list[str]:
    """Les feuilles dont l'en-tête de la colonne dit « % » sans que son format de nombre le dise."""
    return [
        source.feuille.nom
        for source in sources
        for cible, rang in source.correspondance.cibles.items()
        if cible == nom
        and "%" in source.feuille.entetes[rang]
        and source.feuille.lettres[rang] not in source.feuille.indices.get("pourcents", "").split(",")
    ]


def _reponse(cle: str, options: OptionsImport) -> str | None:
    """La réponse donnée pour une colonne ou un indicateur, à défaut celle donnée pour tous ; nulle si elle manque."""
    dite = options.reponses.get(f"{_CLE}:{cle}", options.pourcents)
    return dite if dite in _CHOIX else None


def _demander(cle: str, sujet: str, options: OptionsImport, constat: Constat) -> None:
    """Ajoute un sujet à la question commune, qui les montre tous ; ou pose la sienne, si on les demande un par un."""
    fin = "Comment est-ce écrit ?"
    if options.pourcents == _UN_PAR_UN:
        constat.demander(Question(f"{_CLE}:{cle}", f"{sujet}. {fin}", _CHOIX, f"--reponse {_CLE}:{cle}="))
        return
    constat.parts_a_dire.append(sujet)
    choix = dict(_CHOIX)
    if len(constat.parts_a_dire) > 1:
        choix[_UN_PAR_UN] = "cela dépend : le dire pour chacun"
    constat.questions[_CLE] = Question(_CLE, f"{enumerer(constat.parts_a_dire)}. {fin}", choix, "--pourcents")


def _a_l_echelle(lignes: pl.DataFrame, contexte: Contexte, en_attente: set[str]) -> pl.DataFrame:
    bornes = [pl.col(nom).abs() for nom in ("plancher", "plafond", "cible", "pire_valeur")]
    en_points = contexte.seuils.filter(
        pl.col("unite").str.contains("%", literal=True) & (pl.max_horizontal(bornes) > 1.5)
    )
    plus_grandes = lignes.group_by("indicateur").agg(pl.col("valeur").abs().max().alias("_max"))
    suspects = (
        plus_grandes.filter(pl.col("_max").is_between(0, 1, closed="right"))
        .join(en_points, left_on="indicateur", right_on="code", how="semi")["indicateur"]
        .sort()
    )
    reponses = {code: _reponse(code, contexte.options) for code in suspects}
    for code in (code for code, reponse in reponses.items() if reponse is None):
        en_attente.add("valeur")
        sujet = f"l'indicateur « {code} » (seuils en points de pourcentage, mesures d'au plus 1)"
        _demander(code, sujet, contexte.options, contexte.constat)
    en_fractions = [code for code, reponse in reponses.items() if reponse == "fractions"]
    concernee = pl.col("indicateur").is_in(en_fractions)
    return lignes.with_columns(valeur=pl.when(concernee).then(pl.col("valeur") * 100).otherwise(pl.col("valeur")))
