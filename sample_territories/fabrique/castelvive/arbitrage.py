"""L'arbitrage inventé de Castelvive : cinq millions à déplacer, beaucoup de lignes déjà tenues."""

from __future__ import annotations

from sample_territories.fabrique.outils.arbitrage import Scenario, contraintes, effets, scenarios
from sample_territories.fabrique.outils.gabarits import type_ligne

_EFFETS = (
    ("tram_c", "part_voiture", -3.2, "Dossier d'enquête publique (fictif)"),
    ("tram_c", "voyages_bus", 21.0, "Dossier d'enquête publique (fictif)"),
    ("rev", "part_voiture", -1.9, "Plan de mobilité (fictif)"),
    ("zfe", "no2", -2.8, "Modélisation de l'air (valeur d'exemple)"),
    ("bus_electriques", "no2", -0.4, "Modélisation de l'air (valeur d'exemple)"),
    ("arbres", "chaleur", -2.1, "Cartographie de la chaleur (fictive)"),
    ("fraicheur", "chaleur", -1.3, "Cartographie de la chaleur (fictive)"),
    ("continuites", "prairies_humides", 12.0, "Conservatoire d'espaces naturels (valeur d'exemple)"),
    ("biodechets", "omr", -17.0, "Caractérisation 2023 (fictive)"),
    ("alimentation", "cantine_bio", 6.0, "Légumerie, plan de charge"),
    ("commande", "marches_droits", None, "Clause à rédiger"),
    ("plu", "artificialisation", None, "Dépend du zonage à venir"),
)
_CONTRAINTES = (
    ("sdis", "obligatoire", "Contribution au SDIS", "6553", None, None, None, None, "Contribution fixée par le SDIS"),
    ("compensation", "obligatoire", "Attributions de compensation et solidarité", "73921", None, None, None, None,
     "Pacte financier avec les communes"),
    ("interets", "obligatoire", "Intérêts de la dette", "6611", None, None, None, None, "Contrats de prêt"),
    ("capital", "obligatoire", "Remboursement du capital", "1641", None, None, None, None, "Contrats de prêt"),
    ("transports", "service_minimum", "Syndicat mixte des transports", "65568", "821", None, None, 18_500_000.0,
     "Contrat de service public"),
    ("collecte", "service_minimum", "Collecte des déchets", None, "7212", None, None, 9_000_000.0, "Règlement sanitaire"),
    ("tram", "ap_cp", "Tramway, ligne C", "2315", "828", None, None, 7_900_000.0,
     "Autorisation de programme de 2022 (fictive), marchés notifiés"),
    ("piscine", "ap_cp", "Piscine des Coteaux", "2313", "323", None, None, 6_500_000.0, "Marchés notifiés (fictifs)"),
)
_SCENARIOS = (
    Scenario("renover", "Rénover plutôt que bâtir", "Vice-présidence aux finances", "2024-11-12",
             "Cinq millions vers l'habitat et le patrimoine",
             {("action_climat", "reno_prive"): 2_500_000.0, ("action_climat", "patrimoine"): 1_500_000.0,
              ("action_climat", "chauffages_bois"): 1_000_000.0, ("politique", "Voirie et espaces publics"): -3_500_000.0,
              ("politique", "Culture"): -1_500_000.0}),
    Scenario("fraicheur", "Une ville moins chaude", "Conférence des quartiers", "2024-11-19",
             "Ombre et ruisseaux avant les places minérales",
             {("action_preservation", "fraicheur"): 900_000.0, ("action_preservation", "ruisseaux"): 600_000.0,
              ("politique", "Aménagement urbain"): -1_500_000.0}),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les trois tables de l'arbitrage."""
    return {"effets_actions": effets(_EFFETS), "contraintes_budget": contraintes(_CONTRAINTES),
            "scenarios": scenarios(_SCENARIOS)}
