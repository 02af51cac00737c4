"""Reconnaître un en-tête : le nom d'une colonne, un synonyme, une orthographe proche ; son unité, son année à part."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from core.donnees.apercu import JAUNE, VERT
from core.donnees.departage import ANNEE, MODIFICATION, Candidat
from core.donnees.textes import forme
from core.donnees.unites_ecrites import sans_unite
from core.tables import Table
from core.tables.titres import TITRES

MONTANT = "montant"
TYPE_ORDRE = "type_ordre"
UNITE = "unite"
_DE_PASSAGE: dict[str, tuple[str, ...]] = {
    MONTANT: ("montant", "mt", "montant ttc", "ttc", "montant eur", "montant en euros", "montants", "somme"),
    MODIFICATION: (
        "bs",
        "dm",
        "budget supplementaire",
        "decision modificative",
        "decisions modificatives",
        *(f"{mot}{rang}" for mot in ("dm", "dm ", "dm n ", "decision modificative ") for rang in range(1, 10)),
    ),
    TYPE_ORDRE: ("type ordre", "typopbudg"),
}
_UNITES = ("unite", "unites", "unite de mesure", "unit", "unite de la valeur", "unite valeur", "unites de mesure")
SANS_OBJET = frozenset(
    (
        "disponible",
        "solde",
        "taux de realisation",
        "% realisation",
        "% realise",
        "% execution",
        "taux d execution",
        "n mandat",
        "mandat",
        "bordereau",
        "n bordereau",
        "tiers",
        "code tiers",
        "date",
        "ht",
        "montant ht",
        "reste engage",
        "siret",
        "bgt siret",
        "bgt nom",
        "bgt artspe",
    )
)
_COTES = (
    ("depense", re.compile(r"\b(depenses?|dep|charges)\b")),
    ("recette", re.compile(r"\b(recettes?|rec|produits)\b")),
)
_FIN = re.compile(r"\b(en )?(eur|euros?|ttc)$")
_SUFFIXE = re.compile(r"_(?:eur|tco2e|ans)(?:_par_an)?$")
_CET_EXERCICE = re.compile(r" n$")
_PROCHE = 87
_LONGUEUR_MINIMALE = 5


def index(table: Table) -> dict[str, tuple[str, int]]:
    """Forme d'un en-tête → cible et rang de préférence (0 : le nom même de la colonne)."""
    rendu: dict[str, tuple[str, int]] = {}
    for colonne in table.colonnes:
        mots = (
            colonne.nom,
            _SUFFIXE.sub("", colonne.nom),
            *colonne.synonymes,
            colonne.sens,
            re.split(r"[;(]", colonne.sens)[0],
        )
        for rang, mot in enumerate(mots):
            rendu.setdefault(forme(mot), (colonne.nom, rang))
    for colonne in table.colonnes:
        if colonne.nom in TITRES:
            rendu.setdefault(forme(TITRES[colonne.nom]), (colonne.nom, len(colonne.synonymes) + 4))
    if table.montants_selon_etape:
        for cible, mots in _DE_PASSAGE.items():
            for rang, mot in enumerate(mots):
                rendu.setdefault(mot, (cible, rang))
    if UNITE not in table.schema():
        for rang, mot in enumerate(_UNITES):
            rendu.setdefault(mot, (UNITE, rang))
    return rendu


def reconnaitre(rang: int, entete: str, connus: Mapping[str, tuple[str, int]]) -> list[Candidat]:
    """La cible d'un en-tête : sûre s'il est connu, à vérifier s'il n'en est que proche ; vide sinon."""
    nu = nommer(entete, connus)
    sans_annee = _CET_EXERCICE.sub("", re.sub(r"\s+", " ", ANNEE.sub(" ", nu)).strip())
    for essai in dict.fromkeys((nu, sans_annee)):
        if essai in connus:
            cible, preference = connus[essai]
            return [Candidat(rang, cible, VERT, preference)]
    cote = _cote(sans_annee, connus)
    if cote is not None:
        return [Candidat(rang, cote, VERT, 0)]
    if len(sans_annee) < _LONGUEUR_MINIMALE or sans_annee in SANS_OBJET:
        return []
    proche = process.extractOne(sans_annee, list(connus), scorer=fuzz.ratio, score_cutoff=_PROCHE)
    if proche is None:
        return []
    return [Candidat(rang, connus[proche[0]][0], JAUNE, 100)]


def nommer(entete: str, connus: Mapping[str, tuple[str, int]]) -> str:
    """La forme de l'en-tête, sans l'unité qu'il porte s'il n'est pas connu tel quel."""
    return forme(entete) if forme(entete) in connus else _FIN.sub("", forme(sans_unite(entete))).strip()


def _cote(texte: str, connus: Mapping[str, tuple[str, int]]) -> str | None:
    """« depenses realise » → realise_eur@depense ; nul si l'en-tête ne dit pas un seul côté d'un montant."""
    if MONTANT not in connus:
        return None
    trouves = [(cote, motif) for cote, motif in _COTES if motif.search(texte)]
    if len(trouves) != 1:
        return None
    cote, motif = trouves[0]
    reste = re.sub(r"\s+", " ", motif.sub(" ", texte)).strip()
    reste = re.sub(r"^(en|de|des|les) | (en|de|des|les)$", "", reste)
    if reste in ("", "mt", "montant", "montants"):
        return f"{MONTANT}@{cote}"
    nom = connus.get(reste, connus.get(reste.rstrip("es"), ("", 0)))[0]
    return f"{nom}@{cote}" if nom.endswith("_eur") else None
