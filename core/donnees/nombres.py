"""Lire un nombre écrit en français, strictement : une seule lecture possible, ou un refus.

Sont lus : « 1 234,56 » (toutes les espaces), « 1.234,56 », « 1234.56 », « (1 234,56) », « 1 234,56- », « −5 »,
« 12,50 € ». Sont refusés : le texte, VRAI, inf et NaN, « 12 k€ » (l'unité se demande), et, pour un montant, tout ce
qui garde plus de deux décimales : « 1.200 » et « 1,234 » ont deux lectures (`AMBIGU`). Le bruit des flottants
(« 1234.5600000000001 », « 339668758.900001 ») n'est pas une décimale : il est reconnu et ôté.
"""

from __future__ import annotations

import polars as pl

MONTANT = pl.Decimal(18, 2)

_ESPACES = r"[ \t\u00a0\u202f\u2009\u2007]"
_BRUT = r"^-?[0-9]{1,16}(?:\.[0-9]{1,2})?$"
_FRANCAIS = rf"^[0-9]{{1,3}}(?:{_ESPACES}[0-9]{{3}})+(?:[.,][0-9]+)?$"
_POINTE = r"^[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$|^[0-9]{1,3}(?:\.[0-9]{3}){2,}$"
_ANGLAIS = r"^[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+$|^[0-9]{1,3}(?:,[0-9]{3}){2,}$"
_NU = r"^[0-9]+(?:[.,][0-9]+)?$|^[.,][0-9]+$"
_EXPOSANT = r"^[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}$"
_MONNAIE = rf"{_ESPACES}*(?:€|EUR|euros?)$"
AMBIGU = (
    rf"^[-+\u2212]?\(?{_ESPACES}*[1-9][0-9]{{0,2}}([.,])[0-9]{{3}}(?:{_ESPACES}*(?:€|EUR|euros?))?{_ESPACES}*\)?-?$"
)
"""Trois chiffres après l'unique séparateur : « 1.200 » se lit mille deux cents, ou un virgule deux."""
BRUIT_EUR = 5e-7
_BRUIT_RELATIF = 1e-14
_BRUIT_MAXIMAL = 1e-3
_PLUS_GRAND = 9e13


