"""Lire un budget TotEM / Actes budgétaires et le compte financier unique (XML).

Seuls sont lus l'en-tête, les `LigneBudget` et le capital restant dû des emprunts propres (`EMPRUNT`, type 01).
Les annexes qui portent des noms de personnes sont libérées au fil de l'analyse, sans être lues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl
from lxml import etree

from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.textes import reparer, transcrire
from core.erreurs import FichierRefuse
from core.format_fr import accorder

ESPACE = "{http://www.minefi.gouv.fr/cp/demat/docbudgetaire}"
ETAPES = {"01": "BP", "02": "DM", "03": "BS", "09": "CA", "10": "CFU"}
_ENTETES = frozenset({"EnTeteDocBudgetaire", "EnTeteBudget", "BlocBudget"})
_VOULUES = _ENTETES | {"LigneBudget", "EMPRUNT"}
_MONTANTS = ("MtPrev", "MtPropNouv", "CredOuv", "MtReal", "MtRAR3112")
COLONNES: dict[str, str] = {
    "exercice": "Exer",
    "etape": "NatDec",
    "budget": "LibelleEtab",
    "section": "CaracSup Section",
    "sens": "CodRD",
    "mouvement": "OpBudg",
    "chapitre": "ContNat",
    "nature": "Nature",
    "fonction": "Fonction",
    "operation": "Operation",
    "libelle": "LibCpte",
    "nomenclature": "Nomenclature",
    "vote_eur": "MtPrev",
    "credits_ouverts_eur": "CredOuv",
    "realise_eur": "MtReal",
    "rar_eur": "MtRAR3112",
    "type_ordre": "TypOpBudg",
}
_SECTIONS = {"F": "fonctionnement", "I": "investissement"}
_SENS = {"D": "depense", "R": "recette"}
_MOUVEMENTS = {"0": "reel", "1": "ordre"}


@dataclass
class _Budget:
    """Ce que l'on retient du document pendant l'analyse."""

    racine: str = ""
    entete: dict[str, str] = field(default_factory=dict)
    lignes: list[dict[str, str]] = field(default_factory=list)
    rangs: list[int] = field(default_factory=list)
    calculees: list[tuple[int, str]] = field(default_factory=list)
    dettes: list[str] = field(default_factory=list)


def lire_totem(chemin: Path, ou: str) -> Lecture:
    """Rend une feuille `lignes_budgetaires` (et la dette, pour un CA ou un CFU) au nom des colonnes déclarées.

    `ligne` est le rang du `LigneBudget` dans le document. Les sous-totaux calculés d'un CFU et les lignes de
    total (`OpBudg` T) sont écartés. Lève `FichierRefuse` si le XML est rompu ou ne porte aucune ligne.
    """
    budget = _analyser(chemin, ou)
    if not budget.lignes:
        raise FichierRefuse(
            "Ce document ne contient aucune ligne budgétaire.",
            ou,
            "Exportez le document budgétaire complet depuis votre logiciel ou depuis Actes budgétaires.",
        )
    contexte = _contexte(budget, ou)
    feuilles = [_lignes(budget, contexte)]
    dette = _dette(budget, contexte)
    if dette is not None:
        feuilles.append(dette)
    return Lecture(
        format="cfu" if contexte["etape"] == "CFU" else "totem",
        feuilles=tuple(feuilles),
        contexte=contexte,
        signature="",
        avertissements=tuple(_avertissements(budget, contexte)),
    )


def _analyser(chemin: Path, ou: str) -> _Budget:
    budget = _Budget()
    try:
        for element in _elements(chemin, budget):
            nom = etree.QName(element).localname
            if nom in _ENTETES:
                budget.entete |= _valeurs(element)
            elif nom == "LigneBudget":
                _retenir(budget, element)
            elif _valeur(element, "CodTypEmpr") == "01":
                budget.dettes.append(_valeur(element, "MtCapitalRestDu_31_12"))
    except etree.XMLSyntaxError as erreur:
        raise FichierRefuse(
            "Ce XML est coupé ou mal formé : sa lecture s'arrête avant la fin.",
            f"{ou}, ligne {erreur.lineno}",
            "Téléchargez ou exportez à nouveau le document, puis redéposez-le.",
        ) from erreur
    return budget


def _elements(chemin: Path, budget: _Budget) -> Iterator[etree._Element]:
    """Les éléments utiles du bloc Budget, au fil du fichier ; tout le reste est libéré aussitôt."""
    dans_utile = 0
    for evenement, element in etree.iterparse(
        str(chemin),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    ):
        nom = element.tag
        utile = isinstance(nom, str) and nom.startswith(ESPACE) and nom[len(ESPACE) :] in _VOULUES
        if evenement == "start":
            budget.racine = budget.racine or etree.QName(element).localname
            dans_utile += utile
            continue
        if utile:
            yield element
            dans_utile -= 1
        if not dans_utile:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _valeurs(element: etree._Element) -> dict[str, str]:
    return {etree.QName(enfant).localname: enfant.get("V", "").strip() for enfant in element}


def _valeur(element: etree._Element, nom: str) -> str:
    return next((enfant.get("V", "").strip() for enfant in element if enfant.tag == ESPACE + nom), "")


def _retenir(budget: _Budget, element: etree._Element) -> None:
    rang = len(budget.rangs) + len(budget.calculees) + 1
    ligne = _valeurs(element)
    if element.get("calculated") == "true" or ligne.get("OpBudg") == "T":
        budget.calculees.append((rang, f"sous-total du document, nature {ligne.get('Nature', '')}"))
        return
    for enfant in element:
        if enfant.get("Code") == "Section" and enfant.tag == ESPACE + "CaracSup":
            ligne["CaracSup Section"] = enfant.get("V", "")
    budget.lignes.append(ligne)
    budget.rangs.append(rang)


def _contexte(budget: _Budget, ou: str) -> dict[str, str]:
    entete = budget.entete
    etape = ETAPES.get(entete.get("NatDec", ""), "")
    if budget.racine == "CompteFinancierUnique":
        etape = "CFU"
    if not etape or not entete.get("Exer"):
        raise FichierRefuse(
            "Ce document ne dit pas son exercice ou son étape (balises Exer et NatDec).",
            ou,
            "Exportez à nouveau le document budgétaire depuis votre logiciel.",
        )
    principal = entete.get("CodTypBud", "P") == "P"
    norme, _, plan = entete.get("Nomenclature", "").partition("-")
    contexte = {
        "exercice": entete["Exer"],
        "etape": etape,
        "budget": "principal" if principal else reparer(entete.get("LibelleEtab", "")) or "annexe",
        "nomenclature": plan if norme == "M57" and plan else norme,
        "siret": entete.get("IdEtab") or entete.get("IdColl", ""),
        "collectivite": reparer(entete.get("LibelleColl") or entete.get("LibelleEtab", "")),
        "code_insee": entete.get("CodInseeColl", ""),
        "vote": entete.get("NatFonc", ""),
    }
    return {cle: valeur for cle, valeur in contexte.items() if valeur}


def _lignes(budget: _Budget, contexte: dict[str, str]) -> Feuille:
    brutes = pl.DataFrame(
        [[ligne.get(nom) or None for nom in _colonnes_lues()] for ligne in budget.lignes],
        schema=dict.fromkeys(_colonnes_lues(), pl.String),
        orient="row",
    )
    fonction = pl.col("Fonction")
    if contexte.get("vote") == "2":
        fonction = pl.when(fonction.str.contains(r"^9[03]\d")).then(fonction.str.slice(2)).otherwise(fonction)
    nulle = pl.lit(None, pl.String)
    expressions = {
        **{nom: pl.lit(contexte.get(nom), pl.String) for nom in ("exercice", "etape", "budget", "nomenclature")},
        "section": pl.col("CaracSup Section").replace_strict(_SECTIONS, default=None, return_dtype=pl.String),
        "sens": pl.col("CodRD").replace_strict(_SENS, default=pl.col("CodRD"), return_dtype=pl.String),
        "mouvement": pl.col("OpBudg").replace_strict(_MOUVEMENTS, default=pl.col("OpBudg"), return_dtype=pl.String),
        "chapitre": pl.coalesce("ContNat", "ContFon"),
        "nature": pl.col("Nature"),
        "fonction": fonction,
        "operation": pl.col("Operation"),
        "libelle": pl.col("LibCpte"),
        "vote_eur": pl.col(_colonne_votee(brutes) or "MtPrev") if _colonne_votee(brutes) else nulle,
        "credits_ouverts_eur": pl.col("CredOuv"),
        "realise_eur": pl.col("MtReal"),
        "rar_eur": pl.col("MtRAR3112"),
        "type_ordre": pl.col("TypOpBudg"),
    }
    lignes = brutes.with_columns(LibCpte=transcrire(brutes["LibCpte"], reparer)).select(
        expressions[nom].alias(f"c{place}") for place, nom in enumerate(COLONNES)
    )
    reperes = COLONNES | ({"vote_eur": "MtPropNouv"} if _colonne_votee(brutes) == "MtPropNouv" else {})
    return Feuille(
        nom="LigneBudget",
        entetes=tuple(COLONNES),
        lettres=tuple(reperes.values()),
        ligne_entete=0,
        lignes=lignes.with_columns(ligne=pl.Series(budget.rangs, dtype=pl.Int32)),
        ecartees=_ecartees(budget.calculees),
        table="lignes_budgetaires",
    )


def _ecartees(calculees: list[tuple[int, str]]) -> pl.DataFrame:
    lignes = [(rang, "sous-total", texte) for rang, texte in calculees]
    return pl.DataFrame(lignes, schema={"ligne": pl.Int32, "motif": pl.String, "texte": pl.String}, orient="row")


def _colonnes_lues() -> tuple[str, ...]:
    return (
        *dict.fromkeys(
            repere for repere in COLONNES.values() if repere not in {"Exer", "NatDec", "LibelleEtab", "Nomenclature"}
        ),
        "ContFon",
        "MtPropNouv",
    )


def _colonne_votee(brutes: pl.DataFrame) -> str | None:
    """MtPrev, ou MtPropNouv si MtPrev n'est nulle part renseigné ; aucun si les deux valent partout 0 (certains CA)."""
    for nom in ("MtPrev", "MtPropNouv"):
        if (brutes[nom].cast(pl.Float64, strict=False).fill_null(0) != 0).any():
            return nom
    return None


