"""Le budget climat inventé de Castelvive : vingt-deux actions, un plafond tenu de justesse, des opérations à cent millions."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.castelvive import trajectoire as castelvive_carbone
from sample_territories.fabrique.outils.budget_climat import Operation, Suivi, plafonds, populations, type_complement
from sample_territories.fabrique.outils.budget_climat import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

TRANSPORTS, HABITAT = "Mobilités - Transports publics", "Habitat - Politique de l'habitat"
CHALEUR, ENERGIE = "Environnement - Réseaux de chaleur", "Patrimoine - Énergie des bâtiments"
PLAFONDS = [
    *plafonds("territoire", {2023: 1062000.0, 2024: 1036000.0, 2025: 982000.0, 2026: 930000.0, 2027: 874500.0, 2028: 819000.0,
                             2029: 763500.0, 2030: 708000.0}, "Budget climat métropolitain"),
    *plafonds("organisation", {2024: 68000.0, 2025: 66000.0, 2026: 64000.0, 2027: 62000.0, 2028: 60000.0, 2029: 58000.0,
                               2030: 56000.0}, "Budget climat métropolitain"),
]
COMPLEMENTS: dict[str, type_complement] = {
    "tram_c": (5200000.0, 1400000.0, 40.0, 26000.0, "2315", "828"),
    "rev": (900000.0, 0.0, 30.0, 24000.0, "2152", "87"),
    "zfe": (1100000.0, 0.0, 10.0, 17000.0, None, None),
    "bus_electriques": (600000.0, 3900000.0, 15.0, 6200.0, None, None),
    "covoiturage": (250000.0, 0.0, 15.0, 9500.0, None, None),
    "electrification": (300000.0, 0.0, 12.0, 190000.0, None, None),
    "reno_prive": (1900000.0, 0.0, 30.0, 180000.0, "20422", "552"),
    "reno_social": (400000.0, 0.0, 35.0, 41000.0, "204182", "555"),
    "chaleur_centre": (700000.0, 2100000.0, 40.0, 52000.0, "2315", "751"),
    "chaleur_glycines": (350000.0, 1500000.0, 40.0, 21000.0, None, None),
    "chauffages_bois": (120000.0, 0.0, 20.0, 4000.0, "65741", "74"),
    "tertiaire": (250000.0, None, 25.0, 80000.0, None, None),
    "patrimoine": (90000.0, 2400000.0, 30.0, 4100.0, "21351", "758"),
    "industrie": (200000.0, 0.0, 15.0, 60000.0, None, None),
    "biodechets": (800000.0, 950000.0, 20.0, 9100.0, "611", "7212"),
    "solaire": (180000.0, 2700000.0, 25.0, 2600.0, None, None),
    "arbres": (700000.0, 0.0, 60.0, None, "2121", "518"),
    "plu": (None, None, None, None, "617", "510"),
    "int_batiments": (90000.0, 2400000.0, 30.0, 4100.0, "21351", "758"),
}
OPERATIONS = (
    Operation("tram_c", "Ligne C, section Port - Université", TRANSPORTS, 0.8, (24000, 48000, 62000, 58000)),
    Operation("tram_c", "Ligne C, dépôt et rames", TRANSPORTS, 0.2, (6000, 21000, 34000, 28000)),
    Operation("rev", "Réseau express vélo, six branches", "Mobilités - Vélo et marche", 1.0, (7200, 8400, 9100, 9100)),
    Operation("bus_electriques", "Soixante bus et un dépôt", TRANSPORTS, None, (11000, 14500, 15000, 15000)),
    Operation("reno_prive", "Aides à la rénovation globale", HABITAT, 1.0, (4800, 5200, 5600, 6000)),
    Operation("reno_social", "Aides aux bailleurs", HABITAT, 1.0, (9500, 9500, 9500, 9500)),
    Operation("chaleur_centre", "Extension Centre, 12 km", CHALEUR, 1.0, (14000, 18500, 19000, 17000)),
    Operation("chaleur_glycines", "Doublet géothermique", CHALEUR, None, (900, 12500, 16000, 9000)),
    Operation("patrimoine", "Sites de plus de 1 000 m²", ENERGIE, 1.0, (7800, 9400, 9900, 10200)),
    Operation("biodechets", "Unité de méthanisation", "Déchets - Traitement", None, (5200, 8100, 3900, 0)),
    Operation("arbres", "Plan canopée", "Nature et paysages - Parcs métropolitains", 1.0, (2600, 2700, 2800, 2900)),
    Operation("fret", "Quai fluvial", "Mobilités - Études de mobilité", None, (None, None, 4000, 7000)),
)
_TENU = ("engagee", "engagee", "engagee")
SUIVIS = (
    Suivi(2023, "tram_c", _TENU, (None, None, None), (None, "Enquête publique close", None)),
    Suivi(2023, "patrimoine", _TENU, (None, 180.0, 310.0), (None, None, "Neuf sites livrés")),
    Suivi(2023, "reno_prive", _TENU, (None, None, 2900.0), (None, None, "1 740 logements aidés")),
    Suivi(2024, "tram_c", _TENU, (None, None, None), ("Réseaux déviés", "Fouilles : quatre mois de retard", None)),
    Suivi(2024, "rev", _TENU, (None, None, 1150.0), (None, "Deux branches ouvertes", "Comptages : + 17 %")),
    Suivi(2024, "reno_prive", _TENU, (2900.0, 3600.0, 5200.0), (None, None, "2 080 logements au lieu de 2 600")),
    Suivi(2024, "reno_social", _TENU, (None, 900.0, 1600.0), (None, None, None)),
    Suivi(2024, "chaleur_centre", _TENU, (None, None, 2100.0), ("Marché attribué", None, "2,4 km posés")),
    Suivi(2024, "chauffages_bois", _TENU, (150.0, 210.0, 290.0), (None, None, "320 foyers aidés")),
    Suivi(2024, "patrimoine", _TENU, (310.0, 390.0, 560.0), (None, None, None)),
    Suivi(2024, "zfe", ("decidee", "decidee", "decidee"), (None, None, None), ("Calendrier reporté", None, None)),
    Suivi(2024, "bus_electriques", _TENU, (None, 400.0, 800.0), (None, "Onze bus livrés", None)),
    Suivi(2024, "arbres", _TENU, (None, None, None), (None, None, "3 150 arbres")),
    Suivi(2024, "alimentation", _TENU, (None, None, None), (None, "Légumerie ouverte", "Effet à chiffrer")),
)
OBSERVEES = dict(zip(range(2015, 2025), (219800, 220900, 222100, 223400, 224600, 225300, 226500, 227800, 228900, 230000),
                     strict=True))
PROJETEES = {2030: 236500, 2035: 240800, 2040: 244000, 2045: 246200, 2050: 247500}


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les tables du carbone, actions complétées, et les quatre tables du budget climat."""
    return _tables(castelvive_carbone.tables(), COMPLEMENTS, PLAFONDS, OPERATIONS, SUIVIS, lignes) | {
        "populations": populations(OBSERVEES, PROJETEES, "Projection du SCoT (fictive)"),
    }
