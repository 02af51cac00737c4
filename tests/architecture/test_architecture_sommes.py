"""Ce qu'un écran ou une figure montre est calculé avant : aucune somme dans une page ni dans une figure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

SOMMES = {
    "sum",
    "fsum",
    "agg",
    "mean",
    "mean_horizontal",
    "median",
    "cum_sum",
    "sum_horizontal",
    "reduce",
    "accumulate",
}
"""Ce qui additionne, en polars comme en Python ; compter, ou parcourir groupe par groupe, n'en est pas."""
REGROUPEMENTS = {"group_by", "n_unique"}
"""Ce qu'un écran ne fait pas non plus : il ne compte ni ne regroupe."""
GEOMETRIE = {
    "budget_climat/couts.py": "l'épaisseur des barres, partagée selon leurs gains",
    "donut/marques.py": "la place que prend un rang de légende",
    "donut/svg.py": "le nombre de noms de la clé, d'où vient sa taille",
    "donut/textes.py": "la largeur d'un texte, signe par signe",
    "familles/classes_dessin.py": "la longueur de la plus grande barre, bout de l'échelle",
    "familles/etiquettes.py": "le prix d'une place, pour qu'une étiquette n'en couvre aucune autre",
}
"""Les figures où l'on somme des pixels, des lettres ou des pénalités, jamais des données ; et ce qu'elles mesurent."""


def appels(etage: str, noms: set[str]) -> Iterator[tuple[Path, str]]:
    """Chaque appel de l'une de ces fonctions sous un étage : méthode d'une frame, ou fonction par son nom."""
    for fichier in sorted((RACINE / etage).rglob("*.py")):
        for noeud in noeuds(fichier):
            if isinstance(noeud, ast.Call):
                nom = getattr(noeud.func, "attr", getattr(noeud.func, "id", ""))
                if nom in noms:
                    yield fichier, f"{fichier.relative_to(RACINE)}, ligne {noeud.lineno} : {nom}"


def test_un_ecran_n_additionne_rien() -> None:
    sans_faute([faute for _, faute in appels("pages", SOMMES | REGROUPEMENTS)])


def test_une_figure_n_additionne_rien() -> None:
    """Ce qu'elle dessine est calculé avant elle ; une dispense de géométrie qui ne sert plus est à ôter."""
    trouvees = [
        (fichier.relative_to(RACINE / "core" / "figures").as_posix(), faute)
        for fichier, faute in appels("core/figures", SOMMES)
    ]
    sans_faute(
        [
            *(faute for nom, faute in trouvees if nom not in GEOMETRIE),
            *(
                f"{nom} n'additionne plus : ôtez sa dispense"
                for nom in sorted(set(GEOMETRIE) - {nom for nom, _ in trouvees})
            ),
        ]
    )
