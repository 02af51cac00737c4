"""Les sceaux : lignes et empreinte de chaque table de service, réécrits à chaque écriture, vérifiés à l'ouverture.

Les territoires, les imports, les totaux de contrôle eux-mêmes, les correspondances retenues et la fin du journal ne
peuvent donc changer hors de l'application sans que cela se voie.
"""

from __future__ import annotations

import duckdb

from core.donnees.entrepot.pannes import BaseAbimee

TITRES = {
    "territoires": "Territoires",
    "imports": "Imports",
    "controles": "Totaux de contrôle",
    "correspondances": "Correspondances retenues",
    "journal": "Journal",
}
_ACTUELS = """
    SELECT 'territoires', count(*), sha256(string_agg(t::VARCHAR, chr(30) ORDER BY t::VARCHAR)) FROM base.territoires t
    UNION ALL
    SELECT 'imports', count(*), sha256(string_agg(t::VARCHAR, chr(30) ORDER BY t::VARCHAR)) FROM base.imports t
    UNION ALL
    SELECT 'controles', count(*), sha256(string_agg(t::VARCHAR, chr(30) ORDER BY t::VARCHAR)) FROM base.controles t
    UNION ALL
    SELECT 'correspondances', count(*), sha256(string_agg(t::VARCHAR, chr(30) ORDER BY t::VARCHAR))
    FROM base.correspondances t
    UNION ALL
    SELECT 'journal', count(*), arg_max(empreinte, numero) FROM base.journal
"""
"""La chaîne du journal porte son contenu : sa longueur et sa dernière empreinte suffisent."""


def sceller(curseur: duckdb.DuckDBPyConnection) -> None:
    """Écrit les sceaux de l'état présent."""
    curseur.execute("DELETE FROM base.sceaux")
    curseur.execute("INSERT INTO base.sceaux " + _ACTUELS)


def verifier(curseur: duckdb.DuckDBPyConnection) -> None:
    """Lève `BaseAbimee` en nommant la première table de service qui n'est plus celle de la dernière écriture."""
    attendus = {nom: suite for nom, *suite in curseur.execute("SELECT * FROM base.sceaux").fetchall()}
    actuels = {nom: suite for nom, *suite in curseur.execute(_ACTUELS).fetchall()}
    for nom, titre in TITRES.items():
        if attendus.get(nom) != actuels[nom]:
            raise BaseAbimee(
                "Les totaux de contrôle ne tombent plus juste : le contenu n'est plus celui de la dernière écriture.",
                f"Table « {titre} »",
            )
