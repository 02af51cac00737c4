"""Les noms des dimensions, courbes : dans l'espace sûr pour les besoins, autour de la roue pour les plafonds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from xml.sax.saxutils import escape

from core.figures.donut.anneaux import Anneau, Dimension
from core.figures.donut.geometrie import RAYON_LIMITE, RAYON_PLAFOND, RAYON_PLANCHER, arc, en_bas
from core.figures.donut.textes import INTERLIGNE, composer, largeur
from core.format_fr import INSECABLE

CORPS = {"social": (14.5, 14.0, 13.5, 13.0, 12.5, 12.0, 11.5), "ecologique": (16.0, 15.5, 15.0, 14.5, 14.0, 13.0, 12.0)}
_MILIEU = (RAYON_PLANCHER + RAYON_PLAFOND) / 2
_HAUTEUR_ANNEAU = RAYON_PLAFOND - RAYON_PLANCHER - 5
_HAUTEUR_BORD = 54.0
_ECART_BORD = 9.0


@dataclass(frozen=True)
class Etiquettes:
    """Les étiquettes d'un anneau : leur tracé, l'épaisseur prise autour de la roue, la clé si ce sont des numéros."""

    svg: str
    epaisseur: float
    cle: tuple[str, ...] = ()


def etiqueter(anneau: Anneau, facteur: float = 1.0) -> Etiquettes:
    """Compose les étiquettes d'un anneau au plus grand corps qui les fait toutes tenir, à défaut par des numéros.

    `facteur` agrandit les caractères sans agrandir la roue (projection, téléphone).
    """
    if not anneau.dimensions:
        return Etiquettes("", 0.0)
    social = anneau.nom == "social"
    angle = anneau.dimensions[0].fin - anneau.dimensions[0].debut
    place = angle * (RAYON_PLANCHER + 8 if social else RAYON_LIMITE + _ECART_BORD) - 4
    noms = [dimension.nom for dimension in anneau.dimensions]
    tailles = [corps * facteur for corps in CORPS[anneau.nom]]
    fait = composer(noms, place, _HAUTEUR_ANNEAU if social else _HAUTEUR_BORD * facteur, tailles)
    cle: tuple[str, ...] = ()
    if fait is None:
        numeros = [_numero(rang, social) for rang in range(len(noms))]
        cle = tuple(
            f"{numero}. {dimension.nom}{INSECABLE}: {dimension.lecture}"
            for numero, dimension in zip(numeros, anneau.dimensions, strict=True)
        )
        fait = (tailles[0], [[numero] for numero in numeros])
    corps, textes = fait
    traces = [
        _etiquette(dimension, lignes, corps, social, rang)
        for rang, (dimension, lignes) in enumerate(zip(anneau.dimensions, textes, strict=True))
    ]
    lignes_maximum = max(len(lignes) for lignes in textes)
    epaisseur = 0.0 if social else _ECART_BORD + lignes_maximum * corps * INTERLIGNE
    return Etiquettes("".join(traces), epaisseur, cle)


def _numero(rang: int, social: bool) -> str:
    """Des chiffres pour les besoins, des lettres pour les plafonds : les deux clés ne se confondent pas."""
    if social:
        return str(rang + 1)
    lettre = chr(ord("A") + rang % 26)
    return lettre if rang < 26 else f"{lettre}{rang // 26}"


def _etiquette(dimension: Dimension, lignes: list[str], corps: float, social: bool, rang: int) -> str:
    """Les lignes d'une étiquette, chacune sur son arc ; retournées dans la moitié basse."""
    milieu = (dimension.debut + dimension.fin) / 2
    demi_arc = min((dimension.fin - dimension.debut) * 0.7, 0.9 * pi)
    retourne = en_bas(milieu)
    morceaux = []
    for numero, texte in enumerate(lignes):
        rayon = _ligne_de_base(numero, len(lignes), corps, social, retourne)
        chemin = arc(rayon, milieu - demi_arc, milieu + demi_arc, inverse=retourne)
        repere = f"{'s' if social else 'e'}{rang}-{numero}"
        morceaux.append(
            f'<path id="{repere}" d="{chemin}" fill="none"/><text font-size="{corps:g}" text-anchor="middle">'
            f'<textPath href="#{repere}" startOffset="50%">{escape(texte)}</textPath></text>'
        )
    return "".join(morceaux)


def _ligne_de_base(numero: int, compte: int, corps: float, social: bool, retourne: bool) -> float:
    """Rayon de la ligne de base de la ligne `numero` sur `compte`."""
    pas = corps * INTERLIGNE
    if social:
        decalage = ((compte - 1) / 2 - numero) * pas
        return _MILIEU + 0.35 * corps - decalage if retourne else _MILIEU - 0.35 * corps + decalage
    bord = RAYON_LIMITE + _ECART_BORD
    return bord + 0.72 * corps + numero * pas if retourne else bord + (compte - 1 - numero) * pas


def tracer_cle(
    etiquettes: Sequence[Etiquettes], coin: tuple[float, float], place: float, corps: float
) -> tuple[str, float]:
    """La clé des numéros, en colonnes égales depuis `coin`, et sa hauteur ; rien quand les noms tiennent."""
    entrees = [entree for etiquette in etiquettes for entree in etiquette.cle]
    if not entrees:
        return "", 0.0
    large = max(largeur(entree, corps) for entree in entrees) + corps
    colonnes = max(int(place // large), 1)
    rangs = -(-len(entrees) // colonnes)
    pas, interligne = max(place / colonnes, large), corps * 1.32
    textes = [
        f'<text font-size="{corps:.1f}" x="{coin[0] + (rang // rangs) * pas:.1f}" '
        f'y="{coin[1] + corps + (rang % rangs) * interligne:.1f}">{escape(entree)}</text>'
        for rang, entree in enumerate(entrees)
    ]
    return "".join(textes), rangs * interligne + corps


def largeur_cle(etiquettes: Sequence[Etiquettes], corps: float) -> float:
    """La largeur d'une clé d'une seule colonne ; 0 s'il n'y a pas de numéros."""
    return max((largeur(entree, corps) for un in etiquettes for entree in un.cle), default=0.0)
