"""Le dessin de l'égalité : hommes à gauche, femmes à droite du même zéro, et un trait là où serait le public visé."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.budget_genre.lecture import Activite
from core.figures.budget_genre.phrases import (
    TETE_PERSONNE,
    dire_benefice,
    dire_par_personne,
    survol_benefice,
    survol_personne,
)
from core.figures.familles.rangs import CLIC, Planche, barre, intitule, marges, trait
from core.figures.habits import hachure
from core.figures.textes import TAILLE_DOUCE, annotation, court, titre
from core.figures.theme import ENCRE, ENCRE_DOUCE, FEMMES, HOMMES, PAPIER
from core.format_fr import avec_unite, euros_court, pourcent

RANG, TETE = 54, 30
MAXIMUM = 8
"""Activités d'une figure ; les autres sont dans la table."""
_NOM, _BARRE, _DEMI = 0.20, 0.64, 0.17
LONGUEUR = 34

HABIT_FEMMES = {"color": FEMMES, "line": {"color": PAPIER, "width": 1}}
HABIT_HOMMES = {
    "color": HOMMES,
    "line": {"color": PAPIER, "width": 1},
    "pattern": {"shape": "/", "fgcolor": PAPIER, "size": 7, "solidity": 0.25, "fillmode": "overlay"},
}
"""Deux couleurs et deux motifs, sans rose ni bleu."""


def benefices(activites: Sequence[Activite]) -> go.Figure:
    """Par activité : la part des hommes à gauche, celle des femmes à droite ; un trait noir dit la part visée de
    chacun."""
    planche = Planche()
    for rang, une in enumerate(activites):
        if une.part_femmes is None or une.empeche:
            _absent(planche, rang, une, (-1.0, 1.0))
            continue
        femmes = une.part_femmes
        planche.traces.extend(_part(rang, longueur, une) for longueur in (femmes, femmes - 1))
        if une.part_visees is not None:
            planche.traits.extend(
                trait(cible, rang + _BARRE, _DEMI + 0.08, {"color": couleur, "width": epaisseur})
                for cible in (une.part_visees, une.part_visees - 1)
                for couleur, epaisseur in ((PAPIER, 7), (ENCRE, 3))
            )
        _nommer(planche, rang, une, dire_benefice(euros_court(une.montant), femmes, une.part_visees))
    for x, texte, ancre in ((-0.02, "◀ hommes", "right"), (0.02, "femmes ▶", "left")):
        planche.textes.append(titre(texte, gauche=x, decalage=4, xref="x", xanchor=ancre))
    milieu = max(1, len(activites)) / 2
    planche.traits.append(trait(0, milieu, milieu, {"color": ENCRE_DOUCE, "width": 1}, layer="below"))
    return _composer(planche, len(activites), [-1.0, 1.0])


def par_personne(activites: Sequence[Activite]) -> go.Figure:
    """Deux barres par activité depuis zéro, à la même échelle : les euros par femme visée, et par homme visé."""
    planche = Planche()
    plus_grand = max((valeur for une in activites for valeur in (une.par_visee, une.par_vise) if valeur), default=1.0)
    for rang, une in enumerate(activites):
        if une.par_visee is None or une.par_vise is None:
            _absent(planche, rang, une, (0.0, plus_grand * 1.02))
            continue
        for decalage, valeur, nom, habit in (
            (-0.11, une.par_visee, "femme", HABIT_FEMMES),
            (0.11, une.par_vise, "homme", HABIT_HOMMES),
        ):
            survol = survol_personne(une.nom, _par(valeur), nom)
            propre = {"name": nom, "customdata": [[une.nom]]}
            planche.traces.append(barre(valeur, rang + _BARRE + decalage, 0.2, habit, survol, **propre))
        _nommer(planche, rang, une, dire_par_personne(_par(une.par_visee), _par(une.par_vise)))
    planche.textes.append(titre(TETE_PERSONNE, decalage=4, xref="x"))
    return _composer(planche, len(activites), [0.0, plus_grand * 1.02])


def _par(valeur: float) -> str:
    return avec_unite(valeur, "€", 0 if valeur >= 10 else 2)


def _part(rang: int, longueur: float, une: Activite) -> dict[str, object]:
    """Les femmes à droite de zéro (longueur positive), les hommes à gauche."""
    femmes = longueur >= 0
    nom, euros, combien = (
        ("Femmes", une.benefice_femmes, une.femmes) if femmes else ("Hommes", une.benefice_hommes, une.hommes)
    )
    return barre(
        longueur,
        rang + _BARRE,
        2 * _DEMI,
        HABIT_FEMMES if femmes else HABIT_HOMMES,
        survol_benefice(une.nom, nom, f"{pourcent(abs(longueur))}, {euros_court(euros)}", combien or 0),
        name=nom,
        customdata=[[une.nom]],
    )


def _absent(planche: Planche, rang: int, une: Activite, etendue: tuple[float, float]) -> None:
    """Une bande hachurée de largeur fixe, et à sa droite pourquoi rien ne s'y dessine."""
    largeur, pourquoi = etendue[1] - etendue[0], une.empeche or "public visé absent"
    planche.traces.append(
        barre(largeur * 0.1, rang + _BARRE, 2 * _DEMI, hachure(), pourquoi, base=[etendue[0]], name="absent")
    )
    planche.textes.append(
        annotation(
            pourquoi,
            rang + _BARRE,
            gauche=etendue[0] + largeur * 0.115,
            taille=TAILLE_DOUCE,
            teinte=ENCRE_DOUCE,
            xref="x",
            bgcolor=PAPIER,
        )
    )
    _nommer(planche, rang, une, euros_court(une.montant))


def _nommer(planche: Planche, rang: int, une: Activite, ecrit: str) -> None:
    planche.textes.append(annotation(intitule(court(une.nom, LONGUEUR), ecrit), rang + _NOM, bgcolor=PAPIER))


def _composer(planche: Planche, rangs: int, etendue: list[float]) -> go.Figure:
    hauteur = RANG * max(rangs, 1) + TETE + 12
    axe = {"visible": False, "range": etendue, "fixedrange": True}
    return planche.figure(rangs, hauteur, axe, margin=marges(TETE), **CLIC)
