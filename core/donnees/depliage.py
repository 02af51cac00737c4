"""Les colonnes qui vont par groupes : une par sens (« Mandats émis » et « Titres émis », « Réalisé D » et « Réalisé
R »), une par année (« 2015 », « 2019 »), numérotées (« Valeur 1 », « Année 1 »).

Une cible de groupe s'écrit « colonne@groupe » : son groupe est le sens, l'année ou le numéro.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.donnees.apercu import VERT
from core.donnees.departage import Candidat
from core.donnees.lecture.modele import Feuille
from core.donnees.reconnaissance import MONTANT, nommer
from core.tables import Table

_EMIS = r"(?: (?:emis|emises|realises?|realisees?))?"
_DEVANT = r"^(?:total |montants? |mt |cumul )?(?:des )?"
_MANDATS = re.compile(rf"{_DEVANT}mandat(?:s|e|es|ee|ees)?{_EMIS}$")
_TITRES = re.compile(rf"{_DEVANT}titr(?:e|es|ee|ees){_EMIS}$")
_LETTRE = re.compile(r"^(?:(?P<devant>[dr]) )?(?P<reste>.+?)(?: (?P<derriere>[dr]))?$")
_ANNEE = re.compile(r"^(?P<reste>.*?) ?\b(?P<annee>(?:19|20)\d\d)$")
_NUMERO = re.compile(r"^(?P<reste>.+?) (?P<numero>\d{1,2})$")
_COTES = {"d": "depense", "r": "recette"}


def annuelle(table: Table) -> str | None:
    """La colonne de l'année, dans la clé d'une table ; nulle si la table n'en a pas."""
    return next((nom for nom in ("exercice", "annee") if nom in table.cle), None)


def par_groupes(
    feuille: Feuille, table: Table, connus: Mapping[str, tuple[str, int]], reconnus: list[Candidat], ecartees: set[int]
) -> list[Candidat]:
    """Les candidats que leur voisinage éclaire, à la place de ceux que leur seul nom donnait ; un choix de l'agent
    reste."""
    choisis = {c.rang for c in reconnus if c.preference < 0} | ecartees
    noms = {rang: nommer(entete, connus) for rang, entete in enumerate(feuille.entetes) if rang not in choisis}
    groupes = _par_sens(noms, connus) if table.montants_selon_etape else _par_annee(noms, table, connus, reconnus)
    rangs = {candidat.rang for candidat in groupes}
    return [c for c in reconnus if c.rang not in rangs] + groupes


def _par_sens(noms: Mapping[int, str], connus: Mapping[str, tuple[str, int]]) -> list[Candidat]:
    """« Mandats » est la dépense quand « Titres » est là ; « D » et « R » sont des sens quand les deux sont là, et que
    « O » n'y est pas (« R » et « O » : réel et ordre)."""
    mandats = [rang for rang, nom in noms.items() if _MANDATS.search(nom)]
    titres = [rang for rang, nom in noms.items() if _TITRES.search(nom)]
    trouves: list[Candidat] = []
    if mandats and titres:
        realise = connus["realise"][0]
        trouves += [Candidat(rang, f"{realise}@depense", VERT, 0) for rang in mandats]
        trouves += [Candidat(rang, f"{realise}@recette", VERT, 0) for rang in titres]
    lettres: dict[str, dict[str, int]] = {}
    for rang, nom in noms.items():
        lu = _LETTRE.match(nom)
        lettre = lu and (lu["devant"] or lu["derriere"])
        if lu and lettre and not (lu["devant"] and lu["derriere"]):
            lettres.setdefault(lu["reste"], {})[lettre] = rang
    for reste, rangs in lettres.items():
        cible = connus.get(reste, ("", 0))[0]
        ordre = any(nom in {f"{reste} o", f"o {reste}"} for nom in noms.values())
        if len(rangs) == len(_COTES) and not ordre and (cible.endswith("_eur") or cible == MONTANT):
            trouves += [Candidat(rang, f"{cible}@{_COTES[lettre]}", VERT, 0) for lettre, rang in rangs.items()]
    return trouves


def _par_annee(
    noms: Mapping[int, str], table: Table, connus: Mapping[str, tuple[str, int]], reconnus: list[Candidat]
) -> list[Candidat]:
    """Une valeur par année, ou « Valeur 1, Année 1, Valeur 2… », quand rien d'autre ne dit l'année."""
    annee = annuelle(table)
    if annee is None or len(table.valeurs) != 1:
        return []
    valeur = table.valeurs[0]
    numerotees = {rang: lu for rang, nom in noms.items() if (lu := _NUMERO.match(nom)) and lu["reste"] in connus}
    groupes: dict[str, dict[str, int]] = {}
    for rang, lu in numerotees.items():
        groupes.setdefault(lu["numero"], {})[connus[lu["reste"]][0]] = rang
    complets = {numero: rangs for numero, rangs in groupes.items() if {annee, valeur} <= rangs.keys()}
    if complets:
        return [
            Candidat(rang, f"{cible}@{numero}", VERT, 0)
            for numero, rangs in complets.items()
            for cible, rang in rangs.items()
        ]
    if any(c.cible in {annee, valeur} and not _ANNEE.match(noms.get(c.rang, "")) for c in reconnus):
        return []
    datees = {
        rang: lu["annee"]
        for rang, nom in noms.items()
        if (lu := _ANNEE.match(nom)) and (not lu["reste"] or connus.get(lu["reste"], ("", 0))[0] == valeur)
    }
    if len(set(datees.values())) < len(datees) or len(datees) < 2:
        return []
    return [Candidat(rang, f"{valeur}@{ecrite}", VERT, 0) for rang, ecrite in datees.items()]
