"""Aucune fonction Python au milieu d'une expression polars : elle y serait appelée ligne par ligne, sous le verrou."""

from __future__ import annotations

import ast
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
TENUES = ("donnees", "communs", "usages", "documents", "tables")
INTERDITES = {"map_elements", "map_batches", "to_pandas"}


def test_aucune_fonction_python_dans_une_expression() -> None:
    fautives = {
        f"{fichier.relative_to(RACINE)}:{noeud.lineno}"
        for couche in TENUES
        for fichier in (RACINE / "core" / couche).rglob("*.py")
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.Attribute) and noeud.attr in INTERDITES
    }
    assert not fautives
