"""Copier une base : à chaud, avec son journal d'écriture et ses originaux ; vérifiée, puis renommée d'un coup.

Un autre processus peut la tenir et y écrire : une copie pendant laquelle un des fichiers a changé est refaite, et ce
qui a été copié est rouvert et vérifié en entier avant de porter son nom.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.donnees.entrepot import ancre
from core.erreurs import BaseIndisponible

ESSAIS = 20
SECONDES_ENTRE_ESSAIS = 0.5


@dataclass(frozen=True)
class Originaux:
    """Les fichiers déposés copiés, et les empreintes de ceux que la base nomme mais qui manquent ou ont changé."""

    copies: int
    manquants: tuple[str, ...]


def journal_d_ecriture(base: Path) -> Path:
    """Le fichier où le moteur écrit d'abord, à côté de la base."""
    return base.with_name(f"{base.name}.wal")


def copier(base: Path, cible: Path) -> None:
    """Copie la base et son journal d'écriture tels qu'ils sont à un même instant, même si l'application y écrit.

    Lève `BaseIndisponible` si elle ne cesse pas de changer, ou si la place manque ; rien n'est alors laissé.
    """
    for essai in range(ESSAIS):
        if essai:
            time.sleep(SECONDES_ENTRE_ESSAIS)
        avant = _etat(base)
        try:
            for source, copie in ((base, cible), (journal_d_ecriture(base), journal_d_ecriture(cible))):
                copie.unlink(missing_ok=True)
                if source.exists():
                    shutil.copyfile(source, copie)
        except FileNotFoundError:
            continue  # le journal d'écriture vient d'être rangé dans la base
        except OSError as erreur:
            effacer(cible)
            raise _copie_impossible(cible, erreur) from erreur
        if _etat(base) == avant:
            return
    effacer(cible)
    raise BaseIndisponible(
        "La base n'a pas cessé de changer pendant sa copie.", f"Base « {base} »", "Recommencez dans un moment."
    )


def _etat(base: Path) -> list[tuple[int, int, int] | None]:
    lus: list[tuple[int, int, int] | None] = []
    for fichier in (base, journal_d_ecriture(base)):
        try:
            vu = fichier.stat()
        except FileNotFoundError:
            lus.append(None)
            continue
        lus.append((vu.st_ino, vu.st_size, vu.st_mtime_ns))
    return lus


def copier_les_originaux(source: Path, cible: Path, voulus: set[str]) -> Originaux:
    """Copie tous les fichiers déposés ; chacun porte le nom de son empreinte, qui est revérifiée."""
    cible.mkdir(parents=True, exist_ok=True)
    justes = set()
    for fichier in sorted(source.glob("[0-9a-f]" * 64)):
        copie = cible / fichier.name
        try:
            if not copie.exists():
                shutil.copyfile(fichier, copie)
        except OSError as erreur:
            raise _copie_impossible(copie, erreur) from erreur
        if empreinte(copie) == fichier.name:
            justes.add(fichier.name)
        else:
            copie.unlink()
    return Originaux(len(justes), tuple(sorted(voulus - justes)))


def garder_avant_migration(base: Path) -> Path:
    """Garde la base telle qu'elle est avant une mise à jour, et rend le dossier de la copie, identique octet à octet.

    L'appelant vient de fermer la base. Lève `BaseIndisponible` si la copie ne peut pas être faite.
    """
    dossier = dossier_neuf(dossier_des_sauvegardes(base), "avant-mise-a-jour")
    provisoire = commencer(dossier)
    copie = provisoire / base.name
    copier(base, copie)
    if empreinte(copie) != empreinte(base):
        raise _copie_impossible(copie, OSError("copie différente"))
    finir(provisoire, dossier)
    return dossier


def dossier_des_sauvegardes(base: Path) -> Path:
    """Là où vont les copies quand on ne dit pas où."""
    return base.parent / "sauvegardes"


def dossier_neuf(parent: Path, suite: str = "") -> Path:
    """Un dossier daté qui n'existe pas encore."""
    nom = f"{datetime.now():%Y-%m-%d_%Hh%Mm%S}" + (f"_{suite}" if suite else "")
    numeros = (f"_{numero}" if numero > 1 else "" for numero in range(1, 1000))
    return next(parent / f"{nom}{numero}" for numero in numeros if not (parent / f"{nom}{numero}").exists())


def date_lue() -> str:
    """L'heure du poste, telle qu'on la lit."""
    return f"{datetime.now():%d/%m/%Y à %H:%M}"


def commencer(dossier: Path) -> Path:
    """Le dossier où écrire d'abord, à côté du définitif ; lève `BaseIndisponible` s'il ne peut pas être créé."""
    provisoire = dossier.with_name(f".{dossier.name}.en-cours")
    try:
        shutil.rmtree(provisoire, ignore_errors=True)
        provisoire.mkdir(parents=True)
    except OSError as erreur:
        raise _copie_impossible(dossier, erreur) from erreur
    return provisoire


def finir(provisoire: Path, dossier: Path) -> None:
    """Donne son nom à une copie entière et vérifiée."""
    for fichier in provisoire.rglob("*"):
        if fichier.is_file():
            descripteur = os.open(fichier, os.O_RDONLY)
            os.fsync(descripteur)
            os.close(descripteur)
    provisoire.replace(dossier)


def effacer(base: Path) -> None:
    """Efface une base provisoire et ce qui l'accompagne."""
    for fichier in (base, journal_d_ecriture(base), ancre.fichier(base)):
        fichier.unlink(missing_ok=True)


def empreinte(fichier: Path) -> str:
    """Le SHA-256 du fichier."""
    with fichier.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def _copie_impossible(cible: Path, erreur: OSError) -> BaseIndisponible:
    return BaseIndisponible(
        f"La copie ne peut pas être écrite : {erreur.strerror or erreur}.",
        f"« {cible} »",
        "Vérifiez la place et les droits, ou choisissez un autre dossier.",
    )
