"""Ce que l'arbitrage suppose, en phrases : ses constantes, et ce qui dépend du budget de départ."""

from __future__ import annotations

from collections.abc import Sequence

from core.format_fr import enumerer

PRIORITE = "Les crédits ouverts du compte passent avant les votes BP + BS + DM, comme dans tous les écrans."
CONSTANTES = (
    "L'enveloppe est celle des dépenses réelles, tous budgets et toutes sections : les recettes ne bougent pas.",
    (
        "Un montant déplacé sur une politique, une opération ou une action se répartit sur ses lignes libres, au "
        "prorata de leurs crédits, au centime près."
    ),
    (
        "L'effet d'une action varie comme son financement : un euro de plus ou de moins y change l'effet dans le "
        "rapport de cet euro à son coût entier. Un gain climat ne dépasse pas le potentiel déclaré, s'il l'est."
    ),
    "L'effet est compté une fois l'action achevée, pas dans l'année du vote : il dit où mène la décision, non quand.",
    (
        "Une action suit les lignes qui la portent : réduire une politique de 10 % réduit de 10 % le financement de "
        "ses actions."
    ),
    "La dépense de préservation d'un capital bouge du montant déplacé ; aucun capital n'en compense un autre.",
    (
        "Une action climat et une action de préservation de même code sont la même action : l'euro n'y est compté "
        "qu'une fois."
    ),
    (
        "Une action qu'aucune ligne de ce budget ne porte ne s'arbitre pas ici : son argent vient d'ailleurs, le "
        "déplacer fausserait l'enveloppe."
    ),
    (
        "Le bilan carbone n'est pas rejoué : ses flux sont des quantités relevées (kWh, litres, repas), qu'un euro "
        "déplacé ne suffit pas à changer."
    ),
    (
        "Le remboursement de la dette et ses intérêts ne bougent pas, ni ce que la table des contraintes déclare "
        "obligatoire."
    ),
)


def etape_dite(exercice: int, comptes: Sequence[str], votes: Sequence[str]) -> str:
    """Sur quel prévu on arbitre : « crédits ouverts 2024 (CA) », « votes 2025 (BP et DM) »."""
    morceaux = [
        f"crédits ouverts {exercice} ({enumerer(list(comptes))})" if comptes else "",
        f"votes {exercice} ({enumerer(list(votes))})" if votes else "",
    ]
    return " et ".join(morceau for morceau in morceaux if morceau)


def portee(etape: str) -> str:
    """Le prévu sur lequel on arbitre, et l'ordre dans lequel il se lit."""
    return f"On arbitre le prévu, jamais le réalisé : {etape}. {PRIORITE}"


def repli(demande: int, exercice: int) -> str:
    """L'exercice demandé n'a pas de prévu : on part du dernier qui en a un."""
    return f"Aucune dépense n'est prévue en {demande} : l'arbitrage part du dernier budget connu, {exercice}."


def lentille_absente(titre: str, manque: str) -> str:
    """Une lentille ne se calcule pas pour ce territoire, et pourquoi."""
    return f"« {titre} » ne se calcule pas ici. {manque}"
