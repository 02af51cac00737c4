"""Le carbone inventé du Val de Lorvanne : un territoire rural, l'inventaire 2024 n'est pas encore paru."""

from __future__ import annotations

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.trajectoire import Inventaire, lignes_actions, lignes_emissions, objectif

ID = "cc-val-de-lorvanne"
T, O = "territoire", "organisation"
_KT = dict(zip(range(2015, 2024), (286, 285, 283, 282, 279, 266, 274, 271, 265), strict=True))

TERRITOIRE = Inventaire(
    T, "Observatoire régional énergie-climat (inventaire fictif)", "modelise",
    {annee: 1000.0 * kt for annee, kt in _KT.items()},
    {"agriculture": 0.47, "transport routier": 0.27, "résidentiel": 0.13, "tertiaire": 0.045, "déchets": 0.035,
     "industrie hors branche énergie": 0.04, "autres transports": 0.006, "industrie branche énergie": 0.0},
    {"résidentiel": -0.01, "tertiaire": -0.008}, frozenset({(2019, "déchets")}),
)
ORGANISATION = Inventaire(
    O, "Bilan des émissions de la Communauté de communes (fictif)", "estime",
    {2021: 3120.0, 2022: 3050.0, 2023: 3080.0, 2024: 2960.0},
    {"achats de biens et services": 0.34, "eau et assainissement": 0.24, "collecte des déchets": 0.17,
     "immobilisations": 0.175, "bâtiments": 0.08},
    {"bâtiments": -0.02},
    incertitudes={"eau et assainissement": 0.2, "collecte des déchets": 0.08, "bâtiments": 0.06,
                  "achats de biens et services": 0.5, "immobilisations": None},
)
_ACTIONS = (
    ("couverts", "Couverts végétaux sur 4 000 ha", "agriculture", 2600, 2024, 2030, 1480000, "Agriculture et alimentation",
     "engagee"),
    ("azote", "Baisse des engrais azotés", "agriculture", 3400, 2025, 2032, 900000, "Agriculture et alimentation",
     "decidee"),
    ("methane", "Alimentation des troupeaux", "agriculture", 1800, 2026, 2033, 650000, "Agriculture et alimentation",
     "identifiee"),
    ("legumineuses", "Filière légumineuses", "agriculture", 900, 2025, 2031, 420000, "Agriculture et alimentation",
     "decidee"),
    ("opah", "OPAH, 90 logements par an", "résidentiel", 2900, 2024, 2033, 5400000, "Urbanisme et habitat", "engagee"),
    ("fioul", "Sortie du fioul domestique", "résidentiel", 3360, 2025, 2034, 1250000, "Transition et énergie", "decidee"),
    ("bois", "Chaufferies bois des communes", "tertiaire", 900, 2025, 2029, 2100000, "Transition et énergie", "engagee"),
    ("covoiturage", "Lignes de covoiturage", "transport routier", 1500, 2025, 2030, 310000, "Voirie communautaire",
     "engagee"),
    ("velo", "Liaisons cyclables entre bourgs", "transport routier", 700, 2025, 2032, 3600000, "Voirie communautaire",
     "decidee"),
    ("cars", "Cars express vers la gare", "transport routier", 850, 2026, 2030, 1900000, "Voirie communautaire",
     "identifiee"),
    ("electrique", "Véhicules électriques des ménages", "transport routier", 6200, 2025, 2044, 800000,
     "Transition et énergie", "identifiee"),
    ("biodechets", "Tri à la source des biodéchets", "déchets", 640, 2024, 2027, 520000, "Collecte des déchets", "engagee"),
    ("bennes", "Bennes au bioGNV", "transport routier", 180, 2025, 2028, 1100000, "Collecte des déchets", "decidee"),
    ("stations", "Sobriété des stations d'épuration", "tertiaire", 14, 2025, 2028, 380000, "Service assainissement",
     "engagee"),
    ("solaire", "Ombrières solaires", "tertiaire", 48, 2026, 2030, 1700000, "Transition et énergie", "decidee"),
    ("haies", "Plantation de dix kilomètres de haies par an", None, None, 2024, 2035, 1500000,
     "Biodiversité et paysages", "engagee"),
    ("prairies", "Maintien des prairies", "agriculture", None, 2024, 2032, 700000, "Agriculture et alimentation", "engagee"),
    ("pat", "Projet alimentaire territorial", None, None, 2022, 2027, 240000, "Agriculture et alimentation", "engagee"),
    ("plui", "PLUi économe en sols", None, None, 2026, 2036, 420000, "Urbanisme et habitat", "decidee"),
    ("telecentre", "Tiers-lieux de proximité", "transport routier", None, 2025, 2029, 260000,
     "Développement économique", "identifiee"),
    ("industriels", "Écologie industrielle aux Sablons", "industrie hors branche énergie", None, 2026, 2030, None,
     "Développement économique", "identifiee"),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables du carbone ; le puits des forêts est négatif et ne se déduit de rien."""
    puits: list[type_ligne] = [
        {"perimetre": T, "exercice": annee, "secteur": "forêts et sols (puits)", "emissions_tco2e": -1000.0 * kt,
         "incertitude": 0.5, "qualite": "modelise", "source": "ALDO (valeur d'exemple)"}
        for annee, kt in ((2015, 68), (2018, 65), (2021, 61), (2023, 59))
    ]
    pcaet = "PCAET, délibération du 21 septembre 2022 (fictive)"
    return {
        "emissions": [*lignes_emissions(ID, TERRITOIRE), *puits, *lignes_emissions(ID, ORGANISATION)],
        "objectifs_emissions": [
            *objectif(T, "PCAET 2022", "points", 2015, pcaet, {2030: 191000, 2050: 62000}),
            *objectif(T, "SNBC-2", "snbc", 2015, "Stratégie nationale bas-carbone révisée, décret 2020-457",
                      {2050: None}),
            *objectif(O, "Collectivité exemplaire", "lineaire", 2021,
                      "Conseil communautaire, 21 septembre 2022 (fictif)", {2030: None}, 0.05),
        ],
        "actions_climat": lignes_actions(T, _ACTIONS),
    }
