"""Les phrases de la cotation : où l'on en est, ce qu'un lot va écrire, ce que dit une ligne."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from core.communs.affectations import DESACCORD
from core.format_fr import INSECABLE, accorder, date_longue, enumerer, euros, euros_court, part_ecrite, pourcent
from core.tables.affectations import NOMS_COURTS
from core.usages.cotation.classes import sous_la_lentille
from core.usages.cotation.travail import A_FAIRE, VIDE, Filtre, filtrer, manquantes

OBJECTIF = 0.8
"""Quatre cinquièmes des euros : ce que peu de lignes suffisent à couvrir."""
ISSUES = {
    "indefini": "À préciser",
    "suit_le_projet": "Suit son projet",
    "suit_objet_finance": "Suit l'objet financé",
    "hors_perimetre": "Hors du périmètre",
}
"""Ce que dit une règle qui ne conclut pas."""
TRANCHEES = {"classe": "Une classe"} | ISSUES | {VIDE: "Aucune règle"}
"""Ce que la règle propose, pour resserrer la file."""
APPUIS = {"appuyee": "Appuyée sur une source", "memoire": "De mémoire, à vérifier"}
"""Ce que vaut la règle qui propose."""


def titre(file: pl.DataFrame, progres: Mapping[str, Any], lentille: str) -> str:
    """« 23 lignes de plus suffisent à coter 80 % des dépenses ; 41 % des euros le sont sous l'axe Atténuation »."""
    sous, part = sous_la_lentille(lentille), progres["part_euros"]
    a_faire = filtrer(file, Filtre(A_FAIRE))
    if not progres["lignes"]:
        return f"Il n'y a aucune dépense à coter {sous}"
    if a_faire.is_empty() and not progres["lignes_en_desaccord"]:
        return f"{accorder(progres['lignes'], 'dépense est cotée', 'dépenses sont toutes cotées')} {sous}"
    manquent = manquantes(file, OBJECTIF)
    if manquent.is_empty():
        fin = _fin(a_faire, progres["lignes_en_desaccord"])
        return f"{part_ecrite(part, en_mots=True)} des euros sont cotés {sous}{INSECABLE}; {fin}"
    verbe = "suffit" if manquent.height == 1 else "suffisent"
    debut = f"{_combien(manquent, progres['lignes_affectees'])} {verbe} à coter {pourcent(OBJECTIF)} des dépenses"
    if not progres["lignes_affectees"]:
        return f"{debut}{INSECABLE}; rien n'est encore coté {sous}"
    return f"{debut}{INSECABLE}; {part_ecrite(part, en_mots=True)} des euros le sont {sous}"


def _combien(manquent: pl.DataFrame, deja: int) -> str:
    """« 6 lignes de plus et 2 désaccords »."""
    disputees = manquent.filter(pl.col("statut") == DESACCORD).height
    lignes, suite = manquent.height - disputees, " de plus" if deja else ""
    morceaux = [f"{accorder(lignes, 'ligne')}{suite}"] if lignes else []
    return enumerer([*morceaux, accorder(disputees, "désaccord")] if disputees else morceaux)


def _fin(a_faire: pl.DataFrame, desaccords: int) -> str:
    if a_faire.is_empty():
        return f"il reste {accorder(desaccords, 'désaccord')} à trancher"
    poids = euros_court(a_faire["poids_eur"].sum())
    return f"il reste {accorder(a_faire.height, 'ligne')}, {poids}"


def le_jour(ecrit: str | None) -> str:
    """« 14 février 2025 » pour « 2025-02-14 » ; le texte tel quel s'il n'est pas une date, vide s'il manque."""
    try:
        return date_longue(date.fromisoformat(ecrit or ""))
    except ValueError:
        return ecrit or ""


def proposition(ligne: Mapping[str, Any], classes: Mapping[str, str]) -> str:
    """« Défavorable », « À préciser », « Suit son projet » ; vide sans règle."""
    if ligne["issue"] is None:
        return ""
    return classes.get(ligne["poste_propose"] or "", "") or ISSUES.get(ligne["issue"], "")


