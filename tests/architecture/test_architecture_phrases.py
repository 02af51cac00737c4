"""Une phrase montrée est faite dans un `phrases.py` ou un `phrases_<…>.py` : un catalogue pourra en être tiré.

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

from core.methodes import CLES
from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

ETAGES = ("core/figures", "core/usages", "core/documents", "pages")
PHRASES = re.compile(r"phrases(_\w+)?\.py")
BALISE = re.compile(r"</?[a-z!]", re.IGNORECASE)
RECU = "\ufffc"
"""Ce qu'un modèle reçoit, dans son texte aplati."""
MOT = rf"(?:[^\W\d_]|{RECU})+(?:[’'-](?:[^\W\d_]|{RECU})+)*"
QUATRE_MOTS = re.compile(rf"{MOT}(?: {MOT}){{3,}}")
ECRITS = re.compile(r"[^\W\d_]{2,}")
ROLES = {"ecran", "panneau", "phrases"}
"""Les fichiers que peut avoir le dossier d'une méthode dans `pages/`."""
JOURNAL = "JOURNAL."
"""Par quoi commence un appel qui écrit au journal technique."""


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


def test_le_dossier_d_une_methode_dans_les_pages_n_a_que_ses_trois_fichiers() -> None:
    sans_faute(
        [
            str(fichier.relative_to(RACINE))
            for cle in CLES
            for fichier in sorted((RACINE / "pages" / f"_{cle}").glob("*.py"))
            if fichier.stem not in ROLES
        ]
    )
