"""Une table à emporter, en csv ou en classeur, sans qu'un texte n'y devienne une formule."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import polars as pl
import xlsxwriter

from core.format_fr import date_longue, nombre

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n")
_INVISIBLES = " \u00a0\u202f\u2009\u2007\u200b\u200c\u200d\u2060\ufeff"
_VRAI_NOMBRE = re.compile(r"[+-]?\d[\d\u00a0\u202f ]*(?:[.,]\d+)?(?:[\u00a0\u202f ]?%)?")


def neutraliser(texte: str) -> str:
    """Met une apostrophe devant un texte qu'un tableur prendrait pour une formule ; un vrai nombre reste intact.

    Les formes larges ou petites du signe (« ＝ », « ＋ », « ﹣ », « ＠ ») et un blanc devant lui ne trompent pas.

    >>> neutraliser("=1+1"), neutraliser("-12,5")
    ("'=1+1", '-12,5')
    """
    nu = texte.lstrip(_INVISIBLES)
    if unicodedata.normalize("NFKC", nu[:1]).startswith(_DANGEREUX) and not _VRAI_NOMBRE.fullmatch(texte):
        return f"'{texte}"
    return texte


def csv(tableau: pl.DataFrame) -> bytes:
    """La table en csv français : UTF-8 avec BOM, point-virgule, virgule décimale ; une valeur absente est vide."""
    propre = tableau.select(_sans_formule(tableau[nom]).alias(neutraliser(nom)) for nom in tableau.columns)
    return b"\xef\xbb\xbf" + propre.write_csv(separator=";", decimal_comma=True, line_terminator="\r\n").encode()


def _sans_formule(colonne: pl.Series) -> pl.Series:
    if colonne.dtype == pl.String:
        return _ecrite(colonne, neutraliser)
    if colonne.dtype in (pl.Decimal, pl.Float32):
        return colonne.cast(pl.Float64)
    return colonne


def classeur(tableau: pl.DataFrame, titre: str, source: str) -> bytes:
    """La table en xlsx : le titre, la source, puis les colonnes ; chaque texte est une cellule texte, jamais une
    formule."""
    memoire = io.BytesIO()
    with xlsxwriter.Workbook(memoire, {"strings_to_formulas": False, "strings_to_urls": False}) as fichier:
        feuille = fichier.add_worksheet("Tableau")
        gras = fichier.add_format({"bold": True})
        feuille.write_string(0, 0, neutraliser(titre), gras)
        feuille.write_string(1, 0, neutraliser(source))
        for rang, nom in enumerate(tableau.columns):
            feuille.write_string(3, rang, neutraliser(nom), gras)
            for ligne, valeur in enumerate(tableau[nom].to_list(), start=4):
                _ecrire(feuille, ligne, rang, valeur)
        feuille.freeze_panes(4, 0)
        feuille.set_column(0, max(len(tableau.columns) - 1, 0), 22)
    return memoire.getvalue()


def _ecrire(feuille: xlsxwriter.worksheet.Worksheet, ligne: int, rang: int, valeur: object) -> None:
    if valeur is None:
        return
    if isinstance(valeur, bool | str):
        feuille.write_string(
            ligne, rang, neutraliser(valeur) if isinstance(valeur, str) else ("oui" if valeur else "non")
        )
    elif isinstance(valeur, datetime | date):
        feuille.write_string(ligne, rang, date_longue(valeur))
    else:
        feuille.write_number(ligne, rang, float(str(valeur)))


def en_francais(tableau: pl.DataFrame, absent: str = "donnée absente") -> pl.DataFrame:
    """La table toute en texte, nombres et dates à la française ; un nombre absent s'écrit `absent`, jamais 0.

    Les colonnes entières (années, numéros) restent sans espace entre les milliers si leur nom dit une année.
    """
    return tableau.select(_en_texte(tableau[nom], absent).alias(nom) for nom in tableau.columns)


def _en_texte(colonne: pl.Series, absent: str) -> pl.Series:
    if colonne.dtype == pl.String:
        return colonne
    if colonne.dtype == pl.Boolean:
        return colonne.replace_strict({True: "oui", False: "non"}, default=None, return_dtype=pl.String)
    if colonne.dtype.is_temporal():
        return _ecrite(colonne, date_longue)
    if _annees(colonne):
        return colonne.cast(pl.String).fill_null(absent)
    decimales = 0 if colonne.dtype.is_integer() else _decimales(colonne)
    textes = [absent if valeur is None else nombre(valeur, decimales) for valeur in colonne.to_list()]
    return pl.Series(colonne.name, textes, dtype=pl.String)


def _ecrite(colonne: pl.Series, ecrire: Callable[[Any], str]) -> pl.Series:
    """La colonne en mots, valeur par valeur ; nul reste nul."""
    mots = [None if valeur is None else ecrire(valeur) for valeur in colonne.to_list()]
    return pl.Series(colonne.name, mots, dtype=pl.String)


def _annees(colonne: pl.Series) -> bool:
    return colonne.dtype.is_integer() and any(mot in colonne.name.lower() for mot in ("exercice", "année", "annee"))


def _decimales(colonne: pl.Series) -> int:
    """Autant de décimales qu'il en faut pour trois chiffres significatifs de la plus grande valeur, deux au plus."""
    grandeur = max((abs(float(valeur)) for valeur in colonne.drop_nulls().to_list()), default=0.0)
    entiers = all(float(valeur) == round(float(valeur)) for valeur in colonne.drop_nulls().to_list())
    if entiers or grandeur >= 1000:
        return 0
    return 1 if grandeur >= 10 else 2