def question(ligne: Mapping[str, Any], classes: Mapping[str, str]) -> str:
    """La question de la règle et ce que donne chaque réponse : « Bus diesel ? oui : défavorable » ; vide sans
    question."""
    if not ligne["question"]:
        return ""
    return f"{ligne['question']} {reponses_en_clair(ligne['reponses'], classes)}".strip()


def reponses_en_clair(reponses: list[dict[str, str]] | None, classes: Mapping[str, str]) -> str:
    """« oui : Très favorable, non : Neutre »."""
    return ", ".join(f"{un['reponse']} : {classes.get(un['poste'], un['poste']).lower()}" for un in reponses or [])


def dit(avis: list[dict[str, Any]] | None, classes: Mapping[str, str]) -> str:
    """« Favorable », « Favorable 60 %, Neutre 40 % », ou « Finances : Favorable / Transition : Neutre » ; vide
    sinon."""
    par_auteur: dict[str, list[dict[str, Any]]] = {}
    for un in avis or []:
        par_auteur.setdefault(un["auteur"], []).append(un)
    paroles = {auteur: _parts(morceaux, classes) for auteur, morceaux in par_auteur.items()}
    if len(paroles) == 1:
        return next(iter(paroles.values()))
    return " / ".join(f"{auteur}{INSECABLE}: {parole}" for auteur, parole in paroles.items())


def _parts(morceaux: list[dict[str, Any]], classes: Mapping[str, str]) -> str:
    noms = [str(classes.get(un["poste"], un["poste"])) for un in morceaux]
    if len(morceaux) == 1 and morceaux[0]["quote_part"] == 1:
        return noms[0]
    return ", ".join(f"{nom} {pourcent(un['quote_part'])}" for nom, un in zip(noms, morceaux, strict=True))


def effet(retenues: pl.DataFrame, ecartees: int) -> str:
    """Ce qu'un lot va écrire : « 134 lignes seront cotées, soit 2,3 M€ ; 12 déjà dites restent comme elles sont »."""
    if retenues.is_empty():
        return "Aucune ligne ne serait cotée."
    verbe = "sera cotée" if retenues.height == 1 else "seront cotées"
    phrase = f"{accorder(retenues.height, 'ligne')} {verbe}, soit {euros(retenues['poids_eur'].sum())}"
    if ecartees:
        phrase += (
            f"{INSECABLE}; "
            f"{accorder(ecartees, 'déjà dite reste comme elle est', 'déjà dites restent comme elles sont')}"
        )
    return f"{phrase}."


def titre_de_la_ligne(libelle: str, montant: Any, lentilles: pl.DataFrame) -> str:  # noqa: ANN401 - Decimal, nul si inconnu
    """« Isolation de l'école : 120 000 €, trois lentilles renseignées sur onze »."""
    dites = lentilles.filter(pl.col("poste").is_not_null())["lentille"].unique().to_list()
    combien = lentilles["lentille"].n_unique()
    suite = f"lue sous {accorder(len(dites), 'lentille')} sur {combien}" if dites else "personne ne l'a encore cotée"
    return f"{libelle}{INSECABLE}: {euros(montant)}, {suite}"


def titre_de_la_preuve(preuve: pl.DataFrame) -> str:
    """« Chaque euro compte une fois, et une seule, sous chacune des onze lentilles », ou lesquelles n'y sont pas."""
    fautives = preuve.filter(~pl.col("exacte"))["lentille"].to_list()
    if fautives:
        noms = enumerer([NOMS_COURTS.get(nom, nom) for nom in fautives])
        return f"Le compte n'y est pas sous {noms}{INSECABLE}: des euros manquent ou comptent deux fois"
    return f"Chaque euro compte une fois et une seule sous chacune des {preuve.height} lentilles"
