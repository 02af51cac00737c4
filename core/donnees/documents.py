"""Ce qu'un document dit de lui-même hors de ses colonnes : exercice, étape, budget, collectivité."""

from __future__ import annotations

import re

import polars as pl

from core.acces import Acces
from core.donnees.constat import OFFICIELS, Constat, Dit, Source
from core.donnees.entrepot import Entrepot
from core.donnees.lecture.modele import Lecture
from core.donnees.textes import forme

_ANNEE = re.compile(
    r"\b(?:exercice|annee|budget(?: primitif| supplementaire)?"
    r"|compte administratif|compte financier unique|cfu|ca|bp|bs|dm)"
    r"(?: budgetaire)?(?: n)? ((?:19|20)\d\d)\b"
)
_ETAPE = (
    ("CFU", re.compile(r"\bcompte financier unique\b|\bcfu\b")),
    ("CA", re.compile(r"\bcompte administratif\b|\bca (?:19|20)\d\d\b")),
    ("BP", re.compile(r"\bbudget primitif\b|\bbp (?:19|20)\d\d\b")),
    ("BS", re.compile(r"\bbudget supplementaire\b|\bbs (?:19|20)\d\d\b")),
    ("DM", re.compile(r"\bdecision modificative\b|\bdm (?:n )?\d")),
)


_COMMUNS_SIREN = 9


def dit_par_le_document(lecture: Lecture, sources: list[Source], constat: Constat) -> dict[str, Dit]:
    """Par feuille : le contexte d'un document officiel, sinon ce qu'écrivent titres, nom de feuille et en-têtes.

    Le nom du fichier n'est pas lu : un fichier se renomme. Rien n'est retenu si plusieurs années sont écrites.
    """
    annees = frozenset[int]().union(*(source.correspondance.annees for source in sources))
    return {source.feuille.nom: _dit(lecture, source, annees, constat) for source in sources}


def _dit(lecture: Lecture, source: Source, annees: frozenset[int], constat: Constat) -> Dit:
    contexte, feuille = lecture.contexte, source.feuille
    if lecture.format in OFFICIELS:
        exercice = contexte.get("exercice")
        return Dit(
            int(exercice) if exercice else None,
            contexte.get("etape"),
            contexte.get("budget"),
            contexte.get("nomenclature"),
        )
    titres = feuille.ecartees.filter(pl.col("motif") == "titre")["texte"].drop_nulls().to_list()
    ecrit = forme(" ; ".join(titres if lecture.format == "csv" else [feuille.nom, *titres]))
    exercices = {int(annee) for annee in _ANNEE.findall(ecrit)} | set(annees)
    etapes = [etape for etape, motif in _ETAPE if motif.search(ecrit)]
    seul = next(iter(exercices)) if len(exercices) == 1 else None
    lu = Dit(seul, etapes[0] if len(etapes) == 1 else None, annees=frozenset(exercices))
    cibles = source.correspondance.cibles
    if lu.exercice and not cibles.keys() & {"exercice", "annee"}:
        constat.avertir(f"Feuille « {feuille.nom} » : exercice {lu.exercice}, lu dans son titre ou ses en-têtes.")
    if lu.etape and "etape" in source.correspondance.table.cle and "etape" not in cibles:
        constat.avertir(f"Feuille « {feuille.nom} » : étape {lu.etape}, lue dans son titre.")
    return lu


def avertir_de_la_collectivite(
    lecture: Lecture, entrepot: Entrepot, acces: Acces, territoire_id: str, constat: Constat
) -> None:
    """Prévient si le SIREN écrit dans le document n'est pas celui du territoire où on l'importe."""
    siret = lecture.contexte.get("siret", "")
    territoire = next((t for t in entrepot.territoires(acces) if t.id == territoire_id), None)
    if not siret or territoire is None or not territoire.siren or siret.startswith(territoire.siren):
        return
    nom = lecture.contexte.get("collectivite") or f"SIREN {siret[:_COMMUNS_SIREN]}"
    constat.avertir(
        f"Ce document est celui de « {nom} » (SIREN {siret[:_COMMUNS_SIREN]}), pas de « {territoire.nom} » : "
        "vérifiez le territoire avant d'importer.",
        grave=True,
    )
