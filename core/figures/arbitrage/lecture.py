"""Ce que l'écran Arbitrage lit de l'avant-après : chaque chiffre écrit, sa variation, et si elle va mieux ou moins
bien."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

import polars as pl

from core.figures.arbitrage.phrases_lecture import (
    HORS_HORIZON,
    INCHANGE,
    INCONNU,
    MIEUX,
    MOINS_BIEN,
    NON_JUGE,
    SANS_JUGEMENT,
)
from core.format_fr import arrondi_significatif, avec_unite, euros, euros_court, pourcent, tonnes

_SEUIL = 1e-9
_MUETS = {"année": 0.5 / 365, "part": 0.00005, "%": 0.005, "€": 0.5, "tCO₂e": 0.5}
"""Par unité, l'écart qui s'écrirait zéro : il ne se juge pas, le classeur en garde la valeur exacte."""


@dataclass(frozen=True)
class Rang:
    """Un chiffre suivi dans plusieurs états : le départ, puis un ou plusieurs scénarios ; nul : donnée absente."""

    lentille: str
    titre: str
    cle: str
    groupe: str
    libelle: str
    unite: str
    sens: str
    valeurs: tuple[float | None, ...]

    @property
    def change(self) -> bool:
        """Vrai si l'un des états diffère du départ."""
        return any(juger(self, rang) not in {INCHANGE, INCONNU} for rang in range(1, len(self.valeurs)))


def rangs(effets: Sequence[pl.DataFrame]) -> list[Rang]:
    """Les rangs d'un ou de plusieurs avant-après du même départ : la première valeur est celle du départ."""
    apres: list[Mapping[tuple[str, str], float | None]] = [
        {(ligne["lentille"], ligne["cle"]): ligne["apres"] for ligne in effet.iter_rows(named=True)} for effet in effets
    ]
    return [
        Rang(
            **{nom: ligne[nom] for nom in ("lentille", "titre", "cle", "groupe", "libelle", "unite", "sens")},
            valeurs=(ligne["avant"], *(un.get((ligne["lentille"], ligne["cle"])) for un in apres)),
        )
        for ligne in effets[0].iter_rows(named=True)
    ]


def juger(rang: Rang, etat: int = 1) -> str:
    """« mieux », « moins bien », « inchangé », « donnée absente », ou rien quand le sens ne se juge pas."""
    avant, apres = rang.valeurs[0], rang.valeurs[etat]
    if rang.unite == "année" and (avant is None) != (apres is None):
        return MIEUX if apres is None else MOINS_BIEN
    if avant is None or apres is None:
        return INCHANGE if rang.unite == "année" else INCONNU
    if abs(apres - avant) <= max(_SEUIL * max(1.0, abs(avant)), _MUETS.get(rang.unite, 0.0)):
        return INCHANGE
    if rang.sens not in {"hausse", "baisse"}:
        return SANS_JUGEMENT
    return MIEUX if (apres > avant) == (rang.sens == "hausse") else MOINS_BIEN


def ecrire(valeur: float | None, unite: str) -> str:
    """Une valeur dans son unité, arrondie à ce que l'on sait."""
    if unite == "année":
        return HORS_HORIZON if valeur is None else str(floor(valeur))
    if valeur is None:
        return INCONNU
    if unite == "€":
        return euros_court(valeur)
    if unite == "tCO₂e":
        return tonnes(valeur)
    if unite == "part":
        return pourcent(valeur, 1)
    return avec_unite(arrondi_significatif(valeur), unite, _decimales(valeur))


def varier(rang: Rang, etat: int = 1) -> str:
    """La variation depuis le départ, signée ; vide si elle n'a pas de sens."""
    avant, apres = rang.valeurs[0], rang.valeurs[etat]
    if avant is None or apres is None or juger(rang, etat) == INCHANGE:
        return ""
    ecart = apres - avant
    if rang.unite == "année":
        return _delai(ecart)
    if rang.unite == "€":
        return euros(ecart, signe=True) if abs(ecart) < 999_500 else euros_court(ecart, signe=True)
    if rang.unite in {"part", "%"}:
        return _points(ecart * 100 if rang.unite == "part" else ecart)
    if rang.unite == "tCO₂e":
        return tonnes(ecart, signe=True)
    return avec_unite(arrondi_significatif(ecart, 2), rang.unite, _decimales(ecart), signe=True)


def _points(ecart: float) -> str:
    """Entre deux pourcentages, l'écart se dit en points : « +2,3 points », « −0,04 point »."""
    return avec_unite(ecart, "points" if abs(ecart) >= 2 else "point", 2 if abs(ecart) < 0.1 else 1, signe=True)


def _delai(ecart: float) -> str:
    jours = round(abs(ecart) * 365)
    sens = "plus tard" if ecart > 0 else "plus tôt"
    if jours < 60:
        return f"{avec_unite(jours, 'jours' if jours > 1 else 'jour')} {sens}"
    return f"{avec_unite(round(abs(ecart) * 12), 'mois')} {sens}"


def _decimales(valeur: float) -> int:
    grandeur = abs(valeur)
    return 0 if grandeur >= 100 or grandeur == 0 else 1 if grandeur >= 10 else 2 if grandeur >= 0.1 else 4


def tableau(lus: Sequence[Rang], etats: Sequence[str]) -> pl.DataFrame:
    """La table jumelle : une ligne par chiffre, une colonne par état, la variation et le sens quand il n'y en a que
    deux."""
    colonnes: dict[str, list[str]] = {
        "Lentille": [rang.titre for rang in lus],
        "Sujet": [rang.groupe for rang in lus],
        "Chiffre": [rang.libelle for rang in lus],
    }
    for etat, nom in enumerate(etats):
        colonnes[nom] = [_cellule(rang, etat, seul=len(etats) == 2) for rang in lus]
    if len(etats) == 2:
        colonnes["Variation"] = [varier(rang) or "—" for rang in lus]
        colonnes["Sens"] = [juger(rang) or NON_JUGE for rang in lus]
    return pl.DataFrame(colonnes, schema=dict.fromkeys(colonnes, pl.String))


def _cellule(rang: Rang, etat: int, *, seul: bool) -> str:
    texte = ecrire(rang.valeurs[etat], rang.unite)
    variation = "" if seul or etat == 0 else varier(rang, etat)
    return f"{texte} ({variation}, {juger(rang, etat) or NON_JUGE})" if variation else texte


def sujet(rang: Rang) -> str:
    """« Climat, dette » : après une virgule, le libellé perd sa capitale ; un sigle la garde."""
    if not rang.groupe:
        return rang.libelle
    suite = rang.libelle if rang.libelle[1:2].isupper() else rang.libelle[:1].lower() + rang.libelle[1:]
    return f"{rang.groupe}, {suite}"
