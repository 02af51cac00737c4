"""Ce que l'entrepôt garde en mémoire : territoires et versions, tels que la dernière écriture les a laissés.

Le fichier n'appartient qu'à un processus : rien d'autre que nos transactions ne peut changer cet état.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from core.donnees.entrepot import registre, territoires
from core.donnees.entrepot.connexion import Connexion
from core.modele import Territoire


@dataclass(frozen=True)
class Etat:
    """Les `territoires` par identifiant, dans l'ordre où ils ont été créés, et la version de ceux qui en ont une."""

    territoires: Mapping[str, Territoire]
    versions: Mapping[str, int]


class EtatTenu:
    """L'état de la base, lu une fois puis à chaque écriture ; un passage d'écran le consulte sans lire la base."""

    def __init__(self, connexion: Connexion) -> None:
        self._connexion = connexion
        self._garde: Etat | None = self._lire()

    @property
    def courant(self) -> Etat:
        """L'état validé le plus récent."""
        return self._garde or self._lire()

    @contextmanager
    def ecriture(self, octets: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
        """Une transaction, puis l'état relu avant que l'écrivain suivant ne passe, qu'elle ait abouti ou non."""
        with self._connexion.seul():
            try:
                with self._connexion.transaction(octets) as curseur:
                    yield curseur
            finally:
                self._garde = None  # le temps de le relire, et si la lecture échoue, chacun lit la base
                self._garde = self._lire()

    def _lire(self) -> Etat:
        with self._connexion.curseur() as curseur:
            liste = territoires.lister(curseur)
            return Etat({territoire.id: territoire for territoire in liste}, registre.versions(curseur))
