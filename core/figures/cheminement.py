"""Le cheminement entre méthodes : par laquelle commencer, vers laquelle aller ensuite (SVG)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import hypot

from core.figures.theme import ENCRE, ENCRE_DOUCE, ESPACE_SUR, ESPACE_SUR_CONTOUR, FILET, FOND_DOUX, POLICE
from core.modele import Fiche, Maturite

ETAPES = {
    Maturite.ACCULTURATION: "S’acculturer",
    Maturite.PILOTAGE: "Piloter",
    Maturite.COMPTABILITE: "Compter",
}
_RANGS = ("trajectoire", "donut", "execution", "care")
"""De haut en bas dans chaque colonne : cet ordre évite que les chemins se croisent."""
_LARGEUR_BOITE, _HAUTEUR_BOITE, _COLONNE, _LIGNE, _HAUT = 220, 56, 420, 118, 58


def cheminement(fiches: Sequence[Fiche], courante: str, calculables: frozenset[str]) -> str:
    """Le dessin : une colonne par maturité, une boîte par méthode, un trait vers celles où elle mène.

    La méthode `courante` est cernée ; une méthode absente de `calculables` est en tireté. Un chemin vers une
    méthode qui n'existe pas encore n'est pas dessiné.
    """
    etapes = [etape for etape in Maturite if any(fiche.maturite == etape for fiche in fiches)]
    places = _places(fiches, etapes)
    largeur = (len(etapes) - 1) * _COLONNE + _LARGEUR_BOITE + 4
    hauteur = max(y for _, y in places.values()) + _HAUTEUR_BOITE + 6
    colonnes = "".join(
        f'<text x="{rang * _COLONNE + 2}" y="20" font-size="14" fill="{ENCRE_DOUCE}">{ETAPES[etape]}</text>'
        f'<line x1="{rang * _COLONNE + 2}" y1="32" x2="{rang * _COLONNE + 2 + _LARGEUR_BOITE}" y2="32" stroke="{FILET}"/>'
        for rang, etape in enumerate(etapes)
    )
    boites = "".join(_boite(fiche, places[fiche.cle], fiche.cle == courante, calculables) for fiche in fiches)
    return (
        f'<svg viewBox="0 0 {largeur} {hauteur}" width="100%" style="max-width:{largeur}px" role="img" '
        f'aria-label="{escape(_alternative(fiches), quote=True)}" font-family="{POLICE}">'
        '<defs><marker id="pointe" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{ENCRE_DOUCE}"/></marker></defs>'
        f"{colonnes}{_traits(fiches, places)}{boites}</svg>"
    )


def _places(fiches: Sequence[Fiche], etapes: Sequence[Maturite]) -> dict[str, tuple[int, int]]:
    places = {}
    for rang, etape in enumerate(etapes):
        siennes = [fiche.cle for fiche in fiches if fiche.maturite == etape]
        siennes.sort(key=lambda cle: _RANGS.index(cle) if cle in _RANGS else len(_RANGS))
        for ligne, cle in enumerate(siennes):
            places[cle] = (rang * _COLONNE + 2, _HAUT + ligne * _LIGNE)
    return places


def _boite(fiche: Fiche, place: tuple[int, int], courante: bool, calculables: frozenset[str]) -> str:
    x, y = place
    prete = fiche.cle in calculables
    tirete = "" if prete else ' stroke-dasharray="5 4"'
    return (
        f'<rect x="{x}" y="{y}" width="{_LARGEUR_BOITE}" height="{_HAUTEUR_BOITE}" rx="6" '
        f'fill="{ESPACE_SUR if prete else FOND_DOUX}" stroke="{ENCRE if courante else ESPACE_SUR_CONTOUR}" '
        f'stroke-width="{2.5 if courante else 1}"{tirete}/>'
        f'<text x="{x + 14}" y="{y + 25}" font-size="16" font-weight="600" fill="{ENCRE}">{escape(fiche.titre)}</text>'
        f'<text x="{x + 14}" y="{y + 44}" font-size="13" fill="{ENCRE_DOUCE}">'
        f"{'se calcule ici' if prete else 'données à apporter'}</text>"
    )


def _traits(fiches: Sequence[Fiche], places: dict[str, tuple[int, int]]) -> str:
    chemins = {(fiche.cle, suite) for fiche in fiches for suite in fiche.mene_a if suite in places}
    traits = []
    for depart, arrivee in sorted(chemins):
        retour = (arrivee, depart) in chemins
        if retour and arrivee < depart:
            continue
        (x1, y1), (x2, y2) = _bords(places[depart], places[arrivee])
        debut = ' marker-start="url(#pointe)"' if retour else ""
        traits.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{ENCRE_DOUCE}" '
            f'stroke-width="1.5" marker-end="url(#pointe)"{debut}/>'
        )
    return "".join(traits)


def _bords(depart: tuple[int, int], arrivee: tuple[int, int]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Les points où la droite entre les centres de deux boîtes sort de l'une et entre dans l'autre."""
    centres = [(x + _LARGEUR_BOITE / 2, y + _HAUTEUR_BOITE / 2) for x, y in (depart, arrivee)]
    (x1, y1), (x2, y2) = centres
    ecart_x, ecart_y = x2 - x1, y2 - y1
    longueur = hypot(ecart_x, ecart_y)
    sortie = min(
        (_LARGEUR_BOITE / 2 + 6) / abs(ecart_x) if ecart_x else 1.0,
        (_HAUTEUR_BOITE / 2 + 6) / abs(ecart_y) if ecart_y else 1.0,
    )
    sortie = min(sortie, 0.5 - 1 / longueur)
    return (x1 + ecart_x * sortie, y1 + ecart_y * sortie), (x2 - ecart_x * sortie, y2 - ecart_y * sortie)


def _alternative(fiches: Sequence[Fiche]) -> str:
    titres = {fiche.cle: fiche.titre for fiche in fiches}
    phrases = []
    for fiche in fiches:
        suites = [titres[suite] for suite in fiche.mene_a if suite in titres]
        if suites:
            phrases.append(f"{fiche.titre} mène à {' et '.join(suites)}")
    return "Cheminement entre méthodes : " + " ; ".join(phrases) + "."
