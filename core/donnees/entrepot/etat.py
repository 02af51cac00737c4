"""Ce que l'entrepôt garde en mémoire : territoires et versions, tels que la dernière écriture les a laissés.

Le fichier n'appartient qu'à un processus : rien d'autre que nos transactions ne peut changer cet état.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from core.donnees.entrepot import ancre, registre, sceaux, territoires
from core.donnees.entrepot.connexion import Connexion
from core.donnees.entrepot.pannes import EcritureIncertaine
from core.erreurs import BaseIndisponible
from core.modele import Territoire

JOURNAL = logging.getLogger("comptes_communs")


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
        """Une transaction scellée, puis l'état relu avant que l'écrivain suivant ne passe, l'ancre posée et le point de
        contrôle.

        Une fois la validation faite, rien ne lève plus : ce qui échoue ensuite s'écrit au journal technique.
        """
        with self._connexion.seul():
            tete = None
            try:
                with self._connexion.transaction(octets) as curseur:
                    yield curseur
                    sceaux.sceller(curseur)
                    tete = registre.tete(curseur)
            except EcritureIncertaine as doute:
                self._trancher(doute, tete)
            finally:
                self._garde = None  # le temps de le relire, et si la lecture échoue, chacun lit la base
                self._garde = self._relire()
            if tete is not None:
                ancre.ecrire(self._connexion.chemin, tete)
            self._connexion.point_de_controle()

    def _trancher(self, doute: EcritureIncertaine, tete: ancre.Tete | None) -> None:
        """La validation a échoué : regarde, moteur rouvert, si l'écriture est là ; lève l'erreur qui le dit sinon."""
        try:
            with self._connexion.curseur() as curseur:
                faite = tete is not None and registre.contient(curseur, tete)
        except BaseIndisponible as erreur:
            raise BaseIndisponible(
                f"{doute.quoi} On ne sait pas encore si la dernière écriture est faite : la base ne se relit pas.",
                doute.ou,
                "Relancez l'application et regardez au journal avant de recommencer.",
            ) from erreur
        if not faite:
            raise BaseIndisponible(f"{doute.quoi} Rien n'a été écrit.", doute.ou, doute.que_faire) from doute
        JOURNAL.warning("L'écriture est faite malgré une panne à sa validation. %s", doute)

    def _relire(self) -> Etat | None:
        try:
            return self._lire()
        except BaseIndisponible as erreur:
            JOURNAL.warning("La base ne se relit pas après une écriture. %s", erreur)
            return None

    def _lire(self) -> Etat:
        with self._connexion.curseur() as curseur:
            liste = territoires.lister(curseur)
            return Etat({territoire.id: territoire for territoire in liste}, registre.versions(curseur))
