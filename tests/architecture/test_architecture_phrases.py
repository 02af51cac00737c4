"""Une phrase montrée est faite dans un `phrases.py` ou un `phrases_<…>.py` : un catalogue pourra en être tiré.

Ce qui est une phrase, ici : un texte, hors docstring et sans balise, qui aligne quatre mots, dont deux au moins sont
écrits en lettres, ou trois si l'un nie, est le verbe, ou si un point les finit ; ce qu'un modèle (`{…}`) ou une somme
de textes reçoit compte pour un mot. Un nom de trois mots, un tracé, une couleur, une règle de style n'en sont pas. Ce
qui s'écrit au journal, ou dans une erreur de programme, n'est pas montré. Une fiche est déclarée, comme une table :
`core/methodes/<cle>/fiche.py` est déjà le catalogue de ses textes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.methodes import CLES
from tests.architecture.test_architecture import RACINE, noeuds, sans_faute

ETAGES = ("core/communs", "core/methodes", "core/figures", "core/usages", "core/documents", "pages", "app.py")
DECLAREES = {
    "fiche.py": "une fiche se déclare, et ses textes y sont déjà réunis",
    "versions.py": "le nom d'une version de facteurs est une donnée, que les flux et les adresses citent",
}
"""Les fichiers dont les textes ne sont pas des phrases à extraire, et pourquoi."""
PHRASES = re.compile(r"phrases(_\w+)?\.py")
BALISE = re.compile(r"</?[a-z!]|\{ *[a-z-]+ *:", re.IGNORECASE)
"""Ce qui n'est pas une phrase : du HTML, du SVG, une règle de style."""
RECU = "\ufffc"
"""Ce qu'un modèle reçoit, dans son texte aplati."""
MOT = rf"(?:[^\W\d_]|{RECU})+(?:[’'-](?:[^\W\d_]|{RECU})+)*"
LIEN = r"(?:,? | ?[;:–—] )"
"""Ce qui sépare deux mots d'une même phrase."""
SUITE = re.compile(rf"{MOT}(?:{LIEN}{MOT}){{2,}}\.?")
VERBE = re.compile(r"\bn['’]|\b(?:ne|est|sont|a|ont)\b", re.IGNORECASE)
ERREURS_DE_PROGRAMME = {"ValueError", "KeyError", "TypeError", "ReferenceError", "RuntimeError"}
ECRITS = re.compile(r"[^\W\d_]{2,}")
ROLES = {"ecran", "panneau", "phrases"}
"""Les fichiers que peut avoir le dossier d'une méthode dans `pages/`."""
JOURNAL = "JOURNAL."
"""Par quoi commence un appel qui écrit au journal technique."""


def modules(*etages: str) -> list[Path]:
    """Les modules de ces dossiers, ou ces modules."""
    chemins = [RACINE / etage for etage in etages]
    return sorted(fichier for un in chemins for fichier in (un.rglob("*.py") if un.is_dir() else [un]))


def textes(fichier: Path) -> Iterator[tuple[int, str]]:
    """Chaque texte d'un module et sa ligne, sauf les docstrings et ce qui va au journal ; un modèle est aplati."""
    tus = set(_tus(fichier))
    for noeud in noeuds(fichier):
        texte = None if id(noeud) in tus else aplati(noeud)
        if texte is not None:
            yield noeud.lineno, texte


def aplati(noeud: ast.AST) -> str | None:
    """Le texte qu'écrit une expression, ce qu'elle reçoit à sa place ; nul si ce n'est ni un texte, ni une somme de
    textes."""
    if isinstance(noeud, ast.JoinedStr):
        return "".join(str(un.value) if isinstance(un, ast.Constant) else RECU for un in noeud.values)
    if isinstance(noeud, ast.Constant):
        return noeud.value if isinstance(noeud.value, str) else None
    if isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.Add):
        morceaux = [aplati(noeud.left), aplati(noeud.right)]
        return None if morceaux == [None, None] else "".join(RECU if un is None else un for un in morceaux)
    return None


def _tus(fichier: Path) -> Iterator[int]:
    """Les nœuds que l'on ne lit pas : les docstrings, ce qui va au journal, les morceaux d'un modèle lu entier."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant):
            yield id(noeud.value)
        elif isinstance(noeud, ast.JoinedStr):
            yield from map(id, noeud.values)
        elif isinstance(noeud, ast.Call):
            appelee = ast.unparse(noeud.func)
            if appelee.startswith(JOURNAL) or appelee in ERREURS_DE_PROGRAMME:
                yield from map(id, noeud.args)


def est_une_phrase(texte: str) -> bool:
    return not BALISE.search(texte) and any(aligne(suite.group()) for suite in SUITE.finditer(texte))


def aligne(suite: str) -> bool:
    """Vrai de quatre mots dont deux écrits, ou de trois écrits qui disent quelque chose."""
    mots, ecrits = len(re.findall(MOT, suite)), len(ECRITS.findall(suite))
    return ecrits > 1 and (mots > 3 or bool(VERBE.search(suite)) or suite.endswith("."))


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("aucune dépense dans ce périmètre", True),
        (f"{RECU} de moins qu'en {RECU}", True),
        (f"Sur « {RECU} », il reste {RECU} que l’on puisse déplacer", True),
        ("Rien n'est renseigné", True),
        (f"{RECU} est absente", True),
        ("Un flux cite.", True),
        ("Attention : rien ici, ni là, donc vide", True),
        ("Part du total (%)", False),
        ("Taux d'épargne brute", False),
        ("Autres mesures décidées", False),
        (f"{RECU} sur {RECU} {RECU}", False),
        (f"M{RECU} {RECU}A{RECU} {RECU} 0 {RECU} 1 {RECU}", False),
        ("rgba(107, 45, 92, 0.14)", False),
        (f"<b>{RECU}</b> se lit ici en gras", False),
        (".dessin svg { display: block; height: auto; }", False),
    ],
)
def test_une_phrase_se_reconnait(texte: str, phrase: bool) -> None:
    assert est_une_phrase(texte) is phrase


@pytest.mark.parametrize(
    ("expression", "texte"),
    [
        ('"Il manque " + nom + " pour calculer"', f"Il manque {RECU} pour calculer"),
        ('f"il reste {montant} à trouver"', f"il reste {RECU} à trouver"),
        ("1 + 2", None),
    ],
)
def test_une_somme_de_textes_se_lit_d_un_trait(expression: str, texte: str | None) -> None:
    assert aplati(ast.parse(expression, mode="eval").body) == texte


def test_une_phrase_montree_est_faite_dans_un_phrases_py() -> None:
    sans_faute(
        [
            f"{fichier.relative_to(RACINE)}, ligne {ligne} : {texte.replace(RECU, '{}')}"
            for fichier in modules(*ETAGES)
            if not PHRASES.fullmatch(fichier.name) and fichier.name not in DECLAREES
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
