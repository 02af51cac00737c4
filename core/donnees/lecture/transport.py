"""Passer une lecture du processus fils au père : des fichiers Arrow pour les lignes, un JSON pour le reste."""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from core import erreurs
from core.donnees.lecture.avance import derniere
from core.donnees.lecture.modele import CelluleFautive, DonneePersonnelle, Feuille, Lecture
from core.erreurs import ErreurComptes, FichierRefuse, QuestionOuverte

JOURNAL = logging.getLogger("comptes_communs")
RESULTAT, COPIE = "resultat.json", "copie"
LIRE, COPIER = "lire", "copier"


def deposer(lecture: Lecture, dossier: Path) -> None:
    """Écrit la lecture dans un dossier ; le JSON vient en dernier et vaut accusé de réception."""
    feuilles = []
    for rang, feuille in enumerate(lecture.feuilles):
        feuille.lignes.write_ipc(dossier / f"lignes{rang}.arrow", compression="uncompressed")
        feuille.ecartees.write_ipc(dossier / f"ecartees{rang}.arrow", compression="uncompressed")
        feuilles.append(
            {
                "nom": feuille.nom,
                "entetes": feuille.entetes,
                "lettres": feuille.lettres,
                "table": feuille.table,
                "ligne_entete": feuille.ligne_entete,
                "indices": feuille.indices,
                "fautives": [asdict(fautive) for fautive in feuille.fautives],
            }
        )
    _ecrire(
        dossier,
        {
            "format": lecture.format,
            "feuilles": feuilles,
            "contexte": lecture.contexte,
            "signature": lecture.signature,
            "avertissements": lecture.avertissements,
            "personnelles": [asdict(une) for une in lecture.personnelles],
        },
    )


def deposer_copie(dossier: Path) -> None:
    """Dit que la copie demandée est écrite en entier, sous `COPIE`."""
    _ecrire(dossier, {})


def deposer_erreur(erreur: ErreurComptes, dossier: Path) -> None:
    """Écrit un refus, avec le nom de sa classe."""
    choix = erreur.choix if isinstance(erreur, QuestionOuverte) else {}
    _ecrire(dossier, {"erreur": type(erreur).__name__, **erreur.en_dict(), "choix": choix})


def deposer_panne(erreur: BaseException, nom_fichier: str, dossier: Path) -> None:
    """Écrit le refus d'un fichier qui a fait tomber un lecteur : où il en était, et de quoi retrouver la panne.

    La trace va au journal technique sous la même référence ; elle ne porte aucune valeur du fichier.
    """
    reference, ou = secrets.token_hex(3).upper(), derniere()
    endroit = f"Fichier « {nom_fichier} »"
    endroit += f", feuille « {ou.feuille} »" if ou.feuille else ""
    endroit += f", après la ligne {ou.ligne}" if ou.ligne else ""
    refus = FichierRefuse(
        f"La structure de ce fichier est inattendue : sa lecture s'est arrêtée (référence {reference}).",
        endroit,
        "Ouvrez-le dans votre tableur ou votre logiciel, enregistrez-le à nouveau, puis redéposez ; si cela revient, "
        "signalez la référence.",
    )
    trace = f"Lecture {reference} : {type(erreur).__name__}\n" + "".join(traceback.format_tb(erreur.__traceback__))
    _ecrire(dossier, {"erreur": type(refus).__name__, "trace": trace, **refus.en_dict()})


def reprendre(dossier: Path) -> Lecture | None:
    """Relit la lecture déposée ; nul si le fils n'a rien pu déposer ; relève l'erreur qu'il a déposée."""
    contenu = _deposee(dossier)
    if contenu is None:
        return None
    feuilles = tuple(
        Feuille(
            nom=feuille["nom"],
            entetes=tuple(feuille["entetes"]),
            lettres=tuple(feuille["lettres"]),
            ligne_entete=feuille["ligne_entete"],
            table=feuille["table"],
            indices=feuille["indices"],
            lignes=pl.read_ipc(dossier / f"lignes{rang}.arrow"),
            ecartees=pl.read_ipc(dossier / f"ecartees{rang}.arrow"),
            fautives=tuple(CelluleFautive(**fautive) for fautive in feuille["fautives"]),
        )
        for rang, feuille in enumerate(contenu["feuilles"])
    )
    return Lecture(
        contenu["format"],
        feuilles,
        contenu["contexte"],
        contenu["signature"],
        tuple(contenu["avertissements"]),
        tuple(DonneePersonnelle(**une) for une in contenu["personnelles"]),
    )


def reprendre_copie(dossier: Path) -> Path | None:
    """La copie déposée ; nul si le fils n'a rien pu déposer ; relève l'erreur qu'il a déposée."""
    return None if _deposee(dossier) is None else dossier / COPIE


def _deposee(dossier: Path) -> dict[str, Any] | None:
    resultat = dossier / RESULTAT
    if not resultat.exists():
        return None
    contenu: dict[str, Any] = json.loads(resultat.read_text("utf-8"))
    if "erreur" in contenu:
        if "trace" in contenu:
            JOURNAL.error("%s", contenu["trace"])
        classe: type[ErreurComptes] = getattr(erreurs, contenu["erreur"])
        dit = (contenu["quoi"], contenu["ou"], contenu["que_faire"])
        raise QuestionOuverte(*dit, contenu["choix"]) if classe is QuestionOuverte else classe(*dit)
    return contenu


def _ecrire(dossier: Path, contenu: dict[str, Any]) -> None:
    brouillon = dossier / "resultat.tmp"
    brouillon.write_text(json.dumps(contenu, ensure_ascii=False), "utf-8")
    brouillon.rename(dossier / RESULTAT)
