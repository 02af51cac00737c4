"""La connexion : un moteur en mémoire, verrouillé, auquel le fichier est attaché sous le nom `base`."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
import polars as pl

from core.donnees.entrepot.pannes import EcritureIncertaine, manque_de_place, obstacle, traduire
from core.erreurs import BaseIndisponible

JOURNAL = logging.getLogger("comptes_communs")
_PARAMETRE = re.compile(r"\$(\w+)")
PAQUET = 30_720
"""Lignes par paquet du fichier : le moteur donne un paquet par fil, et celui d'origine (122 880) laisserait un export
ordinaire à un seul. Une base écrite avec d'autres paquets se lit et se complète sans rien changer."""
SECONDES_POUR_ROUVRIR = 30.0
_REGLAGES: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "2GB",
    "preserve_insertion_order": False,
    "checkpoint_threshold": "1TB",  # le point de contrôle suit la validation, jamais dedans : son échec n'annule rien
}


class Connexion:
    """Donne un curseur neuf par appel ; rouvre le moteur si une erreur fatale l'a condamné.

    Un seul écrivain à la fois dans le processus (`transaction`) ; les lectures ne s'attendent pas. Un dossier ou un
    disque où l'on ne peut pas écrire laisse la base ouverte en lecture seule. Lève `BaseIndisponible` si le fichier
    est tenu par un autre processus ou illisible.
    """

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin
        self._ecriture = threading.RLock()
        self._etat = threading.Condition()
        self._fil = threading.local()
        self._ouverts = 0
        self._condamne = False
        self._obstacle: BaseIndisponible | None = None
        os.umask(0o077)
        self._instance = self._ouvrir()

    def _ouvrir(self) -> duckdb.DuckDBPyConnection:
        if self.chemin.is_dir():
            raise BaseIndisponible(
                "Ce chemin est celui d'un dossier, pas d'une base.",
                f"Dossier « {self.chemin} »",
                "Nommez un fichier dans ce dossier : comptes.duckdb.",
            )
        self._obstacle = obstacle(self.chemin)
        if self._obstacle is not None and not self.chemin.exists():
            raise self._obstacle
        try:
            return self._attacher(self._obstacle is not None)
        except duckdb.Error as erreur:
            self._obstacle = self._obstacle or manque_de_place(self.chemin.parent)
            if self._obstacle is None or not self.chemin.exists():
                raise traduire(erreur, self.chemin) from erreur
        try:
            return self._attacher(lecture_seule=True)
        except duckdb.Error as erreur:
            raise traduire(erreur, self.chemin) from erreur

    def _attacher(self, lecture_seule: bool) -> duckdb.DuckDBPyConnection:
        instance = duckdb.connect(":memory:", config=_REGLAGES)
        adresse = str(self.chemin).replace("'", "''")
        comment = "READ_ONLY" if lecture_seule else f"STORAGE_VERSION 'v1.2.0', ROW_GROUP_SIZE {PAQUET}"
        try:
            instance.execute("PRAGMA disable_checkpoint_on_shutdown")  # une base refusée reste telle qu'on l'a trouvée
            instance.execute(f"ATTACH '{adresse}' AS base ({comment})")
            instance.execute("SET enable_external_access = false")
            instance.execute("SET lock_configuration = true")
        except BaseException:
            instance.close()
            raise
        return instance

    @property
    def empechement(self) -> BaseIndisponible | None:
        """Ce qui empêche d'écrire en ce moment (droits, place) ; nul si l'on peut."""
        return self._obstacle or manque_de_place(self.chemin.parent)

    @contextmanager
    def curseur(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Un curseur pour un appel, fermé à la sortie ; lève `BaseIndisponible` à la place des pannes du moteur."""
        dedans = getattr(self._fil, "dedans", 0)
        with self._etat:
            if self._condamne and not dedans:
                self._rouvrir()
            curseur = self._instance.cursor()
            self._ouverts += 1
        self._fil.dedans = dedans + 1
        try:
            yield curseur
        except (duckdb.FatalException, duckdb.InternalException) as erreur:
            self._condamne = True
            raise traduire(erreur, self.chemin) from erreur
        except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.SerializationException) as erreur:
            raise traduire(erreur, self.chemin) from erreur
        finally:
            self._fil.dedans = dedans
            curseur.close()
            with self._etat:
                self._ouverts -= 1
                self._etat.notify_all()

    def _rouvrir(self) -> None:
        """Remplace le moteur une fois que plus personne ne s'en sert ; l'appelant tient `_etat`.

        Le moteur refuse d'ouvrir deux fois le même fichier : les curseurs de l'ancien doivent être fermés d'abord.
        """
        self._etat.wait_for(lambda: not (self._condamne and self._ouverts), SECONDES_POUR_ROUVRIR)
        if self._condamne:
            self._instance.close()
            self._instance = self._ouvrir()
            if self._obstacle is None:
                self._ranger_ce_qui_reste()
            self._condamne = False

    def _ranger_ce_qui_reste(self) -> None:
        """Vide le journal d'écriture qu'une panne a pu laisser coupé : écrire à sa suite serait perdu à la réouverture.

        S'il ne se vide pas, on ne fait plus que lire jusqu'à ce que la place revienne.
        """
        try:
            self._instance.execute("CHECKPOINT base")
        except duckdb.Error as erreur:
            self._instance.close()
            self._obstacle = traduire(erreur, self.chemin)
            self._instance = self._attacher(lecture_seule=True)

    def seul(self) -> AbstractContextManager[object]:
        """Réserve l'écriture à ce fil le temps d'un bloc ; les lectures passent."""
        return self._ecriture

    @contextmanager
    def instantane(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Un curseur dont toutes les lectures voient le même état de la base, quoi qu'on y écrive pendant ce temps."""
        with self.curseur() as curseur:
            curseur.begin()
            try:
                yield curseur
            finally:
                _abandonner(curseur)

    @contextmanager
    def transaction(self, octets: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
        """Tout ou rien : valide à la sortie, annule sur la moindre erreur.

        `octets` est une idée de la place à écrire : elle est vérifiée avant de commencer. Lève `EcritureIncertaine`
        si la validation elle-même échoue ; une erreur levée avant elle n'a rien laissé dans la base.
        """
        with self._ecriture:
            self.exiger_d_ecrire(octets)
            echec: duckdb.Error | None = None
            with self.curseur() as curseur:
                curseur.begin()
                try:
                    yield curseur
                except BaseException:
                    _abandonner(curseur)
                    raise
                try:
                    curseur.commit()
                except duckdb.Error as erreur:
                    echec, self._condamne = erreur, True
            if echec is not None:
                panne = traduire(echec, self.chemin)
                raise EcritureIncertaine(panne.quoi, panne.ou, panne.que_faire) from echec

    def exiger_d_ecrire(self, octets: int = 0) -> None:
        """Lève `BaseIndisponible` si la place ou les droits manquent ; s'ils sont revenus, rouvre en écriture."""
        if self._obstacle is not None and obstacle(self.chemin) is None and manque_de_place(self.chemin.parent) is None:
            self._condamne = True
            with self.curseur():
                pass
        empechement = self._obstacle or manque_de_place(self.chemin.parent, octets)
        if empechement is not None:
            raise BaseIndisponible(f"{empechement.quoi} Rien n'a été écrit.", empechement.ou, empechement.que_faire)

    def point_de_controle(self) -> None:
        """Range dans le fichier ce que la dernière écriture a validé ; un échec n'annule rien et s'écrit au journal
        technique.

        Un lecteur qui tient encore l'ancienne version le reporte : le suivant videra le journal d'écriture.
        """
        if self._condamne:
            return
        try:
            with self.curseur() as curseur:
                self._ranger(curseur)
        except BaseIndisponible as panne:
            JOURNAL.warning("L'écriture est faite, mais son point de contrôle a échoué. %s", panne)

    def _ranger(self, curseur: duckdb.DuckDBPyConnection) -> None:
        try:
            curseur.execute("CHECKPOINT base")
        except duckdb.TransactionException:
            return
        except duckdb.Error as erreur:
            self._condamne = True
            raise traduire(erreur, self.chemin) from erreur

    def lire(self, requete: str, parametres: Sequence[object] = ()) -> pl.DataFrame:
        """Le résultat complet d'une lecture, sur un curseur neuf."""
        with self.curseur() as curseur:
            return lire(curseur, requete, parametres)

    def fermer(self) -> None:
        """Rend le fichier ; l'entrepôt n'est plus utilisable."""
        with self._ecriture, self._etat:
            self._instance.close()


def lire(curseur: duckdb.DuckDBPyConnection, requete: str, parametres: Sequence[object] = ()) -> pl.DataFrame:
    """Exécute une lecture sur ce curseur et la rend entière en polars (sans `.pl()`, qui chargerait pyarrow et
    numpy)."""
    return pl.DataFrame(curseur.sql(requete, params=list(parametres) or None))


def lire_en_masse(curseur: duckdb.DuckDBPyConnection, requete: str, parametres: Mapping[str, object]) -> pl.DataFrame:
    """Comme `lire`, pour de nombreuses lignes : les `$nom` passent par des variables du curseur.

    Un résultat paramétré est rendu valeur par valeur (mesuré : cinq fois plus lent sur 34 000 lignes) ; une
    variable garde la lecture en flux. La valeur n'entre pas davantage dans le texte de la requête.
    """
    for nom, valeur in parametres.items():
        curseur.execute(f"SET VARIABLE {nom} = ?", [valeur])
    return pl.DataFrame(curseur.sql(_PARAMETRE.sub(r"getvariable('\1')", requete)))


def _abandonner(curseur: duckdb.DuckDBPyConnection) -> None:
    try:
        curseur.rollback()
    except duckdb.Error:
        return  # l'erreur d'origine remonte : une transaction déjà rompue n'a plus rien à annuler
