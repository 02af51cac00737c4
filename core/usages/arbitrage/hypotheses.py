"""Ce que l'arbitrage suppose, dit en français : la même liste à l'écran et dans le classeur exporté."""

from __future__ import annotations

from core.communs.depenses import COMPTES
from core.usages.arbitrage import phrases_hypotheses as phrases
from core.usages.arbitrage.lentilles import LENTILLES
from core.usages.arbitrage.modele import Depart


def etape_dite(depart: Depart) -> str:
    """Sur quel prévu on arbitre : « crédits ouverts 2024 (CA) », « votes 2025 (BP et DM) »."""
    comptes = [etape for etape in depart.etapes if etape in COMPTES]
    votes = [etape for etape in depart.etapes if etape not in COMPTES]
    return phrases.etape_dite(depart.exercice, comptes, votes)


def hypotheses(depart: Depart) -> tuple[str, ...]:
    """Une phrase par hypothèse, la portée d'abord."""
    absentes = [une for une in LENTILLES if une.methode in depart.absentes]
    return (
        phrases.portee(etape_dite(depart)),
        *([phrases.repli(depart.demande, depart.exercice)] if depart.demande != depart.exercice else []),
        *(phrases.lentille_absente(une.titre, depart.absentes[une.methode]) for une in absentes),
        *phrases.CONSTANTES,
    )
