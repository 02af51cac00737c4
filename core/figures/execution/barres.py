"""Les barres d'une ventilation : prévu en contour, réalisé en plein, le nom et le chiffre au-dessus de chaque barre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from core.communs.calculs import quotient
from core.communs.classement import HORS_POLITIQUE
from core.figures.execution.lecture import ecrire, euros_rond
from core.figures.execution.phrases import accorder_participe, taux_realise
from core.figures.familles.rangs import CLIC, GRADUE, Planche, intitule, marges, opacite
from core.figures.textes import TAILLE, court, gras, sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, LEGENDE, MANQUANT_HACHURE, PAPIER, REALISE
from core.format_fr import majuscule, part_ecrite, typographier
from core.methodes.execution.ventilation import Poste

RANGS = (28, 46)
"""Hauteur d'un poste, en points (son nom, sa barre, un blanc) : serrée quand ils sont nombreux, jamais étirée."""

HAUTEUR = 460
"""Ce que l'on vise pour l'ensemble : la figure entière sur un écran de 1280 × 800."""

_NOM, _BARRE = 0.42, 0.84
"""Dans un rang de hauteur 1 : le milieu du texte, et celui de la barre."""

LONGUEUR = 33
"""Au-delà, un nom est coupé sur la figure ; il est entier au survol et dans la table."""


def barres(postes: Sequence[Poste], population: int | None, selection: str | None) -> go.Figure:
    """Une figure plotly à barres horizontales depuis zéro ; le poste choisi reste plein, les autres s'effacent.

    Chaque barre porte en `customdata` le nom du poste et son texte de survol : la sélection de l'écran s'en sert ;
    « Autres » n'en désigne aucun.
    """
    effacees = [opacite(selection, poste.nom) for poste in postes]
    planche = Planche([*_barres(postes, population, effacees), _etiquettes(postes, population, effacees)])
    rang = min(max(HAUTEUR // max(len(postes), 1), RANGS[0]), RANGS[1])
    axe = GRADUE | {"rangemode": "tozero", "tickcolor": ENCRE_DOUCE, "ticksuffix": " €/hab." if population else ""}
    return planche.figure(
        len(postes) + 0.2,
        rang * len(postes) + 64,
        axe | _graduer(postes, population),
        showlegend=True,
        legend=LEGENDE | {"font": {"size": TAILLE}},
        margin=marges(34, bas=26),
        **CLIC,
    )


def _barres(postes: Sequence[Poste], population: int | None, effacees: Sequence[float]) -> list[dict[str, Any]]:
    """Le contour du prévu, puis le plein du réalisé s'il y en a un."""
    commun: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "customdata": [[poste.nom if poste.regroupe == 1 else "", _survol(poste, population)] for poste in postes],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "y": [position + _BARRE for position in range(len(postes))],
    }
    prevu = {"color": PAPIER, "opacity": effacees, "line": {"color": REALISE, "width": 1.3}}
    realise = {"opacity": effacees, "line": {"width": 0}, "color": [_couleur(poste) for poste in postes]}
    couches = [("Prévu", [poste.prevu for poste in postes], 0.42, prevu)]
    if any(poste.realise is not None for poste in postes):
        couches.append(("Réalisé", [poste.realise for poste in postes], 0.22, realise))
    return [
        commun
        | {
            "name": nom,
            "x": [quotient(valeur, population or 1) for valeur in valeurs],
            "width": epaisseur,
            "marker": habit,
        }
        for nom, valeurs, epaisseur, habit in couches
    ]


def _couleur(poste: Poste) -> str:
    """Les postes qui ne visent aucune politique, et « Autres », sont gris : ils ne se comparent pas aux autres."""
    return MANQUANT_HACHURE if poste.nom in HORS_POLITIQUE or poste.regroupe > 1 else REALISE


def _etiquettes(postes: Sequence[Poste], population: int | None, effacees: Sequence[float]) -> dict[str, Any]:
    """Le nom et le chiffre, alignés à gauche au-dessus de la barre : rien n'est coupé sur un écran étroit."""
    valeurs = (quotient(valeur, population or 1) for poste in postes for valeur in (poste.prevu, poste.realise))
    origine = min((0.0, *(valeur for valeur in valeurs if valeur is not None)))
    return {
        "type": "scatter",
        "x": [origine] * len(postes),
        "y": [rang + _NOM for rang in range(len(postes))],
        "mode": "text",
        "text": [f"\u00a0{_etiquette(poste, population)}" for poste in postes],
        "textposition": "middle right",
        "cliponaxis": False,
        "textfont": {"size": 14, "color": [ENCRE if opacite == 1 else ENCRE_DOUCE for opacite in effacees]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _etiquette(poste: Poste, population: int | None) -> str:
    nom, part = court(poste.nom, LONGUEUR), sans_html(part_ecrite(poste.part))
    if poste.realise is None:
        participe = accorder_participe("prévu", (poste.prevu or 0.0) / (population or 1))
        suite = "réalisé absent" if poste.part is None else part
        return intitule(nom, f"{ecrire(poste.prevu, population)} {participe} · {suite}")
    return intitule(nom, ecrire(poste.realise, population) + ("" if poste.part is None else f" · {part}"))


def _survol(poste: Poste, population: int | None) -> str:
    lignes = [
        gras(poste.nom),
        f"Prévu : {ecrire(poste.prevu, population)}",
        f"Réalisé : {ecrire(poste.realise, population)}",
    ]
    if poste.taux is not None:
        lignes.append(majuscule(taux_realise(poste.taux)))
    return typographier("<br>".join(lignes))


def _graduer(postes: Sequence[Poste], population: int | None) -> dict[str, object]:
    """L'axe en millions ou en milliers d'euros, écrits à la française ; par habitant, en euros."""
    plus_grand = max(
        (abs(valeur) for poste in postes for valeur in (poste.prevu, poste.realise) if valeur), default=0.0
    )
    pas = _pas(plus_grand)
    if population or pas is None:
        return {}
    valeurs = [rang * pas for rang in range(int(plus_grand / pas) + 1)]
    return {"tickvals": valeurs, "ticktext": [euros_rond(valeur) if valeur else "0" for valeur in valeurs]}


def _pas(plus_grand: float) -> float | None:
    """Le pas rond (1, 2 ou 5 fois une puissance de dix) qui fait quatre graduations au plus."""
    if plus_grand <= 0:
        return None
    puissance = 10.0 ** (len(str(int(plus_grand))) - 1)
    return next(
        pas for facteur in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5) if (pas := facteur * puissance) * 4 >= plus_grand
    )
