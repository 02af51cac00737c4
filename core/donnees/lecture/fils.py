"""Le processus fils : il charge les lecteurs une fois, puis lit chaque fichier dans un petit-fils limité.

Une ligne JSON par fichier sur l'entrée ; en sortie, où il en est (une ligne JSON à chaque nouvelle), puis un mot. Tout
ce qu'un lecteur range en passant va dans le dossier de la demande, que le père efface. Le petit-fils naît par `fork`
(quelques millisecondes), reçoit ses limites de mémoire et de calcul, et meurt avec ce qu'il a lu. Sans `fork`
(Windows), le fils lit lui-même et s'arrête.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from core.donnees.lecture.aiguillage import lire_ici
from core.donnees.lecture.avance import Avance, ecouter
from core.donnees.lecture.copie import copier
from core.donnees.lecture.transport import COPIE, COPIER, deposer, deposer_copie, deposer_erreur, deposer_panne
from core.erreurs import ErreurComptes, FichierRefuse

MEMOIRE = 3 * 1024**3
CALCUL = 40
PRET, FINI = "pret", "fini"


def limiter() -> None:
    """Plafonne la mémoire (3 Gio) et le calcul (40 s) du processus courant ; sans effet sous Windows."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (CALCUL, CALCUL + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def traiter(demande: dict[str, str], de_front: bool = False) -> None:
    """Lit ou copie le fichier demandé (`de_front` : voir `lire_ici`) ; dépose le résultat, ou le refus, dans son
    dossier."""
    dossier = Path(demande["dossier"])
    tempfile.tempdir = str(dossier)
    ecouter(_dire)
    chemin, nom = Path(demande["chemin"]), demande["nom"]
    try:
        if demande["acte"] == COPIER:
            copier(chemin, dossier / COPIE, f"Fichier « {nom} »")
            deposer_copie(dossier)
        else:
            deposer(lire_ici(chemin, nom, json.loads(demande["indications"]), de_front), dossier)
    except ErreurComptes as erreur:
        deposer_erreur(erreur, dossier)
    except MemoryError:
        deposer_erreur(
            FichierRefuse(
                "La lecture de ce fichier demande plus de mémoire qu'un fichier de budget n'en demande.",
                f"Fichier « {nom} »",
                "Ouvrez-le dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
            ),
            dossier,
        )
    except BaseException as erreur:  # noqa: BLE001 - quoi qu'il arrive à un lecteur, le père doit l'apprendre
        deposer_panne(erreur, nom, dossier)


def _dire(avance: Avance) -> None:
    print(json.dumps(asdict(avance)), flush=True)


def boucle() -> None:
    """Sert les demandes une à une, jusqu'à la fermeture de l'entrée."""
    print(PRET, flush=True)
    for ligne in sys.stdin:
        demande = json.loads(ligne)
        if not hasattr(os, "fork"):
            traiter(demande)
            print(FINI, flush=True)
            return
        petit_fils = os.fork()
        if petit_fils == 0:
            _lire_et_mourir(demande)
        os.waitpid(petit_fils, 0)
        print(FINI, flush=True)


def _lire_et_mourir(demande: dict[str, str]) -> None:
    code = 1
    try:
        limiter()
        traiter(demande, de_front=True)
        code = 0
    finally:
        os._exit(code)
