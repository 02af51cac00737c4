"""Le budget climat inventé du Val de Lorvanne : le premier, voté en 2024 ; l'inventaire manque encore pour le juger."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.lorvanne import trajectoire as lorvanne_carbone
from sample_territories.fabrique.outils.budget_climat import Operation, Suivi, plafonds, populations, type_complement
from sample_territories.fabrique.outils.budget_climat import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

AGRICULTURE, ENERGIE, DECHETS = "Agriculture et alimentation", "Transition et énergie", "Collecte des déchets"
PLAFONDS = [
    *plafonds("territoire", {2024: 256000.0, 2025: 246000.0, 2026: 235000.0, 2027: 224000.0, 2028: 213000.0, 2029: 202000.0,
                             2030: 191000.0}, "Budget climat communautaire"),
    *plafonds("organisation", {2024: 2900.0, 2025: 2800.0, 2026: 2650.0, 2027: 2500.0, 2028: 2350.0, 2029: 2200.0,
                               2030: 2050.0}, "Budget climat communautaire"),
]
COMPLEMENTS: dict[str, type_complement] = {
    "couverts": (118000.0, 0.0, 10.0, 6100.0, "65742", "6312"),
    "azote": (40000.0, 0.0, 10.0, 7200.0, None, None),
    "methane": (30000.0, None, 8.0, None, None, None),
    "opah": (90000.0, 0.0, 30.0, 8800.0, "20422", "552"),
    "fioul": (60000.0, 0.0, 20.0, 5200.0, None, None),
    "bois": (30000.0, 190000.0, 20.0, 1900.0, None, None),
    "covoiturage": (95000.0, 0.0, 8.0, 2600.0, None, None),
    "velo": (40000.0, 0.0, 30.0, 1500.0, "2031", "845"),
    "biodechets": (70000.0, 85000.0, 12.0, 900.0, "2158", "7213"),
    "bennes": (15000.0, 60000.0, 10.0, 310.0, "21828", "7212"),
    "stations": (0.0, 62000.0, 15.0, 25.0, "21562", None),
    "solaire": (20000.0, 150000.0, 25.0, 150.0, None, None),
    "haies": (25000.0, 0.0, 50.0, None, "2121", "76"),
    "plui": (None, None, None, None, "202", "510"),
    "pat": (None, None, None, None, "617", "6312"),
}
OPERATIONS = (
    Operation("couverts", "Paiements aux exploitations volontaires", AGRICULTURE, 1.0, (140, 160, 180, 200)),
    Operation("azote", "Accompagnement de trente fermes", AGRICULTURE, None, (90, 110, 120, 120)),
    Operation("bois", "Chaufferies de Bréval et Saint-Loup", ENERGIE, None, (480, 620, 400, 0)),
    Operation("velo", "Étude des liaisons entre bourgs", "Voirie communautaire", 1.0, (60, 0, 0, 0)),
    Operation("velo", "Liaison Bréval - gare", "Voirie communautaire", None, (0, 700, 850, 600)),
    Operation("biodechets", "Bornes et bacs de tri", DECHETS, 1.0, (110, 80, 0, 0)),
    Operation("bennes", "Renouvellement au bioGNV", DECHETS, 1.0, (280, 280, 280, 0)),
    Operation("stations", "Variateurs et supervision", "Service assainissement", 1.0, (90, 90, 60, 0)),
    Operation("haies", "Dix kilomètres par an", "Biodiversité et paysages", 1.0, (70, 75, 80, 80)),
    Operation("opah", "Aides aux propriétaires", "Urbanisme et habitat", 1.0, (None, None, None, None)),
)
SUIVIS = (
    Suivi(2023, "couverts", ("decidee", "engagee", "engagee"), (None, None, None), (None, "2 100 ha contractualisés", None)),
    Suivi(2023, "haies", ("engagee", "engagee", "engagee"), (None, None, None), (None, None, "8,4 km plantés")),
    Suivi(2024, "couverts", ("engagee", "engagee", "engagee"), (None, None, 1400.0),
          (None, "Semis retardés par la pluie", "2 900 ha couverts")),
    Suivi(2024, "biodechets", ("decidee", "engagee", "engagee"), (None, None, 110.0),
          ("Bornes commandées", None, "Quatre bourgs équipés")),
    Suivi(2024, "bennes", ("decidee", "decidee", "decidee"), (None, None, None), (None, "Station bioGNV attendue", None)),
    Suivi(2024, "stations", ("engagee", "engagee", "engagee"), (None, 2.0, 4.0), (None, None, "Électricité : − 6 %")),
    Suivi(2024, "opah", ("engagee", "engagee", "engagee"), (None, None, None),
          ("Aucun paiement", "38 dossiers déposés", "Les aides seront payées en 2025")),
    Suivi(2024, "haies", ("engagee", "engagee", "engagee"), (None, None, None), (None, None, "10,2 km plantés")),
)
OBSERVEES = dict(zip(range(2015, 2025), (30610, 30640, 30690, 30720, 30760, 30800, 30850, 30900, 30960, 31000), strict=True))
PROJETEES = {2030: 31300, 2040: 31500, 2050: 31350}


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les tables du carbone, actions complétées, et les quatre tables du budget climat."""
    return _tables(lorvanne_carbone.tables(), COMPLEMENTS, PLAFONDS, OPERATIONS, SUIVIS, lignes) | {
        "populations": populations(OBSERVEES, PROJETEES, "Projection du SCoT (fictive)"),
    }
