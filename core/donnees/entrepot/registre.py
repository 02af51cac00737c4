"""Le registre : territoires, imports, correspondances retenues, et le journal chaîné par SHA-256."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import polars as pl

from core.donnees.entrepot.ancre import Tete
from core.donnees.entrepot.connexion import lire
from core.donnees.entrepot.modele import ANNULE, BROUILLON, VALIDE, Depot
from core.donnees.entrepot.pannes import BaseAbimee

ORIGINE_DE_LA_CHAINE = "0" * 64


def maintenant() -> datetime:
    """L'heure universelle, sans fuseau, telle qu'elle est stockée."""
    return datetime.now(UTC).replace(tzinfo=None)


def heure_locale(frame: pl.DataFrame, colonne: str = "date") -> pl.DataFrame:
    """Ramène une colonne d'heures universelles à l'heure du poste."""
    locales = [
        None if valeur is None else valeur.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
        for valeur in frame[colonne].to_list()
    ]
    return frame.with_columns(pl.Series(colonne, locales, dtype=pl.Datetime("us")))


def inscrire_import(curseur: duckdb.DuckDBPyConnection, depot: Depot, identite: str) -> int:
    """Ouvre un import à l'état de brouillon et rend son numéro."""
    dernier = lire(curseur, "SELECT coalesce(max(id), 0) AS dernier FROM base.imports")["dernier"][0]
    numero = int(dernier) + 1
    curseur.execute(
        "INSERT INTO base.imports (id, territoire, fichier, format, empreinte, original, signature, options, lettres, "
        "identite, date, statut, creees, remplacees, inchangees, rejetees, ecartees, retirees, laissees) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            numero,
            depot.territoire,
            depot.fichier,
            depot.format,
            depot.empreinte,
            depot.original,
            depot.signature,
            json.dumps(depot.options, ensure_ascii=False),
            json.dumps(depot.lettres, ensure_ascii=False),
            identite,
            maintenant(),
            BROUILLON,
            sum(lot.creees for lot in depot.lots),
            sum(lot.suivies for lot in depot.lots),
            sum(lot.inchangees for lot in depot.lots),
            sum(lot.rejetees for lot in depot.lots),
            sum(lot.ecartees for lot in depot.lots),
            sum(lot.retirees for lot in depot.lots),
            depot.laissees,
        ],
    )
    if depot.memoire:
        curseur.execute(
            "INSERT INTO base.correspondances VALUES (?, ?, ?, ?)",
            [depot.territoire, depot.signature, numero, json.dumps(depot.memoire, ensure_ascii=False)],
        )
    return numero


def imports_depuis(curseur: duckdb.DuckDBPyConnection, territoire: str, version: int) -> list[int]:
    """Les numéros des imports faits sur ce territoire après cette version, croissants."""
    frame = lire(
        curseur,
        "SELECT DISTINCT import_id FROM base.journal WHERE territoire = ? AND numero > ? AND action = 'import' "
        "ORDER BY import_id",
        [territoire, version],
    )
    return [int(numero) for numero in frame["import_id"]]


def version(curseur: duckdb.DuckDBPyConnection, territoire: str) -> int:
    """La version d'un territoire : le numéro de sa dernière entrée au journal ; zéro s'il n'en a pas."""
    derniere = curseur.execute("SELECT coalesce(max(numero), 0) FROM base.journal WHERE territoire = ?", [territoire])
    return int(derniere.fetchall()[0][0])


