"""Noter les cellules refusées : une frame de refus par règle, transformée en `Rejet` une fois les adresses connues."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.donnees.apercu import Rejet
from core.donnees.lecture.modele import Feuille
from core.donnees.personnelles import MASQUEE, masquer

SCHEMA_REFUS: dict[str, pl.DataType] = {
    "feuille": pl.String(),
    "ligne": pl.Int32(),
    "cote": pl.String(),
    "colonne": pl.String(),
    "valeur": pl.String(),
    "regle": pl.String(),
    "message": pl.String(),
}
SANS_COTE = ""
CITES = 200
"""Combien de caractères d'une cellule refusée sont montrés."""
_DEDUITES = frozenset(("section", "sens"))


def refus(  # noqa: PLR0913, PLR0917
    lignes: pl.DataFrame,
    masque: pl.Series | pl.Expr,
    colonne: str,
    regle: str,
    message: str | pl.Expr,
    valeur: pl.Series | pl.Expr | None = None,
) -> pl.DataFrame:
    """Une ligne de refus par ligne masquée. `valeur` : ce qui était écrit (par défaut, la colonne elle-même)."""
    ecrite = valeur if valeur is not None else pl.col(colonne)
    if isinstance(masque, pl.Series):
        if not masque.any():
            return pl.DataFrame(schema=SCHEMA_REFUS)
        lignes = lignes.with_columns(masque.alias("_masque"))
    else:
        lignes = lignes.with_columns(masque.fill_null(value=False).alias("_masque"))
    if isinstance(ecrite, pl.Series):
        lignes = lignes.with_columns(ecrite.alias("_valeur"))
        ecrite = pl.col("_valeur")
    return (
        lignes.filter("_masque")
        .select(
            "feuille",
            "ligne",
            "cote",
            colonne=pl.lit(colonne),
            valeur=ecrite.cast(pl.String).fill_null(""),
            regle=pl.lit(regle),
            message=pl.lit(message) if isinstance(message, str) else message,
        )
        .cast(SCHEMA_REFUS)  # type: ignore[arg-type]
    )


def reunir(morceaux: list[pl.DataFrame]) -> pl.DataFrame:
    """Toutes les frames de refus en une, vide si aucune."""
    return pl.concat(morceaux) if morceaux else pl.DataFrame(schema=SCHEMA_REFUS)


def en_rejets(
    refusees: pl.DataFrame, feuilles: Mapping[str, Feuille], cibles: Mapping[str, Mapping[str, int]], table: str
) -> tuple[Rejet, ...]:
    """Donne à chaque refus l'adresse de sa cellule, son en-tête et sa valeur tels qu'ils sont dans le fichier.

    Une cellule n'est refusée qu'une fois : la première règle qui la refuse est la bonne. Une valeur qui porte une
    donnée personnelle est masquée, quelle que soit la règle qui la refuse.
    """
    rendus: dict[tuple[str, str, str], tuple[int, Rejet]] = {}
    ordonnes = refusees.sort("feuille", "ligne", maintain_order=True)
    ordonnes = ordonnes.with_columns(masquer(ordonnes.select("valeur"))["valeur"])
    ecrites = {nom: _cellules(feuille, ordonnes) for nom, feuille in feuilles.items()}
    for ligne in ordonnes.iter_rows(named=True):
        feuille = feuilles[ligne["feuille"]]
        rang = _rang(cibles[ligne["feuille"]], ligne["colonne"], ligne["cote"])
        ecrite = ecrites[ligne["feuille"]].get(ligne["ligne"], {}).get(f"c{rang}")
        rejet = Rejet(
            feuille=ligne["feuille"],
            cellule=f"ligne {ligne['ligne']}" if rang is None else feuille.cellule(rang, ligne["ligne"]),
            colonne=ligne["colonne"] if rang is None else feuille.entetes[rang],
            valeur=ligne["valeur"] if ecrite is None or ligne["valeur"] == MASQUEE else str(ecrite)[:CITES],
            regle=ligne["regle"],
            message=ligne["message"],
            ligne=ligne["ligne"],
            table=table,
            cible=ligne["colonne"],
        )
        rendus.setdefault((rejet.feuille, rejet.cellule, rejet.colonne), (-1 if rang is None else rang, rejet))
    places = sorted(rendus.values(), key=lambda place: (place[1].feuille, place[1].ligne, place[0]))
    return tuple(rejet for _, rejet in places)


def _cellules(feuille: Feuille, refusees: pl.DataFrame) -> dict[int, dict[str, object]]:
    """Ce qui est écrit dans les lignes refusées, par numéro de ligne."""
    numeros = refusees.filter(pl.col("feuille") == feuille.nom)["ligne"].unique()
    lignes = masquer(feuille.lignes.filter(pl.col("ligne").is_in(numeros.to_list())))
    return {ligne["ligne"]: ligne for ligne in lignes.iter_rows(named=True)}


def _rang(cibles: Mapping[str, int], colonne: str, cote: str) -> int | None:
    """La colonne du fichier d'où vient le refus ; celle du compte pour ce qui aurait dû s'en déduire."""
    for cle in (f"{colonne}@{cote}", colonne, f"montant@{cote}" if colonne.endswith("_eur") else "", "montant"):
        if cle in cibles and (cle != "montant" or colonne.endswith("_eur")):
            return cibles[cle]
    return cibles.get("nature") if colonne in _DEDUITES else None
