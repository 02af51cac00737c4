"""La petite courbe d'un indicateur : années observées, années manquantes hachurées, seuil en tireté."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

import polars as pl

from core.figures import theme
from core.figures.donut import marques
from core.figures.donut.phrases import grandeur, type_ligne
from core.figures.donut.phrases_panneau import alternative_courbe
from core.figures.donut.textes import largeur

LARGEUR = 460.0
HAUTEUR = 116.0
_HAUT, _BAS, _GAUCHE, _DROITE = 24.0, 92.0, 14.0, 446.0


@dataclass(frozen=True)
class Repere:
    """Les deux axes : années de `debut` à `fin`, valeurs de `bas` à `haut`."""

    debut: int
    fin: int
    bas: float
    haut: float

    def x(self, annee: float) -> float:
        """Abscisse d'une année."""
        return _GAUCHE + (annee - self.debut) / (self.fin - self.debut) * (_DROITE - _GAUCHE)

    def y(self, valeur: float) -> float:
        """Ordonnée d'une valeur."""
        return _BAS - (valeur - self.bas) / ((self.haut - self.bas) or 1.0) * (_BAS - _HAUT)


def courbe_svg(mesures: pl.DataFrame, ligne: type_ligne) -> str:
    """Dessine la série d'un indicateur (`annee`, `valeur`) jusqu'à l'exercice ; chaîne vide si rien n'est observé.

    L'axe part de zéro, ou de la valeur préindustrielle quand l'écart se compte depuis elle. Une année sans valeur
    entre la première observée et l'exercice est hachurée et rompt la ligne.
    """
    connues = mesures.filter(pl.col("valeur").is_not_null(), pl.col("annee") <= ligne["exercice"]).sort("annee")
    if connues.is_empty():
        return ""
    valeurs: dict[int, float] = dict(connues.select("annee", "valeur").rows())
    base = ligne["valeur_preindustrielle"] or 0.0
    bornes = [base, *valeurs.values(), *([ligne["seuil"]] if ligne["seuil"] is not None else [])]
    debut = min(valeurs)
    repere = Repere(debut, max(ligne["exercice"], debut + 1), min(bornes), max(bornes))
    absentes = [annee for annee in range(debut, ligne["exercice"] + 1) if annee not in valeurs]
    couleur = theme.PLANCHER_DEFICIT if ligne["anneau"] == "social" else theme.PLAFOND_DEPASSE
    alternative = alternative_courbe(ligne["intitule"], ligne["unite"], valeurs, absentes)
    return "".join(
        [
            marques.ouvrir((0, 0, LARGEUR, HAUTEUR), alternative, role="img"),
            *(_absente(repere, annee) for annee in absentes),
            (
                f'<path d="M{_GAUCHE - 8:g} {repere.y(base):.1f}H{_DROITE + 8:g}" stroke="{theme.FILET}" '
                'stroke-width="1.5"/>'
            ),
            *_seuil(ligne, repere, repere.y(valeurs[debut])),
            *_traits(valeurs, repere, couleur),
            *_annees(repere, ligne["exercice"]),
            *_derniere(valeurs, repere, ligne, couleur),
            "</svg>",
        ]
    )


def _absente(repere: Repere, annee: int) -> str:
    gauche = max(repere.x(annee - 0.5), _GAUCHE - 8)
    droite = min(repere.x(annee + 0.5), _DROITE + 8)
    return (
        f'<rect class="absente" x="{gauche:.1f}" y="{_HAUT - 8:g}" width="{droite - gauche:.1f}" '
        f'height="{_BAS - _HAUT + 8:g}"/>'
    )


def _seuil(ligne: type_ligne, repere: Repere, premiere: float) -> Iterator[str]:
    """Le seuil en tireté ; son nom passe dessous quand la série commence juste au-dessus."""
    if ligne["seuil"] is None:
        return
    hauteur = repere.y(ligne["seuil"])
    decalage = 15 if 0 <= hauteur - premiere < 22 and hauteur < _BAS - 16 else -5
    nom = "plancher" if ligne["anneau"] == "social" else "plafond"
    yield (
        f'<path d="M{_GAUCHE - 8:g} {hauteur:.1f}H{_DROITE + 8:g}" stroke="{theme.OBJECTIF}" stroke-width="1.5" '
        'stroke-dasharray="6 4"/>'
    )
    yield (
        f'<text class="doux halo" font-size="12.5" x="{_GAUCHE - 8:g}" y="{hauteur + decalage:.1f}">'
        f"{nom} {escape(grandeur(ligne['seuil'], ligne['unite']))}</text>"
    )


def _traits(valeurs: dict[int, float], repere: Repere, couleur: str) -> Iterator[str]:
    """Un trait entre deux années qui se suivent, jamais par-dessus une année manquante ; un point par observation."""
    for annee, valeur in valeurs.items():
        x, y = repere.x(annee), repere.y(valeur)
        if annee + 1 in valeurs:
            yield (
                f'<path d="M{x:.1f} {y:.1f}L{repere.x(annee + 1):.1f} {repere.y(valeurs[annee + 1]):.1f}" '
                f'stroke="{couleur}" stroke-width="2.5" stroke-linecap="round"/>'
            )
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{couleur}"/>'


def _annees(repere: Repere, exercice: int) -> Iterator[str]:
    for annee, ancre in ((repere.debut, "start"), (exercice, "end")):
        x = _GAUCHE - 8 if ancre == "start" else _DROITE + 8
        if ancre == "start" or annee > repere.debut:
            yield (
                f'<text class="doux" font-size="12.5" text-anchor="{ancre}" x="{x:g}" '
                f'y="{HAUTEUR - 5:g}">{annee}</text>'
            )


def _derniere(valeurs: dict[int, float], repere: Repere, ligne: type_ligne, couleur: str) -> Iterator[str]:
    """Le dernier point observé, plus gros, et sa valeur écrite sans sortir du cadre."""
    annee = max(valeurs)
    x, y = repere.x(annee), repere.y(valeurs[annee])
    texte = grandeur(valeurs[annee], ligne["unite"])
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{couleur}"/>'
    demi = largeur(texte, 14) / 2
    centre = min(max(x, demi), LARGEUR - demi)
    dessous = y < _HAUT + 4
    yield (
        f'<text class="fort halo" font-size="14" text-anchor="middle" x="{centre:.1f}" '
        f'y="{y + 21 if dessous else y - 10:.1f}">{escape(texte)}</text>'
    )
