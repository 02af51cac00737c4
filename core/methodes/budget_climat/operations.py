"""Ce que les mesures coûtent : les opérations sur quatre ans, et trois fois par an ce qui est fait et dépensé."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from core.communs import depenses as etapes
from core.communs.climat.actions import Action
from core.methodes.budget_climat.fiche import INDICATEURS
from core.methodes.budget_climat.plafonds import Ligne, Terrain
from core.modele import Donnees, Nature, Qualite, origine, type_cellule, type_critere
from core.resultat import resultat
from core.tables.budget import LIGNES_BUDGETAIRES
from core.tables.carbone import ACTIONS_CLIMAT
from core.tables.climat import OPERATIONS_CLIMAT, SUIVIS_CLIMAT

ANNEES = 4
"""L'exercice et les trois suivants, comme le tableau d'opérations d'Oslo."""


@dataclass(frozen=True)
class Operation:
    """Ce qu'une mesure prévoit de dépenser un exercice pour une opération, en euros ; nul : donnée absente."""

    exercice: int
    action: str
    nom: str
    montant: Decimal | None


@dataclass(frozen=True)
class Point:
    """L'avancement d'une mesure à l'un des trois rapports : tonnes évitées par an et euros dépensés, nuls si
    absents."""

    action: str
    rapport: str
    gain: float | None
    depense: Decimal | None


def lire_operations(table: pl.DataFrame) -> list[Operation]:
    """Les opérations de tous les exercices, triées par exercice, mesure et nom."""
    lues = table.select("exercice", "action", "operation", "montant_eur").sort("exercice", "action", "operation")
    return [Operation(*champs) for champs in lues.iter_rows()]


def lire_suivis(table: pl.DataFrame, exercice: int) -> list[Point]:
    """Les points d'avancement de l'exercice, triés par mesure et rapport."""
    lus = table.filter(pl.col("exercice") == exercice).select("action", "rapport", "gain_constate_tco2e", "depense_eur")
    return [Point(*champs) for champs in lus.sort("action", "rapport").iter_rows()]


def indicateurs_operations(terrain: Terrain, exercice: int, operations: Sequence[Operation]) -> list[Ligne]:
    """Chaque opération et leur total par exercice, en euros, sur quatre ans ; celles d'une mesure abandonnée n'y sont
    pas.

    Une opération sans ligne un exercice n'y prévoit rien ; une ligne sans montant est une donnée absente, et abaisse la
    couverture du total.
    """
    codes: list[type_cellule] = [action.code for action in terrain.actions if action.retenue]
    annees = range(exercice, exercice + ANNEES)
    visees = [operation for operation in operations if operation.action in codes and operation.exercice in annees]
    prevu: Ligne = {"nature": str(Nature.PREVU), "qualite": str(Qualite.DECLARE)}
    lignes: list[Ligne] = [
        prevu
        | _montant(visee.montant)
        | {
            "exercice": visee.exercice,
            "indicateur": "operation",
            "perimetre": terrain.perimetre,
            "poste": visee.action,
            "operation": visee.nom,
            "origine": origine(
                OPERATIONS_CLIMAT.nom, action=visee.action, operation=visee.nom, exercice=visee.exercice
            ),
        }
        for visee in visees
    ]
    for annee in sorted({visee.exercice for visee in visees}):
        lignes.append(
            prevu
            | _total([visee for visee in visees if visee.exercice == annee])
            | {
                "exercice": annee,
                "indicateur": "operations_total",
                "perimetre": terrain.perimetre,
                "origine": origine(OPERATIONS_CLIMAT.nom, exercice=annee, action=codes),
            }
        )
    return lignes


def indicateurs_suivis(
    terrain: Terrain, exercice: int, operations: Sequence[Operation], suivis: Sequence[Point]
) -> list[Ligne]:
    """Pour chaque mesure suivie : gain et dépense constatés à chaque point, face au gain visé à terme et à la dépense
    prévue."""
    par_code = {action.code: action for action in terrain.actions}
    points = [point for point in suivis if point.action in par_code]
    lignes: list[Ligne] = []
    for point in points:
        vu: Ligne = {
            "exercice": exercice,
            "perimetre": terrain.perimetre,
            "poste": point.action,
            "rapport": point.rapport,
            "nature": str(Nature.REALISE),
            "qualite": str(Qualite.DECLARE),
            "origine": origine(SUIVIS_CLIMAT.nom, exercice=exercice, rapport=point.rapport, action=point.action),
        }
        lignes += [
            vu | {"indicateur": "gain_constate"} | _montant(point.gain),
            vu | {"indicateur": "depense_constatee"} | _montant(point.depense),
        ]
    for code in sorted({point.action for point in points}):
        prevues = [operation for operation in operations if operation.action == code and operation.exercice == exercice]
        lignes += _attendus(terrain.perimetre, exercice, par_code[code], prevues)
    return lignes


