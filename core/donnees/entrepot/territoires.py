"""Les territoires de la base : les lister, en vérifier un nouveau, l'inscrire."""

from __future__ import annotations

import re

import duckdb
import polars as pl

from core.donnees.entrepot.connexion import lire
from core.donnees.entrepot.registre import maintenant
from core.erreurs import DonneesIncoherentes
from core.modele import PROVENANCE, Territoire
from core.tables import TABLES
from core.tables.territoires import TYPES_TERRITOIRE

_IDENTIFIANT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lister(curseur: duckdb.DuckDBPyConnection) -> list[Territoire]:
    """Tous les territoires, dans l'ordre où ils ont été créés."""
    lignes = lire(curseur, "SELECT * EXCLUDE (cree_le) FROM base.territoires ORDER BY cree_le, id")
    return [Territoire(**ligne) for ligne in lignes.iter_rows(named=True)]


def terrain(curseur: duckdb.DuckDBPyConnection, territoire_id: str) -> pl.DataFrame:
    """Le territoire sous la forme de sa table déclarée ; sa provenance est vide : il ne vient d'aucun fichier."""
    frame = lire(
        curseur,
        "SELECT * EXCLUDE (fictif, cree_le), CASE WHEN fictif THEN 'oui' ELSE 'non' END AS fictif, "
        "id AS territoire FROM base.territoires WHERE id = ?",
        [territoire_id],
    )
    types = TABLES["territoires"].schema() | PROVENANCE
    complet = frame.with_columns(pl.lit(None).alias(nom) for nom in types if nom not in frame.columns)
    return complet.select(pl.col(nom).cast(dtype) for nom, dtype in types.items())


def inscrire(curseur: duckdb.DuckDBPyConnection, territoire: Territoire) -> None:
    """Ajoute un territoire ; l'appelant a vérifié qu'il n'existe pas."""
    curseur.execute(
        "INSERT INTO base.territoires VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            territoire.id,
            territoire.nom,
            territoire.type,
            territoire.population,
            territoire.parent,
            territoire.code_insee,
            territoire.siren,
            territoire.fictif,
            maintenant(),
        ],
    )


def verifier(territoire: Territoire, existants: dict[str, Territoire]) -> None:
    """Lève `DonneesIncoherentes` si l'identifiant, le type, la population, le SIREN ou le parent ne convient pas."""
    if territoire.id in existants:
        raise DonneesIncoherentes(
            f"Le territoire « {territoire.id} » existe déjà, avec d'autres renseignements.",
            "",
            "Choisissez un autre identifiant.",
        )
    if not _IDENTIFIANT.fullmatch(territoire.id):
        raise DonneesIncoherentes(
            f"L'identifiant « {territoire.id} » ne convient pas.",
            "",
            "Écrivez-le en minuscules sans accents, chiffres et tirets : « ville-orsevaux ».",
        )
    if territoire.type not in TYPES_TERRITOIRE:
        raise DonneesIncoherentes(
            f"Le type « {territoire.type} » n'est pas connu.", "", f"Choisissez parmi : {', '.join(TYPES_TERRITOIRE)}."
        )
    if territoire.population is not None and territoire.population < 0:
        raise DonneesIncoherentes("La population ne peut pas être négative.", "", "Corrigez-la.")
    if territoire.siren is not None and not _siren_juste(territoire.siren):
        raise DonneesIncoherentes(
            f"Le SIREN « {territoire.siren} » n'est pas juste : sa clé de contrôle ne répond pas.",
            "",
            "Recopiez ses neuf chiffres depuis un document officiel.",
        )
    if territoire.parent is not None and territoire.parent not in existants:
        raise DonneesIncoherentes(
            f"Le territoire parent « {territoire.parent} » n'existe pas.", "", "Créez-le d'abord."
        )


def _siren_juste(numero: str) -> bool:
    from stdnum.fr import siren  # noqa: PLC0415 - une liste ou un journal n'attend pas ce module

    return bool(siren.is_valid(numero))
