"""Écrire les nombres comme on les écrit en français : espaces fines, virgule, unité à sa place.

U+202F entre les milliers, U+00A0 avant l'unité, « − » (U+2212) pour le signe. Une valeur nulle s'écrit
« donnée absente », jamais 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date

ABSENT = "donnée absente"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|«)")
_OUVRANT = re.compile(r"«[ \u202f]?(?=[^\s\u00a0])")
_FERMANT = re.compile(r"(?<=[^\s\u00a0])[ \u202f]?»")
_DEVANT = re.compile(r"(?<=\S) (?=[;:!?%€](?!\w)|[kM]€)")
FINE = "\u202f"
INSECABLE = "\u00a0"

type_nombre = int | float | Decimal | None


def nombre(valeur: type_nombre, decimales: int = 0, *, signe: bool = False) -> str:
    """Un nombre à `decimales` décimales au plus fixes ; avec `signe`, le plus est écrit aussi.

    >>> nombre(-1234.5, 1)
    '−1\u202f234,5'
    """
    if valeur is None:
        return ABSENT
    arrondi = round(Decimal(str(valeur)), decimales)
    texte = f"{abs(arrondi):,.{decimales}f}".replace(",", FINE).replace(".", ",")
    if arrondi < 0:
        return f"−{texte}"
    return f"+{texte}" if signe and arrondi > 0 else texte


def avec_unite(valeur: type_nombre, unite: str, decimales: int = 0, *, signe: bool = False) -> str:
    """Un nombre suivi de son unité, liés par une espace insécable."""
    if valeur is None:
        return ABSENT
    texte = nombre(valeur, decimales, signe=signe)
    return f"{texte}{INSECABLE}{unite}" if unite else texte


def euros(valeur: type_nombre, *, signe: bool = False) -> str:
    """Des euros entiers : « 9 000 € »."""
    return avec_unite(valeur, "€", signe=signe)


def euros_court(valeur: type_nombre, *, signe: bool = False) -> str:
    """Des euros pour un titre : « 2,4 M€ » à partir du million, « 820 k€ » à partir de 100 000, sinon « 9 000 € »."""
    if valeur is None:
        return ABSENT
    grandeur = abs(float(valeur))
    if grandeur >= 999_500:
        return avec_unite(float(valeur) / 1e6, "M€", 1, signe=signe)
    if grandeur >= 100_000:
        return avec_unite(float(valeur) / 1e3, "k€", signe=signe)
    return euros(valeur, signe=signe)


def pourcent(part: float | None, decimales: int = 0, *, signe: bool = False) -> str:
    """Une part (0,25) écrite « 25 % »."""
    if part is None:
        return ABSENT
    return avec_unite(part * 100, "%", decimales, signe=signe)


def part_ecrite(part: float | None, *, en_mots: bool = False) -> str:
    """Une part en pourcents entiers, sans écrire 0 % ni 100 % pour ce qui ne l'est pas : « < 1 % », « > 99 % ».

    Dans une phrase (`en_mots`) : « moins de 1 % », « plus de 99 % ».
    """
    if part is None or not 0 < part < 1 or 0.005 < part < 0.995:
        return pourcent(part)
    moins, plus = ("moins de ", "plus de ") if en_mots else (f"<{INSECABLE}", f">{INSECABLE}")
    return f"{moins}{pourcent(0.01)}" if part < 0.5 else f"{plus}{pourcent(0.99)}"


def tonnes(valeur: type_nombre, *, signe: bool = False) -> str:
    """Des tonnes équivalent CO2, arrondies à ce que l'on sait : trois chiffres significatifs."""
    if valeur is None:
        return ABSENT
    return avec_unite(arrondi_significatif(float(valeur)), "tCO₂e", signe=signe)


def arrondi_significatif(valeur: float, chiffres: int = 3) -> float:
    """Arrondit à un nombre de chiffres significatifs ; 0 reste 0."""
    return float(f"{valeur:.{chiffres}g}")


