"""Les choix d'une liste tels qu'on les écrit : « compte administratif », « DF », « rec » deviennent leur code."""

from __future__ import annotations

import re

from core.donnees.textes import forme
from core.tables.declaration import Choix
from core.tables.imputation import ETAPES, MOUVEMENTS, SECTIONS, SENS

_NUMERO = re.compile(r"(?: n)?(?: ?\d+)+$")
_MOTS: dict[int, dict[str, str]] = {
    id(ETAPES): {
        "ca": "CA",
        "bp": "BP",
        "bs": "BS",
        "dm": "DM",
        "cfu": "CFU",
        "primitif": "BP",
        "supplementaire": "BS",
        "budget primitif": "BP",
        "budget supplementaire": "BS",
        "decision modificative": "DM",
        "decisions modificatives": "DM",
        "compte administratif": "CA",
        "compte financier unique": "CFU",
    },
    id(SECTIONS): {
        "f": "fonctionnement",
        "fonct": "fonctionnement",
        "fct": "fonctionnement",
        "fonctionnement": "fonctionnement",
        "section de fonctionnement": "fonctionnement",
        "exploitation": "fonctionnement",
        "section d exploitation": "fonctionnement",
        "i": "investissement",
        "inv": "investissement",
        "invest": "investissement",
        "section d investissement": "investissement",
        **dict.fromkeys(("df", "rf"), "fonctionnement"),
        **dict.fromkeys(("di", "ri"), "investissement"),
    },
    id(SENS): {
        "d": "depense",
        "dep": "depense",
        "depenses": "depense",
        "charge": "depense",
        "charges": "depense",
        "r": "recette",
        "rec": "recette",
        "recettes": "recette",
        "produit": "recette",
        "produits": "recette",
        **dict.fromkeys(("df", "di"), "depense"),
        **dict.fromkeys(("rf", "ri"), "recette"),
        **{
            f"{mot} {de}": mot.rstrip("s")
            for mot in ("depense", "depenses", "recette", "recettes")
            for de in ("de fonctionnement", "d investissement")
        },
    },
    id(MOUVEMENTS): {
        "r": "reel",
        "reel": "reel",
        "reelle": "reel",
        "or": "reel",
        **dict.fromkeys(("oe", "oi", "oo"), "ordre"),
        "reelles": "reel",
        "operation reelle": "reel",
        "o": "ordre",
        "i": "ordre",
        "ordres": "ordre",
        "operation d ordre": "ordre",
        "m": "",
        "mixte": "",
    },
}
"""Les façons d'écrire un choix, par liste ; une valeur vide laisse le plan de comptes décider (opération mixte)."""


def choix_lu(texte: str, type_choix: Choix) -> str | None:
    """Le code d'un choix écrit librement ; nul s'il n'est pas reconnu, vide si le mot dit « à déduire »."""
    ecrit = forme(texte)
    for code, libelle in type_choix.valeurs.items():
        if ecrit in (forme(code), forme(libelle)):
            return code
    mots = _MOTS.get(id(type_choix.valeurs), {})
    if ecrit in mots:
        return mots[ecrit]
    sans_numero = _NUMERO.sub("", ecrit)
    return mots.get(sans_numero) if type_choix.valeurs is ETAPES else None
