"""Ce qu'il faut dire d'un budget pour le dérouler sur quatre exercices : enveloppes, dette, résultats de départ."""

from __future__ import annotations

from dataclasses import dataclass, field

EXERCICES = (2021, 2022, 2023, 2024)
Quatre = tuple[float, float, float, float]


@dataclass(frozen=True)
class Profil:
    """Un budget, en millions d'euros ; chaque quadruplet va de 2021 à 2024.

    `depenses`, `recettes` : réel de fonctionnement par chapitre ; `investissements`, `ressources` : réel
    d'investissement hors emprunt. Le chapitre 66 se déduit de la dette, 1068, 001, 002, 021 et 023 de l'équilibre.
    """

    budget: str
    nomenclature: str
    service_financier: str
    fonction_financiere: str
    depenses: dict[str, Quatre]
    recettes: dict[str, Quatre]
    investissements: dict[str, Quatre]
    ressources: dict[str, Quatre]
    emprunts: Quatre
    capital_rembourse: Quatre
    encours_2020: float
    taux_interet: Quatre
    amortissements: dict[str, Quatre]
    reprises_subventions: tuple[str, Quatre]
    execution_equipement: Quatre
    resultat_2020: float
    solde_2020: float
    rar_depenses_2020: float
    rar_recettes_2020: float
    travaux_en_regie: Quatre | None = None
    patrimoniales: Quatre | None = None
    cessions: Quatre | None = None
    politique_financiere: str = "Opérations financières"
    natures_regie: tuple[str, ...] = field(default=("2313",))
