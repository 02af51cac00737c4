"""Le dessin de l'avant-après : par lentille, un chiffre par rang, ce qui s'ajoute en plein et ce qui s'en va en
contour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from core.figures import theme
from core.figures.arbitrage.lecture import Rang, ecrire, juger, sujet, varier
from core.figures.arbitrage.phrases_lecture import INCHANGE, INCONNU, MIEUX, MOINS_BIEN
from core.figures.familles.rangs import MUET, Planche, trait
from core.figures.habits import bande, contour, type_habit
from core.figures.textes import TAILLE_DOUCE, annotation, gras, note, sans_html

TITRE, SUJET, TEXTE, BARRE, MARGE = 32, 22, 20, 12, 10
"""Hauteurs en pixels : le titre d'une lentille, son sujet, une ligne de texte, une barre, l'espace après un chiffre."""
LIGNE_PLEINE = 54
"""Lettres qui tiennent sur une ligne de téléphone ; au-delà, la variation passe à la ligne."""
COULEURS = {MIEUX: theme.ESPACE_SUR_CONTOUR, MOINS_BIEN: theme.PLANCHER_DEFICIT}


@dataclass(frozen=True)
class Echelle:
    """Du plus petit au plus grand, zéro compris, et la place que cela prend dans la largeur (en part)."""

    bas: float
    haut: float
    gauche: float = 0.0
    droite: float = 1.0

    def place(self, valeur: float) -> float:
        """Où tombe une valeur, de 0 à 1 dans la largeur."""
        return self.gauche + (valeur - self.bas) / ((self.haut - self.bas) or 1.0) * (self.droite - self.gauche)


def barres(lus: Sequence[Rang]) -> go.Figure:
    """Une figure haute comme son contenu : chaque chiffre nommé, avant, après, sa variation, et sa barre dessous."""
    planche = Planche()
    hauteur = 0.0
    for _, de_la_lentille in groupby(lus, key=lambda rang: rang.lentille):
        rangs = list(de_la_lentille)
        planche.textes.append(annotation(gras(rangs[0].titre), hauteur + TITRE / 2))
        hauteur += TITRE
        for groupe, du_groupe in groupby(rangs, key=lambda rang: rang.groupe):
            reunis = list(du_groupe)
            if len(reunis) > 1:
                planche.textes.append(note(sans_html(groupe), hauteur + SUJET / 2))
                hauteur += SUJET
            for rang in reunis:
                nom = rang.libelle if len(reunis) > 1 else sujet(rang)
                hauteur = _rang(planche, rang, nom[:1].upper() + nom[1:], hauteur, rangs)
    return composer(planche, max(hauteur, TITRE))


def composer(planche: Planche, hauteur: float) -> go.Figure:
    """La figure, une trace par habit : une unité de hauteur vaut un pixel, une de largeur toute la figure."""
    reunie = Planche(_par_habit(planche.traces), planche.textes, planche.traits)
    return reunie.figure(hauteur, hauteur + 12, MUET | {"range": [-0.004, 1.004]})


def _par_habit(barres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Une trace par habit, les grises d'abord : dix barres ne font pas dix traces."""
    ranges = sorted(barres, key=lambda une: (une["marker"]["color"] != theme.REFERENCE, str(une["marker"])))
    return [_reunir(list(memes)) for _, memes in groupby(ranges, key=lambda une: str(une["marker"]))]


def _reunir(barres: list[dict[str, Any]]) -> dict[str, Any]:
    listes = {cle: [une[cle] for une in barres] for cle in ("x", "base", "y", "width")}
    return {"type": "bar", "orientation": "h", "hoverinfo": "skip", "marker": barres[0]["marker"], **listes}


def echelle(rangs: Sequence[Rang], rang: Rang) -> Echelle:
    """Celle de la lentille pour cette unité : une longueur ne se compare qu'à celles de même unité."""
    valeurs = [valeur for un in rangs if un.unite == rang.unite for valeur in un.valeurs if valeur is not None]
    return Echelle(min([0.0, *valeurs]), max([0.0, *valeurs]))


