"""Chaque phrase montrée se fait dans un `phrases.py`, d'un seul modèle : un catalogue pourra en être tiré."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from core.methodes import CLES
from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

ESPACES = 3
"""Un texte d'au moins quatre mots est une phrase, ou son modèle."""
ROLES = {"ecran", "panneau", "phrases"}
"""Les fichiers que peut avoir le dossier d'une méthode dans `pages/`."""
TECHNIQUES = ("'self'", "=()", "data:image/")
"""Ce qui distingue d'une phrase la valeur d'un en-tête HTTP ou une image écrite en clair."""


def textes(fichier: Path) -> Iterator[tuple[int, str]]:
    """Les textes d'un fichier, modèles compris, hors docstrings et messages du journal technique."""
    vus = set(_docstrings(fichier)) | set(_du_journal(fichier))
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.JoinedStr):
            vus |= {id(morceau) for morceau in noeud.values}
            dits = (un.value if isinstance(un, ast.Constant) else "{}" for un in noeud.values)
            if id(noeud) not in vus:
                yield noeud.lineno, "".join(map(str, dits))
        elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and id(noeud) not in vus:
            yield noeud.lineno, noeud.value


def _docstrings(fichier: Path) -> Iterator[int]:
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant):
            yield id(noeud.value)


def _du_journal(fichier: Path) -> Iterator[int]:
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Call) and ast.unparse(noeud.func).startswith("JOURNAL."):
            yield from map(id, noeud.args)


def test_chaque_phrase_d_un_ecran_est_dans_un_fichier_de_phrases() -> None:
    sans_faute(
        [
            f"{fichier.relative_to(RACINE)}, ligne {ligne} : {texte[:80]}"
            for fichier in sorted((RACINE / "pages").rglob("*.py"))
            if fichier.name != "phrases.py"
            for ligne, texte in textes(fichier)
            if texte.count(" ") >= ESPACES
            and any(lettre.isalpha() for lettre in texte)
            and not any(signe in texte for signe in TECHNIQUES)
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
