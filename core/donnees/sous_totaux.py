"""Des comptes et leurs comptes parents dans le même fichier : 60 est la somme de ses comptes, il serait compté deux
fois."""

from __future__ import annotations

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import OFFICIELS, Contexte
from core.format_fr import accorder, enumerer
from core.tables import Table

_CLE = "parents"
_GROUPE = ("exercice", "etape", "budget", "section", "sens")
_CITES = 4
_CHOIX = {
    "enfants": "ne garder que les comptes les plus fins : les autres sont leurs totaux",
    "tous": "les garder tous : ce sont de vraies lignes",
}


def sans_les_parents(lignes: pl.DataFrame, table: Table, contexte: Contexte) -> pl.DataFrame:
    """Les lignes sans les comptes qui sont la somme de ceux qui commencent comme eux, si l'agent le dit ; sinon on le
    lui demande."""
    if not table.imputee or contexte.format in OFFICIELS or contexte.options.reponses.get(_CLE) == "tous":
        return lignes
    trouves = _parents(lignes, table)
    if trouves.is_empty():
        return lignes
    if contexte.options.reponses.get(_CLE) == "enfants":
        contexte.constat.avertir(f"{_phrase(trouves)} : ils ne sont pas comptés, comme demandé.")
        return lignes.join(trouves, on=[*_GROUPE, "nature"], how="anti", nulls_equal=True, maintain_order="left")
    contexte.constat.demander(
        Question(
            _CLE,
            f"{_phrase(trouves)}. Les compter avec eux doublerait ces montants. Que faut-il garder ?",
            _CHOIX,
            f"--reponse {_CLE}=",
        )
    )
    return lignes


def _phrase(trouves: pl.DataFrame) -> str:
    codes = trouves["nature"].unique().sort().to_list()
    suite = [accorder(len(codes) - _CITES, "autre compte", "autres comptes")] if len(codes) > _CITES else []
    debut, verbe = ("Le compte", "est la somme") if len(codes) == 1 else ("Les comptes", "sont chacun la somme")
    return f"{debut} {enumerer([*codes[:_CITES], *suite])} {verbe} des comptes qui commencent de même"


def _parents(lignes: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Les comptes égaux, sur chaque montant, à la somme de leurs enfants les plus proches (au moins deux pour l'un
    d'eux)."""
    montants = [nom for nom in table.montants if lignes[nom].count()]
    cles = [*_GROUPE, "nature"]
    sommes = lignes.drop_nulls("nature").group_by(cles).agg(pl.col(montants).sum().cast(pl.Decimal(38, 2)))
    plus_long = int(sommes["nature"].str.len_chars().max() or 0)  # type: ignore[arg-type]
    if not montants or plus_long < 2:
        return sommes.select(cles).clear()
    connus = sommes.select(_GROUPE, parent="nature")
    proches = [
        sommes.filter(pl.col("nature").str.len_chars() > longueur)
        .with_columns(parent=pl.col("nature").str.slice(0, longueur), longueur=pl.lit(longueur))
        .join(connus, on=[*_GROUPE, "parent"], how="semi", nulls_equal=True)
        for longueur in range(1, plus_long)
    ]
    enfants = pl.concat(proches).sort("longueur", descending=True).unique(cles, keep="first", maintain_order=True)
    totaux = enfants.group_by(*_GROUPE, "parent").agg(pl.col(montants).sum(), enfants=pl.len())
    paires = sommes.join(
        totaux, left_on=cles, right_on=[*_GROUPE, "parent"], how="inner", nulls_equal=True, suffix="_enfants"
    )
    egaux = paires.filter(
        pl.all_horizontal(pl.col(nom) == pl.col(f"{nom}_enfants") for nom in montants),
        pl.any_horizontal(pl.col(nom) != 0 for nom in montants),
    )
    certain = bool((egaux["enfants"] > 1).any())
    return egaux.select(cles) if certain else egaux.select(cles).clear()
