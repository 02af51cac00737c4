"""Les codes tels qu'on les écrit : « 60612 - Électricité », « C011 », « 934-3 », « 011-60612-020 », 2023 en date.

Chaque écriture est ramenée au code seul quand elle n'a qu'une lecture, et dite une fois ; les autres restent écrites,
pour être refusées. Seules les valeurs distinctes sont examinées : cent mille lignes portent souvent cent codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import permutations

import polars as pl

from core.donnees.constat import Constat
from core.format_fr import accorder
from core.plan_de_comptes import PLANS, PLUSIEURS, chapitres, fonctions, plan_de_comptes
from core.tables import Table
from core.tables.declaration import Annee

COMPTES = ("chapitre", "nature", "fonction")
_A_FENDRE = (*COMPTES, "operation")
_CODE_LIBELLE = r"^\s*([A-Z]{0,3}\d[0-9A-Z.]{0,11})\s*(?:[-–—:]\s+|\s[-–—:]\s*|\s+)([^\s\d(/_|][^\n]*)$"
_COMPTE_LIBELLE = r"^\s*([A-Z]?\d[0-9A-Z]{0,8})\.?\s*[-–—:/_|]\s*([\p{L}«\"'][^\n]{2,})$"
_ENTRE_PARENTHESES = r"^\s*[(\[]([A-Z]?\d[0-9A-Z]{0,8})[)\]]\s*[-–—:]?\s*([^\n]*)$"
_PROTEGE = r"^(?:=\"([^\"]*)\"|'(.*))$"
"""« ="011" » et « '011 » : ce qu'écrit un export pour qu'un tableur garde les zéros."""
_TIRET = r"^\s*(\d{3})-(\d)((?:\D[^\n]*)?)$"
IMPUTATION = r"^\d{1,9}(?:\s*[-/_|]\s*\d{1,9}){1,2}$|^\d{4,9} \d{3}$|^\d{3} \d{4,9}$"
"""Plusieurs codes dans une cellule : « 60612/020 », « 011-60612-020 »."""
_DATE = re.compile(r"(\d{4})-\d{2}-\d{2}(?:[ T].*)?$|\d{1,2}[/.-]\d{1,2}[/.-](\d{4})$")
_ANNEE_GROUPEE = re.compile(r"([12])[ \u00a0\u202f](\d{3})$")
_ORIGINE = date(1899, 12, 30)
_ANNEES = range(1990, 2101)


def lire_les_codes(brut: pl.DataFrame, table: Table, constat: Constat) -> pl.DataFrame:
    """Le texte d'une table, ses années et ses codes ramenés à leur seule écriture ; les autres colonnes ne changent
    pas."""
    for colonne in table.colonnes:
        if isinstance(colonne.type, Annee) and colonne.nom in brut.columns:
            brut = _annees(brut, colonne.nom, constat)
    if not table.imputee:
        return brut
    for nom in _A_FENDRE:
        if nom in brut.columns:
            brut = _fendre(brut, nom)
    for nom in COMPTES:
        if nom in brut.columns:
            brut = _sans_lettre(brut, nom, constat)
    return _decouper(brut, constat) if "nature" in brut.columns else brut


def _annees(brut: pl.DataFrame, nom: str, constat: Constat) -> pl.DataFrame:
    """2023 pour « 31/12/2023 », et pour le 15 juillet 1905 : le nombre 2023 affiché comme une date."""
    lues = {ecrite: annee for ecrite in brut[nom].unique().drop_nulls() if (annee := _annee_de(ecrite.strip()))}
    if not lues:
        return brut
    ecrite, annee = next(iter(sorted(lues.items())))
    constat.avertir(f"« {nom} » écrit comme une date ou un montant : {ecrite.strip()[:10]} se lit {annee}.")
    return brut.with_columns(pl.col(nom).replace(lues))


