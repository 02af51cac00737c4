"""Reconnaître une même ligne de dépense d'un exercice à l'autre, malgré la casse, les accents et les espaces."""

from __future__ import annotations

import polars as pl

from core.tables.affectations import IDENTITE

SEPARATEUR = "|"
_JOINT = "\x1f"
_ACCENTS = dict(zip("àâäçéèêëîïôöùûüÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ’", "aaaceeeeiioouuuAAACEEEEIIOOUUU'", strict=True))


def normaliser(texte: pl.Expr) -> pl.Expr:
    """Le texte sans accents, en minuscules, apostrophes droites, une espace au plus entre deux mots ; nul reste nul."""
    return _sans_accents(texte).str.to_lowercase().str.replace_all(r"\s{2,}|[^\S ]", " ").str.strip_chars()


def _sans_accents(texte: pl.Expr) -> pl.Expr:
    """Les lettres nues. La décomposition d'Unicode est lente : les accents du français sont ôtés avant, et seuls les
    textes qui sortent encore de l'ASCII y passent."""
    francais = texte.str.replace_many(list(_ACCENTS), list(_ACCENTS.values()))
    rares = pl.when(francais.str.contains(r"[^\x00-\x7F]")).then(francais)
    return pl.coalesce(rares.str.normalize("NFKD").str.replace_all(r"\p{M}", ""), francais)


def signature() -> pl.Expr:
    """L'adresse d'une ligne : ses colonnes d'identité normalisées, « principal|21312|213|||isolation de l'ecole ».

    Une case vide et une case absente se valent.
    """
    return _normee(_brute()).alias("signature")


def signer(lignes: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `signature` à des lignes qui portent les colonnes d'identité ; rien ne change si elle y est déjà.

    Les lignes d'une même identité, souvent bien moins nombreuses, ne se signent qu'une fois.
    """
    if "signature" in lignes.columns:
        return lignes
    identites = lignes.select(IDENTITE).unique()
    if identites.height * 2 > lignes.height:
        return lignes.with_columns(signature())
    return lignes.join(
        identites.with_columns(signature()), on=IDENTITE, how="left", nulls_equal=True, maintain_order="left"
    )


def _brute() -> pl.Expr:
    return pl.concat_str((pl.col(nom).cast(pl.String).fill_null("") for nom in IDENTITE), separator=_JOINT)


def _normee(brute: pl.Expr) -> pl.Expr:
    sans_barre = brute.str.replace_all(SEPARATEUR, " ", literal=True).str.replace_all(_JOINT, SEPARATEUR, literal=True)
    serree = normaliser(sans_barre).str.replace_all(f" {SEPARATEUR}", SEPARATEUR, literal=True)
    return serree.str.replace_all(f"{SEPARATEUR} ", SEPARATEUR, literal=True)
