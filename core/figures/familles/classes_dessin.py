"""Dessiner des classes : une barre par classe, ou une barre empilée par rang ; zéro à gauche, nom et chiffre
au-dessus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from core.figures.familles.classes import Classe
from core.figures.familles.rangs import CLIC, MUET, Planche, barre, intitule, marges, opacite
from core.figures.habits import hachure
from core.figures.textes import annotation, court, gras, note, sans_html
from core.figures.theme import LEGENDE
from core.format_fr import ABSENT, euros_court, part_ecrite, pourcent, typographier

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
    planche = Planche()
    for rang, (classe, montant, part) in enumerate(montants):
        ecrit = f"{euros_court(montant)}{'' if part is None else f' · {part_ecrite(part)}'}"
        habit = classe.remplissage | {"opacity": opacite(selection, classe.cle)}
        survol, propre = f"{gras(classe.nom)}<br>{ecrit}", {"name": classe.nom, "customdata": [[classe.cle]]}
        planche.traces.append(barre(montant, rang + _BARRE, _EPAISSEUR, habit, survol, **propre))
        _ecrire(planche, f"{classe.marque} {intitule(classe.nom, ecrit)}", rang + _TEXTE)
    return _composer(planche, len(montants), _rang(len(montants)), barmode="overlay")


def empilees(
    rangs: Sequence[Rang], classes: Sequence[Classe], *, en_parts: bool = False, largeur_note: int = LARGEUR_NOTE
) -> go.Figure:
    """Une barre empilée par rang, les classes dans l'ordre de leur lecture ; l'échelle est la même pour tous.

    Un rang absent garde sa place, hachuré sur toute la largeur. En parts, chaque barre est rapportée à 1.
    """
    planche = Planche()
    notes = any(rang.note for rang in rangs)
    texte, milieu, epaisseur = (0.14, 0.40, 0.24) if notes else (_TEXTE, _BARRE, _EPAISSEUR)
    planche.traces.extend(
        _tranche(classe, rangs, (milieu, epaisseur), pourcent if en_parts else euros_court)
        for classe in classes
        if any(rang.montants.get(classe.cle) for rang in rangs)
    )
    longueur = max((sum(rang.montants.values()) for rang in rangs), default=0.0) or 1.0
    for position, rang in enumerate(rangs):
        if rang.absent:
            propre = {"name": ABSENT, "showlegend": False}
            planche.traces.append(barre(longueur, position + milieu, epaisseur, hachure(), ABSENT, **propre))
        dit = intitule(court(rang.nom, LONGUEUR), sans_html(rang.absent or rang.ecrit))
        _ecrire(planche, dit, position + texte)
        if rang.note:
            lignes = wrap(rang.note, largeur_note, max_lines=2, placeholder=" …")
            dite = note("<br>".join(sans_html(ligne) for ligne in lignes), position + NOTE)
            planche.textes.append(dite | {"xref": "x domain", "yanchor": "top"})
    hauteur = RANG_NOTE if notes else _rang(len(rangs))
    legende = {"showlegend": True, "legend": LEGENDE, "margin": marges(46, 8)}
    return _composer(planche, len(rangs), hauteur, barmode="stack", **legende)


def _tranche(
    classe: Classe, rangs: Sequence[Rang], place: tuple[float, float], ecrire: Callable[[float], str]
) -> dict[str, Any]:
    """Une classe, d'un rang à l'autre : un seul tracé, pour que la légende la nomme une fois."""
    milieu, epaisseur = place
    valeurs = [rang.montants.get(classe.cle) for rang in rangs]
    return {
        "type": "bar",
        "orientation": "h",
        "x": valeurs,
        "y": [position + milieu for position in range(len(rangs))],
        "width": epaisseur,
        "name": f"{classe.marque} {classe.nom}",
        "marker": classe.remplissage,
        "customdata": [[f"{rang.cle}/{classe.cle}"] for rang in rangs],
        "hovertemplate": [
            typographier(f"{gras(rang.nom)}<br>{sans_html(classe.nom)} : {'' if v is None else ecrire(v)}")
            + "<extra></extra>"
            for rang, v in zip(rangs, valeurs, strict=True)
        ],
    }


def _ecrire(planche: Planche, texte: str, hauteur: float) -> None:
    planche.textes.append(annotation(texte, hauteur, xref="x domain"))


def _rang(rangs: int) -> int:
    """La hauteur d'un rang : serrée quand ils sont nombreux."""
    return min(max(HAUTEUR // max(rangs, 1), RANGS[0]), RANGS[1])


def _composer(planche: Planche, rangs: int, rang: int, **propre: object) -> go.Figure:
    axe = MUET | {"rangemode": "tozero", "zeroline": True}
    return planche.figure(rangs, rang * max(rangs, 1) + 40, axe, **{"margin": marges(8, 8), **CLIC, **propre})
