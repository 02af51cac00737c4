"""Le carbone inventé d'Orsevaux : 196 kt en 2024, 139 kt promises en 2030, des actions qui couvrent 44 % de l'effort."""

from __future__ import annotations

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.trajectoire import (
    SECTEURS,
    Inventaire,
    lignes_actions,
    lignes_emissions,
    objectif,
)

ID = "ville-orsevaux"
T, O = "territoire", "organisation"
_TOTAUX = dict(zip(range(2015, 2025), (238, 236, 231, 229, 222, 204, 213, 207, 199, 196), strict=True))

TERRITOIRE = Inventaire(
    T, "Observatoire régional énergie-climat (inventaire fictif)", "modelise",
    {annee: 1000.0 * kt for annee, kt in _TOTAUX.items()},
    dict(zip(("transport routier", *(s for s in SECTEURS if s != "transport routier")),
             (0.36, 0.28, 0.145, 0.012, 0.028, 0.032, 0.138, 0.005), strict=True)),
    {"résidentiel": -0.006, "tertiaire": -0.005, "industrie hors branche énergie": -0.004},
    frozenset({(2018, "autres transports")}),
)
ORGANISATION = Inventaire(
    O, "Bilan des émissions de la Ville (fictif)", "estime",
    {2020: 8420.0, 2021: 8760.0, 2022: 8590.0, 2023: 8310.0, 2024: 8140.0},
    {"achats de biens et services": 0.36, "bâtiments": 0.24, "immobilisations": 0.19, "restauration scolaire": 0.115,
     "déplacements domicile-travail": 0.066, "véhicules": 0.031, "électricité": 0.024},
    {"bâtiments": -0.02, "restauration scolaire": -0.015},
    incertitudes={"bâtiments": 0.05, "véhicules": 0.05, "électricité": 0.05, "achats de biens et services": 0.5,
                  "immobilisations": 0.4, "restauration scolaire": 0.3, "déplacements domicile-travail": 0.35},
)

_ACTIONS = (
    ("reno_ecoles", "Rénovation de douze écoles", "tertiaire", 240, 2025, 2029, 9600000, "Patrimoine bâti", "engagee"),
    ("chaufferies", "Chaufferies bois des équipements", "tertiaire", 720, 2025, 2028, 2400000, "Patrimoine bâti",
     "engagee"),
    ("reseau_chaleur", "Réseau de chaleur de la Gare", "résidentiel", 5700, 2026, 2030, 14500000,
     "Transition écologique", "decidee"),
    ("reno_logements", "Rénovation de 400 logements par an", "résidentiel", 17300, 2025, 2048, 21000000,
     "Habitat et politique de la ville", "decidee"),
    ("plan_velo", "Plan vélo, 38 km d'itinéraires", "transport routier", 2900, 2025, 2029, 5600000, "Mobilités",
     "engagee"),
    ("bus", "Renfort des lignes de bus", "transport routier", 2400, 2026, 2030, 6200000, "Mobilités", "decidee"),
    ("covoiturage", "Lignes de covoiturage", "transport routier", 1400, 2025, 2030, 480000, "Mobilités", "decidee"),
    ("zone_apaisee", "Centre-ville apaisé", "transport routier", 900, 2027, 2030, 1900000, "Voirie", "identifiee"),
    ("vehicules_habitants", "Accompagnement au véhicule électrique", "transport routier", 12000, 2025, 2044, 3100000,
     "Mobilités", "identifiee"),
    ("led", "Éclairage public en LED", "tertiaire", 45, 2025, 2027, 2300000, "Éclairage public", "engagee"),
    ("solaire", "Toitures solaires", "tertiaire", 130, 2026, 2030, 4700000, "Patrimoine bâti", "decidee"),
    ("flotte", "Flotte municipale électrique", "transport routier", 140, 2025, 2030, 1600000, "Propreté urbaine",
     "engagee"),
    ("cantines", "Cantines végétales et locales", "agriculture", 250, 2025, 2028, 240000, "Restauration scolaire",
     "engagee"),
    ("tertiaire_prive", "Rénovation des bureaux et commerces", "tertiaire", 9000, 2026, 2045, 5200000,
     "Commerce et marchés", "identifiee"),
    ("sensibilisation", "Défis familles et ambassadeurs", None, None, 2025, 2028, 90000, "Transition écologique", "engagee"),
    ("plu_bioclimatique", "PLU bioclimatique", None, None, 2026, 2035, 320000, "Urbanisme", "decidee"),
    ("arbres", "Mille arbres par an", None, None, 2025, 2034, 4500000, "Espaces verts", "engagee"),
    ("logistique", "Logistique du dernier kilomètre", "transport routier", None, 2027, 2032, 700000,
     "Commerce et marchés", "identifiee"),
    ("industrie", "Dialogue avec les trois industriels", "industrie hors branche énergie", None, 2025, 2035, None,
     "Transition écologique", "identifiee"),
    ("reemploi", "Ressourcerie et réemploi des matériaux", "déchets", None, 2026, 2029, 380000, "Propreté urbaine",
     "decidee"),
    ("aeroclub", "Bornes de l'aérodrome", "autres transports", 60, 2022, 2024, 150000, "Mobilités", "abandonnee"),
)
_ACTIONS_INTERNES = (
    ("int_chaleur", "Chaleur renouvelable des équipements", "bâtiments", 720, 2025, 2029, 2400000, "Patrimoine bâti",
     "engagee"),
    ("int_achats", "Schéma d'achats responsables", "achats de biens et services", 380, 2025, 2030, 120000,
     "Direction des finances", "decidee"),
    ("int_trajets", "Plan de mobilité des agents", "déplacements domicile-travail", 95, 2025, 2028, 210000,
     "Direction des ressources humaines", "engagee"),
    ("int_chantiers", "Matériaux biosourcés", "immobilisations", None, 2026, 2032, None, "Patrimoine bâti", "identifiee"),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables du carbone."""
    pcaet = "PCAET volontaire, délibération du 3 juillet 2023 (fictive)"
    return {
        "emissions": [*lignes_emissions(ID, TERRITOIRE), *lignes_emissions(ID, ORGANISATION)],
        "objectifs_emissions": [
            *objectif(T, "PCAET 2023", "points", 2015, pcaet, {2030: 139000, 2040: 68000, 2050: 14000}),
            *objectif(T, "SNBC-2", "snbc", 2015, "Stratégie nationale bas-carbone révisée, décret 2020-457",
                      {2050: None}),
            *objectif(O, "Administration exemplaire (SBTi)", "sbti", 2020,
                      "Conseil municipal d'Orsevaux, 14 décembre 2022 (fictif)", {2040: None}, 0.042),
            *objectif(O, "Budget carbone", "composee", 2022, "Conseil municipal d'Orsevaux, 9 février 2023 (fictif)",
                      {2030: None}, 0.04),
        ],
        "actions_climat": [*lignes_actions(T, _ACTIONS), *lignes_actions(O, _ACTIONS_INTERNES)],
    }
