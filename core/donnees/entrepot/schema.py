"""Le schéma : migrations numérotées des tables de service, tables de faits dérivées des déclarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.donnees.entrepot.connexion import lire
from core.donnees.entrepot.modele import COLONNES_SYSTEME
from core.erreurs import BaseIndisponible
from core.tables import TABLES, Table

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_COMMENTAIRE = re.compile(r"--[^\n]*")

FAITS: dict[str, Table] = {nom: table for nom, table in TABLES.items() if table.importable}
"""Les tables qui reçoivent des lignes de fichiers."""

IDENTIFIANTS = (
    frozenset(FAITS)
    | frozenset(COLONNES_SYSTEME)
    | frozenset(colonne.nom for table in FAITS.values() for colonne in table.colonnes)
)


def requete(modele: str, **identifiants: str | tuple[str, ...]) -> str:
    """Met des identifiants déclarés dans une requête ; lève `KeyError` pour tout autre nom.

    Une suite de noms est écrite séparée par des virgules. Les valeurs, elles, passent toujours en paramètres.
    """
    cites = {}
    for cle, noms in identifiants.items():
        liste = (noms,) if isinstance(noms, str) else noms
        for nom in liste:
            if nom not in IDENTIFIANTS:
                raise KeyError(f"identifiant non déclaré : {nom}")
        cites[cle] = ", ".join(f'"{nom}"' for nom in liste)
    return modele.format_map(cites)


def colonnes_sql(table: Table) -> dict[str, str]:
    """Type SQL de chaque colonne de la table de faits, système puis déclarées."""
    return COLONNES_SYSTEME | {colonne.nom: colonne.type.sql for colonne in table.colonnes}


@dataclass(frozen=True)
class Retard:
    """Ce qui manque à la base pour cette version : `migrations` à passer, et par table les `colonnes` à ajouter.

    `neuve` : elle n'a encore rien. Une table absente manque de toutes ses colonnes.
    """

    neuve: bool
    migrations: dict[int, Path]
    colonnes: dict[str, dict[str, str]]

    @property
    def nul(self) -> bool:
        """Vrai si la base est à jour."""
        return not (self.migrations or self.colonnes)


def retard(curseur: duckdb.DuckDBPyConnection) -> Retard:
    """Compare la base à ce programme, sans rien écrire.

    Lève `BaseIndisponible` si elle vient d'une version plus récente ou si un type déclaré a changé.
    """
    presentes = _colonnes_presentes(curseur)
    passees: set[int] = set()
    if "schema_version" in presentes:
        passees = set(lire(curseur, "SELECT numero FROM base.schema_version")["numero"].to_list())
    connues = {int(fichier.name[:4]): fichier for fichier in sorted(MIGRATIONS.glob("[0-9]*.sql"))}
    if passees - set(connues):
        raise BaseIndisponible(
            "Cette base a été écrite par une version plus récente de Comptes communs.",
            "",
            "Mettez Comptes communs à jour, puis recommencez.",
        )
    colonnes = {table.nom: _manquantes(table, presentes.get(table.nom, {})) for table in FAITS.values()}
    return Retard(
        neuve=not presentes,
        migrations={numero: connues[numero] for numero in sorted(set(connues) - passees)},
        colonnes={nom: manquantes for nom, manquantes in colonnes.items() if manquantes},
    )


def rattraper(curseur: duckdb.DuckDBPyConnection, retard: Retard) -> None:
    """Amène la base à la version de ce programme, sans rien perdre."""
    curseur.execute("CREATE TABLE IF NOT EXISTS base.schema_version (numero INTEGER, nom VARCHAR)")
    for numero, fichier in retard.migrations.items():
        for instruction in _instructions(fichier.read_text(encoding="utf-8")):
            curseur.execute(instruction)
        curseur.execute("INSERT INTO base.schema_version VALUES (?, ?)", [numero, fichier.stem])
    for nom, manquantes in retard.colonnes.items():
        if len(manquantes) == len(colonnes_sql(FAITS[nom])):
            champs = ", ".join(f'"{colonne}" {type_sql}' for colonne, type_sql in manquantes.items())
            curseur.execute(requete("CREATE TABLE base.{table} (", table=nom) + champs + ")")
            continue
        for colonne, type_sql in manquantes.items():
            curseur.execute(requete("ALTER TABLE base.{table} ADD COLUMN {nom} ", table=nom, nom=colonne) + type_sql)


def _colonnes_presentes(curseur: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Le type de chaque colonne enregistrée, par table : le catalogue est lu une fois pour toutes les tables."""
    presentes: dict[str, dict[str, str]] = {}
    catalogue = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'base'"
    for table, colonne, type_sql in curseur.execute(catalogue).fetchall():
        presentes.setdefault(table, {})[colonne] = type_sql
    return presentes


def _instructions(texte: str) -> Iterator[str]:
    return (morceau for morceau in _COMMENTAIRE.sub("", texte).split(";") if morceau.strip())


def _manquantes(table: Table, presentes: dict[str, str]) -> dict[str, str]:
    voulues = colonnes_sql(table)
    for nom, type_sql in voulues.items():
        if presentes.get(nom, type_sql) != type_sql:
            raise BaseIndisponible(
                f"La colonne {nom} est enregistrée en {presentes[nom]}, cette version attend {type_sql}.",
                f"Table « {table.titre} »",
                "Cette base demande une migration : gardez l'ancienne version et signalez-le à la maintenance.",
            )
    return {nom: type_sql for nom, type_sql in voulues.items() if nom not in presentes}
