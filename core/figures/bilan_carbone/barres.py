"""Des barres d'émissions avec leur intervalle : par poste en groupes, ou d'un seul tenant ; l'absent est hachuré."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

import plotly.graph_objects as go

from core.figures import theme
from core.figures.bilan_carbone.lecture import NON_RENSEIGNE, Mesure
from core.figures.bilan_carbone.nombres import UNITE, ecrire, entre, environ, part_courte, pas
from core.figures.bilan_carbone.phrases_barres import qualite
from core.figures.familles.rangs import CLIC, GRADUE, Planche, barre, intitule, marges, opacite
from core.figures.habits import hachure, type_habit
from core.figures.textes import annotation, court, gras, note, sans_html
from core.format_fr import nombre, typographier

INDIRECTE = "#6E9BB3"
"""Les émissions indirectes : la même encre que le réalisé, plus claire ; les groupes et les noms le disent aussi."""
BARRE, TITRE, ABSENT = 38, 30, 25
"""Hauteur d'un rang, en points : un poste et sa barre, le nom d'un groupe, un poste non renseigné."""
DEBORD = 2.0
"""Un intervalle qui dépasse deux fois la plus grande barre est coupé et fléché : sa borne s'écrit."""
TEXTE, LONGUEUR = 14, 36
"""Le corps des noms, et ce qui en tient sur un téléphone ; le nom est entier au survol et dans la table."""

