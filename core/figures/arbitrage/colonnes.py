"""Des scénarios côte à côte : une colonne pour le départ, une par scénario, les mêmes rangs et la même échelle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import wrap

import plotly.graph_objects as go

from core.figures import theme
from core.figures.arbitrage.dessin import BARRE, MARGE, TITRE, Echelle, barre, composer, couleur, echelle, variation
from core.figures.arbitrage.lecture import Rang, ecrire, juger, sujet
from core.figures.arbitrage.phrases_lecture import INCHANGE
from core.figures.familles.rangs import Planche
from core.figures.textes import TAILLE_DOUCE, annotation, gras, sans_html

NOM, VALEUR, ECART = 24, 20, 18
"""Hauteurs en pixels : le nom d'un chiffre, sa valeur, sa variation."""
LETTRES = 48
"""Lettres d'en-tête qui tiennent sur la largeur d'un téléphone, à partager entre les colonnes."""


def colonnes(lus: Sequence[Rang], etats: Sequence[str]) -> go.Figure:
    """Une table dessinée : les noms des scénarios en tête, puis chaque chiffre, sa valeur et sa variation par
    colonne."""
    planche = Planche()
    pas = 1.0 / len(etats)
    entetes = ["<br>".join(gras(ligne) for ligne in wrap(etat, max(8, LETTRES // len(etats)))) for etat in etats]
    hauteur = 20.0 * max(entete.count("<br>") + 1 for entete in entetes) + 8
    for rang_colonne, entete in enumerate(entetes):
        planche.textes.append(annotation(entete, hauteur / 2, gauche=rang_colonne * pas))
    for _, de_la_lentille in groupby(lus, key=lambda rang: rang.lentille):
        rangs = list(de_la_lentille)
        planche.traits.append(
            {"type": "line", "x0": 0, "x1": 1, "y0": hauteur, "y1": hauteur, "line": {"color": theme.FILET, "width": 1}}
        )
        planche.textes.append(annotation(gras(rangs[0].titre), hauteur + TITRE / 2))
        hauteur += TITRE
        for rang in rangs:
            hauteur = _rang(planche, rang, hauteur, echelle(rangs, rang), pas)
    return composer(planche, hauteur)


def _rang(planche: Planche, rang: Rang, haut: float, bornes: Echelle, pas: float) -> float:
    planche.textes.append(
        annotation(sans_html(sujet(rang)), haut + NOM / 2, taille=TAILLE_DOUCE, teinte=theme.ENCRE_DOUCE)
    )
    haut += NOM
    for etat, valeur in enumerate(rang.valeurs):
        gauche, ecrite = etat * pas, ecrire(valeur, rang.unite)
        planche.textes.append(annotation(gras(ecrite) if etat else ecrite, haut + VALEUR / 2, gauche=gauche))
        if etat:
            dit = variation(rang, etat)
            planche.textes.append(
                annotation(
                    dit if juger(rang, etat) == INCHANGE else f"<b>{dit}</b>",
                    haut + VALEUR + ECART / 2,
                    gauche=gauche,
                    taille=TAILLE_DOUCE,
                    teinte=couleur(rang, etat),
                )
            )
        if rang.unite != "année":
            barre(
                planche,
                (rang.valeurs[0], valeur),
                haut + VALEUR + ECART + BARRE / 2,
                replace(bornes, gauche=gauche, droite=gauche + pas * 0.9),
                couleur(rang, etat),
            )
    return haut + VALEUR + ECART + BARRE + MARGE
