"""Les totaux de contrôle : compte, centimes et empreinte des lignes triées, par import et par table.

Écrits dans la transaction de l'import, recalculés à l'ouverture : un journal d'écriture perdu ou une ligne
modifiée hors de l'application ne passe pas inaperçu.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

import duckdb
import polars as pl

from core.donnees.entrepot.connexion import lire
from core.donnees.entrepot.modele import ANNULE, Lot
from core.donnees.entrepot.pannes import BaseAbimee
from core.donnees.entrepot.schema import FAITS, requete
from core.erreurs import BaseIndisponible
from core.tables import Table

_TOTAUX = """
    SELECT import_id, count(*) AS lignes, sha256(string_agg(trace, '' ORDER BY trace)) AS empreinte /*sommes*/
    FROM (SELECT *, sha256(concat_ws(chr(31), /*ligne*/)) AS trace FROM base.{table} /*choix*/)
    GROUP BY import_id ORDER BY import_id
"""


def _ligne_en_texte(table: Table) -> str:
    champs = ["territoire", "numero", "feuille", "ligne", *sorted(colonne.nom for colonne in table.colonnes)]
    return ", ".join(requete("'{nom}=' || {nom}", nom=champ) for champ in champs)


def totaux(curseur: duckdb.DuckDBPyConnection, table: Table, import_id: int | None = None) -> pl.DataFrame:
    """Par import : `lignes`, `empreinte`, et la somme exacte de chaque colonne en euros (nulle si aucune valeur)."""
    sommes = "".join(requete(", sum({nom}) AS {nom}", nom=nom) for nom in table.montants)
    choix = "" if import_id is None else "WHERE import_id = ?"
    texte = requete(_TOTAUX, table=table.nom).replace("/*sommes*/", sommes).replace("/*choix*/", choix)
    texte = texte.replace("/*ligne*/", _ligne_en_texte(table))
    return lire(curseur, texte, [] if import_id is None else [import_id])


def centimes(sommes: Mapping[str, object]) -> str:
    """Les sommes en centimes entiers, sous une forme qui ne dépend pas de l'ordre des colonnes."""
    connues = {nom: somme for nom, somme in sorted(sommes.items()) if isinstance(somme, Decimal)}
    return json.dumps({nom: int(somme * 100) for nom, somme in connues.items()})


def ecrire(curseur: duckdb.DuckDBPyConnection, import_id: int, lot: Lot) -> None:
    """Compare ce que la base a reçu à ce qu'on lui a donné, puis garde les totaux de contrôle.

    Lève `BaseIndisponible` au moindre écart de compte ou de centimes : la transaction est alors annulée.
    """
    table = FAITS[lot.table]
    recus = totaux(curseur, table, import_id)
    lues = int(recus["lignes"].sum()) if recus.height else 0
    cote_base = centimes({nom: recus[nom][0] if recus.height else None for nom in table.montants})
    cote_fichier = centimes(
        {nom: lot.nouvelles[nom].sum() if lot.nouvelles[nom].count() else None for nom in table.montants}
    )
    remplacees = _remplacees(curseur, lot.table, import_id)
    if lues != lot.nouvelles.height or cote_base != cote_fichier or remplacees != lot.remplacees.height:
        raise BaseIndisponible(
            "Les lignes écrites ne sont pas celles du fichier : l'import est annulé, rien n'a été enregistré.",
            f"Table « {table.titre} »",
            "Recommencez l'import.",
        )
    curseur.execute(
        "INSERT INTO base.controles VALUES (?, ?, ?, ?, ?, ?)",
        [import_id, lot.table, lues, remplacees, cote_base, recus["empreinte"][0] if recus.height else ""],
    )


def _remplacees(curseur: duckdb.DuckDBPyConnection, nom: str, import_id: int) -> int:
    modele = "SELECT count(*) AS lignes FROM base.{table} WHERE remplace_par = ?"
    return int(lire(curseur, requete(modele, table=nom), [import_id])["lignes"][0])


def verifier(curseur: duckdb.DuckDBPyConnection) -> None:
    """Recalcule tous les totaux ; lève `BaseAbimee` en nommant le premier import qui ne tombe plus juste."""
    attendus = lire(
        curseur,
        "SELECT c.*, i.fichier FROM base.controles AS c JOIN base.imports AS i ON i.id = c.import_id "
        "WHERE i.statut <> ? ORDER BY c.import_id",
        [ANNULE],
    )
    for nom, (presentes, depassees) in _comptes(curseur).items():
        table = FAITS[nom]
        lus = totaux(curseur, table).iter_rows(named=True) if presentes else ()
        recus = {ligne["import_id"]: ligne for ligne in lus}
        remplacees = _remplacees_par_import(curseur, nom) if depassees else {}
        for attendu in attendus.filter(pl.col("nom_table") == nom).iter_rows(named=True):
            recu = recus.pop(attendu["import_id"], None)
            _comparer(table, attendu, recu, remplacees.pop(attendu["import_id"], 0))
        if recus or remplacees:
            raise _ecart(table, f"import n° {min([*recus, *remplacees])}", "des lignes n'appartiennent à aucun import")


def _comptes(curseur: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Par table, en une seule lecture : ses lignes, et celles qui sont remplacées ; une table vide n'a pas de total."""
    modele = "SELECT # AS rang, count(*), count(remplace_par) FROM base.{table}"
    comptes = (requete(modele, table=nom).replace("#", str(rang)) for rang, nom in enumerate(FAITS))
    noms = list(FAITS)
    lus = curseur.execute(" UNION ALL ".join(comptes) + " ORDER BY rang").fetchall()
    return {noms[rang]: (presentes, depassees) for rang, presentes, depassees in lus}


def _remplacees_par_import(curseur: duckdb.DuckDBPyConnection, nom: str) -> dict[int, int]:
    modele = "SELECT remplace_par, count(*) FROM base.{table} WHERE remplace_par IS NOT NULL GROUP BY ALL"
    return dict(curseur.execute(requete(modele, table=nom)).fetchall())


def _comparer(table: Table, attendu: dict[str, object], recu: dict[str, object] | None, remplacees: int) -> None:
    ou = f"import n° {attendu['import_id']} (« {attendu['fichier']} »)"
    lignes = recu["lignes"] if recu else 0
    if lignes != attendu["lignes"]:
        raise _ecart(table, ou, f"{lignes} lignes au lieu de {attendu['lignes']}")
    if remplacees != attendu["remplacees"]:
        raise _ecart(table, ou, f"{remplacees} lignes remplacées au lieu de {attendu['remplacees']}")
    if recu is None:
        return
    sommes = {nom: recu[nom] for nom in table.montants}
    if centimes(sommes) != attendu["centimes"]:
        raise _ecart(table, ou, "les totaux en euros ont changé")
    if recu["empreinte"] != attendu["empreinte"]:
        raise _ecart(table, ou, "le contenu d'au moins une ligne a changé")


def _ecart(table: Table, ou: str, constat: str) -> BaseAbimee:
    return BaseAbimee(f"Les totaux de contrôle ne tombent plus juste : {constat}.", f"Table « {table.titre} », {ou}")
