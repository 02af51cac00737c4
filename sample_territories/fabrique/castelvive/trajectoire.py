"""Le carbone inventé de Castelvive : une métropole dont les actions couvrent près des deux tiers de l'effort."""

from __future__ import annotations

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.trajectoire import (
    SECTEURS,
    Inventaire,
    lignes_actions,
    lignes_emissions,
    objectif,
)

ID = "metropole-castelvive"
T, O = "territoire", "organisation"
_KT = dict(zip(range(2015, 2025), (1292, 1281, 1268, 1239, 1206, 1098, 1142, 1096, 1058, 1034), strict=True))

TERRITOIRE = Inventaire(
    T, "Observatoire régional énergie-climat (inventaire fictif)", "modelise",
    {annee: 1000.0 * kt for annee, kt in _KT.items()},
    dict(zip(("transport routier", *(s for s in SECTEURS if s != "transport routier")),
             (0.34, 0.235, 0.165, 0.02, 0.012, 0.028, 0.16, 0.04), strict=True)),
    {"résidentiel": -0.012, "tertiaire": -0.006, "industrie branche énergie": -0.02},
    frozenset({(2017, "industrie branche énergie")}),
)
ORGANISATION = Inventaire(
    O, "Bilan réglementaire de la Métropole (fictif)", "estime",
    {2019: 78200.0, 2020: 71900.0, 2021: 75400.0, 2022: 73800.0, 2023: 70600.0, 2024: 68900.0},
    {"immobilisations et chantiers": 0.38, "achats de biens et services": 0.20, "déchets traités": 0.30,
     "bâtiments": 0.11, "bus et véhicules": 0.118, "déplacements domicile-travail": 0.021},
    {"bâtiments": -0.03, "bus et véhicules": -0.04},
    frozenset({(2020, "déplacements domicile-travail")}),
    {"bâtiments": 0.05, "bus et véhicules": 0.06, "déchets traités": 0.25, "achats de biens et services": 0.5,
     "immobilisations et chantiers": 0.4, "déplacements domicile-travail": 0.35},
)
_ACTIONS = (
    ("tram_c", "Tramway, ligne C", "transport routier", 21000, 2027, 2031, 286000000, "Mobilités - Transports publics",
     "engagee"),
    ("rev", "Réseau express vélo", "transport routier", 13500, 2025, 2030, 48000000, "Mobilités - Vélo et marche",
     "engagee"),
    ("zfe", "Zone à faibles émissions", "transport routier", 17000, 2025, 2028, 9000000,
     "Environnement - Qualité de l'air et bruit", "decidee"),
    ("bus_electriques", "Bus électriques et bioGNV", "transport routier", 4400, 2025, 2030, 74000000,
     "Mobilités - Transports publics", "engagee"),
    ("covoiturage", "Voies réservées au covoiturage", "transport routier", 6100, 2026, 2029, 5200000,
     "Mobilités - Études de mobilité", "decidee"),
    ("electrification", "Électrification des voitures", "transport routier", 84000, 2025, 2044, 12000000,
     "Environnement - Plan climat", "identifiee"),
    ("reno_prive", "Rénovation de 2 600 logements privés par an", "résidentiel", 91000, 2025, 2049, 140000000,
     "Habitat - Politique de l'habitat", "engagee"),
    ("reno_social", "Rénovation du parc social", "résidentiel", 24000, 2025, 2034, 96000000,
     "Habitat - Politique de l'habitat", "engagee"),
    ("chaleur_centre", "Extension du réseau de chaleur Centre", "résidentiel", 33000, 2025, 2030, 88000000,
     "Environnement - Réseaux de chaleur", "engagee"),
    ("chaleur_glycines", "Géothermie des Glycines", "résidentiel", 11500, 2026, 2030, 41000000,
     "Environnement - Réseaux de chaleur", "decidee"),
    ("chauffages_bois", "Renouvellement des chauffages au bois", "résidentiel", 2100, 2025, 2029, 2600000,
     "Environnement - Qualité de l'air et bruit", "engagee"),
    ("tertiaire", "Rénovation des bureaux", "tertiaire", 46000, 2025, 2040, 30000000, "Environnement - Plan climat",
     "decidee"),
    ("patrimoine", "Rénovation du patrimoine métropolitain", "tertiaire", 3100, 2025, 2031, 64000000,
     "Patrimoine - Énergie des bâtiments", "engagee"),
    ("industrie", "Contrats de décarbonation industrielle", "industrie hors branche énergie", 43900, 2025, 2032, 7000000,
     "Économie - Développement économique", "decidee"),
    ("biodechets", "Méthanisation des biodéchets", "déchets", 6400, 2025, 2028, 19000000, "Déchets - Traitement",
     "engagee"),
    ("solaire", "Cadastre et toitures solaires", "tertiaire", 900, 2025, 2032, 26000000,
     "Patrimoine - Énergie des bâtiments", "decidee"),
    ("alimentation", "Restauration collective végétale", "agriculture", None, 2025, 2030, 1800000,
     "Agriculture - Alimentation et agriculture", "engagee"),
    ("fret", "Port fluvial et logistique urbaine", "autres transports", None, 2027, 2034, 22000000,
     "Mobilités - Études de mobilité", "identifiee"),
    ("arbres", "Plan canopée", None, None, 2024, 2035, 31000000, "Nature et paysages - Parcs métropolitains", "engagee"),
    ("commande", "Commande publique bas carbone", None, None, 2025, 2030, None, "Finances - Commande publique", "decidee"),
    ("plu", "PLU métropolitain sobre", None, None, 2026, 2040, 2400000, "Urbanisme - Planification", "decidee"),
    ("temps", "Bureau des temps et télétravail", "transport routier", None, 2025, 2028, 300000,
     "Mobilités - Études de mobilité", "identifiee"),
)
_ACTIONS_INTERNES = (
    ("int_chantiers", "Chantiers bas carbone", "immobilisations et chantiers", 5200, 2025, 2032, None,
     "Voirie - Exploitation de la voirie", "decidee"),
    ("int_flotte", "Flotte et bus propres", "bus et véhicules", 2900, 2025, 2030, 74000000, "Patrimoine - Flotte et ateliers",
     "engagee"),
    ("int_batiments", "Plan patrimoine", "bâtiments", 3100, 2025, 2031, 64000000, "Patrimoine - Énergie des bâtiments",
     "engagee"),
    ("int_achats", "Achats responsables", "achats de biens et services", None, 2025, 2030, None,
     "Finances - Commande publique", "decidee"),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables du carbone."""
    pcaet = "PCAET, délibération du 24 octobre 2022 (fictive)"
    return {
        "emissions": [*lignes_emissions(ID, TERRITOIRE), *lignes_emissions(ID, ORGANISATION)],
        "objectifs_emissions": [
            *objectif(T, "PCAET 2022", "points", 2015, pcaet, {2026: 930000, 2030: 708000, 2040: 365000, 2050: 129000}),
            *objectif(T, "SNBC-2", "snbc", 2015, "Stratégie nationale bas-carbone révisée, décret 2020-457",
                      {2050: None}),
            *objectif(O, "Administration exemplaire (SBTi)", "sbti", 2019, "Conseil métropolitain, 12 décembre 2022 (fictif)",
                      {2040: None}, 0.042),
        ],
        "actions_climat": [*lignes_actions(T, _ACTIONS), *lignes_actions(O, _ACTIONS_INTERNES)],
    }
