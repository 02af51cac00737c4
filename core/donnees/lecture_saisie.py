"""Lire et contrôler des lignes tapées : d'un formulaire ou d'une grille aux types déclarés, ou un refus par cellule."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from core.donnees import controle
from core.donnees.apercu import Rejet
from core.donnees.refus import SANS_COTE, refus, reunir
from core.donnees.valeurs import convertir
from core.tables import Colonne, Table
from core.tables.declaration import Annee, Code, Montant

_DU_FICHIER = (" du fichier, puis déposez-le à nouveau", ", puis déposez le fichier à nouveau")
"""Ce que les messages disent d'un fichier, et qui n'a pas de sens à l'écran."""
_FRACTION_DE_CENTIME = 1e-6


def controler_la_saisie(
    tapees: pl.DataFrame, table: Table, libelle: str, codes: Callable[[str, str], pl.Series]
) -> tuple[pl.DataFrame, tuple[Rejet, ...]]:
    """Les lignes aux types déclarés, avec `feuille` (l'écran), `ligne` (le rang, à partir de 1) et `cote`, et les
    refus.

    Une colonne de texte est lue comme une cellule de fichier ; une colonne déjà typée est prise telle quelle, NaN
    valant « vide ». `codes(table, colonne)` rend les codes qu'un renvoi peut nommer. Lève `ValueError` si une colonne
    n'est pas déclarée : c'est une faute de programmation.
    """
    inconnues = set(tapees.columns) - set(table.schema())
    if inconnues:
        raise ValueError(f"colonnes non déclarées de {table.nom} : {sorted(inconnues)}")
    reperes = tapees.select(
        pl.lit(libelle).alias("feuille"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int32).alias("ligne"),
        pl.lit(SANS_COTE).alias("cote"),
    )
    en_texte = [nom for nom in tapees.columns if _se_lit(tapees.schema[nom], table.colonne(nom))]
    brut = pl.concat([reperes, tapees.select(pl.col(nom).cast(pl.String) for nom in en_texte)], how="horizontal")
    lues, refusees = convertir(brut, table)
    for nom in (nom for nom in tapees.columns if nom not in en_texte):
        valeurs, fautes = _typer(reperes, tapees[nom], table, nom)
        lues = lues.with_columns(valeurs)
        refusees.append(fautes)
    connus = {
        colonne.type.renvoi: codes(*colonne.type.renvoi.split("."))
        for colonne in table.colonnes
        if isinstance(colonne.type, Code) and colonne.type.renvoi
    }
    connus |= _les_siens(lues, table, connus)
    deja = reunir(refusees)
    toutes = pl.concat([deja, controle.controler(lues, table, deja, frozenset(), connus)])
    repetees = controle.cles_repetees(lues, table, {libelle: "ligne "})
    return lues, _rejets(pl.concat([toutes, repetees]), table)


def _se_lit(tapee: pl.DataType, colonne: Colonne) -> bool:
    """Vrai si la colonne se lit comme un texte ; une année tapée en nombre aussi, pour ses bornes."""
    return pl.String in (tapee, colonne.type.dtype) or isinstance(colonne.type, Annee)


def _typer(reperes: pl.DataFrame, serie: pl.Series, table: Table, nom: str) -> tuple[pl.Series, pl.DataFrame]:
    """Une colonne déjà typée au type déclaré ; une valeur qui n'y tient pas (un tiers de centime) est refusée."""
    colonne = table.colonne(nom)
    if serie.dtype.is_float():
        serie = serie.fill_nan(None)
    typees = serie.cast(colonne.type.dtype, strict=False)
    perdues = serie.is_not_null() & typees.is_null()
    if serie.dtype.is_float() and isinstance(colonne.type, Montant):
        ecart = (serie - typees.cast(pl.Float64)).abs()
        perdues |= (ecart > _FRACTION_DE_CENTIME).fill_null(value=False)
    message = f"« {colonne.sens} » ne peut pas prendre cette valeur ; corrigez-la."
    return typees.alias(nom), refus(reperes, perdues, nom, "valeur_illisible", message, serie)


def _les_siens(lues: pl.DataFrame, table: Table, connus: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """Les codes que la saisie elle-même déclare, quand une colonne renvoie à sa propre table."""
    siens = {renvoi: renvoi.partition(".")[2] for renvoi in connus if renvoi.partition(".")[0] == table.nom}
    return {renvoi: pl.concat([connus[renvoi], lues[colonne]]) for renvoi, colonne in siens.items()}


def _rejets(refusees: pl.DataFrame, table: Table) -> tuple[Rejet, ...]:
    """Un rejet par cellule, dans l'ordre des lignes ; le message ne parle d'aucun fichier."""
    rendus: dict[tuple[int, str], Rejet] = {}
    for faute in refusees.sort("ligne", maintain_order=True).iter_rows(named=True):
        message = faute["message"]
        for morceau in _DU_FICHIER:
            message = message.replace(morceau, "")
        rejet = Rejet(
            feuille=faute["feuille"],
            cellule=f"ligne {faute['ligne']}",
            colonne=table.colonne(faute["colonne"]).sens,
            valeur=faute["valeur"],
            regle=faute["regle"],
            message=message,
            ligne=faute["ligne"],
            table=table.nom,
            cible=faute["colonne"],
        )
        rendus.setdefault((faute["ligne"], faute["colonne"]), rejet)
    return tuple(rendus.values())
