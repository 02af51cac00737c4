"""Comment une phrase nomme les catégories et les 22 postes réglementaires (BEGES V5)."""

from __future__ import annotations

import re

CATEGORIES = {
    "1": "Émissions directes",
    "2": "Énergie achetée, indirectes",
    "3": "Transport, indirectes",
    "4": "Produits achetés, indirectes",
    "5": "Produits vendus, indirectes",
    "6": "Autres émissions indirectes",
}
SUJETS = {
    "1.1": "les combustibles brûlés sur place",
    "1.2": "les carburants de nos véhicules",
    "1.3": "les procédés hors énergie",
    "1.4": "les fuites de gaz",
    "1.5": "les sols et les forêts",
    "2.1": "l'électricité",
    "2.2": "la chaleur et le froid achetés",
    "3.1": "le fret amont",
    "3.2": "le fret aval",
    "3.3": "les trajets domicile-travail",
    "3.4": "les déplacements des visiteurs",
    "3.5": "les déplacements professionnels",
    "4.1": "les achats de biens",
    "4.2": "les immobilisations",
    "4.3": "les déchets",
    "4.4": "les biens pris en location",
    "4.5": "les achats de services",
    "5.1": "l'usage des produits vendus",
    "5.2": "les biens donnés en location",
    "5.3": "la fin de vie des produits vendus",
    "5.4": "les investissements",
    "6.1": "les autres émissions indirectes",
}


def sujet(code: str, libelle: str) -> str:
    """Le nom d'un poste dans une phrase, avec son article ; son libellé entre guillemets s'il n'est pas connu."""
    return SUJETS.get(code, f"« {libelle} »")


def pluriel(noms: list[str]) -> bool:
    """Vrai si ces sujets, ensemble, demandent un verbe au pluriel."""
    return len(noms) > 1 or noms[0].startswith("les ") or " et " in re.sub("«[^»]*»", "", noms[0])
