"""Les deux budgets inventés du Val de Lorvanne : le principal, et l'eau et l'assainissement en M49."""

from __future__ import annotations

from sample_territories.fabrique.outils.lignes import Poste
from sample_territories.fabrique.outils.profil import Profil
from sample_territories.fabrique.outils.services import Service, Site, courant, fixe, operation, postes_courants

FINANCES = "Finances et administration"
EAU = "Service de l'eau"
ASSAINISSEMENT = "Service assainissement"
RIVIERES = "Rivières et milieux aquatiques"
AGRICULTURE = "Agriculture et alimentation"
NATURE = "Biodiversité et paysages"

PRINCIPAL = Profil(
    budget="principal", nomenclature="M57", service_financier=FINANCES, fonction_financiere="01",
    depenses={
        "011": (2.90, 3.30, 3.50, 3.45), "012": (4.60, 4.85, 5.10, 5.35), "014": (3.90, 3.92, 3.95, 3.95),
        "65": (1.90, 2.00, 2.05, 2.10), "67": (0.01, 0.02, 0.01, 0.01), "68": (0.02, 0.02, 0.03, 0.02),
    },
    recettes={
        "013": (0.06, 0.07, 0.06, 0.06), "70": (1.05, 1.20, 1.25, 1.30), "73": (3.40, 3.60, 3.70, 3.72),
        "731": (7.50, 7.70, 8.20, 8.40), "74": (3.10, 3.20, 3.20, 3.25), "75": (0.25, 0.25, 0.26, 0.26),
        "77": (0.01, 0.02, 0.01, 0.02),
    },
    investissements={
        "20": (0.25, 0.30, 0.35, 0.30), "204": (0.20, 0.25, 0.30, 0.35), "21": (1.10, 1.30, 1.40, 1.30),
        "23": (1.20, 1.50, 1.60, 1.30),
    },
    ressources={"10": (0.38, 0.42, 0.46, 0.50), "13": (0.60, 0.90, 0.90, 0.80)},
    emprunts=(0.5, 0.9, 0.9, 0.6), capital_rembourse=(0.78, 0.80, 0.82, 0.84), encours_2020=9.4,
    taux_interet=(0.0195, 0.0190, 0.0225, 0.0255),
    amortissements={
        "28188": (0.34, 0.36, 0.38, 0.40), "281351": (0.21, 0.22, 0.23, 0.24), "28158": (0.18, 0.19, 0.21, 0.22),
        "2804182": (0.12, 0.13, 0.14, 0.15),
    },
    reprises_subventions=("13912", (0.11, 0.12, 0.12, 0.13)), execution_equipement=(0.58, 0.63, 0.66, 0.60),
    resultat_2020=2.9, solde_2020=-0.5, rar_depenses_2020=0.7, rar_recettes_2020=0.4, cessions=(0.0, 0.06, 0.0, 0.0),
)

ANNEXE = Profil(
    budget="Eau et assainissement", nomenclature="M49", service_financier=EAU, fonction_financiere="",
    politique_financiere="Eau et assainissement",
    depenses={
        "011": (1.75, 1.98, 2.15, 2.12), "012": (1.15, 1.20, 1.26, 1.32), "014": (0.55, 0.56, 0.56, 0.57),
        "65": (0.05, 0.05, 0.06, 0.06), "67": (0.03, 0.02, 0.03, 0.03),
    },
    recettes={
        "70": (6.15, 6.38, 6.48, 6.85), "74": (0.18, 0.15, 0.10, 0.05), "75": (0.03, 0.03, 0.03, 0.03),
    },
    investissements={
        "20": (0.10, 0.12, 0.14, 0.13), "21": (1.55, 1.75, 1.85, 1.80), "23": (1.65, 1.95, 2.50, 2.20),
    },
    ressources={"13": (1.00, 1.10, 1.30, 1.20)},
    emprunts=(1.5, 1.8, 2.3, 1.8), capital_rembourse=(1.45, 1.50, 1.50, 1.55), encours_2020=21.5,
    taux_interet=(0.0255, 0.0245, 0.0250, 0.0268),
    amortissements={
        "281531": (0.92, 0.95, 0.98, 1.02), "281532": (1.05, 1.08, 1.12, 1.15), "281561": (0.16, 0.16, 0.17, 0.18),
    },
    reprises_subventions=("139111", (0.52, 0.53, 0.55, 0.56)), execution_equipement=(0.62, 0.66, 0.70, 0.61),
    resultat_2020=1.6, solde_2020=-0.1, rar_depenses_2020=0.6, rar_recettes_2020=0.3,
)

