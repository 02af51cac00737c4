"""Le schéma : migrations numérotées des tables de service, tables de faits dérivées des déclarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def migrer(curseur: duckdb.DuckDBPyConnection) -> None:
    """Amène la base à la version de ce programme, sans rien perdre.

    Les migrations déjà passées ne sont pas rejouées ; une table ou une colonne nouvellement déclarée est ajoutée.
    Lève `BaseIndisponible` si la base vient d'une version plus récente ou si un type déclaré a changé.
    """
    curseur.execute("CREATE TABLE IF NOT EXISTS base.schema_version (numero INTEGER, nom VARCHAR)")
    passees = set(lire(curseur, "SELECT numero FROM base.schema_version")["numero"].to_list())
    connues = {int(fichier.name[:4]): fichier for fichier in sorted(MIGRATIONS.glob("[0-9]*.sql"))}
    if passees - set(connues):
        raise BaseIndisponible(
            "Cette base a été écrite par une version plus récente de Comptes communs.",
            "",
            "Mettez Comptes communs à jour, puis recommencez.",
        )
    for numero in sorted(set(connues) - passees):
        for instruction in _instructions(connues[numero].read_text(encoding="utf-8")):
            curseur.execute(instruction)
        curseur.execute("INSERT INTO base.schema_version VALUES (?, ?)", [numero, connues[numero].stem])
    presentes = _colonnes_presentes(curseur)
    for table in FAITS.values():
        _completer(curseur, table, presentes.get(table.nom, {}))


def _colonnes_presentes(curseur: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Le type de chaque colonne enregistrée, par table : le catalogue est lu une fois pour toutes les tables."""
    presentes: dict[str, dict[str, str]] = {}
    catalogue = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'base'"
    for table, colonne, type_sql in curseur.execute(catalogue).fetchall():
        presentes.setdefault(table, {})[colonne] = type_sql
    return presentes


def _instructions(texte: str) -> Iterator[str]:
    return (morceau for morceau in _COMMENTAIRE.sub("", texte).split(";") if morceau.strip())


def _completer(curseur: duckdb.DuckDBPyConnection, table: Table, presentes: dict[str, str]) -> None:
    voulues = colonnes_sql(table)
    if not presentes:
        champs = ", ".join(f'"{nom}" {type_sql}' for nom, type_sql in voulues.items())
        curseur.execute(requete("CREATE TABLE base.{table} (", table=table.nom) + champs + ")")
        return
    for nom, type_sql in voulues.items():
        if nom not in presentes:
            curseur.execute(requete("ALTER TABLE base.{table} ADD COLUMN {nom} ", table=table.nom, nom=nom) + type_sql)
        elif presentes[nom] != type_sql:
            raise BaseIndisponible(
                f"La colonne {nom} est enregistrée en {presentes[nom]}, cette version attend {type_sql}.",
                f"Table « {table.titre} »",
                "Cette base demande une migration : gardez l'ancienne version et signalez-le à la maintenance.",
            )