def montants(serie: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Des textes en euros exacts, Decimal(18,2), et le masque (booléen) des cellules illisibles.

    Une cellule vide est nulle et lisible. Une cellule illisible est nulle et son masque est vrai. Les écritures
    à deux décimales au plus ne passent jamais par un flottant ; au-delà, la valeur doit être un nombre de
    centimes au bruit des flottants près, sinon elle est illisible. « 1.200 » l'est toujours : il a deux lectures.
    """
    texte = _propre(serie)
    if texte.str.contains(_BRUT).fill_null(value=True).all():
        return _rendre(serie, texte, texte.cast(MONTANT))
    cadre = _decomposer(texte, monnaie=True)
    exact = pl.col("chiffres").str.contains(r"^[0-9]{1,16}(?:\.[0-9]{1,2})?$")
    flottant = pl.col("chiffres").cast(pl.Float64, strict=False)
    arrondi = (flottant * 100).round()
    permis = pl.max_horizontal(pl.lit(BRUIT_EUR), flottant.abs() * _BRUIT_RELATIF)
    bruit = (arrondi / 100 - flottant).abs() <= pl.min_horizontal(permis, pl.lit(_BRUIT_MAXIMAL))
    bruit &= ~pl.Series(texte).str.contains(AMBIGU).fill_null(value=False)
    cadre = cadre.with_columns(
        valeur=pl.when(exact)
        .then(pl.col("chiffres").cast(MONTANT, strict=False))
        .when(bruit & (flottant < _PLUS_GRAND))
        .then(_centimes(arrondi))
    )
    valeur = cadre.select(pl.when(pl.col("negatif")).then(-pl.col("valeur")).otherwise(pl.col("valeur")))
    return _rendre(serie, texte, valeur.to_series().cast(MONTANT))


def au_centime(serie: pl.Series) -> pl.Series:
    """Des nombres qu'un tableur a calculés (« 10735.3249 », « 1e-3 ») arrondis au centime, en textes exacts ; nul si ce
    n'en est pas un."""
    exact = serie.cast(pl.Decimal(38, 10), strict=False)
    return exact.round(2, mode="half_away_from_zero").cast(MONTANT, strict=False).cast(pl.String)


def colonne_echelle(nom: str) -> str:
    """La colonne qui porte, ligne à ligne, par combien multiplier `nom`."""
    return f"_x_{nom}"


def montants_a_l_echelle(serie: pl.Series, echelle: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Comme `montants`, chaque ligne multipliée par son `echelle` (1, 1 000, 1 000 000), arrondie au centime.

    Une ligne d'échelle 1 se lit strictement ; les autres gardent leurs décimales jusqu'à la multiplication.
    """
    stricts, illisibles = montants(serie)
    lus, autres = nombres(serie)
    centimes = (lus * echelle * 100).round(0).cast(pl.Int64, strict=False).cast(pl.Decimal(18, 0), strict=False)
    multiplies = (centimes.cast(pl.Decimal(38, 2)) / pl.Series([100], dtype=pl.Decimal(38, 2))).cast(MONTANT)
    return multiplies.zip_with(echelle != 1, stricts), autres.zip_with(echelle != 1, illisibles)


def nombres(serie: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Des textes en flottants, et le masque des cellules illisibles ; toutes les décimales sont gardées.

    Une virgule seule est décimale (« 1,234 » vaut 1,234), comme un point seul : c'est ce qu'écrit un tableur.
    """
    texte = _propre(serie)
    return _rendre(serie, texte, _flottants(texte))


def parts(serie: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Des parts en flottants : « 12 % » vaut 0,12 et « 0,12 » vaut 0,12, avec le masque des illisibles.

    Un nombre sans signe « % » est rendu tel quel : au-delà de 1, c'est au contrôle de demander s'il
    s'agit de pourcents, jamais à la lecture de le deviner.
    """
    texte = _propre(serie)
    pourcent = texte.str.contains(r"%$").fill_null(value=False)
    valeur = _flottants(texte.str.replace(rf"{_ESPACES}*%$", ""))
    valeur = pl.select(pl.when(pourcent).then(valeur / 100).otherwise(valeur)).to_series()
    return _rendre(serie, texte, valeur)


def _flottants(texte: pl.Series) -> pl.Series:
    cadre = _decomposer(texte, monnaie=False)
    valeur = pl.col("chiffres").cast(pl.Float64, strict=False)
    valeur = pl.when(valeur.is_finite()).then(valeur)
    return cadre.select(pl.when(pl.col("negatif")).then(-valeur).otherwise(valeur)).to_series()


def _propre(serie: pl.Series) -> pl.Series:
    """Ôte les espaces du bord ; un texte vide devient nul."""
    texte = serie.cast(pl.String).str.strip_chars(" \t\r\n\u00a0\u202f\u2009\u2007")
    return texte.to_frame("t").select(pl.when(pl.col("t") != "").then(pl.col("t"))).to_series()


def _decomposer(texte: pl.Series, *, monnaie: bool) -> pl.DataFrame:
    """Sépare le signe (`negatif`) des `chiffres`, écrits « 1234.56 » ; nuls quand l'écriture n'est pas reconnue."""
    cadre = texte.to_frame("t").with_columns(pl.col("t").str.replace_all("\u2212", "-", literal=True))
    parenthese = pl.col("t").str.contains(r"^\(.*\)$")
    interieur = pl.when(parenthese).then(pl.col("t").str.slice(1, pl.col("t").str.len_chars() - 2))
    cadre = cadre.with_columns(parenthese=parenthese, corps=interieur.otherwise(pl.col("t")))
    if monnaie:
        cadre = cadre.with_columns(pl.col("corps").str.replace(_MONNAIE, ""))
    avant, apres = pl.col("corps").str.contains(r"^[-+]"), pl.col("corps").str.contains(r"-$")
    moins = pl.col("corps").str.starts_with("-")
    nu = pl.col("corps").str.strip_chars("-+ \t\u00a0\u202f\u2009\u2007")
    un_seul = pl.sum_horizontal(*(marque.cast(pl.Int8) for marque in (pl.col("parenthese"), avant, apres))) <= 1
    propre = pl.col("corps").str.contains(rf"^[-+]?{_ESPACES}*[^-+]*{_ESPACES}*-?$|[eE][+-]?[0-9]+$")
    cadre = cadre.with_columns(
        nu=pl.when(un_seul & propre).then(nu), negatif=(pl.col("parenthese") | moins | apres).fill_null(value=False)
    )
    return cadre.select("negatif", chiffres=_chiffres(pl.col("nu")))


def _chiffres(nu: pl.Expr) -> pl.Expr:
    """Un nombre sans signe, remis à l'écriture « 1234.56 », selon la seule grammaire qui le reconnaît."""
    return (
        pl.when(nu.str.contains(_NU) | nu.str.contains(_EXPOSANT))
        .then(nu.str.replace(",", ".", literal=True))
        .when(nu.str.contains(_FRANCAIS))
        .then(nu.str.replace_all(_ESPACES, "").str.replace(",", ".", literal=True))
        .when(nu.str.contains(_POINTE))
        .then(nu.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(nu.str.contains(_ANGLAIS))
        .then(nu.str.replace_all(",", "", literal=True))
    )


def _centimes(arrondi: pl.Expr) -> pl.Expr:
    """Un nombre entier de centimes (flottant) en euros exacts."""
    entier = arrondi.cast(pl.Int64, strict=False)
    reste = (entier % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str((entier // 100).cast(pl.String), pl.lit("."), reste).cast(MONTANT, strict=False)


def _rendre(serie: pl.Series, texte: pl.Series, valeur: pl.Series) -> tuple[pl.Series, pl.Series]:
    return valeur.alias(serie.name), (texte.is_not_null() & valeur.is_null()).alias("illisible")