COMPTES: type_habit = {
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
    planche: Planche
    part: Callable[[Mesure], float | None]
    selection: str | None
    bout: float

    def opacite(self, mesure: Mesure) -> float:
        return opacite(self.selection, mesure.code or mesure.nom)


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
    toile = _Toile(Planche(), part, selection, min(max(haute, plus_grande), DEBORD * plus_grande))
    hauteur = 0.0
    for groupe in groupes:
        if groupe.titre:
            toile.planche.textes.append(_texte(gras(groupe.titre), hauteur + TITRE - 11, theme.ENCRE_DOUCE))
            hauteur += TITRE
        for mesure in groupe.mesures:
            if groupe.sorte == "absent":
                _absente(toile, mesure, hauteur)
            else:
                _barre(toile, mesure, hauteur, _habit(mesure, groupe.sorte, deux_tons, prevu))
            hauteur += ABSENT if groupe.sorte == "absent" else BARRE
    legende = deux_tons and bool(connues)
    if legende:
        toile.planche.traces.extend(_legende(prevu))
    basse = min((mesure.bornes[0] if mesure.bornes else mesure.valeur or 0.0 for mesure in connues), default=0.0)
    return toile.planche.figure(
        hauteur,
        hauteur + (62 if legende else 34),
        _axe(min(0.0, basse), toile.bout),
        showlegend=legende,
        legend=theme.LEGENDE,
        margin=marges(30 if legende else 4, bas=28),
        **CLIC,
    )


def _axe(basse: float, bout: float) -> dict[str, object]:
    graduations = _graduations(bout)
    return GRADUE | {
        "range": [basse, bout * 1.03],
        "tickcolor": theme.ENCRE_DOUCE,
        "tickvals": graduations,
        "ticktext": [
            nombre(valeur, _decimales(graduations)) + (f"\u00a0{UNITE}" if rang else "")
            for rang, valeur in enumerate(graduations)
        ],
    }


def _legende(prevu: bool) -> list[dict[str, object]]:
    vide: dict[str, object] = {"x": [None], "y": [None], "hoverinfo": "skip"}
    barres: list[dict[str, object]] = [
        {**vide, "type": "bar", "orientation": "h", "name": nom, "marker": habit(couleur, prevu)}
        for nom, couleur in (("Directes", theme.REALISE), ("Indirectes", INDIRECTE))
    ]
    marque = {"symbol": "line-ew-open", "size": 15, "color": theme.ENCRE, "line": {"width": 1.6}}
    intervalle = {**vide, "type": "scatter", "mode": "markers", "name": "Intervalle à 95\u00a0%", "marker": marque}
    return [*barres, intervalle]


def habit(couleur: str, prevu: bool) -> type_habit:
    """Le réalisé est plein, le prévu un contour hachuré."""
    if not prevu:
        return {"color": couleur, "line": {"width": 0}}
    return {
        "color": theme.PAPIER,
        "line": {"color": couleur, "width": 1.8},
        "pattern": {"shape": "/", "fgcolor": couleur, "size": 7, "solidity": 0.16},
    }


def _habit(mesure: Mesure, sorte: str, deux_tons: bool, prevu: bool) -> type_habit:
    if sorte == "comptes":
        return COMPTES
    if not deux_tons:
        return habit(theme.REALISE, prevu)
    return habit(theme.REFERENCE if not mesure.code else theme.REALISE if mesure.direct else INDIRECTE, prevu)


def _barre(toile: _Toile, mesure: Mesure, haut: float, marque: type_habit) -> None:
    milieu, vue = haut + 27, toile.opacite(mesure)
    toile.planche.traces.append(_trace(mesure, (mesure.valeur or 0.0, milieu, 12), marque, vue, _survol(toile, mesure)))
    _etiquette(toile, mesure, haut)
    if mesure.bornes is not None and mesure.bornes[1] > mesure.bornes[0]:
        toile.planche.traces.extend(_intervalle(toile, mesure.bornes, milieu, vue))


def _trace(
    mesure: Mesure, place: tuple[float, float, float], habit: type_habit, vue: float, survol: str
) -> dict[str, object]:
    """La barre d'une mesure ; `place` : sa longueur, son milieu, son épaisseur."""
    donnees = [[mesure.code or mesure.nom, survol]]
    propre = {"name": mesure.nom, "showlegend": False, "opacity": vue, "customdata": donnees}
    return barre(*place, habit, "%{customdata[1]}") | propre


def _etiquette(toile: _Toile, mesure: Mesure, haut: float) -> None:
    part = part_courte(toile.part(mesure))
    texte = intitule(court(mesure.nom, LONGUEUR), f"{environ(mesure, 't')}{f' · {part}' if part else ''}")
    teinte = theme.ENCRE if toile.opacite(mesure) == 1 else theme.ENCRE_DOUCE
    toile.planche.textes.append(_texte(texte, haut + 10, teinte))
    if mesure.bornes is not None and mesure.bornes[1] > toile.bout:
        borne = f"→\u00a0{ecrire(mesure.bornes[1], pas(mesure.valeur or 0.0, mesure.bornes))}"
        cale = {"xref": "x", "xanchor": "right", "align": "center", "bgcolor": theme.PAPIER, "borderpad": 1}
        toile.planche.textes.append(note(borne, haut + 11, gauche=toile.bout) | cale)


def _intervalle(
    toile: _Toile, bornes: tuple[float, float], milieu: float, opacite: float
) -> tuple[dict[str, object], dict[str, object]]:
    """Un trait d'une borne à l'autre, cerné de blanc pour se lire sur sa barre ; coupé au bord, il finit par une
    flèche."""
    basse, haute = bornes[0], min(bornes[1], toile.bout)
    commun: dict[str, object] = {
        "type": "scatter",
        "x": [basse, haute],
        "y": [milieu, milieu],
        "hoverinfo": "skip",
        "showlegend": False,
    }
    marques = {
        "symbol": ["line-ns", "triangle-right" if bornes[1] > toile.bout else "line-ns"],
        "size": [9, 9],
        "color": theme.ENCRE,
        "line": {"width": 1.6, "color": theme.ENCRE},
    }
    encre = {"mode": "lines+markers", "cliponaxis": False, "opacity": opacite, "marker": marques}
    return (
        commun | {"mode": "lines", "line": {"color": theme.PAPIER, "width": 4.5}},
        commun | encre | {"line": {"color": theme.ENCRE, "width": 1.6}},
    )


def _absente(toile: _Toile, mesure: Mesure, haut: float) -> None:
    """Une bande hachurée, de largeur fixe : ni zéro, ni grandeur."""
    place, survol = (toile.bout * 0.10, haut + 12, 13), f"{sans_html(mesure.nom)} : {NON_RENSEIGNE}"
    toile.planche.traces.append(_trace(mesure, place, hachure(), toile.opacite(mesure), survol))
    nom = sans_html(court(mesure.nom, LONGUEUR + 5))
    toile.planche.textes.append(_texte(nom, haut + 12, theme.ENCRE_DOUCE, gauche=toile.bout * 0.115))


def _texte(texte: str, hauteur: float, teinte: str, gauche: float = 0.0) -> dict[str, object]:
    return annotation(texte, hauteur, gauche=gauche, taille=TEXTE, teinte=teinte, xref="x")


def _survol(toile: _Toile, mesure: Mesure) -> str:
    lignes = [f"<b>{sans_html(mesure.nom)}</b>", f"{environ(mesure)}", entre(mesure, UNITE)]
    if part := part_courte(toile.part(mesure)):
        lignes.append(f"{part} du bilan")
    if mesure.note is not None:
        lignes.append(qualite(mesure.note))
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
