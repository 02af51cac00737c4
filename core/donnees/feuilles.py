"""Plusieurs feuilles pour une même table : réunies si quelque chose les distingue, sinon on demande laquelle lire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from core.donnees.apercu import Question
from core.donnees.constat import OFFICIELS, Contexte, Dit, Source
from core.donnees.departage import ANNEE
from core.donnees.textes import forme
from core.format_fr import enumerer
from core.tables import Table

TOUTES = "toutes"
_CLE = "feuilles"
_MOTS = (
    re.compile(r"\b(?P<depense>depenses?|dep|charges|d[fi])\b|\b(?P<recette>recettes?|rec|produits|r[fi])\b"),
    re.compile(r"\b(?P<fonctionnement>fonct\w*|[dr]f)\b|\b(?P<investissement>invest\w*|[dr]i)\b"),
)


def dater(dits: Mapping[str, Dit], sources: list[Source]) -> dict[str, Dit]:
    """Des feuilles dont chaque nom porte son année (« 2022 », « 2023 ») : c'est leur exercice, si rien ne le dit."""
    noms = [source.feuille.nom for source in sources]
    lues = {nom: {int(m.group()) for m in ANNEE.finditer(forme(nom))} for nom in noms}
    seules = [next(iter(une)) for une in lues.values() if len(une) == 1]
    if len(sources) < 2 or len(set(seules)) < len(sources):
        return dict(dits)
    return {
        nom: dit if dit.exercice else replace(dit, exercice=next(iter(lues[nom])), annees=frozenset(lues[nom]))
        for nom, dit in dits.items()
    }


def choisir_les_feuilles(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> tuple[Source, ...]:
    """Les feuilles à lire : toutes si une colonne ou leur nom les distingue ; sinon celles que l'agent désigne."""
    if not table.par_rang or contexte.format in OFFICIELS or len(sources) == 1:
        return sources
    semblables: dict[str, None] = {}
    for une, autre in combinations(sources, 2):
        if not _distinctes(une, autre, table, contexte.dits):
            semblables |= {une.feuille.nom: None, autre.feuille.nom: None}
    if not semblables:
        return sources
    reponse = contexte.options.reponses.get(_CLE)
    if reponse in semblables:
        autres = [nom for nom in semblables if nom != reponse]
        contexte.constat.avertir(f"Feuilles laissées de côté, comme demandé : {_citer(autres)}.")
        return tuple(source for source in sources if source.feuille.nom not in autres)
    if reponse != TOUTES:
        contexte.constat.demander(
            Question(
                _CLE,
                f"Les feuilles {_citer(list(semblables))} ont la même forme, et rien ne les distingue (exercice, "
                "étape, budget, sens…). Faut-il les additionner, ou n'en lire qu'une ?",
                {TOUTES: "les additionner : chacune est une partie du tout"}
                | {nom: f"ne lire que « {nom} »" for nom in semblables},
                f"--reponse {_CLE}=",
            )
        )
    return sources


def _citer(noms: list[str]) -> str:
    return enumerer([f"« {nom} »" for nom in noms])


def _distinctes(une: Source, autre: Source, table: Table, dits: Mapping[str, Dit]) -> bool:
    """Vrai si une colonne de clé n'a aucune valeur commune, si les noms disent deux sens ou deux sections, ou si les
    documents disent deux exercices, deux étapes, deux budgets."""
    noms = une.feuille.nom, autre.feuille.nom
    if any(_oppose(forme(noms[0]), forme(noms[1]), motif) for motif in _MOTS):
        return True
    dit, autre_dit = (dits.get(nom, Dit()) for nom in noms)
    if any(
        getattr(dit, sujet) and getattr(autre_dit, sujet) and getattr(dit, sujet) != getattr(autre_dit, sujet)
        for sujet in ("exercice", "etape", "budget")
    ):
        return True
    return any(
        _disjointes(une, autre, nom)
        for nom in table.cle
        if nom in une.correspondance.cibles and nom in autre.correspondance.cibles
    )


def _oppose(nom: str, autre: str, motif: re.Pattern[str]) -> bool:
    dits = [{mot for lu in motif.finditer(un) for mot, vu in lu.groupdict().items() if vu} for un in (nom, autre)]
    return bool(dits[0]) and bool(dits[1]) and dits[0].isdisjoint(dits[1])


def _disjointes(une: Source, autre: Source, cible: str) -> bool:
    ecrites = [
        source.feuille.lignes[f"c{source.correspondance.cibles[cible]}"].drop_nulls().unique()
        for source in (une, autre)
    ]
    return all(len(valeurs) for valeurs in ecrites) and not ecrites[0].is_in(ecrites[1].to_list()).any()
