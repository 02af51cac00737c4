"""Dessiner des classes : une barre par classe, ou une barre empilée par rang ; zéro à gauche, nom et chiffre
au-dessus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

import plotly.graph_objects as go

from core.figures.familles.cascade import hachure
from core.figures.familles.classes import Classe
from core.figures.textes import TAILLE, TAILLE_DOUCE, sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, habiller
from core.format_fr import ABSENT, euros_court, pourcent, typographier

RANGS, HAUTEUR = (44, 78), 400
"""Hauteur d'un rang en pixels, au plus serré et au plus large ; et celle visée pour tous."""

LONGUEUR = 40
"""Au-delà, un nom est coupé sur la figure ; il est entier au survol et dans la table."""

_TEXTE, _BARRE, _EPAISSEUR = 0.20, 0.66, 0.40
"""Dans un rang de hauteur 1 : le milieu du texte, celui de la barre, et l'épaisseur de la barre."""
NOTE, RANG_NOTE, LARGEUR_NOTE = 0.54, 92, 54
"""Avec des notes : où elles s'écrivent, la hauteur d'un rang en pixels, et les lettres d'une ligne."""


@dataclass(frozen=True)
class Rang:
    """Une barre empilée : sa clé (ce que choisir un morceau écrit dans l'adresse), son nom, ce qu'elle vaut, ses euros.

    `montants` associe une classe à sa longueur ; `absent` dit pourquoi la barre ne se dessine pas (vide : elle se
    dessine) ; `note` s'écrit dessous, sur deux lignes au plus.
    """

    cle: str
    nom: str
    ecrit: str
    montants: Mapping[str, float] = field(default_factory=dict)
    absent: str = ""
    note: str = ""


def barres(montants: Sequence[tuple[Classe, float, float | None]], selection: str | None = None) -> go.Figure:
    """Une barre par classe : (classe, euros, part du total). `selection` : la clé de la classe mise en avant."""
    figure = go.Figure()
    for rang, (classe, montant, part) in enumerate(montants):
        ecrit = f"{euros_court(montant)}{'' if part is None else f' · {part_ecrite(part)}'}"
        opacite = 1.0 if selection in (None, classe.cle) else 0.35
        figure.add_bar(
            x=[montant],
            y=[rang + _BARRE],
            width=_EPAISSEUR,
            orientation="h",
            name=classe.nom,
            marker=classe.remplissage | {"opacity": opacite},
            customdata=[[classe.cle]],
            hovertemplate=typographier(f"<b>{sans_html(classe.nom)}</b><br>{ecrit}") + "<extra></extra>",
        )
        _ecrire(figure, f"{classe.marque} <b>{sans_html(classe.nom)}</b>  {ecrit}", rang + _TEXTE)
    _finir(figure, len(montants), "overlay")
    return figure


def empilees(
    rangs: Sequence[Rang], classes: Sequence[Classe], *, en_parts: bool = False, largeur_note: int = LARGEUR_NOTE
) -> go.Figure:
    """Une barre empilée par rang, les classes dans l'ordre de leur lecture ; l'échelle est la même pour tous.

    Un rang absent garde sa place, hachuré sur toute la largeur. En parts, chaque barre est rapportée à 1.
    """
    figure = go.Figure()
    notes = any(rang.note for rang in rangs)
    texte, milieu, epaisseur = (0.14, 0.40, 0.24) if notes else (_TEXTE, _BARRE, _EPAISSEUR)
    for classe in classes:
        valeurs = [rang.montants.get(classe.cle) for rang in rangs]
        if not any(valeurs):
            continue
        ecrits = ["" if v is None else pourcent(v) if en_parts else euros_court(v) for v in valeurs]
        figure.add_bar(
            x=valeurs,
            y=[rang + milieu for rang in range(len(rangs))],
            width=epaisseur,
            orientation="h",
            name=f"{classe.marque} {classe.nom}",
            marker=classe.remplissage,
            customdata=[[f"{rang.cle}/{classe.cle}"] for rang in rangs],
            hovertemplate=[
                typographier(f"<b>{sans_html(rang.nom)}</b><br>{sans_html(classe.nom)} : {ecrit}") + "<extra></extra>"
                for rang, ecrit in zip(rangs, ecrits, strict=True)
            ],
        )
    longueur = max((sum(rang.montants.values()) for rang in rangs), default=0.0) or 1.0
    for position, rang in enumerate(rangs):
        if rang.absent:
            _hachurer(figure, longueur, position + milieu, epaisseur)
        nomme = f"<b>{sans_html(_court(rang.nom))}</b>  {sans_html(rang.absent or rang.ecrit)}"
        _ecrire(figure, nomme, position + texte)
        if rang.note:
            lignes = wrap(rang.note, largeur_note, max_lines=2, placeholder=" …")
            _ecrire(figure, "<br>".join(sans_html(ligne) for ligne in lignes), position + NOTE, douce=True)
    _finir(figure, len(rangs), "stack", RANG_NOTE if notes else None)
    legende(figure)
    return figure


def legende(figure: go.Figure) -> None:
    """Les classes au-dessus du dessin, avec leur motif ; elle ne se clique pas."""
    figure.update_layout(
        showlegend=True,
        margin={"t": 46},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": TAILLE_DOUCE},
            "entrywidthmode": "pixels",
        },
    )


def part_ecrite(part: float) -> str:
    """« 12 % » ; une part qui s'arrondirait à tort à rien ou à tout s'écrit « < 1 % » ou « > 99 % »."""
    if 0 < part < 0.005:
        return f"<\u00a0{pourcent(0.01)}"
    return f">\u00a0{pourcent(0.99)}" if 0.995 <= part < 1 else pourcent(part)


def _court(nom: str) -> str:
    return nom if len(nom) <= LONGUEUR else f"{nom[: LONGUEUR - 1].rstrip()}…"


def _ecrire(figure: go.Figure, texte: str, hauteur: float, *, douce: bool = False) -> None:
    figure.add_annotation(
        x=0,
        xref="x domain",
        y=hauteur,
        yref="y",
        text=typographier(texte),
        showarrow=False,
        xanchor="left",
        yanchor="top" if douce else "middle",
        align="left",
        font={"size": TAILLE_DOUCE if douce else TAILLE, "color": ENCRE_DOUCE if douce else ENCRE},
    )


def _hachurer(figure: go.Figure, longueur: float, milieu: float, epaisseur: float) -> None:
    """Un rang dont les parts ne sont pas connues : une bande hachurée, longue comme la plus longue barre."""
    figure.add_bar(
        x=[longueur],
        y=[milieu],
        width=epaisseur,
        orientation="h",
        marker=hachure(),
        name=ABSENT,
        showlegend=False,
        hovertemplate=f"{ABSENT}<extra></extra>",
    )


def _finir(figure: go.Figure, rangs: int, mode: str, hauteur: int | None = None) -> None:
    rang = hauteur or min(max(HAUTEUR // max(rangs, 1), RANGS[0]), RANGS[1])
    habiller(figure, rang * max(rangs, 1) + 40)
    figure.update_layout(
        barmode=mode, bargap=0, margin={"l": 4, "r": 8, "t": 8, "b": 8}, dragmode=False, clickmode="event+select"
    )
    figure.update_yaxes(visible=False, range=[max(rangs, 1), 0], fixedrange=True)
    figure.update_xaxes(
        rangemode="tozero",
        fixedrange=True,
        showticklabels=False,
        showgrid=False,
        zeroline=True,
        tickfont={"color": ENCRE_DOUCE, "size": TAILLE_DOUCE},
    )
