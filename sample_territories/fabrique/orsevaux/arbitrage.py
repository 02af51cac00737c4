"""L'arbitrage inventé d'Orsevaux : ce que les actions changent, ce qui ne bouge pas, deux scénarios à enveloppe constante."""

from __future__ import annotations

from sample_territories.fabrique.outils.arbitrage import Scenario, contraintes, effets, scenarios
from sample_territories.fabrique.outils.gabarits import type_ligne

_EFFETS = (
    ("reno_logements", "passoires", -6.2, "Étude habitat 2023 (fictive)"),
    ("plan_velo", "voiries_cyclables", 7.0, "Programme du plan vélo"),
    ("plan_velo", "voiture_travail", -2.4, "Enquête ménages 2022 (fictive)"),
    ("bus", "voiture_travail", -1.6, "Étude de l'autorité de transport (fictive)"),
    ("cantines", "cantine_bio", 9.0, "Marché de denrées 2025"),
    ("zone_apaisee", "pm25", -0.3, "Modélisation de l'air, ordre de grandeur"),
    ("flotte", "pm25", -0.05, "Modélisation de l'air, ordre de grandeur"),
    ("reemploi", "dma", -9.0, "Étude de préfiguration"),
    ("arbres", "trame_verte", -0.4, "Service espaces verts"),
    ("oasis", "trame_verte", -0.6, "Surfaces rendues à la pleine terre"),
    ("plu_bioclimatique", "artificialisation", None, "Dépend du zonage à venir"),
    ("sensibilisation", "voiture_travail", None, "Aucune évaluation disponible"),
)
_CONTRAINTES = (
    ("sdis", "obligatoire", "Contingent incendie", "6553", None, None, None, None, "Contribution fixée par le SDIS"),
    ("interets", "obligatoire", "Intérêts de la dette", "6611", None, None, None, None, "Contrats de prêt"),
    ("capital", "obligatoire", "Remboursement du capital", "1641", None, None, None, None, "Contrats de prêt"),
    ("fngir", "obligatoire", "Prélèvements de péréquation", "7392", None, None, None, None, "Loi de finances"),
    ("personnel", "service_minimum", "Masse salariale des agents en poste", "641", None, None, None, 24_000_000.0,
     "Statut : les postes occupés sont payés"),
    ("cantine", "service_minimum", "Repas servis aux écoles", "60623", "281", None, None, 1_500_000.0,
     "Tous les enfants inscrits mangent"),
    ("prairies", "ap_cp", "Groupe scolaire des Prairies", "2313", "212", None, None, 2_600_000.0,
     "Autorisation de programme du 9 février 2022 (fictive), marchés notifiés"),
)
_SCENARIOS = (
    Scenario("sobriete", "Sobriété d'abord", "Commission des finances", "2024-11-14",
             "Ce que 400 000 € changent s'ils vont aux bâtiments, aux vélos et aux assiettes",
             {("action_climat", "reno_ecoles"): 250_000.0, ("action_climat", "plan_velo"): 90_000.0,
              ("action_climat", "cantines"): 60_000.0, ("politique", "Administration générale"): -320_000.0,
              ("politique", "Sécurité et tranquillité"): -80_000.0}),
    Scenario("ombre", "L'ombre et la rivière", "Conseil local du climat", "2024-11-21",
             "Rembourser la dette envers les sols et l'Orse en retardant la voirie",
             {("action_preservation", "oasis"): 180_000.0, ("action_preservation", "berges"): 120_000.0,
              ("politique", "Voirie et mobilités"): -300_000.0}),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les trois tables de l'arbitrage."""
    return {"effets_actions": effets(_EFFETS), "contraintes_budget": contraintes(_CONTRAINTES),
            "scenarios": scenarios(_SCENARIOS)}