def _dette(budget: _Budget, contexte: dict[str, str]) -> Feuille | None:
    """L'encours au 31 décembre, pour un compte seulement : dans un budget primitif, ce n'est qu'une prévision."""
    montants = [montant for montant in budget.dettes if montant]
    if contexte["etape"] not in {"CA", "CFU"} or not montants:
        return None
    try:
        encours = sum((Decimal(montant) for montant in montants), Decimal(0))
    except InvalidOperation:
        return None
    entetes = ("exercice", "budget", "agregat", "montant_eur", "source_agregat")
    source = f"État de la dette annexé au {contexte['etape']} {contexte['exercice']} (emprunts propres, type 01)"
    valeurs = (
        contexte["exercice"],
        contexte["budget"],
        "Encours de dette",
        str(encours.quantize(Decimal("0.01"))),
        source,
    )
    lignes = pl.DataFrame({f"c{place}": [valeur] for place, valeur in enumerate(valeurs)})
    return Feuille(
        nom="EMPRUNT",
        entetes=entetes,
        lettres=("Exer", "LibelleEtab", "CodTypEmpr", "MtCapitalRestDu_31_12", "EMPRUNT"),
        ligne_entete=0,
        lignes=lignes.with_columns(ligne=pl.lit(1, pl.Int32)),
        table="agregats_financiers",
        ecartees=_ecartees([]),
    )


def _avertissements(budget: _Budget, contexte: dict[str, str]) -> Iterator[str]:
    if budget.calculees:
        combien = accorder(
            len(budget.calculees),
            "sous-total calculé par le document est laissé",
            "sous-totaux calculés par le document sont laissés",
        )
        yield f"{combien} de côté."
    if contexte["etape"] in {"CA", "CFU"} and all(
        not float(ligne.get(nom) or 0) for ligne in budget.lignes for nom in ("MtPrev", "MtPropNouv")
    ):
        yield "Le montant voté vaut 0 sur toutes les lignes : il est lu comme absent, les crédits ouverts font foi."
    if contexte["etape"] == "DM":
        yield "Une décision modificative ne porte que les variations de crédits : les montants votés s'ajoutent au BP."
