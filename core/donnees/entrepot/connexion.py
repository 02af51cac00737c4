"""La connexion : un moteur en mémoire, verrouillé, auquel le fichier est attaché sous le nom `base`."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
import polars as pl

from core.erreurs import BaseIndisponible
from core.format_fr import nombre

_PARAMETRE = re.compile(r"\$(\w+)")
ESPACE_MINIMAL = 64 * 1024 * 1024
PAQUET = 30_720
"""Lignes par paquet du fichier : le moteur donne un paquet par fil, et celui d'origine (122 880) laisserait un export
ordinaire à un seul. Une base écrite avec d'autres paquets se lit et se complète sans rien changer."""
_REGLAGES: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "2GB",
    "preserve_insertion_order": False,
}


class Connexion:
    """Donne un curseur neuf par appel ; rouvre le moteur si une erreur fatale l'a condamné.

    Un seul écrivain à la fois dans le processus (`transaction`) ; les lectures ne s'attendent pas. Lève
    `BaseIndisponible` si le fichier est tenu par un autre processus, illisible, ou si le disque est plein.
    """

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin
        self._ecriture = threading.RLock()
        self._etat = threading.Lock()
        os.umask(0o077)
        self._instance = self._ouvrir()

    def _ouvrir(self) -> duckdb.DuckDBPyConnection:
        if self.chemin.is_dir():
            raise BaseIndisponible(
                "Ce chemin est celui d'un dossier, pas d'une base.",
                f"Dossier « {self.chemin} »",
                "Nommez un fichier dans ce dossier : comptes.duckdb.",
            )
        exiger_dossier(self.chemin.parent)
        instance = duckdb.connect(":memory:", config=_REGLAGES)
        adresse = str(self.chemin).replace("'", "''")
        try:
            instance.execute(f"ATTACH '{adresse}' AS base (STORAGE_VERSION 'v1.2.0', ROW_GROUP_SIZE {PAQUET})")
            instance.execute("SET enable_external_access = false")
            instance.execute("SET lock_configuration = true")
        except duckdb.Error as erreur:
            instance.close()
            raise _traduire(erreur, self.chemin) from erreur
        return instance

    @contextmanager
    def curseur(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Un curseur pour un appel, fermé à la sortie."""
        with self._etat:
            instance = self._instance
            curseur = instance.cursor()
        try:
            yield curseur
        except (duckdb.FatalException, duckdb.InternalException) as erreur:
            self._rouvrir(instance)
            raise _traduire(erreur, self.chemin) from erreur
        except (duckdb.IOException, duckdb.OutOfMemoryException) as erreur:
            raise _traduire(erreur, self.chemin) from erreur
        finally:
            curseur.close()

    def seul(self) -> AbstractContextManager[object]:
        """Réserve l'écriture à ce fil le temps d'un bloc ; les lectures passent."""
        return self._ecriture

    @contextmanager
    def transaction(self, octets: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
        """Tout ou rien : valide à la sortie, annule sur la moindre erreur, puis écrit le point de contrôle.

        `octets` est une idée de la place à écrire : elle est vérifiée avant de commencer.
        """
        exiger_espace(self.chemin.parent, octets)
        with self._ecriture, self.curseur() as curseur:
            curseur.begin()
            try:
                yield curseur
                curseur.commit()
            except BaseException:
                _abandonner(curseur)
                raise
            _point_de_controle(curseur)

    def lire(self, requete: str, parametres: Sequence[object] = ()) -> pl.DataFrame:
        """Le résultat complet d'une lecture, sur un curseur neuf."""
        with self.curseur() as curseur:
            return lire(curseur, requete, parametres)

    def _rouvrir(self, morte: duckdb.DuckDBPyConnection) -> None:
        with self._etat:
            if self._instance is morte:
                morte.close()
                self._instance = self._ouvrir()

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


def _point_de_controle(curseur: duckdb.DuckDBPyConnection) -> None:
    try:
        curseur.execute("CHECKPOINT base")
    except duckdb.TransactionException:
        return  # un lecteur tient encore l'ancienne version : le journal d'écriture suffit, le suivant le videra


def exiger_dossier(dossier: Path) -> None:
    """Crée le dossier de la base s'il manque ; lève `BaseIndisponible` s'il n'est pas inscriptible."""
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise _non_inscriptible(dossier) from erreur
    if not os.access(dossier, os.W_OK):
        raise _non_inscriptible(dossier)


def exiger_espace(dossier: Path, octets: int = 0) -> None:
    """Lève `BaseIndisponible` s'il ne reste pas de quoi écrire ; rien n'est alors commencé."""
    libre = shutil.disk_usage(dossier).free
    voulu = ESPACE_MINIMAL + 4 * octets
    if libre < voulu:
        raise BaseIndisponible(
            f"Il ne reste que {nombre(libre // 1_000_000)} Mo sur le disque, il en faut "
            f"{nombre(voulu // 1_000_000)} pour écrire sans risque. Rien n'a été écrit.",
            f"Dossier « {dossier} »",
            "Libérez de la place, puis recommencez.",
        )


def _non_inscriptible(dossier: Path) -> BaseIndisponible:
    return BaseIndisponible(
        "Ce dossier n'est pas inscriptible.",
        f"Dossier « {dossier} »",
        "Donnez le droit d'écriture au compte qui lance Comptes communs, ou placez la base ailleurs (COMPTES_BASE).",
    )


_CAUSES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("set lock", "unique file handle", "already attached", "being used by another"),
        "La base est déjà ouverte par l'application.",
        "Arrêtez l'application, ou passez par son écran « Import ».",
    ),
    (
        ("no space left", "could not write", "disk full"),
        "Le disque est plein : l'opération est annulée, la base garde son état précédent.",
        "Libérez de la place, puis recommencez.",
    ),
    (
        ("permission denied", "read-only", "cannot open file"),
        "La base ne peut pas être ouverte en écriture.",
        "Vérifiez que le fichier et son dossier appartiennent au compte qui lance Comptes communs.",
    ),
    (
        ("not a valid duckdb", "newer version", "version number", "serialization"),
        "Ce fichier n'est pas une base de Comptes communs lisible par cette version.",
        "Restaurez une sauvegarde, ou mettez Comptes communs à jour.",
    ),
)


def _traduire(erreur: duckdb.Error, chemin: Path) -> BaseIndisponible:
    texte = str(erreur).lower()
    for indices, quoi, que_faire in _CAUSES:
        if any(indice in texte for indice in indices):
            return BaseIndisponible(quoi, f"Base « {chemin.name} »", que_faire)
    return BaseIndisponible(
        "La base a rencontré une erreur ; l'opération est annulée et la base garde son état précédent.",
        f"Base « {chemin.name} »",
        "Recommencez ; si l'erreur revient, restaurez la dernière sauvegarde.",
    )
