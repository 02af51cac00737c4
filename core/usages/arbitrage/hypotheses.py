"""Ce que l'arbitrage suppose, dit en français : la même liste à l'écran et dans le classeur exporté."""

from __future__ import annotations

from core.communs.depenses import COMPTES
from core.format_fr import enumerer
from core.usages.arbitrage.lentilles import LENTILLES
from core.usages.arbitrage.modele import Depart

_PRIORITE = "Les crédits ouverts du compte passent avant les votes BP + BS + DM, comme dans tous les écrans."
_CONSTANTES = (
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


def etape_dite(depart: Depart) -> str:
    """Sur quel prévu on arbitre : « crédits ouverts 2024 (CA) », « votes 2025 (BP et DM) »."""
    comptes = [etape for etape in depart.etapes if etape in COMPTES]
    votes = [etape for etape in depart.etapes if etape not in COMPTES]
    morceaux = []
    if comptes:
        morceaux.append(f"crédits ouverts {depart.exercice} ({enumerer(comptes)})")
    if votes:
        morceaux.append(f"votes {depart.exercice} ({enumerer(votes)})")
    return " et ".join(morceaux)


def hypotheses(depart: Depart) -> tuple[str, ...]:
    """Une phrase par hypothèse, la portée d'abord."""
    repli = (
        (
            f"Aucune dépense n'est prévue en {depart.demande} : l'arbitrage part du dernier budget connu, "
            f"{depart.exercice}."
        )
        if depart.demande != depart.exercice
        else ""
    )
    dites = [
        f"On arbitre le prévu, jamais le réalisé : {etape_dite(depart)}. {_PRIORITE}",
        repli,
        *(
            f"« {une.titre} » ne se calcule pas ici. {depart.absentes[une.methode]}"
            for une in LENTILLES
            if une.methode in depart.absentes
        ),
        *_CONSTANTES,
    ]
    return tuple(phrase for phrase in dites if phrase)
