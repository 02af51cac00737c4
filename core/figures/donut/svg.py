"""La roue du Donut, en SVG pur : manques vers le centre, espace sûr, dépassements vers l'extérieur.

Surface vraie, plafonnement fixe à 300 % avec bord rompu et multiple écrit, données absentes hachurées, étiquettes
courbes. Le même texte sert à l'écran, au PDF et à l'affiche.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, sin
from xml.sax.saxutils import escape

import polars as pl

from core.figures import theme
from core.figures.donut import marques
from core.figures.donut.anneaux import Anneau, Quartier, ranger, statuts_presents
from core.figures.donut.etiquettes import Etiquettes, etiqueter, largeur_cle, tracer_cle
from core.figures.donut.geometrie import (
    RAYON_LIMITE,
    RAYON_PLAFOND,
    RAYON_PLANCHER,
    RAYON_TROU,
    arc,
    rayon_depassement,
    trace,
)
from core.figures.donut.phrases import multiple, part_lisible, titre_secteur
from core.figures.donut.textes import largeur

CORPS_VALEUR = 13.0
CORPS_CLE = 13.5
CORPS_CLE_MAXIMUM = 30.0
RANGS_CLE = 16
LEGENDE_PAYSAGE = 250.0


@dataclass(frozen=True)
class Cadrage:
    """Où la roue sera lue : facteur des caractères, et clé des numéros à droite plutôt que dessous."""

    facteur: float = 1.0
    paysage: bool = False


ECRAN = Cadrage()
PROJECTION = Cadrage(1.75, paysage=True)
TELEPHONE = Cadrage(1.6)


def donut_svg(detail: pl.DataFrame, alternative: str, selection: str | None = None, cadrage: Cadrage = ECRAN) -> str:
    """Dessine la roue des indicateurs du détail ; `selection` est le code de l'indicateur entouré.

    `alternative` nomme la figure pour les lecteurs d'écran. Les textes des utilisateurs sont échappés.
    """
    social, ecologique = ranger(detail, "social"), ranger(detail, "ecologique")
    etiquettes = [etiqueter(anneau, cadrage.facteur) for anneau in (social, ecologique)]
    demi = (RAYON_LIMITE if ecologique.quartiers else RAYON_PLAFOND) + 6 + etiquettes[1].epaisseur
    habillage, cadre = _habiller(etiquettes, statuts_presents((social, ecologique)), demi, cadrage)
    choisi = next((q for a in (social, ecologique) for q in a.quartiers if q.ligne["code"] == selection), None)
    return "".join(
        [
            marques.ouvrir(cadre, alternative),
            f'<circle class="sur" r="{RAYON_PLAFOND:g}"/><circle r="{RAYON_PLANCHER:g}" fill="{theme.PAPIER}"/>',
            *_dessiner(ecologique, selection, cadrage),
            *_reperes(ecologique),
            *_dessiner(social, selection, cadrage),
            *(f'<circle class="bord" r="{rayon:g}"/>' for rayon in (RAYON_PLANCHER, RAYON_PLAFOND)),
            *(etiquette.svg for etiquette in etiquettes),
            f'<path class="choix" d="{trace(choisi.case) if choisi else ""}"/>',
            habillage,
            "</svg>",
        ]
    )


def _habiller(
    etiquettes: list[Etiquettes], statuts: set[str], demi: float, cadrage: Cadrage
) -> tuple[str, tuple[float, float, float, float]]:
    """La clé et la légende, sous la roue ou à sa droite, et le cadre qui contient tout."""
    corps = CORPS_CLE * cadrage.facteur
    if not cadrage.paysage:
        cle, hauteur_cle = tracer_cle(etiquettes, (8 - demi, demi + 10), 2 * demi - 8, corps)
        coins = marques.legende_aux_coins(statuts, demi) if cadrage.facteur == 1 else None
        if coins is not None:
            return cle + coins, (-demi, -demi, 2 * demi, 2 * demi + hauteur_cle + 4)
        bas = demi + 14 + hauteur_cle
        legende, hauteur = marques.legende(statuts, (-demi, bas), 2 * demi, cadrage.facteur)
        return cle + legende, (-demi, -demi, 2 * demi, demi + bas + hauteur)
    gauche = demi + 28
    entrees = max(sum(len(etiquette.cle) for etiquette in etiquettes), 1)
    colonnes = -(-entrees // RANGS_CLE)
    _, hauteur = marques.legende(statuts, (0, 0), LEGENDE_PAYSAGE * cadrage.facteur, cadrage.facteur)
    corps = min((2 * demi - hauteur - 30) / (1.32 * -(-entrees // colonnes)), CORPS_CLE_MAXIMUM)
    place = max(colonnes * (largeur_cle(etiquettes, corps) + corps), LEGENDE_PAYSAGE * cadrage.facteur)
    cle, _ = tracer_cle(etiquettes, (gauche, -demi), place, corps)
    legende, hauteur = marques.legende(statuts, (gauche, demi - hauteur), place, cadrage.facteur, centree=False)
    return cle + legende, (-demi, -demi, 2 * demi + 28 + place, 2 * demi)


def _reperes(anneau: Anneau) -> Iterator[str]:
    """Deux arcs discrets, à deux et trois fois le plafond, là où rien n'est coloré."""
    for quartier in anneau.quartiers:
        for depassement in (1.0, 2.0):
            rayon = rayon_depassement(depassement)
            if quartier.plein is None or quartier.plein.haut < rayon:
                yield f'<path class="repere" d="{arc(rayon, quartier.case.debut, quartier.case.fin)}"/>'


