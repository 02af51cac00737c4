"""Des barres d'émissions avec leur intervalle : par poste en groupes, ou d'un seul tenant ; l'absent est hachuré."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

import plotly.graph_objects as go

from core.figures import theme
from core.figures.bilan_carbone.lecture import NON_RENSEIGNE, Mesure
from core.figures.bilan_carbone.nombres import UNITE, ecrire, entre, environ, part_courte, pas
from core.figures.familles.cascade import hachure
from core.figures.textes import TAILLE_DOUCE, sans_html
from core.format_fr import nombre, typographier

INDIRECTE = "#6E9BB3"
"""Les émissions indirectes : la même encre que le réalisé, plus claire ; les groupes et les noms le disent aussi."""
BARRE, TITRE, ABSENT = 38, 30, 25
"""Hauteur d'un rang, en points : un poste et sa barre, le nom d'un groupe, un poste non renseigné."""
DEBORD = 2.0
"""Un intervalle qui dépasse deux fois la plus grande barre est coupé et fléché : sa borne s'écrit."""
TEXTE, LONGUEUR = 14, 36
"""Le corps des noms, et ce qui en tient sur un téléphone ; le nom est entier au survol et dans la table."""

COMPTES: dict[str, object] = {
    "color": theme.PAPIER,
    "line": {"color": theme.ENCRE_DOUCE, "width": 1.4},
    "pattern": {"shape": ".", "fgcolor": theme.ENCRE_DOUCE, "size": 5, "solidity": 0.3},
}
"""L'ordre de grandeur tiré des comptes : un contour piqué, jamais un plein."""


@dataclass(frozen=True)
class Groupe:
    """Des barres sous un même titre (vide : sans titre), d'une même sorte.

    `sorte` : « flux » (compté), « comptes » (ordre de grandeur, contour piqué), « absent » (hachures, sans grandeur).
    """

    titre: str
    mesures: Sequence[Mesure]
    sorte: str = "flux"


@dataclass(frozen=True)
class _Toile:
    figure: go.Figure
    part: Callable[[Mesure], float | None]
    selection: str | None
    prevu: bool
    bout: float

    def opacite(self, mesure: Mesure) -> float:
        return 1.0 if self.selection in (None, mesure.code or mesure.nom) else 0.35


def barres(
    groupes: Sequence[Groupe],
    part: Callable[[Mesure], float | None],
    *,
    selection: str | None = None,
    prevu: bool = False,
    deux_tons: bool = True,
) -> go.Figure:
    """La figure ; chaque barre porte en `customdata` son code (ou son nom) et son texte de survol.

    Échelle commune depuis zéro. `prevu` : contour et hachures. `deux_tons` : directes foncées, indirectes claires.
    """
    connues = [mesure for groupe in groupes for mesure in groupe.mesures if mesure.valeur is not None]
    plus_grande = max((mesure.valeur or 0.0 for mesure in connues if (mesure.valeur or 0.0) > 0), default=1.0)
    haute = max((mesure.bornes[1] for mesure in connues if mesure.bornes), default=plus_grande)
    toile = _Toile(go.Figure(), part, selection, prevu, min(max(haute, plus_grande), DEBORD * plus_grande))
    hauteur = 0.0
    for groupe in groupes:
        if groupe.titre:
            _ecrire(
                toile.figure, typographier(f"<b>{sans_html(groupe.titre)}</b>"), hauteur + TITRE - 11, theme.ENCRE_DOUCE
            )
            hauteur += TITRE
        for mesure in groupe.mesures:
            if groupe.sorte == "absent":
                _absente(toile, mesure, hauteur)
            else:
                _barre(toile, mesure, hauteur, _habit(mesure, groupe.sorte, deux_tons, prevu))
            hauteur += ABSENT if groupe.sorte == "absent" else BARRE
    basse = min((mesure.bornes[0] if mesure.bornes else mesure.valeur or 0.0 for mesure in connues), default=0.0)
    _habiller(toile, hauteur, min(0.0, basse), deux_tons and bool(connues))
    return toile.figure


