"""Ce que la base dit de ses pannes : la cause et que faire. Ce qui est écrit ou non, seule l'écriture le dit."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import duckdb

from core.donnees.entrepot.ancre import dernieres_nouvelles
from core.erreurs import BaseIndisponible
from core.format_fr import nombre

ESPACE_MINIMAL = 64 * 1024 * 1024
LIBEREZ = "Libérez de la place, puis recommencez."


class BaseAbimee(BaseIndisponible):
    """La base ne tombe plus juste, ou n'est plus lisible."""


class EcritureIncertaine(BaseIndisponible):
    """La validation a échoué : seule une relecture dira si l'écriture est là."""


def a_restaurer(chemin: Path) -> str:
    """Le geste qui répare une base abîmée : il nomme la dernière sauvegarde connue."""
    derniere = dernieres_nouvelles(chemin)
    if derniere is None:
        return (
            "La base a été abîmée, ou modifiée hors de Comptes communs. Aucune sauvegarde n'a été faite d'ici par "
            "« python -m core sauvegarder » : restaurez la vôtre."
        )
    return (
        "La base a été abîmée, ou modifiée hors de Comptes communs. Arrêtez l'application et restaurez la dernière "
        f"sauvegarde, du {derniere.date} : python -m core restaurer {shlex.quote(derniere.dossier)}"
    )


_CAUSES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("set lock", "unique file handle", "already attached", "being used by another"),
        "La base est déjà ouverte par l'application.",
        "Arrêtez l'application, ou passez par son écran « Import ».",
    ),
    (("no space left", "could not write", "disk full", "file too large"), "Le disque est plein.", LIBEREZ),
    (
        ("permission denied", "read-only", "cannot open file"),
        "La base ne peut pas être ouverte en écriture.",
        "Vérifiez que le fichier et son dossier appartiennent au compte qui lance Comptes communs.",
    ),
    (
        ("newer version", "older version of duckdb"),
        "Cette base a été écrite par une autre version de Comptes communs.",
        "Mettez Comptes communs à jour, puis recommencez.",
    ),
    (
        ("out of memory", "could not allocate"),
        "La mémoire manque pour cette opération.",
        "Fermez d'autres programmes, puis recommencez.",
    ),
)


def traduire(erreur: duckdb.Error, chemin: Path) -> BaseIndisponible:
    """La panne, comme un collègue la dirait ; tout ce qui n'est ni disque, ni droits, ni mémoire est une base abîmée.

    Une erreur inattendue du moteur n'a pas d'autre cause connue que des octets qu'il ne comprend plus.
    """
    texte = str(erreur).lower()
    ou = f"Base « {chemin} »"
    for indices, quoi, que_faire in _CAUSES:
        if any(indice in texte for indice in indices):
            return BaseIndisponible(quoi, ou, que_faire)
    if "invalidated" in texte:
        return BaseIndisponible("La base vient d'être rouverte après une panne.", ou, "Recommencez.")
    return BaseAbimee("La base ne peut plus être lue : elle est abîmée.", ou, a_restaurer(chemin))


def obstacle(chemin: Path) -> BaseIndisponible | None:
    """Ce qui, dans les droits du dossier et du fichier, empêche d'écrire la base ; nul si rien.

    Crée le dossier s'il manque.
    """
    dossier = chemin.parent
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _non_inscriptible("Ce dossier n'est pas inscriptible.", f"Dossier « {dossier} »")
    if not os.access(dossier, os.W_OK):
        return _non_inscriptible("Ce dossier n'est pas inscriptible.", f"Dossier « {dossier} »")
    if chemin.exists() and not os.access(chemin, os.W_OK):
        return _non_inscriptible("Ce fichier n'est pas inscriptible.", f"Base « {chemin} »")
    return None


def _non_inscriptible(quoi: str, ou: str) -> BaseIndisponible:
    que_faire = (
        "Donnez le droit d'écriture au compte qui lance Comptes communs, ou placez la base ailleurs (COMPTES_BASE)."
    )
    return BaseIndisponible(quoi, ou, que_faire)


def manque_de_place(dossier: Path, octets: int = 0) -> BaseIndisponible | None:
    """Ce qu'il manque pour écrire `octets` sans risque ; nul s'il reste assez de place."""
    libre = shutil.disk_usage(dossier).free
    voulu = ESPACE_MINIMAL + 4 * octets
    if libre >= voulu:
        return None
    return BaseIndisponible(
        f"Il ne reste que {nombre(libre // 1_000_000)} Mo sur le disque, il en faut "
        f"{nombre(voulu // 1_000_000)} pour écrire sans risque.",
        f"Dossier « {dossier} »",
        LIBEREZ,
    )
