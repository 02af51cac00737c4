"""Ce qu'un écran ou une figure montre est calculé avant : aucune somme dans une page ni dans une figure."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent

import pytest

from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

type_chercher = Callable[[Path], Iterator[tuple[int, str]]]
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
REUNIONS = {"ensemble"}
"""Ce qui additionne ailleurs pour qui l'appelle : une figure reçoit la somme, du nom que lui donne son sujet."""
PLACES = {"x", "y", "haut", "hauteur", "debut"}
"""Où l'on en est sur le dessin : on avance d'un rang, d'une lettre, d'une barre."""
DOSSIERS = re.compile(r"^(_?DOSSIER|dossier|RACINE|Path|reglages)")
"""Par quoi commence un chemin : « / » n'y divise rien."""
CALCULS_DES_PAGES = {
    "_arbitrage/leviers.py": "la hauteur d'une table, en pixels",
    "_cotation/file.py": "la page de la file que l'on regarde",
    "_importer/depot.py": "l'âge d'un dépôt, en secondes",
    "_outils/provenance.py": "la hauteur d'une table, en pixels",
    "_outils/vue.py": "la hauteur d'une figure projetée et l'agrandissement de son texte, en pixels",
}
"""Les pages qui multiplient ou divisent, et ce qu'elles mesurent : jamais une donnée."""
GEOMETRIE = {
    "budget_climat/couts.py": "l'épaisseur des barres, partagée selon leurs gains",
    "donut/marques.py": "la place que prend un rang de légende",
    "donut/svg.py": "le nombre de noms de la clé, d'où vient sa taille",
    "donut/textes.py": "la largeur d'un texte, signe par signe",
    "familles/classes_dessin.py": "la longueur de la plus grande barre, bout de l'échelle",
    "familles/etiquettes.py": "le prix d'une place, pour qu'une étiquette n'en couvre aucune autre",
    "methodes/places.py": "le prix d'un rangement, pour que les liens se croisent peu",
}
"""Les figures où l'on somme des pixels, des lettres ou des pénalités, jamais des données ; et ce qu'elles mesurent."""


def appels(fichier: Path, noms: set[str]) -> Iterator[tuple[int, str]]:
    """Chaque fois que l'une de ces fonctions est nommée, appelée ou donnée à une autre (`map`) : ligne, nom."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Attribute | ast.Name) and isinstance(noeud.ctx, ast.Load):
            nom = noeud.attr if isinstance(noeud, ast.Attribute) else noeud.id
            if nom in noms:
                yield noeud.lineno, nom


def cumuls_importes(fichier: Path) -> Iterator[tuple[int, str]]:
    """Ce que `core.communs.cumuls` additionnerait pour ce fichier : ligne, nom."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.ImportFrom) and noeud.module == "core.communs.cumuls":
            yield from ((noeud.lineno, alias.name) for alias in noeud.names if alias.name in REUNIONS)
        elif isinstance(noeud, ast.Import | ast.ImportFrom):
            origine = noeud.module if isinstance(noeud, ast.ImportFrom) else "core.communs"
            entiers = {"cumuls", "core.communs.cumuls"} if origine == "core.communs" else set()
            yield from ((noeud.lineno, alias.name) for alias in noeud.names if alias.name in entiers)


def accumulations(fichier: Path) -> Iterator[tuple[int, str]]:
    """Ce qui grossit de valeur en valeur (`total += une`, `total = total + une`) : un nom que la même fonction pose
    égal à un nombre, ou une case. Avancer d'un nombre écrit (`rang += 1`), c'est compter ; d'une place, c'est dessiner.
    """
    for fonction in (noeud for noeud in noeuds(fichier) if isinstance(noeud, ast.FunctionDef)):
        posees = set(posees_en_nombre(fonction))
        for noeud in ast.walk(fonction):
            cible, ajout = grossie(noeud)
            if cible is None or isinstance(ajout, ast.Constant) or ast.unparse(cible) in PLACES:
                continue
            if isinstance(cible, ast.Subscript) or ast.unparse(cible) in posees:
                yield cible.lineno, ast.unparse(noeud)[:80]


def grossie(noeud: ast.AST) -> tuple[ast.expr | None, ast.expr | None]:
    """Ce à quoi une instruction ajoute ou retranche, et ce qu'elle lui ajoute ; deux nuls si elle ne le fait pas."""
    if isinstance(noeud, ast.AugAssign) and isinstance(noeud.op, ast.Add | ast.Sub):
        return noeud.target, noeud.value
    if isinstance(noeud, ast.Assign) and isinstance(noeud.value, ast.BinOp):
        somme = noeud.value
        if isinstance(somme.op, ast.Add | ast.Sub) and ast.unparse(somme.left) == ast.unparse(noeud.targets[0]):
            return noeud.targets[0], somme.right
    return None, None


