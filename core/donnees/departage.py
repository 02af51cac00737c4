"""Départager les colonnes d'un fichier qui répondent à la même cible : la plus sûre, la plus fine, celle du bon
exercice — et demander quand deux colonnes de nombres disent deux choses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from core.donnees import nombres
from core.donnees.apercu import JAUNE, Question
from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme
from core.format_fr import enumerer, nombre

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


@dataclass(frozen=True)
class Depart:
    """Les colonnes retenues, les années que leurs en-têtes écrivent, ce qu'il faut demander et ce qu'il faut dire."""

    retenus: list[Candidat]
    annees: frozenset[int]
    questions: tuple[Question, ...] = ()
    phrases: tuple[str, ...] = ()


def departager(
    feuille: Feuille,
    candidats: list[Candidat],
    exercice: int | None,
    reponses: Mapping[str, str],
    grandeurs: frozenset[str],
) -> Depart:
    """Une seule colonne par cible : la plus sûre, celle de l'exercice si les en-têtes sont datés.

    Une colonne d'un autre exercice n'est jamais retenue. Si plusieurs années sont écrites et que rien ne dit
    laquelle, la dernière est montrée et toutes sont rendues : l'exercice sera demandé. `grandeurs` : les cibles qui
    portent des nombres ; deux de leurs colonnes qui ne disent pas la même chose posent une question.
    """
    dates = _dates(feuille, candidats)
    connu = exercice or _seul_exercice(feuille, candidats)
    if connu is not None:
        candidats = [c for c in candidats if dates.get(c.rang, connu) == connu]
    ordre = sorted(candidats, key=lambda c: (c.preference, -dates.get(c.rang, 0), c.rang))
    retenus: list[Candidat] = []
    questions: dict[str, Question] = {}
    phrases: dict[str, str] = {}
    for cible in dict.fromkeys(candidat.cible for candidat in candidats):
        rivaux = [c for c in ordre if c.cible == cible]
        if cible == MODIFICATION:
            retenus += rivaux
        elif cible.partition("@")[0] in grandeurs:
            date = dates.get(rivaux[0].rang)
            memes = [c for c in rivaux if _aussi_sur(c, rivaux[0]) and dates.get(c.rang) in {None, date}]
            retenus.append(_sans_choisir(feuille, memes, reponses, questions, phrases))
        else:
            retenus.append(_plus_fin(feuille, rivaux))
    retenus = _sans_conflit(retenus)
    gardees = {dates[c.rang] for c in retenus if c.rang in dates}
    annees = frozenset(gardees if connu is not None else gardees | set(dates.values()))
    cibles = dict.fromkeys(c.cible for c in retenus)
    demandees = tuple(questions[cible] for cible in cibles if cible in questions)
    return Depart(retenus, annees, demandees, tuple(phrases[cible] for cible in cibles if cible in phrases))


def _dates(feuille: Feuille, candidats: list[Candidat]) -> dict[int, int]:
    """L'année qu'écrit l'en-tête de chaque colonne que l'agent n'a pas choisie."""
    return {
        c.rang: annee_lue(m.group())
        for c in candidats
        if c.preference >= 0 and (m := ANNEE.search(forme(feuille.entetes[c.rang])))
    }


def _aussi_sur(candidat: Candidat, meilleur: Candidat) -> bool:
    """Un choix de l'agent l'emporte sur un nom reconnu, un nom reconnu sur une orthographe proche."""
    return candidat.confiance == meilleur.confiance and (candidat.preference < 0) == (meilleur.preference < 0)


def _sans_choisir(
    feuille: Feuille,
    rivaux: list[Candidat],
    reponses: Mapping[str, str],
    questions: dict[str, Question],
    phrases: dict[str, str],
) -> Candidat:
    """La colonne qui porte la cible si toutes disent la même chose, ce que `phrases` dit ; sinon `questions` demande
    laquelle lire."""
    if len(rivaux) == 1:
        return rivaux[0]
    cible = rivaux[0].cible
    lues = {c.rang: nombres.nombres(feuille.lignes[f"c{c.rang}"])[0].fill_null(0.0) for c in rivaux}
    pleins = [c for c in rivaux if (lues[c.rang] != 0).any()] or rivaux[:1]
    noms = enumerer([f"« {feuille.entetes[c.rang]} » ({feuille.lettres[c.rang]})" for c in pleins])
    if all(lues[c.rang].equals(lues[pleins[0].rang]) for c in pleins):
        if len(pleins) > 1:
            phrases[cible] = f"Feuille « {feuille.nom} » : {noms} disent la même chose ; la première est lue."
        return pleins[0]
    lettres = {feuille.lettres[c.rang]: c for c in pleins}
    cle = f"colonne:{cible}:{','.join(lettres)}"
    if reponses.get(cle) in lettres:
        return replace(lettres[reponses[cle]], preference=-1)
    choix = {
        lettre: f"« {feuille.entetes[c.rang]} », colonne {lettre} (total {nombre(float(lues[c.rang].sum()), 2)})"
        for lettre, c in lettres.items()
    }
    texte = (
        f"Feuille « {feuille.nom} » : {noms} répondent à la même colonne, et ne disent pas la même chose. "
        "Laquelle lire ?"
    )
    questions[cible] = Question(cle, texte, choix, f"--reponse {cle}=")
    return pleins[0]


def _plus_fin(feuille: Feuille, rivaux: list[Candidat]) -> Candidat:
    """De deux « Libellé », celui qui distingue le plus ; d'une fonction et de sa sous-fonction, la seconde."""
    garde = rivaux[0]
    for rival in (c for c in rivaux[1:] if garde.preference >= 0 and c.confiance != JAUNE):
        avant, apres = (feuille.lignes[f"c{c.rang}"] for c in (garde, rival))
        homonymes = forme(feuille.entetes[garde.rang]) == forme(feuille.entetes[rival.rang])
        if (homonymes and apres.n_unique() > avant.n_unique()) or _prolonge(avant, apres):
            garde = rival
    return garde


def _prolonge(avant: pl.Series, apres: pl.Series) -> bool:
    """Vrai si chaque code de la seconde commence par celui de la première, et le précise au moins une fois."""
    lus = pl.DataFrame({"avant": avant, "apres": apres}).drop_nulls()
    commence = lus.select(pl.col("apres").str.starts_with(pl.col("avant")))["apres"]
    return bool(lus.height) and bool(commence.all()) and bool((lus["apres"] != lus["avant"]).any())


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
