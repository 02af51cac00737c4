"""Départager les colonnes d'un fichier qui répondent à la même cible : la plus sûre, et celle du bon exercice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme

MODIFICATION = "modification"
ANNEE = re.compile(r"\b(?:(?:19|20)\d\d|(?:(?<=\bca )|(?<=\bbp )|(?<=\bcfu ))[12]\d)\b")
"""Une année ; à deux chiffres derrière une étape : « CA 23 »."""


@dataclass(frozen=True)
class Candidat:
    """Une colonne (`rang`) qui répond à une cible ; la plus petite préférence l'emporte, −1 : choix de l'agent."""

    rang: int
    cible: str
    confiance: str
    preference: int


def annee_lue(ecrite: str) -> int:
    """« 2023 » ou « 23 »."""
    return int(ecrite) if len(ecrite) == 4 else 2000 + int(ecrite)


def departager(
    feuille: Feuille, candidats: list[Candidat], exercice: int | None
) -> tuple[list[Candidat], frozenset[int]]:
    """Une seule colonne par cible : la plus sûre, celle de l'exercice si les en-têtes sont datés.

    Une colonne d'un autre exercice n'est jamais retenue. Si plusieurs années sont écrites et que rien ne dit
    laquelle, la dernière est montrée et toutes sont rendues : l'exercice sera demandé.
    """
    dates = {
        c.rang: annee_lue(m.group())
        for c in candidats
        if c.preference >= 0 and (m := ANNEE.search(forme(feuille.entetes[c.rang])))
    }
    connu = exercice or _seul_exercice(feuille, candidats)
    if connu is not None:
        candidats = [c for c in candidats if dates.get(c.rang, connu) == connu]
    retenus: list[Candidat] = []
    for cible in dict.fromkeys(candidat.cible for candidat in candidats):
        rivaux = sorted(
            (c for c in candidats if c.cible == cible), key=lambda c: (c.preference, -dates.get(c.rang, 0), c.rang)
        )
        retenus += rivaux if cible == MODIFICATION else rivaux[:1]
    retenus = _sans_conflit(retenus)
    gardees = {dates[c.rang] for c in retenus if c.rang in dates}
    return retenus, frozenset(gardees if connu is not None else gardees | set(dates.values()))


def _seul_exercice(feuille: Feuille, candidats: list[Candidat]) -> int | None:
    """L'année écrite dans toute la colonne d'exercice ; nulle s'il n'y en a pas, ou s'il y en a plusieurs."""
    colonne = next((c.rang for c in candidats if c.cible in {"exercice", "annee"}), None)
    if colonne is None:
        return None
    ecrites = {str(texte) for texte in feuille.lignes[f"c{colonne}"].drop_nulls().unique()}
    annees = {annee_lue(m.group()) for texte in ecrites if (m := ANNEE.fullmatch(texte.strip()))}
    return annees.pop() if len(annees) == 1 else None


def _sans_conflit(retenus: list[Candidat]) -> list[Candidat]:
    """Deux côtés et un montant unique ne se mêlent pas ; BS et DM ne servent que sans colonne de crédits ouverts."""
    noms = {candidat.cible for candidat in retenus}
    sans = {cible.partition("@")[0] for cible in noms if "@" in cible}
    if "vote_eur" not in noms - sans or {nom.partition("@")[0] for nom in noms} & {"credits_ouverts_eur"}:
        sans.add(MODIFICATION)
    return [candidat for candidat in retenus if candidat.cible not in sans]


def par_cible(retenus: list[Candidat]) -> dict[str, int]:
    """Le rang de chaque cible ; plusieurs colonnes de modifications de crédits sont numérotées."""
    rendu: dict[str, int] = {}
    for candidat in retenus:
        nom = candidat.cible
        rendu[f"{nom}_{candidat.rang}" if nom == MODIFICATION else nom] = candidat.rang
    return rendu