def posees_en_nombre(fonction: ast.FunctionDef) -> Iterator[str]:
    """Les noms qu'une fonction pose égaux à un nombre écrit, un à un ou plusieurs à la fois."""
    for noeud in ast.walk(fonction):
        if isinstance(noeud, ast.Assign | ast.AnnAssign) and noeud.value is not None:
            cibles = noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target]
            for cible in cibles:
                noms = cible.elts if isinstance(cible, ast.Tuple) else [cible]
                valeurs = noeud.value.elts if isinstance(noeud.value, ast.Tuple) else [noeud.value] * len(noms)
                yield from (ast.unparse(nom) for nom, valeur in zip(noms, valeurs, strict=False) if nombre(valeur))


def nombre(noeud: ast.expr) -> bool:
    return isinstance(noeud, ast.Constant) and isinstance(noeud.value, int | float)


def proportions(fichier: Path) -> Iterator[tuple[int, str]]:
    """Chaque produit, quotient ou puissance d'un fichier, hors chemins et nombres écrits : ligne, calcul."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow):
            ecrits = [un for un in ast.walk(noeud) if isinstance(un, ast.Name | ast.Attribute | ast.Call)]
            if ecrits and not (isinstance(noeud.op, ast.Div) and DOSSIERS.match(ast.unparse(noeud))):
                yield noeud.lineno, ast.unparse(noeud)[:80]


def fautes(etage: str, dispenses: dict[str, str], trouvees: dict[Path, list[tuple[int, str]]]) -> list[str]:
    """Chaque calcul trouvé dans un fichier sans dispense, et chaque dispense qui ne sert plus."""
    noms = {fichier: fichier.relative_to(RACINE / etage).as_posix() for fichier, rangs in trouvees.items() if rangs}
    return [
        *(
            f"{etage}/{nom}, ligne {ligne} : {quoi}"
            for fichier, nom in noms.items()
            if nom not in dispenses
            for ligne, quoi in trouvees[fichier]
        ),
        *(f"{nom} ne calcule plus : ôtez sa dispense" for nom in sorted(set(dispenses) - set(noms.values()))),
    ]


def fichiers(etage: str) -> list[Path]:
    return sorted((RACINE / etage).rglob("*.py"))


def ecrans() -> list[Path]:
    """Les fichiers des écrans ; le service ne montre aucune donnée, il compte des octets et des secondes."""
    return [un for un in fichiers("pages") if not un.is_relative_to(RACINE / "pages" / "_service")]


@pytest.mark.parametrize(
    ("chercher", "calcul", "trouve"),
    [
        (accumulations, "total = 0.0\nfor une in valeurs:\n    total += une", True),
        (accumulations, "total, rang = 0, 0\nfor une in valeurs:\n    total = total + une", True),
        (accumulations, "for une in valeurs:\n    totaux[une.annee] += une.valeur", True),
        (accumulations, "rang = 0\nfor une in valeurs:\n    rang += 1", False),
        (accumulations, "haut = 0\nfor une in valeurs:\n    haut += BARRE", False),
        (accumulations, "dits = []\nfor une in valeurs:\n    dits += [une]", False),
        (proportions, "x = a / b * 100 - 1", True),
        (proportions, "x = part ** 2", True),
        (proportions, "x = 21 * 1024", False),
        (proportions, "x = _DOSSIER / 'roue.js'", False),
        (cumuls_importes, "from core.communs.cumuls import ensemble", True),
        (cumuls_importes, "from core.communs import cumuls", True),
        (cumuls_importes, "import core.communs.cumuls", True),
        (cumuls_importes, "from core.communs.cumuls import paliers", False),
    ],
)
def test_un_calcul_se_reconnait(tmp_path: Path, chercher: type_chercher, calcul: str, trouve: bool) -> None:
    essai = tmp_path / "essai.py"
    essai.write_text(f"def f(valeurs, totaux):\n{indent(calcul, '    ')}\n", encoding="utf-8")
    assert bool(list(chercher(essai))) is trouve


def test_un_ecran_n_additionne_rien() -> None:
    trouvees = {
        fichier: [*appels(fichier, SOMMES | REGROUPEMENTS), *cumuls_importes(fichier), *accumulations(fichier)]
        for fichier in ecrans()
    }
    sans_faute(fautes("pages", {}, trouvees))


def test_un_ecran_ne_fait_aucune_proportion() -> None:
    trouvees = {fichier: list(proportions(fichier)) for fichier in ecrans()}
    sans_faute(fautes("pages", CALCULS_DES_PAGES, trouvees))


def test_une_figure_n_additionne_rien() -> None:
    """Ce qu'elle dessine est calculé avant elle ; une dispense de géométrie qui ne sert plus est à ôter."""
    trouvees = {
        fichier: [*appels(fichier, SOMMES), *cumuls_importes(fichier), *accumulations(fichier)]
        for fichier in fichiers("core/figures")
    }
    sans_faute(fautes("core/figures", GEOMETRIE, trouvees))