def versions(curseur: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """La version de chaque territoire qui a une entrée au journal : le numéro de la dernière."""
    return dict(curseur.execute("SELECT territoire, max(numero) FROM base.journal GROUP BY ALL").fetchall())


def imports(curseur: duckdb.DuckDBPyConnection, territoire: str, brouillons: bool) -> pl.DataFrame:
    """Les imports d'un territoire, du plus récent au plus ancien ; sans `brouillons`, les validés seulement."""
    frame = lire(
        curseur,
        "SELECT id, territoire, fichier, format, empreinte, signature, identite, date, statut, creees, remplacees, "
        "inchangees, rejetees, ecartees, coalesce(retirees, 0) AS retirees, options, laissees FROM base.imports "
        "WHERE territoire = ? AND (? OR statut = ?) ORDER BY id DESC",
        [territoire, brouillons, VALIDE],
    )
    return heure_locale(frame)


def lettres(curseur: duckdb.DuckDBPyConnection, territoire: str) -> pl.DataFrame:
    """Par import d'un territoire, `lettres` (où étaient ses colonnes), `date` universelle et `identite`."""
    return lire(
        curseur, "SELECT id AS import_id, lettres, date, identite FROM base.imports WHERE territoire = ?", [territoire]
    )


def changer_statut(curseur: duckdb.DuckDBPyConnection, import_id: int, statut: str) -> None:
    """Fait passer un import à « valide » ou « annule »."""
    curseur.execute("UPDATE base.imports SET statut = ? WHERE id = ?", [statut, import_id])
    if statut == ANNULE:
        curseur.execute("DELETE FROM base.controles WHERE import_id = ?", [import_id])


def memoire(curseur: duckdb.DuckDBPyConnection, territoire: str, signature: str) -> dict[str, object]:
    """La dernière correspondance confirmée pour des fichiers de cette forme ; vide s'il n'y en a pas."""
    trouvees = lire(
        curseur,
        "SELECT c.contenu FROM base.correspondances AS c JOIN base.imports AS i ON i.id = c.import_id "
        "WHERE c.territoire = ? AND c.signature = ? AND i.statut <> ? ORDER BY c.import_id DESC LIMIT 1",
        [territoire, signature, ANNULE],
    )
    return dict(json.loads(trouvees["contenu"][0])) if trouvees.height else {}


@dataclass(frozen=True)
class Fait:
    """Une entrée du journal : qui a fait quoi, sur quel territoire et, s'il y en a un, quel import."""

    identite: str
    territoire: str
    action: str
    import_id: int | None
    detail: dict[str, object]


def resume(depot: Depot) -> dict[str, object]:
    """Ce que le journal retient d'un dépôt : le fichier, son empreinte, et par table ce qu'il a créé, remplacé,
    retiré."""
    return {
        "fichier": depot.fichier,
        "empreinte": depot.empreinte,
        "tables": {
            lot.table: {"creees": lot.creees, "remplacees": lot.suivies}
            | ({"retirees": lot.retirees} if lot.retirees else {})
            for lot in depot.lots
        },
    }


def tete(curseur: duckdb.DuckDBPyConnection) -> Tete:
    """La fin du journal, et le numéro du dernier import."""
    derniere = curseur.execute(
        "SELECT coalesce(max(numero), 0), coalesce(arg_max(empreinte, numero), ''), "
        "(SELECT coalesce(max(id), 0) FROM base.imports) FROM base.journal"
    ).fetchone()
    assert derniere is not None  # un agrégat rend toujours une ligne
    return Tete(*derniere)


def contient(curseur: duckdb.DuckDBPyConnection, tete: Tete) -> bool:
    """Vrai si le journal passe par cette tête : rien de ce qu'elle savait écrit n'est perdu."""
    if not tete.numero:
        return True
    cherchee = "SELECT count(*) FROM base.journal WHERE numero = ? AND empreinte = ?"
    return curseur.execute(cherchee, [tete.numero, tete.empreinte]).fetchone() == (1,)


def consigner(curseur: duckdb.DuckDBPyConnection, fait: Fait) -> None:
    """Ajoute une entrée au journal, chaînée à la précédente."""
    queue = lire(curseur, "SELECT numero, empreinte FROM base.journal ORDER BY numero DESC LIMIT 1")
    numero = int(queue["numero"][0]) + 1 if queue.height else 1
    precedent = str(queue["empreinte"][0]) if queue.height else ORIGINE_DE_LA_CHAINE
    entree = [
        numero,
        maintenant(),
        fait.identite,
        fait.territoire,
        fait.action,
        fait.import_id,
        json.dumps(fait.detail, ensure_ascii=False),
    ]
    curseur.execute(
        "INSERT INTO base.journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*entree, precedent, maillon(entree, precedent)]
    )


def maillon(entree: list[object], precedent: str) -> str:
    """L'empreinte d'une entrée du journal et de tout ce qui la précède."""
    texte = json.dumps([*entree, precedent], ensure_ascii=False, default=str)
    return hashlib.sha256(texte.encode()).hexdigest()


def verifier_chaine(curseur: duckdb.DuckDBPyConnection) -> None:
    """Relit le journal entier ; lève `BaseAbimee` en nommant la première entrée qui ne s'enchaîne plus."""
    precedent = ORIGINE_DE_LA_CHAINE
    for rang, ligne in enumerate(lire(curseur, "SELECT * FROM base.journal ORDER BY numero").iter_rows(), start=1):
        *entree, lie_a, empreinte = ligne
        if entree[0] != rang or lie_a != precedent or maillon(entree, precedent) != empreinte:
            raise BaseAbimee("Le journal a changé : la chaîne des empreintes est rompue.", f"Journal, entrée n° {rang}")
        precedent = empreinte