def _dessiner(anneau: Anneau, selection: str | None, cadrage: Cadrage) -> Iterator[str]:
    for quartier in anneau.quartiers:
        code = quartier.ligne["code"]
        contenu = "".join(_contenu(quartier, CORPS_VALEUR * cadrage.facteur))
        yield marques.bouton(code, titre_secteur(quartier.ligne), contenu, choisi=code == selection)


def _contenu(quartier: Quartier, corps: float) -> Iterator[str]:
    """La case, puis ce qui la remplit : trame, secteur plein, bord rompu, valeur ou coche."""
    statut = quartier.ligne["statut"]
    yield f'<path class="fond" d="{trace(quartier.case)}"/>'
    if statut in marques.TRAMES:
        classe = marques.TRAMES[statut].removeprefix("trame-")
        yield f'<path class="{classe}" d="{trace(quartier.case)}"/>'
    elif quartier.plein is None:
        yield _coche(quartier)
    else:
        classe = "manque" if quartier.ligne["anneau"] == "social" else "depassement"
        yield f'<path class="{classe}" d="{trace(quartier.plein)}"/>'
        if quartier.coupe:
            yield f'<path class="coupe" d="{arc(RAYON_LIMITE - 5, quartier.case.debut, quartier.case.fin)}"/>'
        yield _valeur(quartier, corps)


def _coche(quartier: Quartier) -> str:
    """Le seuil est tenu : une coche au bord de l'espace sûr."""
    social = quartier.ligne["anneau"] == "social"
    rayon = RAYON_PLANCHER - 17 if social else RAYON_PLAFOND + 17
    x, y = rayon * sin(quartier.case.milieu), -rayon * cos(quartier.case.milieu)
    return f'<path class="tenu" d="M{x - 6:.1f} {y + 0.5:.1f}l4 4.5l8 -10"/>'


def _valeur(quartier: Quartier, corps: float) -> str:
    """La valeur écrite : en clair dans le secteur s'il est assez épais, sinon juste à côté ; vide faute de place."""
    if quartier.plein is None:
        return ""
    social = quartier.ligne["anneau"] == "social"
    texte = part_lisible(quartier.ligne["manque"]) if social else multiple(quartier.ligne["depassement"] + 1)
    angle = quartier.case.milieu
    large = largeur(texte, corps)
    radial = abs(sin(angle)) * large + abs(cos(angle)) * corps
    tangent = abs(cos(angle)) * large + abs(sin(angle)) * corps
    plein, bord = quartier.plein, 9.0 if quartier.coupe else 0.0
    dedans = plein.haut - plein.bas - bord >= radial + 3
    if dedans:
        rayon = (plein.haut - bord + plein.bas) / 2
    else:
        rayon = plein.bas - 4 - radial / 2 if social else plein.haut + 4 + radial / 2
    deborde = not RAYON_TROU + radial / 2 <= rayon <= RAYON_LIMITE - radial / 2
    if deborde or tangent > (quartier.case.fin - quartier.case.debut) * rayon - 3:
        return ""
    classe = "clair fort" if dedans else "hors fort"
    return (
        f'<text class="{classe}" font-size="{corps:.1f}" text-anchor="middle" x="{rayon * sin(angle):.1f}" '
        f'y="{-rayon * cos(angle) + corps * 0.35:.1f}">{escape(texte)}</text>'
    )
