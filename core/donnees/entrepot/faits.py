"""Les lignes de faits : lire ce qui est visible, ajouter, remplacer, revenir en arrière. Rien n'est jamais modifié."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from core.donnees.entrepot.connexion import lire, lire_en_masse
from core.donnees.entrepot.modele import ANNULE, BROUILLON, VALIDE, Lot
from core.donnees.entrepot.schema import FAITS, requete
from core.modele import PROVENANCE, type_critere
from core.tables import Table

_SOURCE = """
    FROM base.{table} AS f
    JOIN (SELECT id AS i_id, fichier AS i_fichier, statut AS i_statut FROM base.imports) AS i ON i.i_id = f.import_id
    LEFT JOIN (SELECT id AS r_id, statut AS r_statut FROM base.imports) AS r ON r.r_id = f.remplace_par
    WHERE f.territoire = $territoire AND """
_POUR_AGENT = "i_statut <> $annule AND f.remplace_par IS NULL"
_POUR_LECTEUR = "i_statut = $valide AND (r_id IS NULL OR r_statut <> $valide)"


def _en_vigueur(brouillons: bool, territoire: str) -> tuple[str, dict[str, object]]:
    """La clause qui choisit les lignes en vigueur, et ses paramètres."""
    if brouillons:
        return _SOURCE + _POUR_AGENT, {"territoire": territoire, "annule": ANNULE}
    return _SOURCE + _POUR_LECTEUR, {"territoire": territoire, "valide": VALIDE}


def visibles(
    curseur: duckdb.DuckDBPyConnection,
    table: Table,
    territoire: str,
    brouillons: bool,
    filtre: Mapping[str, type_critere] | None = None,
) -> pl.DataFrame:
    """Les lignes en vigueur d'une table : colonnes déclarées, provenance, et `numero` dans l'import.

    Avec `brouillons`, la dernière version ; sinon la dernière version validée. `filtre` : égalités de colonnes
    (une liste : l'une de ces valeurs ; une valeur nulle cherche les cases vides). Triées par import puis par numéro.
    """
    clause, parametres = _en_vigueur(brouillons, territoire)
    modele = "SELECT {declarees}, territoire, import_id, i_fichier AS fichier, feuille, ligne, numero" + clause
    for rang, (colonne, valeur) in enumerate((filtre or {}).items()):
        if isinstance(valeur, list):
            connues = [un for un in valeur if un is not None]
            parmi = " AND ((f.{colonne} IS NULL AND $n#)" + (" OR list_contains($v#, f.{colonne}))" if connues else ")")
            modele += requete(parmi, colonne=colonne).replace("#", str(rang))
            parametres |= {f"n{rang}": None in valeur} | ({f"v{rang}": connues} if connues else {})
            continue
        egalite = requete(" AND f.{colonne} IS NOT DISTINCT FROM $", colonne=colonne)
        modele += f"{egalite}v{rang}"
        parametres[f"v{rang}"] = valeur
    texte = requete(
        modele + " ORDER BY f.import_id, f.numero",
        table=table.nom,
        declarees=tuple(colonne.nom for colonne in table.colonnes),
    )
    frame = lire_en_masse(curseur, texte, parametres)
    types = table.schema() | PROVENANCE | {"numero": pl.Int32()}
    return frame.select(pl.col(nom).cast(dtype) for nom, dtype in types.items())


def inserer(curseur: duckdb.DuckDBPyConnection, import_id: int, territoire: str, lot: Lot) -> None:
    """Ajoute les lignes nouvelles d'un lot et marque celles qu'elles remplacent."""
    table = FAITS[lot.table]
    noms = tuple(colonne.nom for colonne in table.colonnes)
    entrantes = lot.nouvelles.select(
        *(pl.col(nom).cast(dtype) for nom, dtype in table.schema().items()),
        pl.col("feuille").cast(pl.String),
        pl.col("ligne").cast(pl.Int32),
    ).with_row_index("numero")
    # En flux : donnée telle quelle, la frame serait d'abord recopiée entière (30 Mio pour cent mille lignes).
    curseur.register("entrantes", entrantes.__arrow_c_stream__())
    curseur.execute(
        requete(
            "INSERT INTO base.{table} ({systeme}, {declarees}) "
            "SELECT ?, ?, CAST(numero AS INTEGER), feuille, ligne, {declarees} FROM entrantes",
            table=lot.table,
            systeme=("territoire", "import_id", "numero", "feuille", "ligne"),
            declarees=noms,
        ),
        [territoire, import_id],
    )
    curseur.unregister("entrantes")
    if not lot.remplacees.is_empty():
        curseur.register("remplacees", lot.remplacees.select("import_id", "numero"))
        curseur.execute(
            requete(
                "UPDATE base.{table} AS f SET remplace_par = ? FROM remplacees AS r "
                "WHERE f.territoire = ? AND f.import_id = r.import_id AND f.numero = r.numero "
                "AND f.remplace_par IS NULL",
                table=lot.table,
            ),
            [import_id, territoire],
        )
        curseur.unregister("remplacees")


def remplacant(curseur: duckdb.DuckDBPyConnection, import_id: int) -> int | None:
    """Le premier import qui a remplacé des lignes de celui-ci ; nul s'il n'y en a pas."""
    trouves = [
        lire(
            curseur,
            requete("SELECT min(remplace_par) AS suivant FROM base.{table} WHERE import_id = ?", table=nom),
            [import_id],
        )["suivant"][0]
        for nom in FAITS
    ]
    return min((numero for numero in trouves if numero is not None), default=None)


def brouillon_remplace(curseur: duckdb.DuckDBPyConnection, import_id: int) -> int | None:
    """Un import encore brouillon dont celui-ci a remplacé des lignes ; nul s'il n'y en a pas."""
    trouves = [
        lire(
            curseur,
            requete(
                "SELECT min(i.id) AS precedent FROM base.{table} AS f JOIN base.imports AS i ON i.id = f.import_id "
                "WHERE f.remplace_par = ? AND i.statut = ?",
                table=nom,
            ),
            [import_id, BROUILLON],
        )["precedent"][0]
        for nom in FAITS
    ]
    return min((numero for numero in trouves if numero is not None), default=None)


def retirer(curseur: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """Défait un import : ses lignes disparaissent, celles qu'il avait remplacées redeviennent courantes."""
    for nom in FAITS:
        curseur.execute(requete("DELETE FROM base.{table} WHERE import_id = ?", table=nom), [import_id])
        curseur.execute(
            requete("UPDATE base.{table} SET remplace_par = NULL WHERE remplace_par = ?", table=nom), [import_id]
        )


def distinctes(
    curseur: duckdb.DuckDBPyConnection, table: Table, colonne: str, territoire: str, brouillons: bool
) -> set[Any]:
    """Les valeurs présentes dans une colonne des lignes en vigueur d'une table."""
    clause, parametres = _en_vigueur(brouillons, territoire)
    modele = "SELECT DISTINCT {colonne} AS valeur" + clause + " AND {colonne} IS NOT NULL"
    frame = lire_en_masse(curseur, requete(modele, table=table.nom, colonne=colonne), parametres)
    return set(frame["valeur"].to_list())
