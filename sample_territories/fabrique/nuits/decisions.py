"""Le budget climat et l'arbitrage inventés du festival, à son échelle : cent mille euros et quatre-vingt-dix tonnes."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.orsevaux.budget import FESTIVAL
from sample_territories.fabrique.outils.arbitrage import Scenario, contraintes, effets, scenarios
from sample_territories.fabrique.outils.budget_climat import Operation, Suivi, plafonds, type_complement
from sample_territories.fabrique.outils.budget_climat import tables as tables_climat
from sample_territories.fabrique.outils.budget_genre import INCONNU, Public, lignes_publics
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

_PLAFONDS = plafonds("organisation", {2024: 90.0, 2025: 85.0, 2026: 80.0, 2027: 74.0, 2028: 68.0, 2029: 61.0, 2030: 55.0},
                     "Charte du festival")
_COMPLEMENTS: dict[str, type_complement] = {
    "navettes": (0.0, 0.0, 1.0, 12.0, "6245", "311"),
    "menus": (0.0, 400.0, 5.0, 6.0, "60623", "311"),
}
_OPERATIONS = (
    Operation("navettes", "Navettes du vendredi et du samedi", "Mobilités", 1.0, (6, 8, 8, 8)),
    Operation("menus", "Vaisselle lavable et carte végétale", FESTIVAL, None, (1.5, 0, 0, 0)),
    Operation("artistes", "Coordination des tournées", FESTIVAL, None, (None, None, None, None)),
)
_SUIVIS = (
    Suivi(2024, "navettes", ("identifiee", "decidee", "decidee"), (None, None, 1.5),
          ("Autocariste consulté", None, "38 % du public interrogé")),
    Suivi(2024, "menus", ("identifiee", "decidee", "decidee"), (None, None, 1.0), (None, None, "44 % de repas végétariens")),
)
_PUBLICS = (
    Public("Spectateurs", (INCONNU, (1950, 1770), (2085, 1825)), "Billetterie et enquête", "311", service=FESTIVAL,
           vises=(22050, 19950)),
    Public("Bénévoles", ((88, 74), (92, 79), (96, 81)), "Planning", nature="60623"),
    Public("Techniciens", ((3, 14), (4, 14), (5, 13)), "Contrats", nature="64131"),
    Public("Plateau artistique", ((21, 47), (26, 45), (31, 44)), "Contrats de cession", nature="611"),
)
_EFFETS = (
    ("navettes", "spectateurs_voiture", -9.0, "Enquête 2024, 38 % du public"),
    ("menus", "repas_vegetariens", 20.0, "Carte 2025"),
    ("prairie", "oiseaux", None, "Naturalistes : trop peu d'années"),
    ("prevention", "benevoles_repos", 12.0, "Planning 2025"),
)
_CONTRAINTES = (
    ("securite", "obligatoire", "Gardiennage", "6282", None, None, None, None, "Arrêté de sécurité"),
    ("techniciens", "service_minimum", "Techniciens du spectacle", "64131", None, None, None, 9_500.0, "Convention collective"),
    ("plateau", "ap_cp", "Contrats signés en mars", "611", None, None, None, 30_000.0, "Contrats de cession"),
)
_PLATEAU = "les nuits d'orsevaux|611|311||festival les nuits d'orsevaux|festival - cessions et plateau artistique"
_SCENE = "les nuits d'orsevaux|61358|311||festival les nuits d'orsevaux|festival - scenes, son et lumiere"
_SCENARIOS = (
    Scenario("train", "Venir en train", "Assemblée du festival", "2024-12-05", "Deux fois plus de navettes",
             {("action_climat", "navettes"): 3_000.0, ("ligne", _PLATEAU): -3_000.0}),
    Scenario("repos", "Moins de décibels, plus de repos", "Collectif des bénévoles", "2024-12-05",
             "La prairie et les équipes avant la scène",
             {("action_preservation", "prevention"): 1_000.0, ("action_preservation", "repas"): 1_500.0,
              ("ligne", _SCENE): -2_500.0}),
)


def tables(carbone: dict[str, list[type_ligne]], lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les tables du carbone, actions complétées, et celles du budget climat, des publics et de l'arbitrage."""
    return tables_climat(carbone, _COMPLEMENTS, _PLAFONDS, _OPERATIONS, _SUIVIS, lignes) | {
        "publics": lignes_publics(_PUBLICS),
        "effets_actions": effets(_EFFETS), "contraintes_budget": contraintes(_CONTRAINTES),
        "scenarios": scenarios(_SCENARIOS),
    }
