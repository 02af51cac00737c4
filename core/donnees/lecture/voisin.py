"""Le lecteur de tableur, dans un processus à lui : il lit les cellules pendant que la seconde lecture les compte.

Deux fils d'exécution ne suffiraient pas : le lecteur de tableur garde pour lui le verrou de l'interpréteur.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from core.erreurs import ErreurComptes, FichierRefuse

_REFAIRE = "Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx, puis redéposez."


class Voisin(AbstractContextManager["Voisin"]):
    """Les `feuilles` d'un classeur, lues dans l'ordre et d'avance ; le processus s'arrête avec le bloc `with`.

    Sans `de_front`, chaque feuille est lue sur place au moment où elle est demandée. Le processus naît par `fork` :
    celui qui l'appelle ne doit encore avoir qu'un fil, sans quoi la copie attendrait des fils qu'elle n'a pas.
    """

    def __init__(self, chemin: Path, feuilles: list[str], ou: str, de_front: bool) -> None:
        self._chemin, self._feuilles, self._ou = chemin, feuilles, ou
        self._lecteur: Any = None
        self._processus = None
        self._dossier = tempfile.TemporaryDirectory(prefix="voisin-")
        if de_front:
            contexte = multiprocessing.get_context("fork")
            self._reponses, envoi = contexte.Pipe(duplex=False)
            self._processus = contexte.Process(target=self._tout_lire, args=(envoi,), daemon=True)
            self._processus.start()
            envoi.close()

    def suivante(self) -> pl.DataFrame:
        """Les cellules de la feuille suivante ; lève `FichierRefuse` si elle est illisible, `MemoryError` si trop
        grande."""
        if self._processus is None:
            return self._lire(self._feuilles.pop(0))
        try:
            reponse = self._reponses.recv()
        except EOFError as erreur:
            raise MemoryError from erreur
        if isinstance(reponse, ErreurComptes):
            raise reponse
        return pl.read_ipc(Path(reponse))

    def __exit__(self, *_: object) -> None:
        """Arrête la lecture en cours, achevée ou non."""
        if self._processus is not None:
            self._processus.kill()
            self._processus.join()
            self._reponses.close()
        self._dossier.cleanup()

    def _tout_lire(self, envoi: Connection) -> None:
        for rang, nom in enumerate(self._feuilles):
            depot = Path(self._dossier.name) / f"{rang}.arrow"
            try:
                self._lire(nom).write_ipc(depot, compression="uncompressed")
                envoi.send(str(depot))
            except ErreurComptes as erreur:
                envoi.send(erreur)

    def _lire(self, nom: str) -> pl.DataFrame:
        self._lecteur = self._lecteur or ouvrir(self._chemin, self._ou)
        return lire_cellules(self._lecteur, nom, self._ou)


def ouvrir(chemin: Path, ou: str) -> Any:  # noqa: ANN401
    """Le classeur, ouvert par le lecteur de tableur ; lève `FichierRefuse` s'il ne s'ouvre pas."""
    try:
        return fastexcel.read_excel(str(chemin))
    except fastexcel.FastExcelError as erreur:
        raise FichierRefuse("Ce classeur ne s'ouvre pas : sa structure interne est abîmée.", ou, _REFAIRE) from erreur


def lire_cellules(lecteur: Any, nom: str, ou: str) -> pl.DataFrame:  # noqa: ANN401
    """Toutes les cellules d'une feuille en texte, depuis la ligne 1 ; nul là où la cellule est vide."""
    try:
        feuille = lecteur.load_sheet(nom, header_row=None, skip_rows=0, dtypes="string")
        cadre = pl.DataFrame(feuille)
    except (fastexcel.FastExcelError, RuntimeError) as erreur:
        raise FichierRefuse(f"La feuille « {nom} » est illisible.", ou, _REFAIRE) from erreur
    cadre.columns = [f"c{place}" for place in range(cadre.width)]
    return cadre
