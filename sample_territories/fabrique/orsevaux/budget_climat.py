"""Le budget climat inventé d'Orsevaux : un plafond voté depuis 2023, dépassé de mille tonnes en 2024."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.orsevaux import trajectoire as orsevaux_carbone
from sample_territories.fabrique.outils.budget_climat import Operation, Suivi, plafonds, populations, type_complement
from sample_territories.fabrique.outils.budget_climat import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

BATI, VOIES = "Patrimoine bâti", "Mobilités"
PLAFONDS = [
    *plafonds("territoire", {2023: 203000.0, 2024: 195000.0, 2025: 188000.0, 2026: 178500.0, 2027: 169000.0, 2028: 159000.0,
                             2029: 149000.0, 2030: 139000.0}, "Budget climat"),
    *plafonds("organisation", {2024: 8000.0, 2025: 7750.0, 2026: 7450.0, 2027: 7150.0, 2028: 6850.0, 2029: 6550.0,
                               2030: 6250.0}, "Budget climat de la Ville"),
]
COMPLEMENTS: dict[str, type_complement] = {
    "reno_ecoles": (12000.0, 310000.0, 30.0, 480.0, "21312", "212"),
    "chaufferies": (45000.0, 240000.0, 20.0, 980.0, "21351", "751"),
    "reseau_chaleur": (180000.0, 420000.0, 40.0, 9500.0, None, None),
    "reno_logements": (160000.0, 0.0, 30.0, 26000.0, "20422", "555"),
    "plan_velo": (85000.0, 0.0, 30.0, 6200.0, "2152", "87"),
    "bus": (900000.0, 250000.0, 12.0, 4800.0, None, None),
    "covoiturage": (120000.0, 0.0, 8.0, 3000.0, None, None),
    "zone_apaisee": (20000.0, None, None, 1500.0, "2152", "847"),
    "vehicules_habitants": (40000.0, 0.0, 10.0, 32000.0, None, None),
    "led": (0.0, 205000.0, 25.0, 60.0, "21534", "512"),
    "solaire": (35000.0, 390000.0, 25.0, 400.0, None, None),
    "flotte": (0.0, 140000.0, 8.0, 230.0, "21828", "7222"),
    "cantines": (90000.0, 60000.0, 10.0, 480.0, "60623", "281"),
    "tertiaire_prive": (None, None, 25.0, 14000.0, "65742", "632"),
    "plu_bioclimatique": (None, None, None, None, "202", "510"),
    "arbres": (60000.0, 0.0, 60.0, None, "2121", "511"),
    "int_chaleur": (20000.0, 150000.0, 20.0, 980.0, "21351", "751"),
    "int_trajets": (45000.0, 0.0, 5.0, 210.0, None, None),
}
OPERATIONS = (
    Operation("reno_ecoles", "Écoles Prévert et Buisson", BATI, 0.58, (1100, 850, 0, 0)),
    Operation("reno_ecoles", "Groupe Jules-Renard", BATI, 0.42, (900, 1150, 1250, 400)),
    Operation("reno_ecoles", "Quatre maternelles du centre", BATI, None, (0, 300, 950, 1500)),
    Operation("chaufferies", "Chaufferie bois de la piscine", BATI, 0.7, (420, 260, 0, 0)),
    Operation("chaufferies", "Raccordements au réseau de chaleur", BATI, 0.3, (210, 310, 330, 330)),
    Operation("plan_velo", "Liaison Gare - Prairies", VOIES, 0.65, (640, 520, 0, 0)),
    Operation("plan_velo", "Quais de l'Orse", VOIES, 0.35, (210, 480, 900, 760)),
    Operation("led", "Quartiers Est et Faubourg", "Éclairage public", 1.0, (690, 700, 610, 0)),
    Operation("reseau_chaleur", "Étude et première tranche de la Gare", "Transition écologique", None, (150, 2400, 4100, 4300)),
    Operation("cantines", "Légumerie et formation des équipes", "Restauration scolaire", None, (60, 60, 60, 60)),
    Operation("flotte", "Deux balayeuses électriques par an", "Propreté urbaine", 1.0, (320, 330, 340, 340)),
    Operation("zone_apaisee", "Places et rues du centre", "Voirie", None, (None, None, 600, 800)),
)
SUIVIS = (
    Suivi(2023, "reno_ecoles", ("engagee", "engagee", "engagee"), (None, None, 60.0),
          ("Consultation des entreprises", "Chantier d'été tenu", "Trois écoles livrées")),
    Suivi(2023, "chaufferies", ("decidee", "engagee", "engagee"), (None, None, 90.0),
          (None, "Granulés livrés en novembre", "Deux chaufferies en service")),
    Suivi(2023, "plan_velo", ("engagee", "engagee", "engagee"), (None, None, None),
          (None, "Quatre kilomètres ouverts", "Comptages à organiser")),
    Suivi(2023, "led", ("decidee", "engagee", "engagee"), (None, None, 6.0), (None, None, "1 100 points changés")),
    Suivi(2024, "reno_ecoles", ("engagee", "engagee", "engagee"), (60.0, 60.0, 145.0),
          ("Permis déposés", "Amiante découvert à Prévert : trois mois de retard", "Sept écoles livrées sur douze")),
    Suivi(2024, "chaufferies", ("engagee", "engagee", "engagee"), (90.0, 130.0, 210.0),
          (None, "Chaudière de la piscine posée", "Facture de gaz en baisse de 12 %")),
    Suivi(2024, "plan_velo", ("engagee", "engagee", "engagee"), (None, None, 95.0),
          ("Acquisition d'un quai en cours", None, "Comptages : + 21 % sur la liaison Est")),
    Suivi(2024, "led", ("engagee", "engagee", "engagee"), (6.0, 6.0, 12.0), (None, None, "Marché relancé pour l'Ouest")),
    Suivi(2024, "reno_logements", ("decidee", "decidee", "decidee"), (None, None, None),
          ("Guichet ouvert", "61 dossiers", "112 logements : effet à mesurer après travaux")),
    Suivi(2024, "flotte", ("decidee", "engagee", "engagee"), (None, None, None),
          (None, "Livraison repoussée", "Une balayeuse électrique sur deux")),
    Suivi(2024, "cantines", ("engagee", "engagee", "engagee"), (None, None, 70.0),
          ("Deux menus végétariens par semaine", None, "44 000 repas végétariens de plus qu'en 2023")),
    Suivi(2024, "arbres", ("engagee", "engagee", "engagee"), (None, None, None), (None, None, "612 arbres plantés")),
    Suivi(2024, "solaire", ("identifiee", "decidee", "decidee"), (None, None, None),
          (None, "Études de structure", "Quatre toitures retenues")),
    Suivi(2024, "aeroclub", ("engagee", "abandonnee", "abandonnee"), (None, None, None),
          (None, "Le gestionnaire se retire", None)),
)
OBSERVEES = dict(zip(range(2015, 2025), (40350, 40520, 40710, 40890, 41080, 41190, 41370, 41600, 41810, 42000), strict=True))
PROJETEES = {2030: 43200, 2035: 43900, 2040: 44300, 2045: 44500, 2050: 44600}


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les tables du carbone, actions complétées, et les quatre tables du budget climat."""
    return _tables(orsevaux_carbone.tables(), COMPLEMENTS, PLAFONDS, OPERATIONS, SUIVIS, lignes) | {
        "populations": populations(OBSERVEES, PROJETEES, "Projection du PLU révisé (fictive)"),
    }
