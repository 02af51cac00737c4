"""Écrire un budget climat en peu de mots : plafonds, opérations, points d'avancement, populations, compléments
d'actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

ANNEES_PREVUES = (2025, 2026, 2027, 2028)
PARTS_DE_L_ANNEE = (0.17, 0.52, 1.0)
type_complement = tuple[float | None, float | None, float | None, float | None, str | None, str | None]


@dataclass(frozen=True)
class Operation:
    """Une opération d'une action : sa part des crédits 2024 de la ligne de l'action, puis 2025-2028 en milliers
    d'euros."""

    action: str
    intitule: str
    service: str
    part_2024: float | None
    milliers: tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True)
class Suivi:
    """Une action aux trois rapports d'un exercice : avancement, gain constaté (nul : pas mesuré), ce qui avance ou
    bloque."""

    exercice: int
    action: str
    statuts: tuple[str, str, str]
    gains: tuple[float | None, float | None, float | None]
    commentaires: tuple[str | None, str | None, str | None]


def tables(
    carbone: Mapping[str, list[type_ligne]],
    complements: Mapping[str, type_complement],
    votes: list[type_ligne],
    operations: Sequence[Operation],
    suivis: Sequence[Suivi],
    lignes: Sequence[Ligne],
) -> dict[str, list[type_ligne]]:
    """Les tables du carbone, actions complétées, et les plafonds votés, opérations et points d'avancement du budget
    climat."""
    actions = completer(carbone["actions_climat"], complements)
    return {
        **carbone,
        "actions_climat": actions,
        "plafonds_emissions": votes,
        "operations_climat": lignes_operations(operations, actions, lignes),
        "suivis_climat": lignes_suivis(suivis, actions, lignes),
    }


def completer(actions: Sequence[type_ligne], complements: Mapping[str, type_complement]) -> list[type_ligne]:
    """Les actions avec fonctionnement et économies par an, durée de vie, potentiel, compte et fonction de leur ligne.

    Lève `KeyError` si un complément vise une action inconnue.
    """
    noms = (
        "fonctionnement_eur_par_an",
        "economies_eur_par_an",
        "duree_vie_ans",
        "potentiel_tco2e_par_an",
        "nature",
        "fonction",
    )
    inconnues = set(complements) - {str(action["code"]) for action in actions}
    if inconnues:
        raise KeyError(f"actions inconnues : {sorted(inconnues)}")
    vide: type_complement = (None, None, None, None, None, None)
    return [
        {**action, **dict(zip(noms, complements.get(str(action["code"]), vide), strict=True))} for action in actions
    ]


def plafonds(perimetre: str, tonnes: Mapping[int, float], origine: str) -> list[type_ligne]:
    """Les lignes « plafonds_emissions » d'un périmètre."""
    return [
        {"perimetre": perimetre, "exercice": annee, "plafond_tco2e": plafond, "origine": f"{origine}, {annee} (fictif)"}
        for annee, plafond in tonnes.items()
    ]


def populations(observees: Mapping[int, int], projetees: Mapping[int, int], projection: str) -> list[type_ligne]:
    """Les lignes « populations » : recensement puis projection."""
    return [
        {"annee": annee, "habitants": habitants, "etat": etat, "source": source}
        for serie, etat, source in (
            (observees, "observee", "Recensement (valeurs d'exemple)"),
            (projetees, "projetee", projection),
        )
        for annee, habitants in serie.items()
    ]


def lignes_operations(
    operations: Sequence[Operation], actions: Sequence[type_ligne], lignes: Sequence[Ligne]
) -> list[type_ligne]:
    """Les lignes « operations_climat » : 2024 prend les crédits ouverts de la ligne, la suite vient du plan
    pluriannuel."""
    portees = {str(action["code"]): action for action in actions}
    ecrites: list[type_ligne] = []
    for x in operations:
        action = portees[x.action]
        if x.part_2024 is not None:
            credits = _total(lignes, action, 2024, "credits")
            ecrites.append(_operation(x, 2024, None if credits is None else round(credits * x.part_2024, 2)))
        ecrites += [
            _operation(x, annee, None if milliers is None else milliers * 1000.0)
            for annee, milliers in zip(ANNEES_PREVUES, x.milliers, strict=True)
        ]
    return ecrites


def _operation(x: Operation, exercice: int, montant: float | None) -> type_ligne:
    return {
        "action": x.action,
        "operation": x.intitule,
        "exercice": exercice,
        "montant_eur": montant,
        "service": x.service,
    }


def lignes_suivis(suivis: Sequence[Suivi], actions: Sequence[type_ligne], lignes: Sequence[Ligne]) -> list[type_ligne]:
    """Les lignes « suivis_climat » : le troisième rapport dépense exactement ce que la ligne de l'action a réalisé."""
    portees = {str(action["code"]): action for action in actions}
    return [
        {
            "exercice": x.exercice,
            "rapport": str(rang + 1),
            "action": x.action,
            "statut": x.statuts[rang],
            "gain_constate_tco2e": x.gains[rang],
            "depense_eur": _depense(lignes, portees[x.action], x.exercice, PARTS_DE_L_ANNEE[rang]),
            "commentaire": x.commentaires[rang],
        }
        for x in suivis
        for rang in range(3)
    ]


def _depense(lignes: Sequence[Ligne], action: type_ligne, exercice: int, part: float) -> float | None:
    total = _total(lignes, action, exercice, "realise")
    if total is None:
        return None
    return total if part == 1 else float(round(total * part, -2))


def _total(lignes: Sequence[Ligne], action: type_ligne, exercice: int, montant: str) -> float | None:
    """Euros des dépenses réelles de l'exercice au compte et à la fonction de l'action ; nul si elle n'a pas de
    ligne."""
    if not action.get("nature"):
        return None
    siennes = [
        getattr(ligne, montant) or 0
        for ligne in lignes
        if ligne.exercice == exercice
        and ligne.poste.sens == "depense"
        and ligne.mouvement == "reel"
        and ligne.poste.nature == action["nature"]
        and ligne.poste.fonction == (action.get("fonction") or "")
    ]
    return sum(siennes) / 100 if siennes else None
