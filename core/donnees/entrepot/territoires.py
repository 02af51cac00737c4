"""Les territoires de la base : les lister, en ouvrir un, le corriger, toujours vérifié."""

from __future__ import annotations

import re

import duckdb
import polars as pl

from core.donnees.entrepot.connexion import Connexion, lire
from core.donnees.entrepot.registre import Fait, consigner, maintenant
from core.erreurs import DonneesIncoherentes
from core.modele import PROVENANCE, Territoire
from core.tables import TABLES
from core.tables.territoires import TYPES_TERRITOIRE

_CORRIGEABLES = ("nom", "type", "population", "parent", "code_insee", "siren")
"""Tout sauf l'identifiant, auquel les données se rattachent, dans l'ordre de la table."""
_INSEE = re.compile(r"\d{2}|97\d|\d[\dAB]\d{3}|2[AB]")
"""Une région ou un département (deux ou trois caractères), une commune (cinq)."""
_IDENTIFIANT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lister(curseur: duckdb.DuckDBPyConnection) -> list[Territoire]:
    """Tous les territoires, dans l'ordre où ils ont été créés."""
    lignes = lire(curseur, "SELECT * EXCLUDE (cree_le) FROM base.territoires ORDER BY cree_le, id")
    return [Territoire(**ligne) for ligne in lignes.iter_rows(named=True)]


def terrain(connexion: Connexion, territoire_id: str) -> pl.DataFrame:
    """Le territoire sous la forme de sa table déclarée ; sa provenance est vide : il ne vient d'aucun fichier."""
    frame = connexion.lire(
        "SELECT * EXCLUDE (fictif, cree_le), CASE WHEN fictif THEN 'oui' ELSE 'non' END AS fictif, "
        "id AS territoire FROM base.territoires WHERE id = ?",
        [territoire_id],
    )
    types = TABLES["territoires"].schema() | PROVENANCE
    complet = frame.with_columns(pl.lit(None).alias(nom) for nom in types if nom not in frame.columns)
    return complet.select(pl.col(nom).cast(dtype) for nom, dtype in types.items())


def ouvrir(curseur: duckdb.DuckDBPyConnection, identite: str, territoire: Territoire) -> None:
    """Inscrit un territoire neuf et le journalise ; le même, déjà inscrit, reste tel quel. Lève comme `verifier`."""
    existants = {connu.id: connu for connu in lister(curseur)}
    if existants.get(territoire.id) == territoire:
        return
    if territoire.id in existants:
        raise DonneesIncoherentes(
            f"Le territoire « {territoire.id} » existe déjà, avec d'autres renseignements.",
            "",
            "Choisissez un autre identifiant, ou corrigez ce territoire.",
        )
    verifier(territoire, existants)
    valeurs = [getattr(territoire, nom) for nom in ("id", *_CORRIGEABLES, "fictif")]
    curseur.execute("INSERT INTO base.territoires VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*valeurs, maintenant()])
    consigner(curseur, Fait(identite, territoire.id, "territoire", None, {"nom": territoire.nom}))


def corriger(curseur: duckdb.DuckDBPyConnection, identite: str, territoire: Territoire) -> None:
    """Remplace les renseignements d'un territoire inscrit ; le journal garde l'ancien et le nouveau. Lève comme
    `verifier`."""
    existants = {connu.id: connu for connu in lister(curseur)}
    avant = existants.pop(territoire.id)
    changes = [
        f"{TABLES['territoires'].colonne(nom).sens} : {_dit(getattr(avant, nom))} → {_dit(getattr(territoire, nom))}"
        for nom in _CORRIGEABLES
        if getattr(avant, nom) != getattr(territoire, nom)
    ]
    if not changes:
        return
    verifier(territoire, existants)
    curseur.execute(
        "UPDATE base.territoires SET nom = ?, type = ?, population = ?, parent = ?, code_insee = ?, siren = ? "
        "WHERE id = ?",
        [*(getattr(territoire, nom) for nom in _CORRIGEABLES), territoire.id],
    )
    consigner(
        curseur,
        Fait(identite, territoire.id, "correction", None, {"nom": territoire.nom, "changes": " ; ".join(changes)}),
    )


def _dit(valeur: object) -> str:
    return "vide" if valeur is None else str(valeur)


def verifier(territoire: Territoire, existants: dict[str, Territoire]) -> None:
    """Lève `DonneesIncoherentes` si l'identifiant, le nom, le type, la population, le code Insee, le SIREN ou le
    parent ne convient pas. `existants` : les autres territoires."""
    if not _IDENTIFIANT.fullmatch(territoire.id):
        raise DonneesIncoherentes(
            f"L'identifiant « {territoire.id} » ne convient pas.",
            "",
            "Écrivez-le en minuscules sans accents, chiffres et tirets : « ville-orsevaux ».",
        )
    if not territoire.nom.strip():
        raise DonneesIncoherentes("Le territoire n'a pas de nom.", "", "Donnez-lui le nom qui s'affichera.")
    if territoire.type not in TYPES_TERRITOIRE:
        raise DonneesIncoherentes(
            f"Le type « {territoire.type} » n'est pas connu.", "", f"Choisissez parmi : {', '.join(TYPES_TERRITOIRE)}."
        )
    if territoire.population is not None and territoire.population < 0:
        raise DonneesIncoherentes("La population ne peut pas être négative.", "", "Corrigez-la.")
    if territoire.code_insee is not None and not _INSEE.fullmatch(territoire.code_insee):
        raise DonneesIncoherentes(
            f"« {territoire.code_insee} » n'est pas un code Insee : celui d'une commune a cinq caractères.",
            "",
            "Recopiez le code Insee (35238), pas le code postal ; un SIREN de neuf chiffres a sa propre case.",
        )
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
