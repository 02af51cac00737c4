"""La jumelle de la roue : des barres triées, manques à gauche, dépassements à droite de l'espace sûr.

Mêmes données, même plafonnement à 300 %, même bord rompu, mêmes trames que la roue : le Donut est la métaphore, les
barres servent à lire. Deux échelles distinctes, chacune partant de son seuil.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

import polars as pl

from core.figures.donut import marques
from core.figures.donut.geometrie import DEPASSEMENT_LIMITE
from core.figures.donut.phrases import bref, part_lisible, titre_secteur, type_ligne
from core.figures.donut.phrases_vues import ECHELLE_BESOINS, ECHELLE_LIMITES
from core.figures.donut.textes import lignes
from core.format_fr import INSECABLE

LARGEUR_COTE = 330.0
EPINE = 34.0
CORPS = 15.0
CORPS_VALEUR = 14.0
_PLACE_VALEUR = 62.0
_BARRE = 15.0
_PART_TRAMEE = 0.35
_ENTETE = 52.0
_RANGS = ("non_atteint", "franchi", "atteint", "respecte", "sans_echelle", "donnee_absente", "sans_seuil", "incoherent")


@dataclass(frozen=True)
class Cote:
    """Un côté du graphique : où est le seuil, dans quel sens partent les barres, quelle largeur il occupe."""

    anneau: str
    seuil: float
    sens: int
    large: float

    def x(self, part: float) -> float:
        """Abscisse du bout d'une barre qui occupe cette part de l'échelle."""
        return self.seuil + self.sens * part * (self.large - _PLACE_VALEUR)

    @property
    def ancre(self) -> str:
        """De quel bout s'écrit un texte qui part du seuil."""
        return "end" if self.sens < 0 else "start"


@dataclass(frozen=True)
class Rangee:
    """Un indicateur, son nom réparti en lignes, et la bande qu'il occupe."""

    ligne: type_ligne
    cote: Cote
    nom: tuple[str, ...]
    haut: float

    @property
    def barre(self) -> float:
        """Ordonnée du haut de la barre, sous le nom."""
        return self.haut + len(self.nom) * 18 + 2

    @property
    def bas(self) -> float:
        """Ordonnée du bas de la bande."""
        return self.barre + _BARRE + 6

    @property
    def case(self) -> str:
        """Le contour de la bande."""
        bord = self.cote.seuil + self.cote.sens * self.cote.large
        return f"M{self.cote.seuil:.1f} {self.haut - 2:.1f}H{bord:.1f}V{self.bas:.1f}H{self.cote.seuil:.1f}Z"


def barres_svg(detail: pl.DataFrame, alternative: str, selection: str | None = None) -> str:
    """Dessine les barres des indicateurs du détail, les plus grands écarts en haut ; `selection` est entouré."""
    presents = [anneau for anneau in ("social", "ecologique") if detail.filter(pl.col("anneau") == anneau).height]
    large = LARGEUR_COTE if len(presents) > 1 else 2 * LARGEUR_COTE
    cotes = [
        Cote(anneau, sens * EPINE / 2, sens, large)
        for anneau, sens in (("social", -1), ("ecologique", 1))
        if anneau in presents
    ]
    rangees = [rangee for cote in cotes for rangee in _rangees(detail, cote)]
    bas = max((rangee.bas + 6 for rangee in rangees), default=_ENTETE)
    gauche = -EPINE / 2 - (large if "social" in presents else 0)
    droite = EPINE / 2 + (large if "ecologique" in presents else 0)
    legende, hauteur = marques.legende(set(detail["statut"]), (gauche, bas + 16), droite - gauche)
    return "".join(
        [
            marques.ouvrir((gauche, 0, droite - gauche, bas + 16 + hauteur), alternative),
            *(_echelle(cote, bas) for cote in cotes),
            (
                f'<rect class="sur" x="{-EPINE / 2:g}" y="{_ENTETE - 6:g}" width="{EPINE:g}" '
                f'height="{bas - _ENTETE + 8:.0f}"/>'
            ),
            *(_dessiner(rangee, selection) for rangee in rangees),
            *(_bord(cote, bas) for cote in cotes),
            f'<path class="choix" d="{next((un.case for un in rangees if un.ligne["code"] == selection), "")}"/>',
            legende,
            "</svg>",
        ]
    )


def _bord(cote: Cote, bas: float) -> str:
    return f'<path class="bord" d="M{cote.seuil:g} {_ENTETE - 6:g}V{bas + 2:.0f}"/>'


