"""La seconde lecture d'un vieux .xls (BIFF8) : ses enregistrements, un à un, pour voir erreurs, masques et fusions."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from core.donnees.conteneurs import flux_ole
from core.donnees.lecture.classeur import deux_feuilles
from core.donnees.lecture.modele import CelluleFautive
from core.donnees.lecture.releve import Balayage
from core.donnees.lecture.texte import lettre

_ERREURS = {
    0x00: "#NUL!",
    0x07: "#DIV/0!",
    0x0F: "#VALEUR!",
    0x17: "#REF!",
    0x1D: "#NOM?",
    0x24: "#NOMBRE!",
    0x2A: "#N/A",
}
_FIN, _DEBUT, _FEUILLE, _LIGNE, _FUSIONS = 0x0A, 0x809, 0x85, 0x208, 0xE5
_FORMULE, _NOMBRE, _TEXTE, _CHAINE, _BOOLEEN, _RK, _RKS = 0x06, 0x203, 0x204, 0xFD, 0x205, 0x27E, 0xBD
_CALCUL, _VIDE = 0x1C1, 3
_TEXTES = frozenset({_TEXTE, _CHAINE})
_UNIQUES = frozenset({_FORMULE, _NOMBRE, _TEXTE, _CHAINE, _BOOLEEN, _RK})


type_ecrites = dict[str, list[int]]
"""Pour chaque lettre de colonne, les lignes dont la cellule est un texte, et non un nombre."""


def balayer_xls(chemin: Path, ou: str) -> dict[str, tuple[Balayage, type_ecrites]] | None:
    """Par nom de feuille visible : cellules pleines, bornes, cellules en erreur, lignes masquées, fusions, textes.

    Nul si le flux n'est pas du BIFF8 lisible (Excel 5 et 95) : le classeur n'a alors qu'une lecture, et c'est dit.
    Lève `FichierRefuse` si deux feuilles ont le même nom.
    """
    octets = chemin.read_bytes()
    try:
        flux = flux_ole(octets, "Workbook")
        vues: dict[str, tuple[Balayage, type_ecrites]] = {}
        for nom, debut in _feuilles(flux):
            if nom.casefold() in {autre.casefold() for autre in vues}:
                raise deux_feuilles(nom, ou)
            vues[nom] = _feuille(flux, debut, _recalcule(flux))
        return vues
    except (struct.error, KeyError, ValueError, IndexError):
        return None


def _enregistrements(flux: bytes, debut: int) -> Iterator[tuple[int, bytes]]:
    while debut + 4 <= len(flux):
        genre, longueur = struct.unpack_from("<HH", flux, debut)
        yield genre, flux[debut + 4 : debut + 4 + longueur]
        debut += 4 + longueur


def _feuilles(flux: bytes) -> Iterator[tuple[str, int]]:
    """Nom et position de chaque feuille de calcul."""
    for genre, corps in _enregistrements(flux, 0):
        if genre == _FEUILLE:
            position, _, sorte, longueur, large = struct.unpack_from("<IBBBB", corps)
            brut = corps[8 : 8 + longueur * (1 + (large & 1))]
            nom = brut.decode("utf-16-le" if large & 1 else "latin-1")
            if sorte == 0:
                yield nom, position
        elif genre == _FIN:
            return


def _recalcule(flux: bytes) -> bool:
    """Vrai si un tableur a calculé ce classeur avant de l'enregistrer : Excel et LibreOffice y notent leur version."""
    for genre, _ in _enregistrements(flux, 0):
        if genre in (_CALCUL, _FIN):
            return genre == _CALCUL
    return False


def _feuille(flux: bytes, debut: int, recalcule: bool) -> tuple[Balayage, type_ecrites]:
    vu, niveau = Balayage(), 0
    ecrites: type_ecrites = {}
    for genre, corps in _enregistrements(flux, debut):
        niveau += (genre == _DEBUT) - (genre == _FIN)
        if niveau == 0:
            break
        if niveau > 1:
            continue
        if genre in _UNIQUES:
            ligne, colonne = struct.unpack_from("<HH", corps)
            _pleine(vu, ligne, colonne, 1)
            if genre in _TEXTES or (genre == _FORMULE and corps[12:14] == b"\xff\xff"):
                ecrites.setdefault(lettre(colonne), []).append(ligne + 1)
            if genre == _FORMULE and not recalcule and corps[12:14] == b"\xff\xff" and corps[6] == _VIDE:
                vu.fautives.append(CelluleFautive(f"{lettre(colonne)}{ligne + 1}", "=", "formule jamais calculée"))
            erreur = _erreur(genre, corps)
            if erreur:
                vu.fautives.append(
                    CelluleFautive(f"{lettre(colonne)}{ligne + 1}", erreur, "erreur de calcul du tableur")
                )
        elif genre == _RKS:
            ligne, colonne = struct.unpack_from("<HH", corps)
            _pleine(vu, ligne, colonne, (len(corps) - 6) // 6)
        elif genre == _LIGNE:
            vu.lignes_masquees += bool(struct.unpack_from("<H", corps, 12)[0] & 0x20)
        elif genre == _FUSIONS:
            for rang in range(struct.unpack_from("<H", corps)[0]):
                premiere, derniere, gauche, droite = struct.unpack_from("<4H", corps, 2 + 8 * rang)
                vu.fusions.append((premiere + 1, gauche + 1, derniere + 1, droite + 1))
    return vu, ecrites


def _pleine(vu: Balayage, ligne: int, colonne: int, largeur: int) -> None:
    vu.pleines += largeur
    vu.lignes = vu.derniere_pleine = max(vu.lignes, ligne + 1)
    vu.premiere_colonne = min(vu.premiere_colonne or colonne + 1, colonne + 1)
    vu.derniere_colonne = vu.derniere_colonne_pleine = max(vu.derniere_colonne, colonne + largeur)


def _erreur(genre: int, corps: bytes) -> str:
    """Le nom de l'erreur d'une cellule (#REF!…), vide si elle n'en porte pas."""
    if genre == _BOOLEEN and corps[7] == 1:
        return _ERREURS.get(corps[6], "#ERREUR")
    if genre == _FORMULE and corps[12:14] == b"\xff\xff" and corps[6] == 2:
        return _ERREURS.get(corps[8], "#ERREUR")
    return ""
