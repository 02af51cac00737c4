"""Le XML d'un document budgétaire, en flux : ce que l'on en lit, écrit d'une seule façon, et rien d'autre.

Une valeur ambiguë (balise donnée deux fois, d'un autre espace de noms, sans son attribut `V`, avec un texte) fait
refuser le document, en la nommant : ni la première ni la dernière ne gagne, et rien n'est omis en silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from lxml import etree

from core.donnees.lecture.avance import annoncer
from core.erreurs import FichierRefuse

ESPACE = "http://www.minefi.gouv.fr/cp/demat/docbudgetaire"
LIGNE, EMPRUNT, SECTION = "LigneBudget", "EMPRUNT", "CaracSup Section"
_TETE = (
    *("Exer", "NatDec", "LibelleEtab", "CodTypBud", "Nomenclature", "NatFonc"),
    *("IdEtab", "IdColl", "LibelleColl", "CodInseeColl"),
)
_DE_LIGNE = (
    *("Nature", "ContNat", "ContFon", "Fonction", "Operation", "LibCpte", "CodRD", "OpBudg", "TypOpBudg"),
    *("MtPrev", "MtPropNouv", "CredOuv", "MtReal", "MtRAR3112", "CaracSup"),
)
LUES: dict[str, frozenset[str]] = {
    "EnTeteDocBudgetaire": frozenset(_TETE),
    "EnTeteBudget": frozenset(_TETE),
    "BlocBudget": frozenset(_TETE),
    LIGNE: frozenset(_DE_LIGNE),
    EMPRUNT: frozenset(("CodTypEmpr", "MtCapitalRestDu_31_12")),
}
"""Les blocs lus, et les balises lues de chacun : la copie conservée ne garde rien d'autre."""
_PAS = 500
_REFAIRE = "Exportez à nouveau le document depuis votre logiciel ; si cela revient, signalez-le à son éditeur."


@dataclass(frozen=True)
class Bloc:
    """Un bloc lu : son nom, son rang parmi ceux de ce nom (à partir de 1), ses valeurs par balise (vides comprises).

    `calcule` : le document le dit calculé (un sous-total de compte financier unique).
    """

    nom: str
    rang: int
    valeurs: dict[str, str]
    calcule: bool = False