SERVICES = (
    Service("Direction générale", "Administration générale",
            (Site("020", "Siège communautaire", 0.8), Site("031", "Conseil communautaire", 0.2)), 1.6,
            {"administration": 0.7, "batiment": 0.5}),
    Service(FINANCES, "Administration générale", (Site("020", "Moyens généraux"),), 1.8,
            {"administration": 0.5, "numerique": 0.5}),
    Service("Enfance et jeunesse", "Enfance et jeunesse",
            (Site("4221", "Crèche des Quatre-Vents", 0.4), Site("331", "Centres de loisirs", 0.6)), 4.2,
            {"social": 0.6, "batiment": 0.5}),
    Service("Lecture publique", "Culture et patrimoine", (Site("313", "Réseau des médiathèques"),), 0.9,
            {"culture": 0.3}),
    Service("Piscine intercommunale", "Sports", (Site("323", "Piscine de Bréval"),), 1.5,
            {"batiment": 0.9, "sport": 0.15}),
    Service("Collecte des déchets", "Déchets", (Site("7212", "Collecte", 0.7), Site("7213", "Déchèteries", 0.3)), 3.4,
            {"dechets": 3.2}),
    Service("Voirie communautaire", "Voirie et mobilités",
            (Site("845", "Voirie d'intérêt communautaire", 0.7), Site("81", "Transport scolaire", 0.3)), 1.2,
            {"voirie": 0.6}),
    Service("Urbanisme et habitat", "Aménagement et habitat", (Site("510", "PLUi", 0.6), Site("552", "OPAH", 0.4)), 0.9,
            {"etudes": 0.3}),
    Service("Développement économique", "Économie et tourisme",
            (Site("61", "Zones d'activités", 0.6), Site("633", "Office de tourisme", 0.4)), 1.0,
            {"communication": 0.2}),
    Service(AGRICULTURE, "Agriculture et sols", (Site("6312", "Projet alimentaire"),), 0.4, {"etudes": 0.1}),
    Service(RIVIERES, "Eau et milieux aquatiques", (Site("735", "GEMAPI"),), 0.6, {"espaces_verts": 0.12}),
    Service(NATURE, "Biodiversité", (Site("76", "Espaces naturels"),), 0.4, {"espaces_verts": 0.08}),
    Service("Transition et énergie", "Climat et énergie", (Site("758", "PCAET"),), 0.4, {"etudes": 0.1}),
)


def _preservation() -> list[Poste]:
    """Les lignes du budget principal qui portent les dépenses de préservation."""
    sols, eaux = "Agriculture et sols", "Eau et milieux aquatiques"
    return [
        fixe("depense", "65742", "6312", AGRICULTURE, sols, "Paiements pour services environnementaux", 60, 85, 110, 118),
        fixe("depense", "617", "6312", AGRICULTURE, sols, "Analyses de sols", None, 14, 16, 9),
        fixe("depense", "6184", "6312", AGRICULTURE, sols, "Formations aux couverts végétaux", 4, 6, 7, 7.5),
        fixe("depense", "617", "731", EAU, eaux, "Suivi de la nappe et des captages", 22, 26, 31, 29),
        *operation("21", "Acquisitions foncières des captages", EAU, eaux, "731", {"2111": 1.0}, (None, 180, 92, 141)),
        *operation("22", "Restauration de la Lorvanne", RIVIERES, eaux, "735", {"2031": 0.08, "2312": 0.92},
                   (210, 262, 240, 312)),
        *operation("23", "Plantation de haies", NATURE, "Biodiversité", "76", {"2121": 1.0}, (30, 42, 55, 61)),
        *operation("24", "Zones humides de Bréval", NATURE, "Biodiversité", "76", {"2128": 1.0}, (None, 38, None, 46)),
    ]


