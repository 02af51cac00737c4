"""Ce qui manque à l'accueil : les tables vides, rangées sous la méthode qui les attend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.dossier import Dossier
from core.figures.accueil.phrases import AILLEURS, ce_qu_il_faut, ce_qui_manque
from core.format_fr import enumerer, majuscule
from core.methodes import METHODES
from core.modele import Donnees, Fiche
from core.tables import TABLES

EN_CLAIR = 3
"""Jusqu'à trois tables vides, la phrase les nomme ; au-delà, elles se lisent par méthode, derrière une porte."""

type_groupe = tuple[str, list[str], list[str]]
"""Une méthode, les tables vides qu'il lui faut, celles qui la complètent ; chaque table n'est citée qu'une fois."""


def tables_vides(tables: Donnees) -> list[str]:
    """Les tables importables que le territoire n'a pas encore, dans l'ordre où on les remplit."""
    return [nom for nom, table in TABLES.items() if table.importable and tables[nom].is_empty()]


def par_methode(vides: Sequence[str], fiches: Sequence[Fiche]) -> list[type_groupe]:
    """Chaque table vide sous la première méthode qui la demande ; à défaut, sous la première qu'elle complète."""
    restent = list(vides)
    requises = {fiche.titre: _prendre(restent, fiche.requises) for fiche in fiches}
    utiles = {fiche.titre: _prendre(restent, fiche.optionnelles) for fiche in fiches}
    groupes = [(fiche.titre, requises[fiche.titre], utiles[fiche.titre]) for fiche in fiches]
    if restent:
        groupes.append((AILLEURS, [], _prendre(restent, tuple(restent))))
    return [groupe for groupe in groupes if groupe[1] or groupe[2]]


def _prendre(restent: list[str], voulues: Sequence[str]) -> list[str]:
    """Les titres des tables voulues, retirées de celles qui restent à ranger."""
    prises = [nom for nom in restent if nom in voulues]
    restent[:] = [nom for nom in restent if nom not in prises]
    return [TABLES[nom].titre.lower() for nom in prises]


def phrase(vides: Sequence[str], fiches: Sequence[Fiche]) -> str:
    """« Il manque neuf tables ; deux méthodes les attendent pour se calculer : Budget vert et Bilan carbone. »"""
    attendent = [fiche.titre for fiche in fiches if set(fiche.requises) & set(vides)]
    return ce_qui_manque([TABLES[nom].titre.lower() for nom in vides], attendent, EN_CLAIR)


@dataclass(frozen=True)
class Manques:
    """Ce qui manque : la phrase, vide si rien ne manque, et par méthode (titre, ce qu'il lui faut) quand la liste est
    longue."""

    phrase: str
    par_methode: tuple[tuple[str, str], ...]


def manques(dossier: Dossier) -> Manques:
    """Les tables vides du territoire, dites en une phrase et rangées sous la méthode qui les attend."""
    vides, fiches = tables_vides(dossier.tables), [module.FICHE for module in METHODES]
    rangs = () if len(vides) <= EN_CLAIR else tuple(_rang(groupe) for groupe in par_methode(vides, fiches))
    return Manques(phrase(vides, fiches), rangs)


def _rang(groupe: type_groupe) -> tuple[str, str]:
    titre, requises, utiles = groupe
    if titre == AILLEURS:
        return titre, majuscule(enumerer(utiles))
    return titre, ce_qu_il_faut(requises, utiles)