def _attendus(perimetre: str, exercice: int, action: Action, prevues: Sequence[Operation]) -> list[Ligne]:
    commun: Ligne = {
        "exercice": exercice,
        "perimetre": perimetre,
        "poste": action.code,
        "nature": str(Nature.PREVU),
        "qualite": str(Qualite.DECLARE),
    }
    return [
        commun
        | {
            "indicateur": "gain_vise",
            "nature": str(Nature.OBJECTIF),
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, code=action.code),
        }
        | _montant(action.gain if action.retenue else None),
        commun
        | {
            "indicateur": "depense_prevue",
            "origine": origine(OPERATIONS_CLIMAT.nom, action=action.code, exercice=exercice),
        }
        | _total(prevues),
    ]


def _total(operations: Sequence[Operation]) -> Ligne:
    """La somme des montants connus (manquante si aucun ne l'est), et la part des opérations dont le montant est
    connu."""
    connus = [operation.montant for operation in operations if operation.montant is not None]
    couverture = len(connus) / len(operations) if operations else 0.0
    return {"couverture": couverture} | _montant(sum(connus) if connus else None)


def _montant(valeur: object) -> Ligne:
    """La valeur en flottant ; absente, elle se dit manquante."""
    if valeur is None:
        return {"valeur": None, "qualite": str(Qualite.MANQUANT)}
    return {"valeur": float(str(valeur))}


def execution(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Le réalisé des lignes budgétaires que les mesures désignent (compte et fonction), en euros, au schéma commun.

    Une ligne budgétaire peut porter bien plus que la mesure, et plusieurs mesures la même ligne : ces montants sont un
    repère, jamais une somme. Une mesure qui ne désigne aucun compte n'y est pas ; vide sans lignes budgétaires.
    """
    actions = donnees[ACTIONS_CLIMAT.nom].filter(pl.col("nature").is_not_null()).sort("perimetre", "code")
    if actions.is_empty() or donnees[LIGNES_BUDGETAIRES.nom].is_empty():
        return resultat("budget_climat", INDICATEURS, [])
    reelles = etapes.depenses_reelles(donnees, exercice).filter(pl.col("nature_montant") == "realise")
    lignes = [
        {"perimetre": perimetre, "poste": code} | _ligne_realisee(reelles, exercice, nature, fonction)
        for perimetre, code, nature, fonction in actions.select("perimetre", "code", "nature", "fonction").iter_rows()
    ]
    territoire = actions["territoire"].first()
    return resultat("budget_climat", INDICATEURS, lignes, territoire=territoire, exercice=exercice)


def _ligne_realisee(reelles: pl.DataFrame, exercice: int, nature: str, fonction: str | None) -> Ligne:
    """Le réalisé d'un compte, dans une fonction si elle est dite, et la part de ses lignes dont le montant est
    connu."""
    visees: dict[str, type_critere] = {"nature": nature}
    if fonction is not None:
        visees["fonction"] = fonction
    trouvees = reelles.filter(pl.all_horizontal(pl.col(nom) == valeur for nom, valeur in visees.items()))
    connues = trouvees["montant_eur"].drop_nulls()
    etapes_lues = trouvees["etape"].unique().sort().to_list()
    adresse = origine(LIGNES_BUDGETAIRES.nom, exercice=exercice, sens="depense", etape=etapes_lues, **visees)
    realise: Ligne = {
        "indicateur": "ligne_realisee",
        "nature": str(Nature.REALISE),
        "qualite": str(Qualite.DECLARE),
        "couverture": len(connues) / len(trouvees) if len(trouvees) else 0.0,
        "origine": adresse,
    }
    return realise | _montant(connues.sum() if len(connues) else None)


def par_mesure(montants: Iterable[tuple[str, Mapping[int, float | None]]]) -> dict[str, dict[int, float]]:
    """Par mesure et exercice, la somme des montants connus de ses opérations ; de la plus chère à la moins chère.

    `montants` : la mesure de chaque opération, et ses montants par exercice. Une mesure sans montant connu n'y est pas.
    """
    sommes: dict[str, dict[int, float]] = {}
    for mesure, series in montants:
        siennes = sommes.setdefault(mesure, {})
        for annee, montant in series.items():
            if montant is not None:
                siennes[annee] = siennes.get(annee, 0.0) + montant
    ordre = sorted(sommes, key=lambda code: (-sum(sommes[code].values()), code))
    return {code: sommes[code] for code in ordre if sommes[code]}


def part_depensee(couples: Sequence[tuple[float, float]]) -> float | None:
    """Ce que font ensemble les dépenses rapporté à ce qui était prévu ; `couples` : dépensé, prévu ; nul sans rien de
    prévu."""
    prevu = sum(attendu for _, attendu in couples)
    return sum(depense for depense, _ in couples) / prevu if prevu else None
