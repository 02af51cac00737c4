"""Ce qu'un document dit de lui-même hors de ses colonnes : exercice, étape, budget, collectivité."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import OFFICIELS, Constat, Dit, Source
from core.donnees.etablissements import PRINCIPAL
from core.donnees.intertitres import blocs, budget_douteux, budgets_nommes
from core.donnees.lecture.modele import Lecture
from core.donnees.textes import forme
from core.format_fr import enumerer

_ANNEE = re.compile(
    r"\b(?:exercice|annee|budget(?: primitif| supplementaire)?"
    r"|compte administratif|compte financier unique|cfu|ca|bp|bs|dm)"
    r"(?: budgetaire)?(?: n)? ((?:19|20)\d\d)\b"
)
_ETAPE = (
    ("CFU", re.compile(r"\bcompte financier unique\b|\bcfu\b")),
    ("CA", re.compile(r"\bcompte administratif\b|\bca (?:19|20)\d\d\b|\betape ca\b")),
    ("BP", re.compile(r"\bbudget primitif\b|\bbp (?:19|20)\d\d\b|\betape bp\b")),
    ("BS", re.compile(r"\bbudget supplementaire\b|\bbs (?:19|20)\d\d\b")),
    ("DM", re.compile(r"\bdecision modificative\b|\bdm (?:n )?\d")),
)


def dit_par_le_document(
    lecture: Lecture, sources: list[Source], budgets: Mapping[str, str], options: OptionsImport, constat: Constat
) -> dict[str, Dit]:
    """Par feuille : le contexte d'un document officiel, sinon ce qu'écrivent titres, nom de feuille et en-têtes.

    `budgets` : celui de chaque SIRET du document. Le nom du fichier n'est pas lu : un fichier se renomme. Rien n'est
    retenu si plusieurs années sont écrites.
    """
    annees = frozenset[int]().union(*(source.correspondance.annees for source in sources))
    if lecture.format not in OFFICIELS and options.budget is None:
        _demander_le_budget([source for source in sources if _sans_budget(source)], lecture, constat)
    return {source.feuille.nom: _dit(lecture, source, annees, budgets, constat) for source in sources}


def _sans_budget(source: Source) -> bool:
    return "budget" in source.correspondance.table.cle and "budget" not in source.correspondance.cibles


def _demander_le_budget(sources: list[Source], lecture: Lecture, constat: Constat) -> None:
    """Un titre qui nomme plusieurs budgets, ou qui en annonce un sans dire « budget annexe » : demandé."""
    titres = list(dict.fromkeys(titre for source in sources for titre in _titres(lecture, source)))
    reunis = next((titre for titre in titres if len(budgets_nommes(titre)) > 1), None)
    douteux = [titre for titre in titres if budget_douteux(titre)]
    if reunis is not None:
        texte = (
            f"Le titre « {reunis} » nomme plusieurs budgets, et aucune colonne ne dit celui de chaque ligne. Lequel ?"
        )
        choix = {PRINCIPAL: "le budget principal seul", "consolide": "tous réunis (consolidé)"}
    elif douteux:
        dits = enumerer([f"« {titre} »" for titre in douteux])
        texte = f"{dits} : est-ce un budget annexe ?"
        choix = {PRINCIPAL: "non : c'est le budget principal"}
        if len(douteux) == 1:
            choix[douteux[0]] = f"oui : le budget annexe « {douteux[0]} »"
        else:
            texte += (
                " Si ce sont plusieurs budgets, ajoutez une colonne Budget, ou écrivez « Budget annexe … » aux titres."
            )
    else:
        return
    constat.demander(Question("budget", texte, choix, "--budget"))


def _titres(lecture: Lecture, source: Source) -> list[str]:
    """Le nom de la feuille, s'il est écrit dans le fichier, puis les titres de la feuille."""
    titres = source.feuille.ecartees.filter(pl.col("motif") == "titre")["texte"].drop_nulls().to_list()
    return titres if lecture.format == "csv" else [source.feuille.nom, *titres]


def _dit(lecture: Lecture, source: Source, annees: frozenset[int], budgets: Mapping[str, str], constat: Constat) -> Dit:
    contexte, feuille = lecture.contexte, source.feuille
    if lecture.format in OFFICIELS:
        exercice = contexte.get("exercice")
        return Dit(
            int(exercice) if exercice else None,
            contexte.get("etape"),
            contexte.get("budget"),
            contexte.get("nomenclature"),
            etablissements=budgets if "etablissements" in contexte else None,
        )
    ecrit = forme(" ; ".join(_titres(lecture, source)))
    exercices = {int(annee) for annee in _ANNEE.findall(ecrit)} | set(annees)
    etapes = [etape for etape, motif in _ETAPE if motif.search(ecrit)]
    seul = next(iter(exercices)) if len(exercices) == 1 else None
    cibles = source.correspondance.cibles
    lu = Dit(
        seul,
        etapes[0] if len(etapes) == 1 else None,
        annees=frozenset(exercices),
        blocs=blocs(feuille, nommee=lecture.format != "csv") if source.correspondance.table.imputee else (),
    )
    if lu.exercice and not cibles.keys() & {"exercice", "annee"}:
        constat.avertir(f"Feuille « {feuille.nom} » : exercice {lu.exercice}, lu dans son titre ou ses en-têtes.")
    if "etape" in source.correspondance.table.cle and lu.etape and "etape" not in cibles:
        constat.avertir(f"Feuille « {feuille.nom} » : étape {lu.etape}, lue dans son titre.")
    return lu
