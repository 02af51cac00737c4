"""Les phrases de l'annexe verte : ses notes, ce qu'elles laissent à vérifier, et le sous-titre de ses feuilles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.format_fr import enumerer, euros
from core.modele import Source

REGLES = (
    "Montants mandatés, toutes taxes comprises, sans déduire les subventions reçues. Une dépense peut se partager "
    "entre plusieurs classes par quotes-parts. Une dépense que personne n'a cotée est « non cotée », jamais neutre."
)
REUNION = (
    "Quand un exercice demande plusieurs axes : favorable pour un axe et défavorable pour un autre, la dépense est "
    "mixte ; favorable ou défavorable dès qu'un axe l'est ; neutre si un axe l'est et qu'aucun ne dit plus ; non cotée "
    "si aucun axe ne l'est. Cette réunion est une lecture de Comptes communs, à vérifier."
)
MAQUETTE = (
    "La disposition officielle de l'annexe n'a pas pu être relue : onglets, colonnes et titres de ce classeur sont "
    "ceux de data/maquette_annexe.csv, à comparer au modèle de l'arrêté avant de l'annexer."
)
STATUT = (
    "L'annexe cote l'impact de dépenses exécutées ; elle n'impose ni un « budget vert », ni une décision. La sobriété "
    "fait baisser la part verte : un euro économisé disparaît du compte."
)
SUJET_ABSENTS = "Budgets laissés de côté"
SUJET_COMPTES, SUJET_MAQUETTE = "À vérifier : les comptes", "À vérifier : la maquette"
SUJET_STATUT = "Ce que l'annexe ne dit pas"
AUCUN_BUDGET = "Aucun : aucune dépense de cet exercice n'entre dans le périmètre."
BUDGETS_INCONNUS = "Aucun, à ce que l'on sait : tout ce qui pourrait y entrer est laissé de côté."
AUCUN_DOUTE = "Aucun compte du périmètre n'est douteux."


def montants(*, realises: bool) -> str:
    """De quels montants l'annexe est faite."""
    if realises:
        return "Réalisés (compte administratif ou compte financier unique)."
    return "Prévus : aucun investissement exécuté n'est importé. L'annexe légale porte sur l'exécuté."


def demande(exercice: int, *, legale: bool) -> str:
    """Si une annexe est demandée pour l'exercice, et à qui."""
    if not legale:
        return f"Lecture à blanc : aucune annexe n'était demandée pour {exercice}."
    return f"Annexe demandée pour {exercice} aux collectivités de plus de 3 500 habitants ; libre pour les autres."


def budgets_compris(totaux: Sequence[tuple[str, Decimal | None]]) -> str:
    """Les budgets que l'annexe compte, avec leurs euros."""
    if not totaux:
        return AUCUN_BUDGET
    return f"{enumerer([f'{nom} ({euros(montant)})' for nom, montant in totaux])}."


def budget_prevu(nom: str, montant: Decimal | None) -> str:
    """Un budget dont rien n'est exécuté."""
    return f"{nom} ({euros(montant)} : prévus, aucun compte exécuté n'est importé)"


def budget_hors(nom: str, montant: Decimal | None, nomenclature: str) -> str:
    """Un budget dont aucun compte n'est du périmètre."""
    plan = f", nomenclature {nomenclature}" if nomenclature else ""
    return f"{nom} ({euros(montant)} : hors du périmètre{plan})"


def nomenclature_deduite(budgets: Sequence[tuple[str, str, Decimal | None]]) -> str:
    """Les budgets (nom, nomenclature, euros) dont la nomenclature est déduite, et comment elle l'est."""
    dits = enumerer([f"{budget} ({plan}, {euros(montant)})" for budget, plan, montant in budgets])
    return (
        f"{dits} : aucune n'est déclarée sur ces lignes. C'est celle des autres lignes du budget ; à défaut, pour le "
        "budget principal, celle de ses comptes. Déclarez-la pour la confirmer."
    )


def comptes_douteux(comptes: Sequence[tuple[str, str, str]], montant: Decimal | float) -> str:
    """Les comptes (motif, raison, inclus) dont la place reste à vérifier, et les euros du périmètre en cause."""
    noms = enumerer(
        [
            f"{motif.rstrip('*')} ({raison.lower()}{', exclu aujourd’hui' if inclus == 'non' else ''})"
            for motif, raison, inclus in comptes
        ]
    )
    return (
        f"{noms} : leur place, dans le périmètre ou hors de lui, n'a pas été relue. Montant en cause, dans le "
        f"périmètre : {euros(montant)}."
    )


def desaccord(montant: Decimal | float) -> str:
    """Les euros en débat, et comment ils comptent."""
    if not montant:
        return "Aucune dépense."
    return f"{euros(montant)}, comptés en « non coté » jusqu'à ce que quelqu'un tranche."


def source(une: Source) -> str:
    """« Auteur, titre, année — à vérifier »."""
    annee = f", {une.annee}" if une.annee else ""
    return f"{une.auteur}, {une.titre}{annee}{'' if une.verifiee else ' — à vérifier'}"


def sous_titre(territoire: str, exercice: int, *, realises: bool) -> str:
    """Ce que chaque feuille du classeur dit sous son titre."""
    nature = "montants mandatés" if realises else "montants prévus"
    return f"{territoire} · exercice {exercice} · {nature}, en euros · Comptes communs"
