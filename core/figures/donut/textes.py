"""Faire tenir une étiquette : largeur estimée d'un texte, césure française, retour à la ligne.

Rien n'est coupé ni abrégé : si les étiquettes d'un anneau ne tiennent pas, elles deviennent des numéros et une clé.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LARGEURS = (("ijlI'’.,;: \u00a0\u202f|", 0.26), ("ftr-()/", 0.34), ("ckszvxy", 0.46), ("mwMW%", 0.83))
_LARGEUR_CAPITALE = 0.62
_LARGEUR_COURANTE = 0.55
INTERLIGNE = 1.1

_VOYELLE = "[aeiouyàâäéèêëîïôöùûüœæ]"
_CONSONNE = r"(?:(?![aeiouyàâäéèêëîïôöùûüœæ])[^\W\d_])"
_GROUPES = (
    "bl",
    "cl",
    "fl",
    "gl",
    "pl",
    "br",
    "cr",
    "dr",
    "fr",
    "gr",
    "pr",
    "tr",
    "vr",
    "ch",
    "ph",
    "th",
    "gn",
    "qu",
    "gu",
)
_SUITE = rf"(?=(?:{'|'.join(_GROUPES)}|{_CONSONNE}){_VOYELLE})"
_CESURE = re.compile(rf"(?<={_VOYELLE}){_SUITE}|(?<={_VOYELLE}{_CONSONNE}){_SUITE}", re.IGNORECASE)
_BORD = 3


def largeur(texte: str, corps: float) -> float:
    """Largeur estimée d'un texte en Source Sans, dans l'unité du corps : par excès, de 3 à 12 %."""
    return sum(_largeur_signe(signe) for signe in texte) * corps


def _largeur_signe(signe: str) -> float:
    for signes, part in _LARGEURS:
        if signe in signes:
            return part
    return _LARGEUR_CAPITALE if signe.isupper() else _LARGEUR_COURANTE


def syllabes(mot: str) -> list[str]:
    """Coupe un mot français là où la césure est sûre, à trois lettres au moins de chaque bord.

    >>> syllabes("Biodiversité")
    ['Bio', 'di', 'ver', 'sité']
    """
    coupes = [
        place
        for place in (trouve.start() for trouve in _CESURE.finditer(mot))
        if _BORD <= place <= len(mot) - _BORD and mot[place - 1 : place + 1].lower() not in _GROUPES
    ]
    bornes = [0, *coupes, len(mot)]
    return [mot[debut:fin] for debut, fin in pairwise(bornes)]


def lignes(texte: str, place: float, corps: float, *, cesure: bool) -> list[str] | None:
    """Répartit un texte en lignes de largeur `place` au plus ; nul s'il n'y tient pas.

    On va à la ligne aux espaces ordinaires (jamais à une insécable) et après un trait d'union ; avec `cesure`, aussi
    entre deux syllabes.
    """
    faites: list[str] = []
    for mot in re.findall(r"[^ \t\n\-]+-?|-", texte):
        collage = "" if faites and faites[-1].endswith("-") else " "
        essai = f"{faites[-1]}{collage}{mot}" if faites else mot
        if largeur(essai, corps) <= place:
            faites[-1:] = [essai]
            continue
        morceaux = _morceaux(mot, place, corps, cesure=cesure)
        if morceaux is None:
            return None
        faites += morceaux
    return faites


def _morceaux(mot: str, place: float, corps: float, *, cesure: bool) -> list[str] | None:
    """Un mot seul sur sa ligne, césuré s'il est trop long ; nul s'il reste trop long."""
    if largeur(mot, corps) <= place:
        return [mot]
    if not cesure:
        return None
    faits = [""]
    for syllabe in syllabes(mot):
        if largeur(f"{faits[-1]}{syllabe}-", corps) > place and faits[-1]:
            faits[-1] += "-"
            faits.append("")
        faits[-1] += syllabe
    return faits if all(largeur(morceau, corps) <= place for morceau in faits) else None


def composer(
    textes: Sequence[str], place: float, hauteur: float, corps: Sequence[float]
) -> tuple[float, list[list[str]]] | None:
    """Le plus grand corps commun qui fait tenir tous les textes, d'abord sans césure ; nul si aucun n'y suffit."""
    for cesure in (False, True):
        for taille in corps:
            maximum = int(hauteur // (taille * INTERLIGNE))
            essais = [lignes(texte, place, taille, cesure=cesure) for texte in textes]
            faits = [essai for essai in essais if essai is not None and len(essai) <= maximum]
            if len(faits) == len(textes):
                return taille, faits
    return None