def _annee_de(ecrite: str) -> str | None:
    """L'année d'une date, le nombre qu'un tableur affiche comme une date d'avant 1990, ou « 2 023 » ; nul sinon."""
    groupee = _ANNEE_GROUPEE.match(ecrite)
    if groupee:
        return groupee[1] + groupee[2]
    motif = _DATE.match(ecrite)
    if not motif:
        return None
    annee = int(motif[1] or motif[2])
    if annee >= _ANNEES.start or motif[2]:
        return str(annee)
    try:
        nombre = (date.fromisoformat(ecrite[:10]) - _ORIGINE).days
    except ValueError:
        return None
    return str(nombre) if nombre in _ANNEES else None


def _fendre(brut: pl.DataFrame, nom: str) -> pl.DataFrame:
    """Sépare le code du libellé ; celui du compte nourrit `libelle` si le fichier n'en a pas d'autre."""
    distinctes = brut[nom].unique().drop_nulls()
    if not distinctes.str.contains(r"[^0-9A-Za-z]").any():
        return brut
    lus = _codes_et_libelles(distinctes, nom)
    if lus.is_empty():
        return brut
    brut = brut.join(lus, on=nom, how="left", maintain_order="left")
    if nom == "nature" and "libelle" not in brut.columns:
        brut = brut.with_columns(libelle=pl.col("_libelle"))
    return brut.with_columns(pl.coalesce("_code", nom).alias(nom)).drop("_code", "_libelle")


def _codes_et_libelles(distinctes: pl.Series, nom: str) -> pl.DataFrame:
    """Pour chaque écriture à ramener : `_code`, et `_libelle` s'il y en a un (colonnes de texte)."""
    ecrit = pl.col(nom)
    if nom == "chapitre":
        joint = pl.concat_str(ecrit.str.extract(_TIRET, 1), ecrit.str.extract(_TIRET, 2))
        connu = joint.is_in(list(_chapitres()))
        ecrit = pl.when(connu).then(pl.concat_str(joint, ecrit.str.extract(_TIRET, 3))).otherwise(ecrit)
    motifs = (_CODE_LIBELLE, _COMPTE_LIBELLE, _ENTRE_PARENTHESES) if nom in COMPTES else (_CODE_LIBELLE,)
    nu = ecrit.str.strip_chars().str.replace(_PROTEGE, "$1$2")
    codes = pl.coalesce(*(ecrit.str.extract(motif, 1) for motif in motifs), nu)
    if nom in COMPTES:
        codes = codes.str.strip_suffix(".")
    libelle = pl.coalesce(*(ecrit.str.extract(motif, 2) for motif in motifs)).str.strip_chars()
    lus = distinctes.to_frame(nom).select(nom, _code=codes, _libelle=pl.when(libelle.str.len_chars() > 0).then(libelle))
    return lus.filter(pl.col("_code") != pl.col(nom))


def _sans_lettre(brut: pl.DataFrame, nom: str, constat: Constat) -> pl.DataFrame:
    """Ôte la lettre commune à toute une colonne (« C011 », « C67 »), si ce qui reste est de la nomenclature."""
    distinctes = brut[nom].unique().drop_nulls().str.strip_chars()
    lettres = distinctes.str.extract(r"^([A-Za-z])\d+$").unique()
    if lettres.null_count() or len(lettres) != 1:
        return brut
    connus = {"chapitre": _chapitres, "nature": _comptes, "fonction": _fonctions}[nom]()
    if not distinctes.str.slice(1).is_in(list(connus)).any():
        return brut
    exemple = distinctes.sort()[0]
    constat.avertir(
        f"« {nom} » : la lettre {lettres[0]}, commune à toute la colonne, est ôtée ({exemple} se lit {exemple[1:]})."
    )
    return brut.with_columns(pl.col(nom).str.strip_chars().str.slice(1))


