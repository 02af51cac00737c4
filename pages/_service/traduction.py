"""Les textes anglais que Streamlit écrit lui-même, mis en français dans les fichiers qu'il envoie au navigateur.

Streamlit ne se traduit pas : ses textes sont des constantes de ses fichiers JavaScript, entre accents graves. La
table `traductions.csv` dit lesquels ; un test vérifie que chacun existe encore dans la version installée.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit

from pages._service.phrases import CONNEXION_PERDUE, SANS_JAVASCRIPT

DOSSIER_STATIQUE = Path(streamlit.__file__).parent / "static"
DOSSIER_ICONES = Path(__file__).with_name("icones")
"""Notre taille de la police d'icônes : `tests.outils.icones` la refait, sa licence est à côté."""

_NOM = re.compile(r"[\w~-]+(\.[\w~-]+)*\.(js|css)")
_TABLE = Path(__file__).with_name("traductions.csv")

ICONE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Ccircle cx='16' cy='16' r='11' fill='none' stroke='%232F6B4F' stroke-width='7'/%3E"
    "%3Cpath d='M16 5a11 11 0 0 1 11 11' fill='none' stroke='%236B2D5C' stroke-width='7'/%3E%3C/svg%3E"
)
_SANS_SCRIPT = f"<noscript><p>{SANS_JAVASCRIPT}</p></noscript>"
_AVIS = f'<div id="connexion" role="alert" data-phrase="{CONNEXION_PERDUE}"></div>'
_CONNEXION = f"<script>{Path(__file__).with_name('connexion.js').read_text(encoding='utf-8')}</script>"
"""Ce qui dit une coupure : la page ne le tient pas de Streamlit, qui n'en dit pas un mot."""


@dataclass(frozen=True)
class Traduction:
    """Une constante d'un fichier (désigné par le début de son nom) et sa traduction."""

    fichier: str
    anglais: str
    francais: str


@lru_cache(maxsize=1)
def traductions() -> tuple[Traduction, ...]:
    """La table des traductions, dans l'ordre du fichier."""
    with _TABLE.open(encoding="utf-8", newline="") as fichier:
        return tuple(Traduction(**ligne) for ligne in csv.DictReader(fichier, delimiter=";"))


def traduire(nom: str, source: str) -> str:
    """Le texte d'un fichier JavaScript de Streamlit, ses constantes connues mises en français."""
    prefixe = nom.split(".", 1)[0]
    for une in traductions():
        if une.fichier == prefixe:
            source = source.replace(f"`{une.anglais}`", f"`{une.francais}`").replace(
                f"}}{une.anglais}`", f"}}{une.francais}`"
            )
    return source


@lru_cache(maxsize=512)
def statique_compresse(nom: str) -> bytes | None:
    """Le fichier `js/…` ou `css/…` traduit et compressé une fois pour toutes ; nul s'il n'existe pas."""
    dossier, _, fichier = nom.partition("/")
    chemin = DOSSIER_STATIQUE / "static" / dossier / fichier
    if dossier not in {"js", "css"} or not _NOM.fullmatch(fichier) or not chemin.is_file():
        return None
    contenu = chemin.read_text(encoding="utf-8")
    return gzip.compress(traduire(chemin.name, contenu).encode(), compresslevel=6, mtime=0)


def page_en_francais(html: str, feuille: str, figures: bool) -> str:
    """La page d'accueil de Streamlit : langue, titre, icône et message sans script, en français ; notre feuille de
    style.

    Avec `figures`, le moteur des figures se charge pendant que la page s'ouvre, au lieu d'attendre la première figure.
    La feuille ouvre le corps : à force égale, elle l'emporte sur les styles que Streamlit ajoute en tête, et celle de
    la projection, que l'écran pose plus bas, l'emporte sur elle.
    """
    avant, _, reste = html.partition("<noscript>")
    _, _, apres = reste.partition("</noscript>")
    html = f"{avant}{_SANS_SCRIPT}{apres}" if apres else html
    lignes = [ligne for ligne in html.splitlines() if "service-desc" not in ligne]
    return (
        "\n".join(lignes)
        .replace('<html lang="en">', '<html lang="fr" translate="no">')
        .replace("<title>Streamlit</title>", "<title>Comptes communs</title>")
        .replace('href="./favicon.png"', f'href="{ICONE}" type="image/svg+xml"')
        .replace("</head>", f"{_moteur() if figures else ''}</head>")
        .replace("<body>", f"<body><style>{feuille}</style>{_AVIS}")
        .replace("</body>", f"{_CONNEXION}</body>")
    )


def _moteur() -> str:
    moteurs = sorted(DOSSIER_STATIQUE.glob("static/js/PlotlyChart.*.js"))
    return "".join(f'<link rel="modulepreload" href="./static/js/{moteur.name}">' for moteur in moteurs)
