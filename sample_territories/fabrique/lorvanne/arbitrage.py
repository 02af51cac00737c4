"""L'arbitrage inventé du Val de Lorvanne : l'eau et les sols contre la voirie et les zones d'activités."""

from __future__ import annotations

from sample_territories.fabrique.outils.arbitrage import Scenario, contraintes, effets, scenarios
from sample_territories.fabrique.outils.gabarits import type_ligne

_EFFETS = (
    ("couverts", "matiere_organique", 0.05, "Chambre d'agriculture (valeur d'exemple)"),
    ("couverts", "erosion", -0.4, "Modèle de ruissellement, ordre de grandeur"),
    ("azote", "nitrates", -3.0, "Étude du captage 2023 (fictive)"),
    ("fioul", "chauffage_fossile", -8.0, "Programme d'aide"),
    ("covoiturage", "voiture_travail", -0.9, "Retour d'expérience voisin (fictif)"),
    ("velo", "voiture_travail", -0.6, "Étude d'itinéraires"),
    ("biodechets", "dma", -14.0, "Caractérisation 2022 (fictive)"),
    ("captages", "nitrates", -1.8, "Hydrogéologue (valeur d'exemple)"),
    ("renouvellement", "rendement_eau", 1.5, "Schéma directeur"),
    ("pat", "cantines_durables", None, "Dépend des communes"),
    ("plui", "artificialisation", None, "Dépend du zonage à venir"),
)
_CONTRAINTES = (
    ("sdis", "obligatoire", "Contingent incendie", "6553", None, None, None, None, "Contribution fixée par le SDIS"),
    ("compensation", "obligatoire", "Attributions de compensation", "739211", None, None, None, None,
     "Pacte financier avec les communes"),
    ("interets", "obligatoire", "Intérêts de la dette", "6611", None, None, None, None, "Contrats de prêt"),
    ("capital", "obligatoire", "Remboursement du capital", "1641", None, None, None, None, "Contrats de prêt"),
    ("collecte", "service_minimum", "Collecte hebdomadaire", "611", "7212", None, None, 1_000_000.0, "Règlement sanitaire"),
    ("station", "ap_cp", "Station d'épuration de Bréval", "2313", None, None, "Service assainissement", 1_100_000.0,
     "Mise en demeure et marchés notifiés (fictifs)"),
)
_SCENARIOS = (
    Scenario("nappe", "La nappe d'abord", "Commission locale de l'eau", "2024-10-17",
             "Acheter les terres des captages plus vite",
             {("action_preservation", "captages"): 120_000.0, ("action_climat", "couverts"): 60_000.0,
              ("politique", "Voirie et mobilités"): -180_000.0}),
    Scenario("bourgs", "Des bourgs reliés", "Commission mobilités", "2024-11-05",
             "Études cyclables et bennes propres, moins de zones d'activités",
             {("action_climat", "velo"): 40_000.0, ("action_climat", "bennes"): 70_000.0,
              ("politique", "Économie et tourisme"): -110_000.0}),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les trois tables de l'arbitrage."""
    return {"effets_actions": effets(_EFFETS), "contraintes_budget": contraintes(_CONTRAINTES),
            "scenarios": scenarios(_SCENARIOS)}
