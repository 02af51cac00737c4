"""L'ancre : hors de la base, jusqu'où elle était écrite, et où est sa dernière sauvegarde.

Deux petits fichiers à côté de la base. L'ancre suit chaque écriture : une base plus ancienne, remise à la main, ou
dont le journal d'écriture est perdu ne la contient plus. Sans ancre (base neuve, copiée ailleurs), rien n'est dit.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

JOURNAL = logging.getLogger("comptes_communs")


@dataclass(frozen=True)
class Tete:
    """La fin du journal : la dernière entrée, son empreinte, et le dernier import ; zéros pour un journal vide."""

    numero: int
    empreinte: str
    import_id: int


@dataclass(frozen=True)
class Sauvegarde:
    """La dernière sauvegarde : son `dossier`, et sa `date` telle qu'on la lit."""

    dossier: str
    date: str


_Contenu = TypeVar("_Contenu", Tete, Sauvegarde)


def lire(base: Path) -> Tete | None:
    """L'ancre de cette base ; nulle si elle n'en a pas, ou si elle est illisible (ce que le journal technique dit)."""
    return _lire(fichier(base), Tete)


def ecrire(base: Path, tete: Tete) -> None:
    """Pose l'ancre ; sans place ou sans droit, le dit au journal technique : l'écriture, elle, est faite."""
    _ecrire(fichier(base), tete)


def dernieres_nouvelles(base: Path) -> Sauvegarde | None:
    """La dernière sauvegarde faite de cette base, si elle est encore là."""
    connue = _lire(_fichier_de_sauvegarde(base), Sauvegarde)
    return connue if connue is not None and Path(connue.dossier).is_dir() else None


def retenir_la_sauvegarde(base: Path, sauvegarde: Sauvegarde) -> None:
    """Note où est la dernière sauvegarde."""
    _ecrire(_fichier_de_sauvegarde(base), sauvegarde)


def fichier(base: Path) -> Path:
    """Le fichier de l'ancre, à côté de la base."""
    return base.with_name(f"{base.name}.ancre")


def _fichier_de_sauvegarde(base: Path) -> Path:
    return base.with_name(f"{base.name}.sauvegarde")


def _lire(chemin: Path, forme: type[_Contenu]) -> _Contenu | None:
    try:
        return forme(**json.loads(chemin.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as erreur:
        JOURNAL.warning("Le fichier « %s » ne peut pas être lu : %s.", chemin, type(erreur).__name__)
        return None


def _ecrire(chemin: Path, contenu: Tete | Sauvegarde) -> None:
    provisoire = chemin.with_name(f"{chemin.name}.en-cours")
    try:
        with provisoire.open("w", encoding="utf-8") as flux:
            flux.write(json.dumps(asdict(contenu)))
            flux.flush()
            os.fsync(flux.fileno())
        provisoire.replace(chemin)
    except OSError as erreur:
        JOURNAL.warning("Le fichier « %s » ne peut pas être écrit : %s.", chemin, erreur.strerror)