def _habiller(toile: _Toile, hauteur: float, basse: float, legende: bool) -> None:
    figure = toile.figure
    if legende:
        _legende(figure, toile.prevu)
    theme.habiller(figure, int(hauteur) + (62 if legende else 34))
    figure.update_layout(
        barmode="overlay",
        bargap=0,
        dragmode=False,
        clickmode="event+select",
        showlegend=legende,
        margin={"l": 4, "r": 4, "t": 30 if legende else 4, "b": 28},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": TAILLE_DOUCE},
            "traceorder": "normal",
        },
    )
    figure.update_yaxes(visible=False, range=[max(hauteur, 1.0), 0], fixedrange=True)
    graduations = _graduations(toile.bout)
    figure.update_xaxes(
        range=[basse, toile.bout * 1.03],
        fixedrange=True,
        zeroline=True,
        showgrid=False,
        ticks="outside",
        tickcolor=theme.ENCRE_DOUCE,
        tickfont={"color": theme.ENCRE_DOUCE, "size": TAILLE_DOUCE},
        tickvals=graduations,
        ticktext=[
            nombre(valeur, _decimales(graduations)) + (f"\u00a0{UNITE}" if rang else "")
            for rang, valeur in enumerate(graduations)
        ],
    )


def _legende(figure: go.Figure, prevu: bool) -> None:
    for nom, couleur in (("Directes", theme.REALISE), ("Indirectes", INDIRECTE)):
        figure.add_bar(x=[None], y=[None], orientation="h", name=nom, marker=habit(couleur, prevu), hoverinfo="skip")
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name="Intervalle à 95\u00a0%",
        hoverinfo="skip",
        marker={"symbol": "line-ew-open", "size": 15, "color": theme.ENCRE, "line": {"width": 1.6}},
    )


def habit(couleur: str, prevu: bool) -> dict[str, object]:
    """Le réalisé est plein, le prévu un contour hachuré."""
    if not prevu:
        return {"color": couleur, "line": {"width": 0}}
    return {
        "color": theme.PAPIER,
        "line": {"color": couleur, "width": 1.8},
        "pattern": {"shape": "/", "fgcolor": couleur, "size": 7, "solidity": 0.16},
    }


def _habit(mesure: Mesure, sorte: str, deux_tons: bool, prevu: bool) -> dict[str, object]:
    if sorte == "comptes":
        return COMPTES
    if not deux_tons:
        return habit(theme.REALISE, prevu)
    return habit(theme.REFERENCE if not mesure.code else theme.REALISE if mesure.direct else INDIRECTE, prevu)


