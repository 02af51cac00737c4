"""La géométrie de la roue : rayons à surface vraie, secteurs, arcs ; angles en radians, horaires depuis midi.

Un manque part du plancher vers le centre, un dépassement du plafond vers l'extérieur. La surface colorée est
proportionnelle à l'écart : le rayon varie en racine carrée. Le plafonnement et les rayons sont les mêmes pour tous
les territoires et toutes les années.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

RAYON_TROU = 26.0
RAYON_PLANCHER = 150.0
RAYON_PLAFOND = 208.0
RAYON_LIMITE = 290.0
DEPASSEMENT_LIMITE = 3.0
JEU = 0.024
JEU_INTERNE = 0.012


@dataclass(frozen=True)
class Secteur:
    """Une part d'anneau, de `debut` à `fin`, du rayon `bas` au rayon `haut`."""

    debut: float
    fin: float
    bas: float
    haut: float

    @property
    def milieu(self) -> float:
        """Angle de la bissectrice."""
        return (self.debut + self.fin) / 2

    @property
    def surface(self) -> float:
        """Aire, en unités du dessin au carré."""
        return (self.fin - self.debut) / 2 * (self.haut**2 - self.bas**2)


def rayon_manque(manque: float, plancher: float = RAYON_PLANCHER, trou: float = RAYON_TROU) -> float:
    """Rayon intérieur d'un manque (0 à 1) : la surface entre ce rayon et le plancher vaut la part manquante."""
    return sqrt(plancher**2 - manque * (plancher**2 - trou**2))


def rayon_depassement(
    depassement: float,
    plafond: float = RAYON_PLAFOND,
    limite: float = RAYON_LIMITE,
    maximum: float = DEPASSEMENT_LIMITE,
) -> float:
    """Rayon extérieur d'un dépassement (0 et plus), coupé à `maximum` : la surface reste proportionnelle."""
    part = min(max(depassement, 0.0), maximum) / maximum
    return sqrt(plafond**2 + part * (limite**2 - plafond**2))


def decouper(nombre: int) -> list[tuple[float, float]]:
    """Les `nombre` parts égales d'un tour, chacune rognée d'un jeu ; le jeu ne dépasse jamais un dixième de part."""
    pas = 2 * pi / nombre if nombre else 0.0
    jeu = min(JEU, pas / 10) / 2
    return [(rang * pas + jeu, (rang + 1) * pas - jeu) for rang in range(nombre)]


def partager(debut: float, fin: float, nombre: int) -> list[tuple[float, float]]:
    """Partage l'angle d'une dimension entre ses indicateurs : on divise l'angle, jamais le rayon."""
    pas = (fin - debut) / nombre
    jeu = min(JEU_INTERNE, pas / 8) / 2
    return [
        (debut + rang * pas + (jeu if rang else 0.0), debut + (rang + 1) * pas - (jeu if rang < nombre - 1 else 0.0))
        for rang in range(nombre)
    ]


def point(rayon: float, angle: float) -> str:
    """Coordonnées « x y » d'un point polaire, le centre étant l'origine."""
    return f"{rayon * sin(angle):.1f} {-rayon * cos(angle):.1f}"


def trace(secteur: Secteur) -> str:
    """Le chemin SVG fermé d'un secteur."""
    grand = int(secteur.fin - secteur.debut > pi)
    return (
        f"M{point(secteur.haut, secteur.debut)}A{secteur.haut:.1f} {secteur.haut:.1f} 0 {grand} 1 "
        f"{point(secteur.haut, secteur.fin)}L{point(secteur.bas, secteur.fin)}"
        f"A{secteur.bas:.1f} {secteur.bas:.1f} 0 {grand} 0 {point(secteur.bas, secteur.debut)}Z"
    )


def arc(rayon: float, debut: float, fin: float, *, inverse: bool = False) -> str:
    """Le chemin SVG d'un arc ouvert ; inversé, il se lit de gauche à droite dans la moitié basse."""
    grand = int(fin - debut > pi)
    if inverse:
        return f"M{point(rayon, fin)}A{rayon:.1f} {rayon:.1f} 0 {grand} 0 {point(rayon, debut)}"
    return f"M{point(rayon, debut)}A{rayon:.1f} {rayon:.1f} 0 {grand} 1 {point(rayon, fin)}"


def en_bas(angle: float) -> bool:
    """Vrai dans la moitié basse, où un texte courbe doit être retourné pour rester lisible."""
    return pi / 2 < angle % (2 * pi) < 3 * pi / 2
