"""Ce qui manque à l'accueil : les tables vides, rangées sous la méthode qui les attend."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.format_fr import en_lettres, enumerer, majuscule
from core.methodes import METHODES
from core.modele import Donnees, Fiche
from core.tables import TABLES
from pages._outils.contexte import Contexte, donnees, lien
from pages._outils.textes import echapper

EN_CLAIR = 3
"""Jusqu'à trois tables vides, la phrase les nomme ; au-delà, elles se lisent par méthode, derrière une porte."""
AILLEURS = "Sans méthode : séances, arbitrages, comparaisons"

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
    if not vides:
        return ""
    debut = f"Il manque {'une' if len(vides) == 1 else en_lettres(len(vides))} table{'s' if len(vides) > 1 else ''}"
    if len(vides) <= EN_CLAIR:
        return f"{debut} : {enumerer([TABLES[nom].titre.lower() for nom in vides])}."
    attendent = [fiche.titre for fiche in fiches if set(fiche.requises) & set(vides)]
    if not attendent:
        return f"{debut} ; aucune n'empêche une méthode de se calculer."
    combien = "une méthode en attend" if len(attendent) == 1 else f"{en_lettres(len(attendent))} méthodes en attendent"
    return f"{debut} ; {combien} pour se calculer : {enumerer(attendent)}."


def montrer(contexte: Contexte) -> None:
    """La phrase, et derrière une porte la liste par méthode quand elle est longue."""
    vides, fiches = tables_vides(donnees(contexte)), [module.FICHE for module in METHODES]
    if not vides:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(echapper(phrase(vides, fiches)), width="content")
        if len(vides) <= EN_CLAIR:
            return
        with st.popover("Lesquelles, méthode par méthode", type="tertiary"):
            st.markdown("\n".join(_rang(groupe) for groupe in par_methode(vides, fiches)))
            lien("methodes", "Ce que chaque méthode demande", ":material/arrow_forward:", contexte)


def _rang(groupe: type_groupe) -> str:
    titre, requises, utiles = groupe
    morceaux = []
    if requises:
        morceaux.append(f"pour la calculer, {enumerer(requises)}")
    if utiles:
        morceaux.append(enumerer(utiles) if titre == AILLEURS else f"pour la compléter, {enumerer(utiles)}")
    return f"- **{echapper(titre)}**  \n  {echapper(majuscule(' ; '.join(morceaux)))}"
