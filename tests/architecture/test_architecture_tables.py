"""Ce qu'une table a de particulier se lit dans sa déclaration : l'import ne nomme aucune table."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import core.tables
from core.tables import TABLES, Table
from core.tables.declaration import Annee, Montant

RACINE = Path(__file__).resolve().parents[2]
DONNEES = RACINE / "core" / "donnees"
FORMATS_OFFICIELS = {
    f"lecture/{nom}.py" for nom in ("base_carbone", "dgfip", "ofgl", "plan_de_comptes", "scdl", "totem")
}
"""Un format officiel dicte la table qu'il remplit : son lecteur la nomme."""

EXCEPTIONS = FORMATS_OFFICIELS | {
    "gabarit.py",  # le mode d'emploi dit, pour chaque écran, les feuilles à remplir
    "demo.py",  # « territoires » y est une rubrique de son manifeste, pas une table de faits
    "entrepot/territoires.py",  # la base range les terrains à part des faits, dans une table de ce nom
    "entrepot/sceaux.py",  # la même table de la base, scellée à chaque écriture
    "parts_affectations.py",  # une règle propre aux affectations, appelée pour les tables `par_morceaux`
}


def noms_de_tables(fichier: Path) -> Iterator[str]:
    """Les tables que nomme un module : en toutes lettres, ou en important leur constante."""
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Constant) and noeud.value in TABLES:
            yield str(noeud.value)
        elif isinstance(noeud, ast.ImportFrom) and (noeud.module or "").startswith("core.tables."):
            declares = vars(import_module(str(noeud.module)))
            yield from (alias.name for alias in noeud.names if isinstance(declares[alias.name], Table))


def test_l_import_ne_nomme_aucune_table() -> None:
    fautifs = {
        chemin: sorted(noms)
        for fichier in sorted(DONNEES.rglob("*.py"))
        if (chemin := fichier.relative_to(DONNEES).as_posix()) not in EXCEPTIONS
        and (noms := set(noms_de_tables(fichier)))
    }
    assert not fautifs, f"déclarez un trait dans core/tables/declaration.py plutôt que de nommer une table : {fautifs}"


def test_chaque_exception_en_est_encore_une() -> None:
    inutiles = {chemin for chemin in EXCEPTIONS if not list(noms_de_tables(DONNEES / chemin))}
    assert not inutiles


def test_les_traits_nomment_des_colonnes_et_des_tables_declarees() -> None:
    for table in TABLES.values():
        if table.exercice_de is not None:
            assert isinstance(table.colonne(table.exercice_de).type, Annee), table.nom
        assert table.exercice_de is not None or not table.exercice_a_defaut, table.nom
        assert all(isinstance(table.colonne(nom).type, Montant) for nom in table.montants_selon_etape), table.nom
        assert table.seuils is None or table.seuils in TABLES, table.nom
        assert all(table.colonne(nom).type.dtype.is_numeric() for nom in table.valeurs), table.nom
        if table.annee_visee:
            assert "annee" in table.cle, table.nom
        if table.par_morceaux:
            assert {"lentille", "poste", "quote_part"} <= set(table.schema()), table.nom


def test_une_table_imputee_porte_ce_que_le_plan_de_comptes_complete() -> None:
    imputees = [table for table in TABLES.values() if table.imputee]
    assert imputees
    attendues = {"nature", "section", "sens", "mouvement", "chapitre", "libelle", "fonction", "operation", "budget"}
    for table in imputees:
        assert attendues <= set(table.schema()), table.nom


def test_chaque_table_declaree_est_au_registre() -> None:
    declares = {
        objet.nom
        for module in vars(core.tables).values()
        if getattr(module, "__name__", "").startswith("core.tables.")
        for objet in vars(module).values()
        if isinstance(objet, Table)
    }
    assert declares == set(TABLES)
