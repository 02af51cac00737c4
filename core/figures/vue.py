"""La vue : ce qu'un écran, un document ou une séance montre d'un coup."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl


@dataclass(frozen=True)
class Vue:
    """Une figure et tout ce qu'il faut pour la lire, la défendre et la remonter à sa source.

    `message` est la phrase-titre calculée des données ; `figure` une figure plotly, ou un texte SVG ; `tableau` la
    table jumelle, en-têtes français, prête à montrer ; `indicateurs` les lignes de résultat montrées, dont l'`origine`
    mène aux cellules du fichier ; `alt` l'équivalent textuel. `cle` nomme les fichiers téléchargés.
    """

    cle: str
    message: str
    sous_titre: str
    figure: go.Figure | str
    lire: str
    masque: str
    tableau: pl.DataFrame
    indicateurs: pl.DataFrame
    alt: str