_FINANCES = (FINANCES, "Opérations financières")
_DEPENSES = (
    ("739211", "01", *_FINANCES, "Attributions de compensation", 3420), ("739221", "01", *_FINANCES, "FNGIR", 420),
    ("7392221", "01", *_FINANCES, "FPIC", 80), ("6541", "01", *_FINANCES, "Créances admises en non-valeur", 12),
    ("673", "01", *_FINANCES, "Titres annulés", 1), ("6817", "01", *_FINANCES, "Dépréciations", 1),
    ("6553", "12", "Direction générale", "Administration générale", "Contingent incendie", 640),
    ("65568", "7213", "Collecte des déchets", "Déchets", "Syndicat de traitement", 520),
    ("65568", "735", RIVIERES, "Eau et milieux aquatiques", "Syndicat de bassin", 120),
    ("65748", "633", "Développement économique", "Économie et tourisme", "Office de tourisme associatif", 190),
    ("65748", "338", "Enfance et jeunesse", "Enfance et jeunesse", "Foyers ruraux", 160),
    ("65748", "311", "Lecture publique", "Culture et patrimoine", "Festival des moissons", 45),
    ("65311", "031", "Direction générale", "Administration générale", "Indemnités des élus", 165),
    ("65811", "020", FINANCES, "Administration générale", "Logiciels en nuage", 48),
    ("2188", "331", "Enfance et jeunesse", "Enfance et jeunesse", "Équipement des centres", 95),
    ("21828", "7212", "Collecte des déchets", "Déchets", "Bennes de collecte", 330),
    ("2158", "7213", "Collecte des déchets", "Déchets", "Bornes d'apport volontaire", 120),
    ("21838", "020", FINANCES, "Administration générale", "Informatique", 60),
    ("21318", "323", "Piscine intercommunale", "Sports", "Piscine - filtration", 140),
    ("21314", "313", "Lecture publique", "Culture et patrimoine", "Médiathèque de Bréval", 90),
    ("2315", "845", "Voirie communautaire", "Voirie et mobilités", "Programme de voirie", 820),
    ("2313", "4221", "Enfance et jeunesse", "Enfance et jeunesse", "Extension de la crèche", 310),
    ("2312", "61", "Développement économique", "Économie et tourisme", "Zone d'activités des Sablons", 240),
    ("202", "510", "Urbanisme et habitat", "Aménagement et habitat", "Élaboration du PLUi", 140),
    ("2031", "845", "Voirie communautaire", "Voirie et mobilités", "Études d'itinéraires cyclables", 60),
    ("20422", "552", "Urbanisme et habitat", "Aménagement et habitat", "OPAH - aides aux propriétaires", 170),
    ("2041412", "53", "Direction générale", "Aménagement et habitat", "Fonds de concours aux communes", 130),
)


_RECETTES = (
    ("6419", "020", FINANCES, "Administration générale", "Remboursements sur salaires", 1),
    ("7066", "4221", "Enfance et jeunesse", "Enfance et jeunesse", "Participations des familles", 290),
    ("70632", "331", "Enfance et jeunesse", "Enfance et jeunesse", "Centres de loisirs", 210),
    ("70631", "323", "Piscine intercommunale", "Sports", "Entrées de la piscine", 240),
    ("70612", "7212", "Collecte des déchets", "Déchets", "Redevance spéciale", 130),
    ("70845", "510", "Urbanisme et habitat", "Aménagement et habitat", "Instruction pour les communes", 85),
    ("708421", "020", FINANCES, "Administration générale", "Personnel mis à disposition du budget annexe", 190),
    ("7351", "01", *_FINANCES, "Fraction de TVA", 3480), ("73221", "01", *_FINANCES, "FNGIR", 90),
    ("73111", "01", *_FINANCES, "Impôts directs locaux", 3950), ("73113", "01", *_FINANCES, "TASCOM", 240),
    ("73114", "01", *_FINANCES, "IFER", 310), ("73133", "7212", "Collecte des déchets", "Déchets", "TEOM", 3080),
    ("73136", "735", RIVIERES, "Eau et milieux aquatiques", "Taxe GEMAPI", 210),
    ("731721", "633", "Développement économique", "Économie et tourisme", "Taxe de séjour", 60),
    ("741124", "01", *_FINANCES, "Dotation d'intercommunalité", 1010),
    ("741126", "01", *_FINANCES, "Dotation de compensation", 1280),
    ("7478222", "331", "Enfance et jeunesse", "Enfance et jeunesse", "Prestation de la CAF", 560),
    ("7472", "6312", AGRICULTURE, "Agriculture et sols", "Région - projet alimentaire", 45),
    ("74788", "735", RIVIERES, "Eau et milieux aquatiques", "Agence de l'eau - animation", 95),
    ("752", "61", "Développement économique", "Économie et tourisme", "Loyers de l'hôtel d'entreprises", 210),
    ("75888", "01", *_FINANCES, "Produits divers", 40), ("773", "01", *_FINANCES, "Mandats annulés", 1),
    ("10222", "01", *_FINANCES, "FCTVA", 440),
    ("1318", "735", RIVIERES, "Eau et milieux aquatiques", "Agence de l'eau - Lorvanne", 210),
    ("1313", "845", "Voirie communautaire", "Voirie et mobilités", "Département - voirie", 190),
    ("1311", "4221", "Enfance et jeunesse", "Enfance et jeunesse", "DETR - crèche", 230),
    ("1312", "313", "Lecture publique", "Culture et patrimoine", "Région - médiathèque", 110),
)