def variation(rang: Rang, etat: int = 1) -> str:
    """« −112 000 €, mieux » ; « inchangé » ; vide quand la donnée manque."""
    jugement = juger(rang, etat)
    if jugement in {INCHANGE, INCONNU}:
        return jugement if jugement == INCHANGE else ""
    return ", ".join(texte for texte in (varier(rang, etat), jugement) if texte)


def sans_unite(avant: str, apres: str) -> str:
    """« 32 000 → 31 800 tCO₂e » : l'unité du second suffit quand c'est la même."""
    nombre, _, unite = avant.rpartition("\u00a0")
    return nombre if nombre and apres.endswith(f"\u00a0{unite}") else avant


def couleur(rang: Rang, etat: int = 1) -> str:
    """Vert si c'est mieux, brun si c'est moins bien, gris sinon ; un mot le dit toujours à côté."""
    return COULEURS.get(juger(rang, etat), theme.ENCRE_DOUCE)


def _rang(planche: Planche, rang: Rang, nom: str, haut: float, rangs: Sequence[Rang]) -> float:
    """Un chiffre ; « inchangé » ne se dit qu'à côté d'un autre qui change."""
    avant, apres = (ecrire(valeur, rang.unite) for valeur in rang.valeurs[:2])
    ecart = variation(rang) if any(un.change for un in rangs) else ""
    lignes = wrap(
        f"{nom}\u00a0:\u00a0{avant}" if avant == apres else f"{nom}\u00a0: {sans_unite(avant, apres)} → {apres}",
        LIGNE_PLEINE,
    )
    for ligne in lignes:
        debut = ligne.removesuffix(apres) if avant != apres else ligne
        planche.textes.append(
            annotation(
                sans_html(debut) + (gras(apres) if debut != ligne else ""), haut + TEXTE / 2, taille=TAILLE_DOUCE
            )
        )
        haut += TEXTE
    haut -= TEXTE
    if ecart and len(f"{lignes[-1]} {ecart}") > LIGNE_PLEINE:
        haut += TEXTE
    if ecart:
        dit = annotation(
            ecart if ecart == INCHANGE else f"<b>{ecart}</b>",
            haut + TEXTE / 2,
            gauche=1,
            taille=TAILLE_DOUCE,
            teinte=couleur(rang),
        )
        planche.textes.append(dit | {"xanchor": "right", "align": "right"})
    haut += TEXTE
    if rang.unite != "année":
        barre(planche, (rang.valeurs[0], rang.valeurs[1]), haut + BARRE / 2, echelle(rangs, rang), couleur(rang))
        haut += BARRE
    return haut + MARGE


def barre(
    planche: Planche, valeurs: tuple[float | None, float | None], milieu: float, bornes: Echelle, teinte: str
) -> None:
    """Le socle commun en gris, ce qui s'ajoute en plein, ce qui s'en va en contour ; une donnée absente, en
    pointillé."""
    avant, apres = valeurs
    if avant is None or apres is None:
        planche.traits.append(
            {**bande(milieu, BARRE * 0.3), "xref": "x", "x0": bornes.gauche, "x1": bornes.gauche + 0.1}
        )
        return
    planche.traces.extend(
        {
            "x": bornes.place(fin) - bornes.place(debut),
            "base": bornes.place(debut),
            "y": milieu,
            "width": BARRE * 0.8,
            "marker": habit,
        }
        for debut, fin, habit in _morceaux(avant, apres, teinte)
        if debut != fin
    )
    planche.traits.append(trait(bornes.place(0.0), milieu, BARRE / 2, {"color": theme.ENCRE_DOUCE, "width": 1.5}))


def _morceaux(avant: float, apres: float, teinte: str) -> list[tuple[float, float, type_habit]]:
    """D'où, jusqu'où et dans quel habit : le socle, puis ce qui s'ajoute ou s'en va ; de part et d'autre de zéro, les
    deux."""
    plein: type_habit = {"color": teinte}
    if avant * apres < 0:
        return [(0.0, avant, contour(teinte)), (0.0, apres, plein)]
    socle = min(avant, apres, key=abs)
    ajoute = abs(apres) > abs(avant)
    reste = (socle, apres, plein) if ajoute else (socle, avant, contour(teinte))
    return [(0.0, socle, {"color": theme.REFERENCE}), reste]
