"""La seconde lecture d'un classeur .ods : son `content.xml`, en flux, cellule par cellule."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from lxml import etree

from core.donnees.lecture.avance import annoncer
from core.donnees.lecture.balayage import LONGUE, ZERO, centimes
from core.donnees.lecture.classeur import deux_feuilles
from core.donnees.lecture.modele import CelluleFautive
from core.donnees.lecture.releve import Balayage
from core.donnees.lecture.texte import lettre
from core.donnees.nombres import AMBIGU
from core.erreurs import FichierRefuse

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_C = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLULES = frozenset({f"{_T}table-cell", f"{_T}covered-table-cell"})
_BLANCS = {f"{_X}s": " ", f"{_X}tab": "\t", f"{_X}line-break": "\n"}
_MONTREES, _DEBUT = 10_000, 65_536
_TABLEURS = re.compile(rb"LibreOffice|OpenOffice|Collabora|Microsoft|Gnumeric|Calligra|Google")
_AMBIGU, _LONGUE, _ZERO = re.compile(AMBIGU), re.compile(LONGUE), re.compile(ZERO)
_PAS = 500


@dataclass
class _Feuille:
    """L'état de la lecture d'une feuille ; `ligne` et `colonne` partent de 1."""

    nom: str
    vu: Balayage = field(default_factory=Balayage)
    ligne: int = 1
    textes: list[str] = field(default_factory=list)
    fois: list[int] = field(default_factory=list)


def balayer_ods(chemin: Path, ou: str) -> dict[str, Balayage]:
    """Par nom de feuille, ce que contient vraiment `content.xml` : comptes, bornes, erreurs, fusions.

    Lève `FichierRefuse` si le XML est rompu ou si deux feuilles ont le même nom.
    """
    feuilles: dict[str, _Feuille] = {}
    courante = _Feuille("")
    try:
        with zipfile.ZipFile(chemin) as archive, archive.open("content.xml") as contenu:
            for evenement, element in etree.iterparse(
                contenu,
                events=("start", "end"),
                resolve_entities=False,
                no_network=True,
                huge_tree=True,
                remove_comments=True,
                tag=(f"{_T}table", f"{_T}table-row"),
            ):
                if element.tag == f"{_T}table" and evenement == "start" and _est_feuille(element):
                    courante = _Feuille(str(element.get(f"{_T}name")))
                    if courante.nom.casefold() in {nom.casefold() for nom in feuilles}:
                        raise deux_feuilles(courante.nom, ou)
                    feuilles[courante.nom] = courante
                    annoncer(courante.nom)
                elif element.tag == f"{_T}table-row" and evenement == "end":
                    _ligne(element, courante)
                    element.clear()
    except (etree.XMLSyntaxError, KeyError) as erreur:
        raise FichierRefuse(
            "Le contenu de ce classeur .ods est coupé ou mal formé.",
            ou,
            "Ouvrez-le dans LibreOffice, enregistrez-le à nouveau, puis redéposez.",
        ) from erreur
    calcule = _calcule(chemin)
    return {nom: _conclure(feuille, calcule) for nom, feuille in feuilles.items()}


def _calcule(chemin: Path) -> bool:
    """Vrai si un tableur, qui calcule avant d'enregistrer, a signé le classeur."""
    with zipfile.ZipFile(chemin) as archive:
        if "meta.xml" not in archive.namelist():
            return False
        with archive.open("meta.xml") as partie:
            return bool(_TABLEURS.search(partie.read(_DEBUT)))


def _est_feuille(table: etree._Element) -> bool:
    parent = table.getparent()
    return parent is not None and parent.tag == f"{_O}spreadsheet"


def _ligne(element: etree._Element, feuille: _Feuille) -> None:
    fois = int(element.get(f"{_T}number-rows-repeated", "1"))
    masquee = element.get(f"{_T}visibility") in {"collapse", "filter"}
    pleine = False
    for colonne, largeur, cellule in _cellules(element):
        if cellule.get(f"{_T}formula") is not None or len(cellule) or cellule.get(f"{_O}value-type"):
            pleine = _cellule(cellule, feuille, colonne, largeur, fois) or pleine
    if pleine:
        feuille.vu.lignes = feuille.vu.derniere_pleine = feuille.ligne + fois - 1
        feuille.vu.lignes_masquees += fois * masquee
    feuille.ligne += fois
    if feuille.ligne % _PAS == 0:
        annoncer(feuille.nom, feuille.ligne)