def _interventions_et_recettes() -> list[Poste]:
    return [
        *(courant("depense", n, f, s, p, t, poids) for n, f, s, p, t, poids in _DEPENSES),
        *(courant("recette", n, f, s, p, t, poids) for n, f, s, p, t, poids in _RECETTES),
    ]


def postes_principal() -> list[Poste]:
    """Toutes les lignes du budget principal, hors dette, ordre et résultats."""
    return [*postes_courants(SERVICES), *_preservation(), *_interventions_et_recettes()]


_AUTRES = (
    ("depense", "701249", EAU, "Reversement pollution", 390), ("depense", "706129", ASSAINISSEMENT,
                                                                "Reversement modernisation", 170),
    ("depense", "6541", EAU, "Créances admises en non-valeur", 38), ("depense", "6542", EAU, "Créances éteintes", 12),
    ("depense", "673", EAU, "Dégrèvements pour fuite", 1),
    ("recette", "70111", EAU, "Ventes d'eau", 2750), ("recette", "701241", EAU, "Redevance pollution", 390),
    ("recette", "704", EAU, "Branchements neufs", 160),
    ("recette", "70611", ASSAINISSEMENT, "Redevance d'assainissement", 2480),
    ("recette", "706121", ASSAINISSEMENT, "Redevance modernisation", 170),
    ("recette", "70613", ASSAINISSEMENT, "Participations pour raccordement", 140),
    ("recette", "7062", ASSAINISSEMENT, "Contrôles d'assainissement non collectif", 60),
    ("recette", "741", ASSAINISSEMENT, "Primes d'épuration", 1), ("recette", "7588", EAU, "Produits divers", 1),
    ("recette", "13111", EAU, "Agence de l'eau - réseaux", 620), ("recette", "1313", ASSAINISSEMENT,
                                                                   "Département - stations", 380),
    ("depense", "2051", EAU, "Télérelève", 40), ("depense", "21561", EAU, "Compteurs et pompes", 240),
    ("depense", "21562", ASSAINISSEMENT, "Équipement des stations", 210), ("depense", "2182", EAU, "Véhicules", 70),
    ("depense", "2315", ASSAINISSEMENT, "Mise en séparatif des réseaux", 900),
)


def postes_annexe() -> list[Poste]:
    """Les lignes de l'eau et de l'assainissement : pas de fonction en M49, c'est un vrai trou des vrais fichiers."""
    politique = "Eau et assainissement"
    achats = {
        EAU: {"605": 4, "6061": 20, "6062": 6, "6063": 4, "611": 16, "61523": 14, "61551": 3, "6156": 4, "617": 3,
              "6226": 2, "6261": 2, "6262": 2, "6287": 6},
        ASSAINISSEMENT: {"6061": 26, "6062": 9, "6063": 4, "6068": 3, "611": 28, "61523": 16, "61528": 4, "6156": 6,
                         "6161": 3, "6262": 2},
    }
    personnel = {"6215": 20, "6411": 44, "6413": 10, "6451": 12, "6453": 14}
    return [
        *(courant("depense", n, "", service, politique, f"{service} - {n}", poids)
          for service, panier in achats.items() for n, poids in panier.items()),
        *(courant("depense", n, "", service, politique, f"{service} - personnel {n}", poids)
          for service in achats for n, poids in personnel.items()),
        *(courant(sens, n, "", service, politique, texte, poids) for sens, n, service, texte, poids in _AUTRES),
        *operation("E01", "Renouvellement des réseaux d'eau potable", EAU, politique, "", {"21531": 1.0},
                   (950, 1100, 1150, 1080)),
        *operation("A01", "Réhabilitation des réseaux d'assainissement", ASSAINISSEMENT, politique, "", {"21532": 1.0},
                   (310, 280, 330, 340)),
        *operation("A02", "Station d'épuration de Bréval", ASSAINISSEMENT, politique, "", {"2031": 0.04, "2313": 0.96},
                   (620, 900, 1400, 1150)),
        *operation("E02", "Interconnexion de secours", EAU, politique, "", {"2031": 0.1, "2315": 0.9},
                   (None, 160, 240, 210)),
    ]