def intervalle(basse: float | None, haute: float | None, unite: str) -> str:
    """« entre 19 800 et 28 000 tCO₂e » ; vide si une borne manque."""
    if basse is None or haute is None:
        return ""
    bas, haut = (nombre(arrondi_significatif(borne)) for borne in (basse, haute))
    return f"entre {bas} et {haut}{INSECABLE}{unite}"


def date_longue(jour: date | datetime) -> str:
    """« 1 mars 2026 »."""
    return format_date(jour, format="d MMMM y", locale="fr_FR")


def accorder(compte: int, singulier: str, pluriel: str | None = None) -> str:
    """Le compte et le nom accordé : « 1 plafond », « 6 plafonds » ; zéro est au singulier."""
    nom = singulier if abs(compte) < 2 else (pluriel or f"{singulier}s")
    return f"{nombre(compte)}{INSECABLE}{nom}"


_COMPTES = {
    "action": "actions",
    "an": "ans",
    "espèce": "espèces",
    "indicateur": "indicateurs",
    "ligne": "lignes",
    "ménage": "ménages",
    "mesure": "mesures",
    "molécule": "molécules",
    "nuit": "nuits",
    "personne": "personnes",
    "place": "places",
    "point": "points",
    "secteur": "secteurs",
    "stère": "stères",
    "unité": "unités",
}
"""Les unités qui sont des noms, et leur pluriel : elles s'accordent au nombre qu'elles suivent."""
_SINGULIERS = {pluriel: singulier for singulier, pluriel in _COMPTES.items()}
_ANNEE, _PART = "année", "part"


def mesure(valeur: float | None, unite: str | None) -> str:
    """Une valeur et son unité, en français : « 1 indicateur », « 2,50 ans », « 30 % », « 2035 » ; nulle, absente."""
    if valeur is None:
        return ABSENT
    if unite == _ANNEE:
        return f"{valeur:.0f}"
    tete, espace, reste = (unite or "").partition(" ")
    if tete == _PART:
        return f"{_part(valeur)}{espace}{reste}"
    decimales = 0 if abs(valeur) >= 1000 or valeur == round(valeur) else 2
    return avec_unite(valeur, f"{_accordee(tete, valeur, decimales)}{espace}{reste}", decimales)


def _part(valeur: float) -> str:
    """Une part en pourcents, au dixième s'il le faut, sans écrire 0 % ni 100 % pour ce qui ne l'est pas."""
    if round(valeur * 100, 6).is_integer():
        return pourcent(valeur)
    return part_ecrite(valeur) if round(valeur, 3) in {0.0, 1.0} else pourcent(valeur, 1)


def _accordee(nom: str, valeur: float, decimales: int) -> str:
    """Le nom, au singulier sous deux, sinon au pluriel ; une unité qui n'est pas un nom reste telle quelle."""
    singulier = _SINGULIERS.get(nom, nom)
    return singulier if abs(round(valeur, decimales)) < 2 else _COMPTES.get(singulier, singulier)


_EN_LETTRES = [
    "aucun",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]


def en_lettres(compte: int) -> str:
    """Un petit compte en lettres (« six ») pour les phrases ; en chiffres au-delà de seize."""
    return _EN_LETTRES[compte] if 0 <= compte < len(_EN_LETTRES) else nombre(compte)


def enumerer(noms: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(noms) < 2:
        return "".join(noms)
    return f"{', '.join(noms[:-1])} et {noms[-1]}"


def majuscule(phrase: str) -> str:
    """Première lettre en majuscule, le reste intact."""
    return phrase[:1].upper() + phrase[1:]


def typographier(phrase: str) -> str:
    """La phrase avec l'apostrophe courbe et ses espaces insécables : avant ; : ! ? % € », après «.

    Une espace manquante n'est ajoutée qu'aux guillemets : heures, adresses et chemins restent intacts. Idempotente.
    """
    phrase = _APOSTROPHE.sub("’", phrase)
    phrase = _FERMANT.sub(f"{INSECABLE}»", _OUVRANT.sub(f"«{INSECABLE}", phrase))
    return _DEVANT.sub(INSECABLE, phrase)
