"""Couper chaque ligne selon ses affectations : chaque euro une fois sous chaque lentille, au centime près."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.affectations.signature import signer
from core.communs.affectations.vigueur import COTEE, DESACCORD, FAUTIVE, REPRISE, VALENT
from core.communs.classement import SANS_POLITIQUE

DEDUITE = "deduite"
"""Statut d'un poste que personne n'a dit et que la ligne porte déjà : sa politique."""

POLITIQUE = "politique"
_PRIORITES = {COTEE: 0, REPRISE: 0, DESACCORD: 1, FAUTIVE: 2}
_EGALITE = 1e-9
_ARRIVEE = 1e-5
"""Une fin cumulée si proche de 1 vaut 1 : les parts ont une tolérance d'un millionième."""


def repartir(lignes: pl.DataFrame, vigueur: pl.DataFrame, lentilles: Sequence[str]) -> pl.DataFrame:
    """Chaque ligne coupée en segments : une colonne par lentille (poste en vigueur, nul : non affecté) et son statut.

    Ajoute à `lignes` `signature`, `segment` (rang), `part`, les lentilles et `statut_<lentille>` ; `montant_eur`
    devient celui du segment. Hypothèse : les morceaux de deux lentilles se superposent dans l'ordre de leur rang. Les
    centimes sont ceux du cumul arrondi : la somme des segments est exactement le montant de la ligne.
    """
    portees = signer(lignes).rename({POLITIQUE: "_politique"} if POLITIQUE in lentilles else {})
    cles = portees.select("signature").unique().with_row_index("_cle")
    portees = portees.join(cles, on="signature", how="left", maintain_order="left")
    siennes = vigueur.filter(pl.col("lentille").is_in(list(lentilles))).join(cles, on="signature")
    comptees = (
        siennes.filter(pl.col("statut").is_in(VALENT))
        .sort("morceau")
        .with_columns(
            fin=pl.col("quote_part").cum_sum().over("lentille", "_cle").round(9),
            partagee=pl.len().over("lentille", "_cle") > 1,
        )
    )
    bornes = _bornes(comptees)
    entiere = {"segment": pl.lit(1, pl.Int32), "debut": pl.lit(0.0), "fin": pl.lit(1.0)}
    coupees = portees.join(bornes, on="_cle", how="left", maintain_order="left").with_columns(
        pl.col(nom).fill_null(valeur) for nom, valeur in entiere.items()
    )
    postes = _en_colonnes(_postes(comptees, bornes), ("_cle", "segment"), "poste", lentilles)
    statuts = _en_colonnes(_statuts(siennes), ("_cle",), "statut", [f"statut_{lentille}" for lentille in lentilles])
    coupees = coupees.join(postes, on=("_cle", "segment"), how="left", maintain_order="left").join(
        statuts, on="_cle", how="left", maintain_order="left"
    )
    montants = coupees.with_columns(montant_du_segment("montant_eur"), part=pl.col("fin") - pl.col("debut")).drop(
        "debut", "fin", "_cle"
    )
    return _politique_portee(montants) if POLITIQUE in lentilles else montants


def _bornes(comptees: pl.DataFrame) -> pl.DataFrame:
    """Où se coupent les lignes partagées : une ligne par segment, de `debut` à `fin` (parts cumulées) ; les autres,
    absentes."""
    partagees = comptees.join(comptees.filter("partagee").select("_cle").unique(), on="_cle", how="semi")
    dernier = (1 - pl.col("fin")).abs() < _ARRIVEE
    return (
        partagees.select("_cle", fin=pl.when(dernier).then(1.0).otherwise("fin"))
        .unique()
        .sort("_cle", "fin")
        .with_columns(
            debut=pl.col("fin").shift(1).over("_cle").fill_null(0.0),
            segment=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("_cle"),
        )
    )


def _en_colonnes(dits: pl.DataFrame, cle: tuple[str, ...], valeur: str, noms: Sequence[str]) -> pl.DataFrame:
    """Une ligne par clé, une colonne par nom (colonne `colonne`) : la valeur dite sous ce nom, nulle s'il n'y en a
    pas."""
    larges = dits.pivot("colonne", index=cle, values=valeur)
    absents = (pl.lit(None, pl.String).alias(nom) for nom in noms if nom not in larges.columns)
    return larges.with_columns(absents)


def _statuts(siennes: pl.DataFrame) -> pl.DataFrame:
    """Le statut de chaque ligne sous chaque lentille : celui qui compte d'abord, sinon le désaccord, sinon la faute."""
    return (
        siennes.sort(pl.col("statut").replace_strict(_PRIORITES))
        .unique(("lentille", "_cle"), keep="first", maintain_order=True)
        .select("_cle", "statut", colonne=pl.concat_str(pl.lit("statut_"), "lentille"))
    )


def _postes(comptees: pl.DataFrame, bornes: pl.DataFrame) -> pl.DataFrame:
    """Le poste de chaque segment sous chaque lentille : le premier morceau dont la fin cumulée atteint celle du
    segment."""
    entieres = comptees.join(bornes, on="_cle", how="anti").with_columns(segment=pl.lit(1, pl.Int32))
    morceaux = comptees.select("lentille", "_cle", "poste", borne="fin").join(bornes, on="_cle")
    dernier = pl.col("borne") == pl.col("borne").max().over("lentille", "_cle")
    atteints = (
        morceaux.filter((pl.col("borne") >= pl.col("fin") - _EGALITE) | dernier)
        .sort("borne")
        .unique(("lentille", "_cle", "segment"), keep="first", maintain_order=True)
    )
    colonnes = ("_cle", "segment", "poste")
    return pl.concat([un.select(*colonnes, colonne="lentille") for un in (entieres, atteints)])


def montant_du_segment(colonne: str) -> pl.Expr:
    """La part d'un montant (Decimal, euros) entre `debut` et `fin` (parts cumulées) : les segments en font la somme
    exacte."""
    centimes = (pl.col(colonne) * 100).cast(pl.Int64).cast(pl.Float64)
    partiel = ((centimes * pl.col("fin")).round() - (centimes * pl.col("debut")).round()).cast(pl.Int64)
    entier = (pl.col("debut") == 0) & (pl.col("fin") == 1)
    return (
        pl.when(entier)
        .then(colonne)
        .otherwise((partiel.cast(pl.Decimal(18, 2)) / 100).cast(pl.Decimal(18, 2)))
        .alias(colonne)
    )


def _politique_portee(posees: pl.DataFrame) -> pl.DataFrame:
    """Sous la lentille des politiques, ce que la ligne dit déjà vaut tant que personne n'a dit autre chose."""
    portee = pl.when(pl.col("_politique") != SANS_POLITIQUE).then("_politique")
    statut = (
        pl.when(pl.col(POLITIQUE).is_null() & portee.is_not_null() & pl.col("statut_politique").is_null())
        .then(pl.lit(DEDUITE))
        .otherwise("statut_politique")
    )
    return posees.with_columns(
        pl.when(pl.col("statut_politique").is_null())
        .then(pl.coalesce(POLITIQUE, portee))
        .otherwise(POLITIQUE)
        .alias(POLITIQUE),
        statut_politique=statut,
    ).drop("_politique")
