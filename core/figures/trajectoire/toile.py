"""La toile des figures carbone : la figure, ce qu'elle montre, l'échelle de son axe et ses années."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures import theme
from core.figures.textes import TAILLE_DOUCE, sans_html
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import survol
from core.format_fr import typographier

HAUTEUR, MARGES = 440, {"l": 44, "r": 14, "t": 30, "b": 30}


@dataclass(frozen=True)
class Toile:
    """Une figure et son repère ; `echelle` divise les tonnes (1 000 dès 10 000 tCO2e), `haut` est le haut de l'axe."""

    figure: go.Figure
    lecture: Lecture
    echelle: float
    unite: str
    haut: float
    debut: int
    fin: int

    @property
    def hauteur(self) -> int:
        """La hauteur du dessin, sans ses marges, en pixels."""
        return HAUTEUR - MARGES["t"] - MARGES["b"]

    def mise(self, serie: Mapping[int, float]) -> dict[int, float]:
        """Une série dans l'unité de l'axe, jusqu'à l'horizon."""
        return {annee: valeur / self.echelle for annee, valeur in serie.items() if annee <= self.fin}

    def surface(self, bas: Mapping[int, float], hauts: Mapping[int, float], couleur: str, nom: str) -> None:
        """Une surface entre deux séries de mêmes années, déjà dans l'unité de l'axe ; bord blanc, sans survol."""
        annees = sorted(hauts)
        self.figure.add_trace(
            go.Scatter(
                x=[*annees, *reversed(annees)],
                y=[*(hauts[annee] for annee in annees), *(bas[annee] for annee in reversed(annees))],
                fill="toself",
                fillcolor=couleur,
                mode="lines",
                line={"color": theme.PAPIER, "width": 1},
                hoverinfo="skip",
                name=nom,
            )
        )

    def courbe(
        self,
        nom: str,
        ligne: Mapping[int, float],
        trait: Mapping[str, object],
        dit: Callable[[int, float], str] | None = None,
        **propre: object,
    ) -> None:
        """Une série déjà dans l'unité de l'axe ; le survol est ce que `dit` une année et ses tonnes."""
        ecrit = sans_html(nom)
        commun = {"mode": "lines", "name": ecrit, "line": trait}
        dits = ((annee, valeur * self.echelle) for annee, valeur in ligne.items())
        survols = [typographier(f"{survol(*un, ecrit) if dit is None else dit(*un)}<extra></extra>") for un in dits]
        self.figure.add_scatter(x=list(ligne), y=list(ligne.values()), hovertemplate=survols, **{**commun, **propre})

    def observees(self) -> dict[int, float]:
        """Les années observées en entier, dans l'unité de l'axe."""
        return self.mise(
            {
                une.annee: une.valeur
                for une in self.lecture.observees
                if une.valeur is not None and une.annee in self.lecture.completes
            }
        )


def tendre(lecture: Lecture) -> Toile:
    """Une figure vide, habillée, ses axes posés : zéro en bas, des années rares et rondes."""
    plafond = sommet(lecture)
    echelle, unite = (1000.0, "ktCO₂e") if plafond >= 10_000 else (1.0, "tCO₂e")
    debut, fin = _annees(lecture)
    toile = Toile(theme.habiller(go.Figure(), HAUTEUR), lecture, echelle, unite, plafond / echelle, debut, fin)
    toile.figure.update_xaxes(
        range=[debut - 0.4, fin + 0.4],
        tickvals=_reperes(toile),
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        ticklabelstandoff=5,
        tickfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
        automargin=False,
    )
    toile.figure.update_yaxes(
        range=[0, toile.haut],
        nticks=6,
        fixedrange=True,
        zeroline=True,
        automargin=False,
        tickformat=",~r",
        tickfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
    )
    toile.figure.update_layout(margin=MARGES)
    return toile


def legender(toile: Toile, **reglages: object) -> None:
    """La légende sous la figure : elle nomme les traits, elle n'en cache aucun."""
    toile.figure.update_layout(
        showlegend=True,
        margin={"l": 44, "r": 14, "t": 30, "b": 8},
        legend=theme.LEGENDE | {"y": -0.09, "yanchor": "top", **reglages},
    )


def sommet(lecture: Lecture) -> float:
    """Le haut de l'axe, en tCO2e : un peu plus que la plus grande valeur montrée."""
    bornes = [valeur for une in lecture.observees for valeur in (une.valeur, une.haute) if valeur is not None]
    return max([*bornes, *lecture.objectif.values(), *lecture.scenario.values(), 1.0]) * 1.10


def _annees(lecture: Lecture) -> tuple[int, int]:
    """De la première année observée ou visée à l'horizon ; jamais vide."""
    toutes = {une.annee for une in lecture.observees} | set(lecture.objectif)
    toutes |= set() if lecture.horizon is None else {lecture.horizon}
    return min(toutes, default=lecture.exercice), max(toutes, default=lecture.exercice)


def _reperes(toile: Toile) -> Sequence[int]:
    """Les années écrites sous l'axe : l'horizon, le départ, l'échéance, le début, puis les dizaines qui tiennent."""
    lecture = toile.lecture
    dizaines = [annee for annee in range(toile.debut, toile.fin + 1) if annee % 10 == 0]
    minimum = (toile.fin - toile.debut) * 0.11
    gardees: list[int] = []
    for annee in (toile.fin, lecture.depart, lecture.echeance, toile.debut, *dizaines):
        if annee is not None and all(abs(annee - deja) >= minimum for deja in gardees):
            gardees.append(annee)
    return sorted(gardees)
