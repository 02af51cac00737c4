"""Une phrase montrée est faite dans un `phrases.py` ou un `phrases_<…>.py` ; une figure n'additionne rien.

Ce qui est une phrase, ici : un texte, hors docstring et sans balise, qui aligne quatre mots séparés d'une seule espace,
dont deux au moins sont écrits en lettres ; ce qu'un modèle reçoit (`{…}`) compte pour un mot. Un nom de trois mots, un
tracé, une couleur, une règle de style n'en sont pas. Ce qui s'écrit au journal n'est pas montré.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

ETAGES = ("core/figures", "core/usages", "core/documents", "pages")
PHRASES = re.compile(r"phrases(_\w+)?\.py")
BALISE = re.compile(r"</?[a-z!]", re.IGNORECASE)
RECU = "\ufffc"
"""Ce qu'un modèle reçoit, dans son texte aplati."""
MOT = rf"(?:[^\W\d_]|{RECU})+(?:[’'-](?:[^\W\d_]|{RECU})+)*"
QUATRE_MOTS = re.compile(rf"{MOT}(?: {MOT}){{3,}}")
ECRITS = re.compile(r"[^\W\d_]{2,}")
JOURNAL = "JOURNAL."
"""Par quoi commence un appel qui écrit au journal technique."""

SOMMES = {"sum", "fsum", "agg", "mean", "mean_horizontal", "median", "cum_sum", "sum_horizontal"}
"""Ce qui additionne, en polars comme en Python ; compter, ou parcourir groupe par groupe, n'en est pas."""
GEOMETRIE = {
    "budget_climat/couts.py": "l'épaisseur des barres, partagée selon leurs gains",
    "donut/marques.py": "la place que prend un rang de légende",
    "donut/svg.py": "le nombre de noms de la clé, d'où vient sa taille",
    "donut/textes.py": "la largeur d'un texte, signe par signe",
    "familles/classes_dessin.py": "la longueur de la plus grande barre, bout de l'échelle",
    "familles/etiquettes.py": "le prix d'une place, pour qu'une étiquette n'en couvre aucune autre",
}
"""Les figures où l'on somme des pixels, des lettres ou des pénalités, jamais des données ; et ce qu'elles mesurent."""


def modules(*etages: str) -> list[Path]:
    return sorted(fichier for etage in etages for fichier in (RACINE / etage).rglob("*.py"))


def textes(fichier: Path) -> Iterator[tuple[int, str]]:
    """Chaque texte d'un module et sa ligne, sauf les docstrings et ce qui va au journal ; un modèle est aplati."""
    tus = set(_tus(fichier))
    for noeud in noeuds(fichier):
        if id(noeud) in tus:
            continue
        if isinstance(noeud, ast.JoinedStr):
            yield noeud.lineno, "".join(str(un.value) if isinstance(un, ast.Constant) else RECU for un in noeud.values)
        elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
            yield noeud.lineno, noeud.value


def _tus(fichier: Path) -> Iterator[int]:
    """Les nœuds que l'on ne lit pas : les docstrings, ce qui va au journal, les morceaux d'un modèle lu entier."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant):
            yield id(noeud.value)
        elif isinstance(noeud, ast.JoinedStr):
            yield from map(id, noeud.values)
        elif isinstance(noeud, ast.Call) and ast.unparse(noeud.func).startswith(JOURNAL):
            yield from map(id, noeud.args)


def est_une_phrase(texte: str) -> bool:
    return not BALISE.search(texte) and any(
        len(ECRITS.findall(suite.group())) > 1 for suite in QUATRE_MOTS.finditer(texte)
    )


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("aucune dépense dans ce périmètre", True),
        (f"{RECU} de moins qu'en {RECU}", True),
        (f"Sur « {RECU} », il reste {RECU} que l’on puisse déplacer", True),
        ("Part du total (%)", False),
        (f"{RECU} sur {RECU} {RECU}", False),
        (f"M{RECU} {RECU}A{RECU} {RECU} 0 {RECU} 1 {RECU}", False),
        ("rgba(107, 45, 92, 0.14)", False),
        (f"<b>{RECU}</b> se lit ici en gras", False),
        (".dessin svg { display: block; height: auto; }", False),
    ],
)
def test_une_phrase_se_reconnait(texte: str, phrase: bool) -> None:
    assert est_une_phrase(texte) is phrase


def test_une_phrase_montree_est_faite_dans_un_phrases_py() -> None:
    sans_faute(
        [
            f"{fichier.relative_to(RACINE)}, ligne {ligne} : {texte.replace(RECU, '{}')}"
            for fichier in modules(*ETAGES)
            if not PHRASES.fullmatch(fichier.name)
            for ligne, texte in textes(fichier)
            if est_une_phrase(texte)
        ]
    )


def test_une_figure_n_additionne_rien() -> None:
    """Ce qu'elle dessine est calculé avant elle ; une dispense de géométrie qui ne sert plus est à ôter."""
    figures = RACINE / "core" / "figures"
    trouvees = {fichier.relative_to(figures).as_posix(): list(sommes(fichier)) for fichier in modules("core/figures")}
    sans_faute(
        [
            *(faute for nom, fautes in trouvees.items() if nom not in GEOMETRIE for faute in fautes),
            *(f"{nom} n'additionne plus : ôtez sa dispense" for nom in GEOMETRIE if not trouvees.get(nom)),
        ]
    )


def sommes(fichier: Path) -> Iterator[str]:
    """Chaque appel qui additionne : une méthode de polars, ou une fonction par son nom."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Call):
            nom = getattr(noeud.func, "attr", getattr(noeud.func, "id", ""))
            if nom in SOMMES:
                yield f"{fichier.relative_to(RACINE)}, ligne {noeud.lineno} : {nom}"