class Document:
    """Un document budgétaire que l'on parcourt une fois ; `racine` est le nom de son premier élément."""

    def __init__(self, chemin: Path, ou: str) -> None:
        self.racine = ""
        self._chemin, self._ou = chemin, ou
        self._budgets = 0
        self._rangs = dict.fromkeys(LUES, 0)

    def blocs(self) -> Iterator[Bloc]:
        """Les blocs lus, dans l'ordre du document ; tout le reste est libéré au fil de l'analyse.

        Lève `FichierRefuse` si le XML est rompu, porte plusieurs budgets, ou si une valeur peut se lire de deux
        façons.
        """
        annoncees = self._compter_les_lignes()
        try:
            for element in self._utiles():
                bloc = self._bloc(element)
                if bloc.nom == LIGNE and bloc.rang % _PAS == 0:
                    annoncer(LIGNE, bloc.rang, annoncees)
                yield bloc
        except etree.XMLSyntaxError as erreur:
            raise FichierRefuse(
                "Ce XML est coupé ou mal formé : sa lecture s'arrête avant la fin.",
                f"{self._ou}, ligne {erreur.lineno}",
                "Téléchargez ou exportez à nouveau le document, puis redéposez-le.",
            ) from erreur

    def _compter_les_lignes(self) -> int:
        annoncer(LIGNE)
        with self._chemin.open("rb") as flux:
            return sum(bloc.count(b"</LigneBudget>") for bloc in iter(lambda: flux.read(1 << 20), b""))

    def _utiles(self) -> Iterator[etree._Element]:
        profondeur = 0
        for evenement, element in etree.iterparse(
            str(self._chemin),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        ):
            utile = _utile(element.tag)
            if evenement == "start":
                self._entrer(element)
                profondeur += utile
                continue
            if utile:
                yield element
                profondeur -= 1
            if not profondeur:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _entrer(self, element: etree._Element) -> None:
        self.racine = self.racine or etree.QName(element).localname
        self._budgets += element.tag == f"{{{ESPACE}}}Budget"
        if self._budgets > 1:
            self._refuser(
                "Ce document porte plusieurs budgets : leurs lignes ne peuvent pas être confondues.",
                "Budget 2",
                "Exportez un document par budget (le principal, puis chaque annexe), et déposez-les un à un.",
            )
        if _etrangere(element.tag, frozenset(LUES)):
            self._refuser(
                f"Une balise « {etree.QName(element).localname} » n'est pas écrite comme le veut le format "
                "(espace de noms ou casse) : elle serait lue à moitié.",
                f"ligne {element.sourceline}",
            )

    def _bloc(self, element: etree._Element) -> Bloc:
        nom = etree.QName(element).localname
        self._rangs[nom] += 1
        rang = self._rangs[nom]
        endroit = f"{nom} {rang}"
        parent = element.getparent()
        if nom == LIGNE and (parent is None or parent.tag != f"{{{ESPACE}}}Budget"):
            self._refuser("Une ligne de budget est hors de son budget.", endroit)
        valeurs: dict[str, str] = {}
        for enfant in element:
            cle = self._cle(enfant, LUES[nom], endroit)
            if not cle:
                continue
            if cle in valeurs:
                self._refuser(f"La balise « {cle} » y figure deux fois : laquelle croire ?", f"{endroit}, {cle}")
            valeurs[cle] = self._valeur(enfant, f"{endroit}, {cle}")
        if (element.text or "").strip() or any((enfant.tail or "").strip() for enfant in element):
            self._refuser("Un texte y est écrit hors de toute balise.", endroit)
        return Bloc(nom, rang, valeurs, self._calcule(element, endroit))

    def _cle(self, enfant: etree._Element, lues: frozenset[str], endroit: str) -> str:
        """Le nom sous lequel lire cette balise ; vide si elle n'est pas de celles qu'on lit."""
        if _etrangere(enfant.tag, lues):
            nom = etree.QName(enfant).localname
            self._refuser(
                f"La balise « {nom} » n'est pas écrite comme le veut le format (espace de noms ou casse).",
                f"{endroit}, {nom}",
            )
        nom = _connu(enfant.tag)
        if nom == "CaracSup":
            return SECTION if enfant.get("Code") == "Section" else ""
        return nom if nom in lues else ""

    def _valeur(self, enfant: etree._Element, endroit: str) -> str:
        ecrits = [cle for cle in enfant.attrib if cle != "Code"]
        if len(enfant) or (enfant.text or "").strip() or ecrits not in ([], ["V"]):
            self._refuser("La valeur n'y est pas écrite dans l'attribut V, ou pas seulement là.", endroit)
        return str(enfant.get("V", "")).strip()

    def _calcule(self, element: etree._Element, endroit: str) -> bool:
        dit = element.get("calculated", "false").strip()
        if dit not in {"true", "1", "false", "0"}:
            self._refuser(f"« calculated » y vaut « {dit} », ni vrai ni faux.", endroit)
        return dit in {"true", "1"}

    def _refuser(self, quoi: str, endroit: str, que_faire: str = _REFAIRE) -> NoReturn:
        raise FichierRefuse(quoi, f"{self._ou}, {endroit}", que_faire)


@lru_cache(maxsize=4096)
def _connu(balise: str) -> str:
    """Le nom local d'une balise du format ; vide pour celle d'un autre espace de noms."""
    espace, _, nom = balise.rpartition("}")
    return nom if espace == "{" + ESPACE else ""


@lru_cache(maxsize=4096)
def _utile(balise: str) -> bool:
    return _connu(balise) in LUES


@lru_cache(maxsize=4096)
def _etrangere(balise: str, lues: frozenset[str]) -> bool:
    """Vrai si une balise a le nom d'une balise lue, à la casse ou à l'espace de noms près."""
    nom = balise.rpartition("}")[2]
    return _connu(balise) not in lues and nom.lower() in {lue.lower() for lue in lues}
