"""Lire un plan de comptes officiel (`planDeCompte*.xml` d'Actes budgétaires) : comptes, chapitres et fonctions d'une
année."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from lxml import etree

from core.donnees.lecture.modele import Feuille, Lecture
from core.erreurs import FichierRefuse
from core.plan_de_comptes import PLUSIEURS, nomenclature_connue

ESPACE = "http://www.minefi.gouv.fr/cp/demat/plancomptes"
_SENS = {
    "depense_reelle": "DR",
    "recette_reelle": "RR",
    "depense_ordre_entre_sections": "DOES",
    "recette_ordre_entre_sections": "ROES",
    "depense_ordre_interne": "DOIS",
    "recette_ordre_interne": "ROIS",
}
_COLONNES = ("nomenclature", "annee", "sorte", "code", "libelle", "section", "mouvement", *_SENS, "equipement", "ferme")
_SECTIONS = {"F": "fonctionnement", "I": "investissement"}
_ORDRE = ("virement", "transferts entre", "transferts à l'intérieur", "opérations d'ordre", "opérations patrimoniales")
"""Ce par quoi commence le libellé d'un chapitre d'ordre."""
_EQUIPEMENT = {frozenset("1"): "oui", frozenset("0"): "non"}

type_rang = dict[str, str | None]


def est_un_plan(chemin: Path) -> bool:
    """Vrai si la racine du XML est celle d'un plan de comptes."""
    try:
        _, racine = next(etree.iterparse(str(chemin), events=("start",), resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, StopIteration):
        return False
    return etree.QName(racine).localname == "Nomenclature" and racine.get("Norme") is not None


def lire_plan(chemin: Path, ou: str) -> Lecture:
    """Rend une feuille `plans_de_comptes` : un compte collectif a le chapitre de ses subdivisions, s'il est unique.

    La ligne est celle du fichier. Lève `FichierRefuse` si le XML est rompu, ne dit pas son année ou n'a aucun compte.
    """
    lecteur = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        racine = etree.parse(str(chemin), lecteur).getroot()
    except etree.XMLSyntaxError as erreur:
        raise FichierRefuse(
            "Ce XML est coupé ou mal formé : sa lecture s'arrête avant la fin.",
            f"{ou}, ligne {erreur.lineno}",
            "Téléchargez à nouveau le plan de comptes, puis redéposez-le.",
        ) from erreur
    annee, declinaison = racine.get("Exer", ""), racine.get("Declinaison") or racine.get("Norme", "")
    commun: type_rang = {"nomenclature": nomenclature_connue(declinaison) or declinaison, "annee": annee}
    lus = [(element.sourceline, commun | rang) for element, rang in _rangs(racine)]
    if not annee or not any(rang["sorte"] == "compte" for _, rang in lus):
        raise FichierRefuse(
            "Ce plan de comptes ne dit pas son exercice, ou n'a aucun compte.",
            ou,
            "Téléchargez le fichier « planDeCompte » de l'exercice sur le site des Actes budgétaires.",
        )
    lignes = pl.DataFrame(
        [(ligne, *(rang.get(nom) or None for nom in _COLONNES)) for ligne, rang in lus],
        schema={"ligne": pl.Int32} | {f"c{place}": pl.String for place in range(len(_COLONNES))},
        orient="row",
    )
    ecartees = pl.DataFrame(schema={"ligne": pl.Int32, "motif": pl.String, "texte": pl.String})
    feuille = Feuille("Nomenclature", _COLONNES, _COLONNES, 0, lignes, ecartees, table="plans_de_comptes")
    return Lecture("plan_de_comptes", (feuille,), {}, "")


def _rangs(racine: etree._Element) -> Iterator[tuple[etree._Element, type_rang]]:
    for element in racine.iterfind("{*}Nature/{*}Comptes//{*}Compte"):
        rang = _compte(element)
        if any(rang[nom] for nom in _SENS):
            yield element, {**rang, "sorte": "compte", **_nomme(element)}
    for presentation, sorte in (("Nature", "chapitre"), ("Fonction", "chapitre_fonction")):
        for element in racine.iterfind(f"{{*}}{presentation}/{{*}}Chapitres//{{*}}Chapitre"):
            yield element, {"sorte": sorte, **_nomme(element), **_chapitre(element)}
    for element in racine.iterfind(".//{*}RefFonc"):
        yield element, {"sorte": "fonction", **_nomme(element)}


def _nomme(element: etree._Element) -> type_rang:
    return {"code": element.get("Code", ""), "libelle": " ".join(element.get("Libelle", "").split())}


def _compte(element: etree._Element) -> type_rang:
    """Les chapitres d'un compte et de ses subdivisions : l'unique, « plusieurs », ou rien si le sens est impossible."""
    siens = [un for un in element.iter("{*}Compte") if un.get("DR") is not None]
    rang: type_rang = {}
    for nom, attribut in _SENS.items():
        chapitres = {un.get(attribut) for un in siens} - {"", None}
        rang[nom] = None if not chapitres else PLUSIEURS if len(chapitres) > 1 else chapitres.pop()
    dits = [element] if element.get("DEquip") is not None else siens
    rang["equipement"] = _EQUIPEMENT.get(frozenset(un.get("DEquip") or "" for un in dits))
    rang["ferme"] = "oui" if element.get("Supprime") == "1" else None
    return rang


def _chapitre(element: etree._Element) -> type_rang:
    libelle = element.get("Libelle", "").casefold()
    mouvement = "ordre" if libelle.startswith(_ORDRE) else "reel"
    return {"section": _SECTIONS.get(element.get("Section", "")), "mouvement": mouvement}
