"""Le père : confie chaque fichier à un processus fils limité, un à la fois, et survit à tout ce qui lui arrive."""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.donnees.lecture.attente import PAUSE, File
from core.donnees.lecture.avance import Avance, Suivi, ignorer
from core.donnees.lecture.modele import Lecture
from core.donnees.lecture.transport import COPIER, LIRE, RESULTAT, reprendre, reprendre_copie
from core.erreurs import FichierRefuse
from core.reglages import RACINE

PATIENCE = 120.0
PROGRAMME = "from core.donnees.lecture.fils import boucle; boucle()"
_FINI, _MORT = "fini", "mort"
_FILE = File()


class _Fils:
    """Un processus qui a déjà chargé les lecteurs et attend une demande sur son entrée."""

    def __init__(self) -> None:
        chemins = os.pathsep.join(chemin for chemin in (str(RACINE), os.environ.get("PYTHONPATH", "")) if chemin)
        self._processus = subprocess.Popen(
            [sys.executable, "-c", PROGRAMME],
            cwd=RACINE,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": chemins, "POLARS_MAX_THREADS": str(min(4, os.cpu_count() or 1))},
        )
        self._mots: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._ecouter, daemon=True).start()

    def _ecouter(self) -> None:
        assert self._processus.stdout is not None
        for mot in self._processus.stdout:
            self._mots.put(mot.strip())
        self._mots.put(_MORT)

    @property
    def pid(self) -> int:
        """Le numéro du processus."""
        return self._processus.pid

    @property
    def vivant(self) -> bool:
        """Vrai tant que le processus tourne."""
        return self._processus.poll() is None

    def demander(self, demande: dict[str, str], suivre: Suivi) -> None:
        """Envoie une demande et attend sa fin, au plus `PATIENCE` secondes, en disant où elle en est.

        Le fils est tué s'il la dépasse, et si `suivre` lève : ce qu'il lève passe alors tel quel.
        """
        limite, avance, mot = time.monotonic() + PATIENCE, Avance(), self._envoyer(demande)
        try:
            while mot not in {_FINI, _MORT} and time.monotonic() < limite:
                suivre(avance)
                mot = self._mot_suivant()
                if mot.startswith("{"):
                    avance = Avance(**json.loads(mot))
        finally:
            if mot != _FINI:
                self.arreter()

    def _envoyer(self, demande: dict[str, str]) -> str:
        """Écrit la demande ; rend « mort » si le fils n'écoute plus, sinon rien."""
        assert self._processus.stdin is not None
        try:
            self._processus.stdin.write(json.dumps(demande) + "\n")
            self._processus.stdin.flush()
        except OSError:
            return _MORT
        return ""

    def _mot_suivant(self) -> str:
        """Le mot suivant du fils ; vide s'il n'a rien dit depuis un moment."""
        try:
            return self._mots.get(timeout=PAUSE)
        except queue.Empty:
            return ""

    def arreter(self) -> None:
        """Tue le fils et son petit-fils éventuel."""
        if sys.platform != "win32" and self.vivant:
            os.killpg(self._processus.pid, signal.SIGKILL)
        self._processus.kill()
        self._processus.wait()


_fils: _Fils | None = None


def preparer() -> None:
    """Démarre le fils à l'avance (l'appel rend la main aussitôt) : le premier fichier n'attend pas les lecteurs."""
    global _fils  # noqa: PLW0603
    if _fils is None or not _fils.vivant:
        _fils = _Fils()


def lire(
    chemin: Path, nom_fichier: str, *, indications: Mapping[str, str] | None = None, suivre: Suivi = ignorer
) -> Lecture:
    """Lit un fichier déposé dans un processus limité (3 Gio, 40 s de calcul) et rend ses feuilles.

    `indications` peut porter `siren`, `code_insee`, `collectivite` ou `nom` pour choisir dans un fichier qui
    mêle plusieurs collectivités. `suivre` apprend, dans le fil de l'appelant et au moins cinq fois par seconde, la
    place dans la file puis la ligne lue ; ce qu'il lève annule la lecture, dont rien ne reste, et passe à
    l'appelant. Lève `FichierRefuse`, ou `QuestionOuverte` si le choix n'est pas unique.
    """
    demande = {"acte": LIRE, "indications": json.dumps(dict(indications or {}))}
    with _confier(demande, chemin, nom_fichier, suivre) as dossier:
        lecture = reprendre(dossier)
    if lecture is None:
        raise _arretee(nom_fichier)
    return lecture


@contextmanager
def copie_a_garder(chemin: Path, nom_fichier: str, suivre: Suivi = ignorer) -> Iterator[Path]:
    """La copie à conserver d'un fichier déjà lu (voir `copie`), écrite dans le processus limité, le temps du bloc.

    `suivre` : comme pour `lire`. Lève `FichierRefuse` si elle ne peut pas s'écrire.
    """
    with _confier({"acte": COPIER}, chemin, nom_fichier, suivre) as dossier:
        copie = reprendre_copie(dossier)
        if copie is None:
            raise _arretee(nom_fichier)
        yield copie


def _arretee(nom_fichier: str) -> FichierRefuse:
    return FichierRefuse(
        "La lecture de ce fichier a été arrêtée : elle demandait trop de mémoire ou trop de temps.",
        f"Fichier « {nom_fichier} »",
        "Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx (ou un exercice à la fois), puis redéposez.",
    )


@contextmanager
def _confier(demande: dict[str, str], chemin: Path, nom_fichier: str, suivre: Suivi) -> Iterator[Path]:
    """Le dossier où le fils a rangé ce qu'on lui demandait ; il est effacé à la fin du bloc, quoi qu'il arrive."""
    with _FILE.tour(suivre), tempfile.TemporaryDirectory(prefix="lecture-") as dossier:
        preparer()
        assert _fils is not None
        place = {"chemin": str(Path(chemin).resolve()), "nom": nom_fichier, "dossier": dossier}
        _fils.demander(demande | place, suivre)
        if not (Path(dossier) / RESULTAT).exists():
            _fils.arreter()  # mort sans un mot, le petit-fils a pu laisser un processus derrière lui
        yield Path(dossier)


@atexit.register
def eteindre() -> None:
    """Arrête le fils ; le prochain fichier en démarrera un autre."""
    if _fils is not None:
        _fils.arreter()