def _echelle(cote: Cote, bas: float) -> str:
    """Le titre du côté, ses repères et leurs filets."""
    if cote.anneau == "social":
        titre, reperes = ECHELLE_BESOINS, [(part, part_lisible(part)) for part in (0.0, 0.5, 1.0)]
    else:
        titre = ECHELLE_LIMITES
        reperes = [
            (rang / DEPASSEMENT_LIMITE, f"×{INSECABLE}{rang + 1}") for rang in range(int(DEPASSEMENT_LIMITE) + 1)
        ]
    texte = escape(titre.replace(" :", f"{INSECABLE}:"))
    morceaux = [
        f'<text class="fort" font-size="15" text-anchor="{cote.ancre}" x="{cote.seuil:g}" y="15">{texte}</text>'
    ]
    for part, libelle in reperes:
        x = cote.x(part)
        morceaux.append(
            f'<path class="repere" d="M{x:.1f} {_ENTETE - 6:g}V{bas:.0f}"/><text class="doux" font-size="12.5" '
            f'text-anchor="middle" x="{x:.1f}" y="36">{escape(libelle)}</text>'
        )
    return "".join(morceaux)


def _rangees(detail: pl.DataFrame, cote: Cote) -> list[Rangee]:
    """Les rangées d'un côté, de haut en bas : les plus grands écarts, les seuils tenus, puis ce qui n'a pas d'écart."""
    rang = pl.col("statut").replace_strict(list(_RANGS), range(len(_RANGS)), default=len(_RANGS))
    tri = (
        detail.filter(pl.col("anneau") == cote.anneau)
        .with_columns(
            rang_statut=rang,
            ecart=pl.coalesce("manque", "depassement"),
            seule=pl.len().over("lentille", "dimension") == 1,
        )
        .sort("rang_statut", "ecart", "dimension", "code", descending=[False, True, False, False], nulls_last=True)
    )
    rangees: list[Rangee] = []
    for ligne in tri.iter_rows(named=True):
        nom = ligne["dimension"] if ligne["seule"] else f"{ligne['dimension']} — {ligne['intitule']}"
        reparti = lignes(nom, cote.large - 8, CORPS, cesure=True) or [nom]
        rangees.append(Rangee(ligne, cote, tuple(reparti), rangees[-1].bas + 6 if rangees else _ENTETE))
    return rangees


def _dessiner(rangee: Rangee, selection: str | None) -> str:
    """Une rangée : la case, le nom, la barre (pleine, tramée ou absente) et la valeur à son bout."""
    cote, ligne = rangee.cote, rangee.ligne
    noms = "".join(
        f'<text font-size="{CORPS:g}" text-anchor="{cote.ancre}" x="{cote.seuil + cote.sens * 6:.1f}" '
        f'y="{rangee.haut + 14 + numero * 18:.1f}">{escape(texte)}</text>'
        for numero, texte in enumerate(rangee.nom)
    )
    contenu = f'<path class="fond" d="{rangee.case}"/>{noms}{"".join(_marques(rangee))}'
    return marques.bouton(ligne["code"], titre_secteur(ligne), contenu, choisi=ligne["code"] == selection)


def _marques(rangee: Rangee) -> Iterator[str]:
    cote, y = rangee.cote, rangee.barre
    part, classe, valeur = _barre(rangee.ligne)
    bout = cote.x(part)
    if part:
        gauche, longueur = min(cote.seuil, bout), abs(bout - cote.seuil)
        yield f'<rect class="{classe}" x="{gauche:.1f}" y="{y:.1f}" width="{longueur:.1f}" height="{_BARRE:g}"/>'
    if classe == "depassement" and rangee.ligne["depassement"] > DEPASSEMENT_LIMITE:
        yield f'<path class="coupe" style="stroke-dasharray:4 3" d="M{bout - cote.sens * 5:.1f} {y:.1f}v{_BARRE:g}"/>'
    if classe == "tenu":
        yield f'<path class="tenu" d="M{bout + cote.sens * 14 - 6:.1f} {y + 8:.1f}l4 4.5l8 -10"/>'
    ton = "fort" if classe in {"manque", "depassement"} else "doux"
    x = bout + cote.sens * (26 if classe == "tenu" else 7)
    yield (
        f'<text class="{ton}" font-size="{CORPS_VALEUR:g}" text-anchor="{cote.ancre}" x="{x:.1f}" y="{y + 12.5:.1f}">'
        f"{escape(valeur)}</text>"
    )


def _barre(ligne: type_ligne) -> tuple[float, str, str]:
    """Part de l'échelle, classe de style et valeur écrite d'une barre."""
    statut = ligne["statut"]
    if statut == "non_atteint":
        return ligne["manque"], "manque", bref(ligne)
    if statut == "franchi":
        return min(ligne["depassement"], DEPASSEMENT_LIMITE) / DEPASSEMENT_LIMITE, "depassement", bref(ligne)
    if statut in {"atteint", "respecte"}:
        return 0.0, "tenu", bref(ligne)
    return _PART_TRAMEE, marques.TRAMES[statut].removeprefix("trame-"), bref(ligne)
