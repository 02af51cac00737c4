"""Lire un budget TotEM / Actes budgétaires et le compte financier unique (XML).

Seuls sont lus l'en-tête, les `LigneBudget` et le capital restant dû des emprunts propres (`EMPRUNT`, type 01).
Les annexes qui portent des noms de personnes sont libérées au fil de l'analyse, sans être lues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl

from core.donnees.lecture.docbudgetaire import EMPRUNT, LIGNE, SECTION, Bloc, Document
from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.textes import reparer, transcrire
from core.erreurs import FichierRefuse
from core.format_fr import accorder, enumerer

ETAPES = {"01": "BP", "02": "DM", "03": "BS", "09": "CA", "10": "CFU"}
COLONNES: dict[str, str] = {
    "exercice": "Exer",
    "etape": "NatDec",
    "budget": "LibelleEtab",
    "section": SECTION,
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
_NUL = r"^[-+]?0*(?:[.,]0*)?$"
_CAPITAL = "MtCapitalRestDu_31_12"
_NOMMES = 5
_MONTANT = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


@dataclass
class _Budget:
    """Ce que l'on retient du document pendant l'analyse."""

    entete: dict[str, str] = field(default_factory=dict)
    lignes: list[dict[str, str]] = field(default_factory=list)
    rangs: list[int] = field(default_factory=list)
    calculees: list[tuple[int, str]] = field(default_factory=list)
    emprunts: list[Bloc] = field(default_factory=list)


def lire_totem(chemin: Path, ou: str) -> Lecture:
    """Rend une feuille `lignes_budgetaires` (et la dette, pour un CA ou un CFU) au nom des colonnes déclarées.

    `ligne` est le rang du `LigneBudget` dans le document. Les sous-totaux calculés d'un CFU et les lignes de
    total (`OpBudg` T) sont écartés. Lève `FichierRefuse` si le XML est rompu ou ne porte aucune ligne.
    """
    document = Document(chemin, ou)
    budget = _Budget()
    for bloc in document.blocs():
        _retenir(budget, bloc, ou)
    if not budget.lignes:
        raise FichierRefuse(
            "Ce document ne contient aucune ligne budgétaire.",
            ou,
            "Exportez le document budgétaire complet depuis votre logiciel ou depuis Actes budgétaires.",
        )
    contexte = _contexte(budget, document.racine, ou)
    feuilles = [_lignes(budget, contexte)]
    remarques = list(_avertissements(budget, contexte))
    dette = _dette(budget, contexte, remarques)
    if dette is not None:
        feuilles.append(dette)
    return Lecture(
        format="cfu" if contexte["etape"] == "CFU" else "totem",
        feuilles=tuple(feuilles),
        contexte=contexte,
        signature="",
        avertissements=tuple(remarques),
    )


def _retenir(budget: _Budget, bloc: Bloc, ou: str) -> None:
    valeurs = bloc.valeurs
    if bloc.nom == EMPRUNT:
        budget.emprunts += [] if bloc.calcule else [bloc]
    elif bloc.nom != LIGNE:
        double = next((nom for nom, valeur in valeurs.items() if budget.entete.get(nom, valeur) != valeur), None)
        if double:
            raise FichierRefuse(
                f"L'en-tête de ce document dit « {double} » de deux façons : laquelle croire ?",
                f"{ou}, {bloc.nom}, {double}",
                "Exportez à nouveau le document budgétaire depuis votre logiciel.",
            )
        budget.entete |= valeurs
    elif bloc.calcule or valeurs.get("OpBudg") == "T":
        budget.calculees.append((bloc.rang, f"sous-total du document, nature {valeurs.get('Nature', '')}"))
    else:
        budget.lignes.append(valeurs)
        budget.rangs.append(bloc.rang)


def _contexte(budget: _Budget, racine: str, ou: str) -> dict[str, str]:
    entete = budget.entete
    etape = ETAPES.get(entete.get("NatDec", ""), "")
    if racine == "CompteFinancierUnique":
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
        "section": pl.col(SECTION).replace_strict(_SECTIONS, default=pl.col(SECTION), return_dtype=pl.String),
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
        nom=LIGNE,
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
        if not brutes[nom].drop_nulls().str.contains(_NUL).all():
            return nom
    return None


def _capitaux(budget: _Budget) -> tuple[list[str], list[int]]:
    """Le capital restant dû des emprunts propres, et le rang de ceux que l'on ne sait pas lire."""
    propres, illisibles = [], []
    for bloc in budget.emprunts:
        genre, capital = bloc.valeurs.get("CodTypEmpr", ""), bloc.valeurs.get(_CAPITAL, "")
        if (genre == "01" and capital and not _MONTANT.fullmatch(capital)) or (
            not genre and not re.match(_NUL, capital)
        ):
            illisibles.append(bloc.rang)
        elif genre == "01" and capital:
            propres.append(capital)
    return propres, illisibles


def _dette(budget: _Budget, contexte: dict[str, str], remarques: list[str]) -> Feuille | None:
    """L'encours au 31 décembre, pour un compte seulement : dans un budget primitif, ce n'est qu'une prévision.

    Un capital illisible, ou celui d'un emprunt sans type, fait taire l'encours : il serait faux. C'est dit.
    """
    if contexte["etape"] not in {"CA", "CFU"}:
        return None
    propres, illisibles = _capitaux(budget)
    if illisibles:
        remarques.append(
            f"L'encours de dette n'est pas lu : le capital ou le type de "
            f"{accorder(len(illisibles), 'emprunt est illisible', 'emprunts sont illisibles')} "
            f"({enumerer([f'{EMPRUNT} {rang}' for rang in illisibles[:_NOMMES]])})."
        )
    if illisibles or not propres:
        return None
    encours = sum((Decimal(capital.replace(",", ".")) for capital in propres), Decimal(0))
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
        nom=EMPRUNT,
        entetes=entetes,
        lettres=("Exer", "LibelleEtab", "CodTypEmpr", _CAPITAL, EMPRUNT),
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
        re.match(_NUL, ligne.get(nom, "")) for ligne in budget.lignes for nom in ("MtPrev", "MtPropNouv")
    ):
        yield "Le montant voté vaut 0 sur toutes les lignes : il est lu comme absent, les crédits ouverts font foi."
    if contexte["etape"] == "DM":
        yield "Une décision modificative ne porte que les variations de crédits : les montants votés s'ajoutent au BP."
