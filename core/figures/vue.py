"""La vue : ce qu'un écran, un document ou une séance montre d'un coup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from core.format_fr import typographier

_ENTRE_BALISES = re.compile(r"(?<=>)[^<]+(?=<)")
_TEXTES = ("message", "sous_titre", "lire", "masque", "alt")
_ECRITS = frozenset({"text", "hovertext", "hovertemplate", "texttemplate", "ticktext"})


@dataclass(frozen=True)
class Vue:
    """Une figure et tout ce qu'il faut pour la lire, la défendre et la remonter à sa source.

    `message` est la phrase-titre calculée des données ; `figure` une figure plotly, ou un texte SVG ; `tableau` la
    table jumelle, en-têtes français, prête à montrer ; `indicateurs` les lignes de résultat que la vue dit et dessine,
    ni plus ni moins, dont l'`origine` mène aux cellules du fichier : tout nombre de la table y est, sauf ceux des
    colonnes `derivees`, calculées des autres (un écart, une part, un rang), et les `reperes`, qu'aucune ligne du
    territoire ne porte (une valeur publiée ailleurs et sourcée, un montant que l'on déplace). `alt` est l'équivalent
    textuel, `cle` nomme les fichiers téléchargés ; une vue `large` prend toute la largeur, sans panneau. Tout texte
    reçoit sa typographie à la création.
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
    derivees: tuple[str, ...] = ()
    reperes: tuple[float, ...] = ()
    large: bool = False

    def __post_init__(self) -> None:
        """Pose apostrophes courbes et espaces insécables dans les phrases et dans la figure."""
        for nom in _TEXTES:
            object.__setattr__(self, nom, typographier(getattr(self, nom)))
        object.__setattr__(self, "figure", figure_typographiee(self.figure))


class FigureFigee(go.Figure):  # type: ignore[misc]
    """Une figure composée une fois pour tous les visiteurs : sa forme à envoyer est gardée, plus rien ne la recopie."""

    def to_dict(self) -> dict[str, Any]:
        """La figure en dictionnaire, le même à chaque appel : à lire, jamais à modifier."""
        gardee: dict[str, Any] | None = self.__dict__.get("_gardee")
        if gardee is None:
            gardee = self.__dict__["_gardee"] = super().to_dict()
        return gardee


def figure_typographiee(figure: go.Figure | str) -> go.Figure | str:
    """La figure, ses textes visibles typographiés, et figée ; ni les codes, ni les attributs d'un SVG, ni les données.

    Plotly a déjà validé la figure reçue : relire son dictionnaire sans le revalider coûte vingt fois moins.
    """
    if isinstance(figure, str):
        return _ENTRE_BALISES.sub(lambda texte: typographier(texte.group()), figure)
    return FigureFigee(_typographier(figure.to_plotly_json(), False), _validate=False)


def _typographier(valeur: Any, visible: bool) -> Any:  # noqa: ANN401
    if isinstance(valeur, dict):
        return {cle: _typographier(fils, cle in _ECRITS) for cle, fils in valeur.items()}
    if isinstance(valeur, list | tuple):
        return type(valeur)(_typographier(fils, visible) for fils in valeur)
    return typographier(valeur) if visible and isinstance(valeur, str) else valeur