def _decouper(brut: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """Le chapitre, le compte et la fonction d'une imputation, chacun dans sa colonne, s'il n'y a qu'une façon de la
    lire pour toute la colonne et que les autres colonnes ne la contredisent pas."""
    ecrites = brut["nature"].str.strip_chars()
    distinctes = ecrites.unique().drop_nulls()
    distinctes = distinctes.filter(distinctes.str.contains(IMPUTATION)).sort()
    if distinctes.is_empty():
        return brut
    parties = {ecrite: tuple(_morceaux(ecrite)) for ecrite in distinctes}
    possibles = [roles for roles in _roles(set(map(len, parties.values()))) if _convient(roles, parties, brut, ecrites)]
    if len(possibles) != 1:
        return brut
    (roles,) = possibles
    exemple = distinctes[0]
    lecture = ", ".join(f"{_NOMS[role]} {code}" for role, code in zip(roles, parties[exemple], strict=True))
    combien = accorder(int(ecrites.is_in(list(parties)).sum()), "imputation découpée", "imputations découpées")
    constat.avertir(f"{combien} : {exemple} se lit {lecture}.")
    for rang, role in enumerate(roles):
        lus = ecrites.replace_strict(
            {ecrite: codes[rang] for ecrite, codes in parties.items()}, default=None, return_dtype=pl.String
        )
        reste = brut[role] if role in brut.columns else pl.Series([None] * brut.height, dtype=pl.String)
        brut = brut.with_columns(pl.select(pl.coalesce(lus, reste)).to_series().alias(role))
    return brut


_NOMS = {"chapitre": "chapitre", "nature": "compte", "fonction": "fonction"}


def _morceaux(ecrite: str) -> list[str]:
    return "".join(signe if signe.isdigit() else " " for signe in ecrite).split()


def _roles(longueurs: set[int]) -> Iterator[tuple[str, ...]]:
    """Les façons d'attribuer les morceaux ; aucune si toutes les imputations n'en ont pas autant."""
    if len(longueurs) == 1:
        yield from (roles for roles in permutations(COMPTES, longueurs.pop()) if "nature" in roles)


def _convient(
    roles: tuple[str, ...], parties: dict[str, tuple[str, ...]], brut: pl.DataFrame, ecrites: pl.Series
) -> bool:
    """Vrai si chaque morceau existe dans son rôle, le chapitre étant l'un de ceux du compte."""
    comptes, de_fonction = _comptes(), _fonctions()
    for codes in parties.values():
        lu = dict(zip(roles, codes, strict=True))
        if lu["nature"] not in comptes or ("fonction" in lu and lu["fonction"] not in de_fonction):
            return False
        permis = comptes[lu["nature"]]
        if "chapitre" in lu and (
            lu["chapitre"] not in permis if PLUSIEURS not in permis else lu["chapitre"] not in _chapitres()
        ):
            return False
    for rang, role in enumerate(roles):
        if role != "nature" and role in brut.columns:
            lus = ecrites.replace_strict(
                {ecrite: codes[rang] for ecrite, codes in parties.items()}, default=None, return_dtype=pl.String
            )
            if (lus != brut[role].str.strip_chars()).any():
                return False
    return True


@lru_cache
def _comptes() -> dict[str, frozenset[str]]:
    """Les comptes des plans livrés, et les chapitres de chacun, ceux du vote par fonction compris."""
    par_fonction = {
        code for cle in PLANS for code in chapitres(cle).filter(pl.col("presentation") == "fonction")["code"]
    }
    trouves: dict[str, set[str]] = {}
    for cle in PLANS:
        for code, _, *siens in plan_de_comptes(cle).drop("equipement", "ferme").iter_rows():
            trouves.setdefault(code, set()).update(un for un in siens if un)
    return {code: frozenset(siens | par_fonction) for code, siens in trouves.items()}


@lru_cache
def _chapitres() -> frozenset[str]:
    return frozenset(code for cle in PLANS for code in chapitres(cle)["code"])


@lru_cache
def _fonctions() -> frozenset[str]:
    return frozenset(code for cle in ("M57", "M14") for code in fonctions(cle)["code"])