def _cellules(element: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Chaque cellule avec sa colonne (à partir de 1) et le nombre de colonnes où elle se répète."""
    colonne = 1
    for cellule in element:
        if cellule.tag in _CELLULES:
            largeur = int(cellule.get(f"{_T}number-columns-repeated", "1"))
            yield colonne, largeur, cellule
            colonne += largeur


def _cellule(cellule: etree._Element, feuille: _Feuille, colonne: int, largeur: int, fois: int) -> bool:
    """Retient une cellule ; vrai si elle porte une valeur."""
    vu, genre = feuille.vu, cellule.get(f"{_O}value-type")
    adresse = f"{lettre(colonne - 1)}{feuille.ligne}"
    if cellule.get(f"{_C}value-type") == "error":
        _fautive(vu, adresse, _texte(cellule) or "#REF!", "erreur de calcul du tableur")
    elif genre is None:
        if cellule.get(f"{_T}formula"):
            _fautive(vu, adresse, str(cellule.get(f"{_T}formula")), "formule jamais calculée")
        return False
    elif genre == "time":
        _fautive(vu, adresse, _texte(cellule), "heure ou durée")
    else:
        valeur = cellule.get(f"{_O}value") or cellule.get(f"{_O}string-value")
        feuille.textes.append(_texte(cellule) if valeur is None else str(valeur))
        motif, lettres = (_AMBIGU, vu.textes) if genre == "string" else (_LONGUE, vu.decimales)
        if motif.search(feuille.textes[-1]):
            lettres |= {lettre(place - 1) for place in range(colonne, colonne + largeur)}
        feuille.fois.append(largeur * fois)
        if cellule.get(f"{_T}formula"):
            _formule(vu, adresse, str(cellule.get(f"{_T}formula")), feuille.textes[-1])
    if genre == "percentage":
        vu.pourcents |= {lettre(place - 1) for place in range(colonne, colonne + largeur)}
    hauteur = int(cellule.get(f"{_T}number-rows-spanned", "1"))
    if hauteur > 1:
        etendue = int(cellule.get(f"{_T}number-columns-spanned", "1"))
        vu.fusions.append((feuille.ligne, colonne, feuille.ligne + hauteur - 1, colonne + etendue - 1))
    vu.premiere_colonne = min(vu.premiere_colonne or colonne, colonne)
    vu.derniere_colonne = vu.derniere_colonne_pleine = max(vu.derniere_colonne, colonne + largeur - 1)
    return True


def _formule(vu: Balayage, adresse: str, formule: str, valeur: str) -> None:
    if not _ZERO.match(valeur):
        vu.formules_vives.add(adresse.rstrip("0123456789"))
    elif len(vu.formules_a_zero) < _MONTREES:
        vu.formules_a_zero.append(CelluleFautive(adresse, formule, "formule jamais calculée"))


def _fautive(vu: Balayage, adresse: str, valeur: str, motif: str) -> None:
    if len(vu.fautives) < _MONTREES:
        vu.fautives.append(CelluleFautive(adresse, valeur, motif))


def _texte(cellule: etree._Element) -> str:
    return "\n".join(_paragraphe(p) for p in cellule if p.tag == f"{_X}p")


def _paragraphe(noeud: etree._Element) -> str:
    """Le texte d'un paragraphe ; ses espaces répétées, ses tabulations et ses retours sont des balises."""
    morceaux = [noeud.text or ""]
    for enfant in noeud:
        signe = _BLANCS.get(str(enfant.tag))
        morceaux += [
            _paragraphe(enfant) if signe is None else signe * int(enfant.get(f"{_X}c", "1")),
            enfant.tail or "",
        ]
    return "".join(morceaux)


def _conclure(feuille: _Feuille, calcule: bool) -> Balayage:
    """Compte et somme les valeurs retenues, répétitions comprises."""
    valeurs = pl.DataFrame(
        {"t": pl.Series(feuille.textes, dtype=pl.String), "n": pl.Series(feuille.fois, dtype=pl.Int64)}
    )
    valeurs = valeurs.filter(pl.col("t").str.strip_chars() != "")
    feuille.vu.pleines = int(valeurs["n"].sum())
    feuille.vu.centimes = int((centimes(valeurs["t"]) * valeurs["n"]).sum())
    if not calcule:
        connues = len(feuille.vu.fautives)
        feuille.vu.douter_des_zeros()
        feuille.vu.pleines -= len(feuille.vu.fautives) - connues  # une fautive n'est pas une cellule lue
    return feuille.vu