def _barre(toile: _Toile, mesure: Mesure, haut: float, marque: dict[str, object]) -> None:
    valeur, milieu = mesure.valeur or 0.0, haut + 27
    toile.figure.add_bar(
        x=[valeur],
        y=[milieu],
        width=12,
        orientation="h",
        opacity=toile.opacite(mesure),
        showlegend=False,
        marker=marque,
        customdata=[[mesure.code or mesure.nom, _survol(toile, mesure)]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        name=mesure.nom,
    )
    _etiquette(toile, mesure, haut)
    if mesure.bornes is not None and mesure.bornes[1] > mesure.bornes[0]:
        _intervalle(toile, mesure.bornes, milieu, toile.opacite(mesure))


def _etiquette(toile: _Toile, mesure: Mesure, haut: float) -> None:
    part = part_courte(toile.part(mesure))
    texte = f"<b>{sans_html(_court(mesure.nom))}</b>  {environ(mesure, 't')}{f' · {part}' if part else ''}"
    _ecrire(toile.figure, texte, haut + 10, theme.ENCRE if toile.opacite(mesure) == 1 else theme.ENCRE_DOUCE)
    if mesure.bornes is not None and mesure.bornes[1] > toile.bout:
        borne = f"→\u00a0{ecrire(mesure.bornes[1], pas(mesure.valeur or 0.0, mesure.bornes))}"
        toile.figure.add_annotation(
            x=toile.bout,
            y=haut + 11,
            text=borne,
            showarrow=False,
            xanchor="right",
            yanchor="middle",
            bgcolor=theme.PAPIER,
            borderpad=1,
            font={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
        )


def _intervalle(toile: _Toile, bornes: tuple[float, float], milieu: float, opacite: float) -> None:
    """Un trait d'une borne à l'autre, cerné de blanc pour se lire sur sa barre ; coupé au bord, il finit par une
    flèche."""
    basse, haute = bornes[0], min(bornes[1], toile.bout)
    coupe = bornes[1] > toile.bout
    toile.figure.add_scatter(
        x=[basse, haute],
        y=[milieu, milieu],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": theme.PAPIER, "width": 4.5},
    )
    toile.figure.add_scatter(
        x=[basse, haute],
        y=[milieu, milieu],
        mode="lines+markers",
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
        opacity=opacite,
        line={"color": theme.ENCRE, "width": 1.6},
        marker={
            "symbol": ["line-ns", "triangle-right" if coupe else "line-ns"],
            "size": [9, 9],
            "color": theme.ENCRE,
            "line": {"width": 1.6, "color": theme.ENCRE},
        },
    )


def _absente(toile: _Toile, mesure: Mesure, haut: float) -> None:
    """Une bande hachurée, de largeur fixe : ni zéro, ni grandeur."""
    toile.figure.add_bar(
        x=[toile.bout * 0.10],
        y=[haut + 12],
        width=13,
        orientation="h",
        showlegend=False,
        marker=hachure(),
        opacity=toile.opacite(mesure),
        customdata=[[mesure.code or mesure.nom, f"{sans_html(mesure.nom)} : {NON_RENSEIGNE}"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        name=mesure.nom,
    )
    _ecrire(
        toile.figure,
        sans_html(_court(mesure.nom, LONGUEUR + 5)),
        haut + 12,
        theme.ENCRE_DOUCE,
        gauche=toile.bout * 0.115,
    )


def _ecrire(figure: go.Figure, texte: str, hauteur: float, couleur: str, gauche: float = 0.0) -> None:
    figure.add_annotation(
        x=gauche,
        xref="x",
        y=hauteur,
        yref="y",
        text=texte,
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        align="left",
        font={"size": TEXTE, "color": couleur},
    )


def _court(nom: str, longueur: int = LONGUEUR) -> str:
    return nom if len(nom) <= longueur else f"{nom[: longueur - 1].rstrip()}…"


def _survol(toile: _Toile, mesure: Mesure) -> str:
    lignes = [f"<b>{sans_html(mesure.nom)}</b>", f"{environ(mesure)}", entre(mesure, UNITE)]
    if part := part_courte(toile.part(mesure)):
        lignes.append(f"{part} du bilan")
    if mesure.note is not None:
        lignes.append(f"Qualité : {nombre(mesure.note)} sur 5")
    return typographier("<br>".join(ligne for ligne in lignes if ligne))


def _graduations(bout: float) -> list[float]:
    """Zéro et deux à quatre nombres ronds."""
    puissance = 10.0 ** floor(log10(bout))
    marche = next(un for facteur in (0.25, 0.5, 1.0, 2.5) if (un := facteur * puissance) * 4 >= bout)
    return [rang * marche for rang in range(int(bout / marche) + 1)]


def _decimales(graduations: list[float]) -> int:
    """Assez de décimales pour que deux graduations ne s'écrivent jamais pareil."""
    marche = graduations[1]
    return next(rang for rang in range(12) if abs(round(marche, rang) - marche) < marche / 1000)
