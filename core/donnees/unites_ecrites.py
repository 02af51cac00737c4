"""Lire l'unité écrite à côté d'une grandeur : dans un en-tête, un titre, un format de nombre, une colonne « Unité ».

Une unité reconnue a un seul nom, celui de `data/unites.csv` (« k€ », « ktCO2e », « MWh »), ou l'un des deux
multiplicateurs sans unité, `MILLIERS` et `MILLIONS`. Ce qui suit un nombre (« 12,5 M€ ») est un montant, pas une unité.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from core.unites import UniteInconnue, nommer, unites

MILLIERS = "milliers"
MILLIONS = "millions"
AFFICHAGE = ","
"""La virgule finale d'un format (« #,##0, ») : elle divise ce qui s'affiche par mille, pas la valeur."""
_EURO = r"(?:€|eur\b|euros?\b)"
_DE = r"(?: ?d ?'? ?| de )?"
_MONNAIE = (
    ("k€", re.compile(rf"(?<![a-z])(?:k ?|kilo ?|milliers? ?{_DE} ?|mille ?){_EURO}")),
    ("M€", re.compile(rf"(?<![a-z])(?:m ?|mega ?|mio ?|millions? ?{_DE} ?){_EURO}")),
    ("€", re.compile(rf"(?:\ben ?|\(|\[|^){_EURO}(?:$|[ )\]/])")),
)
_SEULS = (
    (MILLIERS, re.compile(r"\ben (?:milliers|k)\b(?! ?d)|^(?:en )?milliers?$|(?:^| )k$")),
    (MILLIONS, re.compile(r"\ben (?:millions|m)\b(?! ?d)|^(?:en )?millions?$|(?:^| )m$")),
)
_TONNES = r"(?P<prefixe>k|m|kilo|mega|milliersde|millionsde)?(?P<masse>t|tonnes?|g|grammes?)"
_CARBONE = re.compile(rf"^{_TONNES}(?:eq|equ|equivalents?)?(?:de|d)?(?P<co2>co2)?(?:e|eq|equ|equivalents?)?$")
_PREFIXES = {"": "", "k": "k", "kilo": "k", "milliersde": "k", "m": "M", "mega": "M", "millionsde": "M"}
_PAR_AN = re.compile(r" ?(?:/ ?an|par an|/ ?annee|annuel(?:le)?s?|ht|ttc|courants?|constants?)$")
_ENTRE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_APRES = re.compile(r"(?:\ben |\bunites? ?: ?)([^;,()]+)$")
_RATIO = re.compile(r" ?(?:/| par ) ?")
_COURTES = 2


def plat(texte: str) -> str:
    """Minuscules sans accents, indices ramenés (« CO₂ » → « co2 »), une espace au plus ; € et parenthèses gardés."""
    nu = unicodedata.normalize("NFKD", texte.replace("\u2019", "'").replace("_", " ").lower())
    return " ".join("".join(lettre for lettre in nu if not unicodedata.combining(lettre)).split())


@lru_cache(maxsize=4096)
def monnaie(texte: str) -> str | None:
    """« € », « k€ » ou « M€ » si le texte le dit, `MILLIERS` ou `MILLIONS` s'il ne dit que cela ; nul sinon."""
    ecrit = re.sub(
        r"\d[\d ,.]*(?:k|m|mds?|milliers?|millions?|milliards?)? ?(?:d ?'? ?)?(?:€|euros?|eur)",
        " ",
        plat(texte).replace("-", " "),
    )
    for unite, motif in _MONNAIE[:2]:
        if motif.search(ecrit):
            return unite
    for unite, motif in _SEULS:
        if any(motif.search(morceau) for morceau in (ecrit, *_ENTRE.findall(ecrit))):
            return unite
    return "€" if _MONNAIE[2][1].search(ecrit) else None


@lru_cache(maxsize=4096)
def grandeur(texte: str, vers: str) -> str | None:
    """L'unité que nomme tout le texte (« kt éq. CO2 » → « ktCO2e »), nulle s'il n'en nomme pas.

    `vers` : l'unité attendue ; « t » et « kt » y sont des tonnes de CO2e si elle est en CO2e.
    """
    ecrit = _PAR_AN.sub("", plat(texte)).strip(" .:")
    for unite, motif in _SEULS:
        if " " not in ecrit.removeprefix("en ") and motif.search(ecrit):
            return unite
    serre = re.sub(r"[\s.\-']", "", ecrit)
    lu = _CARBONE.fullmatch(serre)
    if lu and (lu["co2"] or "eq" in serre or (vers.endswith("CO2e") and serre not in _PREFIXES)):
        return _carbone(lu["prefixe"] or "", lu["masse"])
    try:
        return nommer(_PAR_AN.sub("", " ".join(texte.split())))
    except UniteInconnue:
        return monnaie(ecrit) if any(motif.fullmatch(ecrit) for _, motif in _MONNAIE[:2]) else None


def _carbone(prefixe: str, masse: str) -> str | None:
    unite = f"{_PREFIXES[prefixe]}{masse[0]}CO2e"
    return unite if unite in unites() else None


def ecrite(texte: str, vers: str) -> str | None:
    """L'unité d'une grandeur physique écrite dans un en-tête, un titre ou un format ; nulle s'il n'en dit pas."""
    return next((unite for phrase in _phrases(plat(texte)) if (unite := grandeur(phrase, vers))), None)


def _phrases(ecrit: str) -> Iterator[str]:
    """Les morceaux d'un texte qui peuvent nommer une unité : entre parenthèses, après « en », ses derniers mots.

    Un seul signe à la fin d'un en-tête (« Gain t ») n'en est pas une.
    """
    yield from _ENTRE.findall(ecrit)
    if apres := _APRES.search(ecrit):
        yield apres[1]
    mots = ecrit.split()
    for depart in range(max(1, len(mots) - 4), len(mots)):
        if len(phrase := " ".join(mots[depart:])) > _COURTES:
            yield phrase


def sans_unite(entete: str) -> str:
    """L'en-tête sans l'unité qu'il porte (« Émissions (ktCO2e) » → « Émissions ») ; tel quel s'il n'en porte pas."""
    ecrit = entete
    for morceau in _ENTRE.findall(entete):
        if monnaie(f"({morceau})") or grandeur(morceau, "tCO2e") or plat(morceau) in {"€", "%", "hab", "hab."}:
            ecrit = ecrit.replace(f"({morceau})", " ").replace(f"[{morceau}]", " ")
    mots = ecrit.replace("_", " ").split()
    for depart in range(1, len(mots)):
        fin = " ".join(mots[depart:])
        nue = re.sub(r"^en ", "", plat(fin))
        if (
            len(nue) >= _COURTES
            and (grandeur(nue, "tCO2e") or monnaie(f"en {nue}"))
            and not _RATIO.search(_PAR_AN.sub("", nue))
        ):
            return " ".join(mots[:depart])
    return " ".join(ecrit.split())


def deux_termes(texte: str) -> tuple[str, str]:
    """« kWh/hab » en (« kWh », « hab ») ; le second est vide s'il n'y en a pas."""
    haut, *bas = _RATIO.split(plat(texte), maxsplit=1)
    return haut, bas[0].rstrip(".s") if bas else ""
