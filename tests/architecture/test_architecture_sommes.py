"""Ce qu'un écran ou une figure montre est calculé avant : aucune somme dans une page, aucun regroupement en figure."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

REGROUPEMENTS = {"sum", "agg", "group_by", "mean", "median", "n_unique", "cum_sum", "sum_horizontal", "mean_horizontal"}
SOMMES = REGROUPEMENTS | {"fsum", "reduce", "accumulate"}
EXCEPTIONS = {"bilan_carbone/flash.py", "bilan_carbone/panneau.py", "budget_climat/points.py", "care/vues.py"}
"""Les figures qui regroupent encore des lignes elles-mêmes : cette liste ne fait que raccourcir."""


def regroupements(fichier: Path, noms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Chaque appel de l'une de ces fonctions, en méthode d'une frame ou par son seul nom."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Attribute) and noeud.attr in noms:
            yield noeud.lineno, noeud.attr
        elif isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in noms:
            yield noeud.lineno, noeud.func.id


def test_un_ecran_n_additionne_rien() -> None:
    sans_faute(
        [
            f"{fichier.relative_to(RACINE)}, ligne {ligne} : {nom}"
            for fichier in sorted((RACINE / "pages").rglob("*.py"))
            for ligne, nom in regroupements(fichier, SOMMES)
        ]
    )


def test_une_figure_ne_regroupe_aucune_ligne() -> None:
    """Une figure peut réunir ce qu'elle ne dessine pas à part (« Autres ») ; elle ne reprend pas les lignes."""
    figures = RACINE / "core" / "figures"
    fautes = {
        fichier.relative_to(figures).as_posix(): f"{fichier.relative_to(RACINE)}, ligne {ligne} : {noeud.attr}"
        for fichier in sorted(figures.rglob("*.py"))
        for noeud in noeuds(fichier)
        if isinstance(noeud, ast.Attribute) and noeud.attr in REGROUPEMENTS and (ligne := noeud.lineno)
    }
    sans_faute(
        [
            *(faute for fichier, faute in fautes.items() if fichier not in EXCEPTIONS),
            *(f"{fichier} n'est plus une exception : ôtez-la" for fichier in sorted(EXCEPTIONS - set(fautes))),
        ]
    )
