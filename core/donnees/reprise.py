"""Le classeur des refus, corrigé puis redéposé : ses colonnes de tête laissées, choix et réponses d'origine repris."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import polars as pl

from core.donnees.apercu import OptionsImport
from core.donnees.constat import Constat
from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.lecture.signature import signature
from core.donnees.personnelles import MASQUEE
from core.donnees.textes import forme

TETE = ("Cellule", "Colonne", "Valeur lue", "Pourquoi, et comment réparer", "Ligne du fichier")
"""Les colonnes que le classeur des refus met devant celles du fichier."""
FEUILLE_ORIGINE = "Dépôt d'origine"
ENTETES_ORIGINE = ("Sorte", "Nom", "Valeur")
FICHIER, REPONSE, TABLE, COLONNE = "fichier", "réponse", "table", "colonne"
_FORMATS = ("xlsx", "csv", "xls", "ods")
_FORMES = tuple(map(forme, TETE))

type_memoire = Callable[[str], dict[str, object]]


def reprendre(
    lecture: Lecture, options: OptionsImport, memoire: type_memoire, constat: Constat
) -> tuple[Lecture, OptionsImport]:
    """La lecture et les options d'un classeur des refus, comme s'il était un fichier de la forme d'origine ; tout autre
    fichier est rendu tel quel.

    Ce que l'agent répond à l'instant l'emporte sur ce qui est repris. `memoire` : la correspondance retenue sous une
    signature, pour un classeur qui n'a pas gardé sa feuille d'origine.
    """
    if not any(_a_la_tete(feuille) for feuille in lecture.feuilles):
        return lecture, options
    origine = next((f for f in lecture.feuilles if tuple(map(forme, f.entetes)) == _forme_origine()), None)
    feuilles = tuple(_sans_tete(f) for f in lecture.feuilles if f is not origine)
    dites = [] if origine is None else origine.lignes.select("c0", "c1", "c2").fill_null("").rows()
    tables = {nom: valeur for sorte, nom, valeur in dites if sorte == TABLE}
    feuilles = tuple(replace(f, table=tables.get(f.nom, f.table)) for f in feuilles)
    reprises = _options(dites) if dites else _retenues(feuilles, memoire)
    presentes = {f"{f.nom}!{entete}" for f in feuilles for entete in f.entetes}
    correspondance = {cle: cible for cle, cible in reprises.correspondance.items() if cle in presentes}
    donnees = {nom: valeur for nom, valeur in options.en_dict().items() if nom != "correspondance"}
    correspondance |= dict(options.correspondance)
    reprises = replace(reprises, **donnees, correspondance=correspondance)  # type: ignore[arg-type]
    de = next((f" de « {nom} »" for sorte, nom, _ in dites if sorte == FICHIER), "")
    repris = "les choix de colonnes et les réponses de son dépôt sont repris" if correspondance else "rien n'est repris"
    constat.avertir(f"Classeur des refus{de} : ses cinq premières colonnes sont laissées de côté, {repris}.")
    return replace(lecture, feuilles=feuilles), reprises


def _forme_origine() -> tuple[str, ...]:
    return tuple(map(forme, ENTETES_ORIGINE))


def _a_la_tete(feuille: Feuille) -> bool:
    return tuple(map(forme, feuille.entetes[: len(TETE)])) == _FORMES


def _sans_tete(feuille: Feuille) -> Feuille:
    """La feuille sans ses colonnes de tête ; une cellule restée masquée est vide."""
    if not _a_la_tete(feuille):
        return feuille
    saut = len(TETE)
    suivantes = [f"c{rang}" for rang in range(saut, len(feuille.entetes))]
    renommees = {nom: f"c{rang}" for rang, nom in enumerate(suivantes)}
    lignes = feuille.lignes.select(
        "ligne", *(pl.when(pl.col(nom) != MASQUEE).then(pl.col(nom)).alias(neuf) for nom, neuf in renommees.items())
    )
    gardees = [nom for nom in feuille.ecartees.columns if nom in ("ligne", "motif", "texte") or nom in renommees]
    ecartees = feuille.ecartees.select(pl.col(nom).alias(renommees.get(nom, nom)) for nom in gardees)
    return replace(
        feuille, entetes=feuille.entetes[saut:], lettres=feuille.lettres[saut:], lignes=lignes, ecartees=ecartees
    )


def _options(dites: list[tuple[str, str, str]]) -> OptionsImport:
    """Ce que dit la feuille d'origine ; une réponse qui n'est pas une option est à une question propre au fichier."""
    connues = {champ.name for champ in fields(OptionsImport)} - {"correspondance", "exercice", "reponses"}
    reponses = {nom: valeur for sorte, nom, valeur in dites if sorte == REPONSE}
    annee = reponses.pop("exercice", "")
    options: dict[str, Any] = {nom: reponses.pop(nom) for nom in connues & set(reponses)}
    return OptionsImport(
        **options,
        reponses=reponses,
        exercice=int(annee) if annee.isdecimal() else None,
        origine=next((empreinte for sorte, _, empreinte in dites if sorte == FICHIER), None),
        correspondance={nom: valeur or None for sorte, nom, valeur in dites if sorte == COLONNE},
    )


def _retenues(feuilles: tuple[Feuille, ...], memoire: type_memoire) -> OptionsImport:
    """Les colonnes confirmées la dernière fois pour un fichier qui a ces en-têtes, quel que soit son format."""
    for format_lu in _FORMATS:
        if retenue := memoire(signature(format_lu, feuilles)):
            return OptionsImport(correspondance=_colonnes(feuilles, retenue))
    return OptionsImport()


def _colonnes(feuilles: tuple[Feuille, ...], retenue: dict[str, object]) -> dict[str, str | None]:
    choisies: dict[str, str | None] = {}
    for rang, feuille in enumerate(feuilles):
        sienne = retenue.get(str(rang))
        colonnes = sienne.get("colonnes") if isinstance(sienne, dict) else None
        for entete, colonne in (colonnes if isinstance(colonnes, dict) else {}).items():
            choisies[f"{feuille.nom}!{entete}"] = None if colonne is None else str(colonne)
    return choisies
