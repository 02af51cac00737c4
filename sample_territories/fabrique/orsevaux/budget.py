"""Le budget inventé de la Ville d'Orsevaux : 42 000 habitants, culture, écoles, un festival, une épargne qui repart."""

from __future__ import annotations

from sample_territories.fabrique.outils.lignes import Poste
from sample_territories.fabrique.outils.profil import Profil
from sample_territories.fabrique.outils.services import Service, Site, courant, fixe, operation, postes_courants

FINANCES = "Direction des finances"
FESTIVAL = "Festival Les Nuits d'Orsevaux"

PROFIL = Profil(
    budget="principal", nomenclature="M57", service_financier=FINANCES, fonction_financiere="01",
    depenses={
        "011": (10.6, 12.1, 13.2, 13.0), "012": (31.2, 32.5, 33.6, 34.9), "014": (0.35, 0.36, 0.38, 0.40),
        "65": (8.4, 8.7, 8.9, 9.1), "67": (0.08, 0.06, 0.09, 0.05), "68": (0.10, 0.12, 0.10, 0.15),
    },
    recettes={
        "013": (0.45, 0.50, 0.48, 0.50), "70": (4.6, 5.2, 5.5, 5.7), "73": (9.8, 9.9, 9.95, 10.0),
        "731": (31.9, 33.4, 35.2, 37.3), "74": (11.5, 11.7, 12.0, 12.1), "75": (1.30, 1.35, 1.40, 1.45),
        "76": (0.02, 0.02, 0.02, 0.02), "77": (0.05, 0.04, 0.06, 0.05),
    },
    investissements={
        "20": (0.50, 0.60, 0.65, 0.60), "204": (0.60, 0.50, 0.60, 0.70), "21": (5.6, 6.4, 6.6, 5.9),
        "23": (6.2, 7.1, 7.7, 6.8), "16": (0.012, 0.009, 0.014, 0.011),
    },
    ressources={
        "10": (2.40, 2.45, 2.60, 2.75), "13": (2.0, 2.6, 3.0, 2.8), "16": (0.010, 0.011, 0.009, 0.012),
    },
    emprunts=(4.0, 5.0, 6.0, 3.5), capital_rembourse=(4.3, 4.4, 4.5, 4.6), encours_2020=47.0,
    taux_interet=(0.0205, 0.0200, 0.0235, 0.0262),
    amortissements={
        "2805": (0.18, 0.19, 0.20, 0.21), "281351": (0.62, 0.66, 0.70, 0.73), "28152": (0.55, 0.58, 0.60, 0.63),
        "281838": (0.38, 0.40, 0.43, 0.45), "28188": (0.85, 0.88, 0.92, 0.95), "2804182": (0.20, 0.21, 0.23, 0.24),
    },
    reprises_subventions=("13911", (0.24, 0.25, 0.27, 0.28)), execution_equipement=(0.66, 0.70, 0.72, 0.64),
    resultat_2020=9.4, solde_2020=-1.9, rar_depenses_2020=2.6, rar_recettes_2020=1.1,
    travaux_en_regie=(0.21, 0.19, 0.22, 0.20), patrimoniales=(0.14, 0.09, 0.17, 0.12), cessions=(0.32, 0.0, 0.85, 0.26),
)

SERVICES = (
    Service("Direction générale", "Administration générale", (Site("020", "Hôtel de ville"),), 3.2,
            {"administration": 0.7, "batiment": 0.5}),
    Service("Secrétariat des assemblées", "Administration générale", (Site("031", "Assemblée délibérante"),), 0.8,
            {"administration": 0.3}),
    Service(FINANCES, "Administration générale", (Site("020", "Finances et commande publique"),), 2.4,
            {"administration": 0.4}),
    Service("Direction des ressources humaines", "Administration générale", (Site("020", "Ressources humaines"),), 2.6,
            {"administration": 0.8}),
    Service("Systèmes d'information", "Administration générale", (Site("020", "Informatique municipale"),), 1.9,
            {"numerique": 1.4}),
    Service("Communication", "Administration générale", (Site("022", "Communication"),), 1.2, {"communication": 0.7}),
    Service("État civil et cimetières", "Administration générale",
            (Site("020", "État civil", 0.6), Site("025", "Cimetières", 0.4)), 2.1, {"administration": 0.4}),
    Service("Patrimoine bâti", "Administration générale",
            (Site("020", "Bâtiments administratifs", 0.6), Site("551", "Logements communaux", 0.4)), 4.6,
            {"batiment": 1.8, "etudes": 0.3}),
    Service("Police municipale", "Sécurité et tranquillité", (Site("11", "Police municipale"),), 3.8, {"securite": 0.7}),
    Service("Hygiène et risques", "Sécurité et tranquillité", (Site("13", "Hygiène publique"),), 0.7,
            {"administration": 0.15}),
    Service("Vie scolaire", "Éducation",
            (Site("211", "Écoles maternelles", 0.45), Site("212", "Écoles élémentaires", 0.55)), 12.5,
            {"batiment": 4.2, "ecole": 1.3}),
    Service("Restauration scolaire", "Éducation", (Site("281", "Restauration scolaire"),), 6.4,
            {"restauration": 4.3, "batiment": 0.5}),
    Service("Accueil périscolaire", "Éducation", (Site("288", "Accueils périscolaires"),), 5.2, {"sport": 0.4}),
    Service("Petite enfance", "Petite enfance",
            (Site("4221", "Crèche des Tilleuls", 0.6), Site("4222", "Multi-accueil du Faubourg", 0.4)), 7.9,
            {"social": 0.9, "batiment": 0.6}),
    Service("Médiathèques", "Culture", (Site("313", "Médiathèque centrale"),), 4.4, {"culture": 0.9, "batiment": 0.7}),
    Service("Théâtre de l'Orse", "Culture", (Site("316", "Théâtre de l'Orse"),), 3.1, {"culture": 1.8, "batiment": 0.8}),
    Service("Musée et patrimoine", "Culture",
            (Site("314", "Musée de la Tannerie", 0.65), Site("312", "Patrimoine historique", 0.35)), 2.2,
            {"culture": 0.6, "batiment": 0.6}),
    Service("Action culturelle", "Culture", (Site("311", "Action culturelle"),), 2.0, {"culture": 1.0}),
    Service("Conservatoire", "Culture", (Site("311", "Conservatoire de musique"),), 5.1,
            {"batiment": 0.4, "culture": 0.2}),
    Service("Sports", "Sports",
            (Site("321", "Gymnases", 0.4), Site("322", "Stades", 0.25), Site("323", "Piscine des Peupliers", 0.35)), 6.3,
            {"batiment": 3.0, "sport": 0.9}),
    Service("Jeunesse", "Jeunesse et vie associative",
            (Site("331", "Centres de loisirs", 0.7), Site("338", "Maison des jeunes", 0.3)), 4.1,
            {"sport": 0.5, "restauration": 0.3}),
    Service("Vie associative", "Jeunesse et vie associative", (Site("024", "Vie associative"),), 0.9,
            {"administration": 0.15, "batiment": 0.3}),
    Service("Égalité et citoyenneté", "Jeunesse et vie associative",
            (Site("341", "Égalité femmes-hommes", 0.4), Site("348", "Conseils citoyens", 0.6)), 0.7,
            {"communication": 0.1}),
    Service("Santé et handicap", "Solidarités et santé",
            (Site("412", "Prévention santé", 0.6), Site("425", "Accessibilité", 0.4)), 1.1, {"social": 0.3}),
    Service("Urbanisme", "Urbanisme et habitat",
            (Site("510", "Urbanisme réglementaire", 0.7), Site("515", "Opérations d'aménagement", 0.3)), 2.3,
            {"etudes": 0.6}),
    Service("Habitat et politique de la ville", "Urbanisme et habitat",
            (Site("52", "Contrat de ville", 0.6), Site("555", "Logement social", 0.4)), 1.0, {"administration": 0.1}),
    Service("Espaces verts", "Nature en ville", (Site("511", "Parcs et jardins"),), 6.2, {"espaces_verts": 2.1}),
    Service("Éclairage public", "Voirie et mobilités", (Site("512", "Éclairage public"),), 0.9, {"reseaux": 1.6}),
    Service("Voirie", "Voirie et mobilités", (Site("845", "Voirie communale"),), 5.4, {"voirie": 1.9}),
    Service("Mobilités", "Voirie et mobilités",
            (Site("87", "Itinéraires cyclables", 0.6), Site("847", "Stationnement", 0.4)), 0.9, {"voirie": 0.3}),
    Service("Propreté urbaine", "Propreté", (Site("7222", "Propreté urbaine"),), 5.0, {"dechets": 0.9}),
    Service("Transition écologique", "Climat et énergie", (Site("758", "Plan climat"),), 0.9, {"etudes": 0.3}),
    Service("Commerce et marchés", "Commerce et emploi",
            (Site("632", "Commerce de centre-ville", 0.7), Site("65", "Insertion", 0.3)), 1.2, {"communication": 0.2}),
)


def festival() -> list[Poste]:
    """Les lignes du festival dans le budget de la Ville : celles de 2024 sont aussi son compte à lui, à l'euro près."""
    service, politique, fonction = FESTIVAL, "Culture", "311"
    depenses = (
        ("611", "Cessions et plateau artistique", 34.2, 36.5, 38.0), ("61358", "Scènes, son et lumière", 13.1, 14.0, 14.5),
        ("6282", "Gardiennage du site", 6.4, 6.9, 7.2), ("6232", "Accueil des artistes", 5.6, 6.1, 6.3),
        ("60612", "Électricité du site", 2.6, 2.4, 2.1), ("6236", "Programmes et affiches", 3.9, 3.6, 3.4),
        ("64131", "Techniciens du spectacle", 9.3, 9.9, 10.5), ("6245", "Navettes depuis la gare", None, None, 3.0),
        ("6184", "Formation à la prévention des violences", None, 0.8, 2.0), ("60623", "Repas des bénévoles", 1.9, 2.2, 3.0),
    )
    recettes = (
        ("7062", "Billetterie", 33.0, 38.4, 41.0), ("7078", "Buvette", 12.8, 15.9, 17.0),
        ("7472", "Subvention de la Région", 12.0, 12.0, 12.0), ("74718", "Subvention de la DRAC", 9.0, 9.0, 9.0),
        ("756", "Mécénat", 4.0, 5.0, 6.0),
    )
    return [
        *(fixe("depense", n, fonction, service, politique, f"Festival - {t}", None, *m) for n, t, *m in depenses),
        *(fixe("recette", n, fonction, service, politique, f"Festival - {t}", None, *m) for n, t, *m in recettes),
    ]


def _preservation() -> list[Poste]:
    """Les lignes qui portent les dépenses de préservation de la feuille « depenses_preservation »."""
    return [
        fixe("depense", "6184", "020", "Direction des ressources humaines", "Administration générale",
             "Formation des agents", 168, 195, 210, 220),
        fixe("depense", "6475", "020", "Direction des ressources humaines", "Administration générale",
             "Prévention et médecine du travail", 82, 95, 98, 104),
        fixe("depense", "617", "76", "Espaces verts", "Nature en ville", "Suivi écologique de l'Orse", 9, 12, 14, 15),
        fixe("depense", "615221", "316", "Théâtre de l'Orse", "Culture", "Gros entretien du théâtre", 40, 55, 61, 38),
        *operation("2201", "Rénovation énergétique des écoles", "Patrimoine bâti", "Climat et énergie", "212",
                   {"2031": 0.06, "21312": 0.94}, (None, 1010, 1510, 1713)),
        *operation("2202", "Chaufferies bois et réseau de chaleur", "Patrimoine bâti", "Climat et énergie", "751",
                   {"21351": 1.0}, (120, 310, 240, 465)),
        *operation("2203", "Plan vélo", "Mobilités", "Voirie et mobilités", "87", {"2152": 1.0}, (180, 320, 410, 380)),
        *operation("2204", "Cours d'école oasis", "Espaces verts", "Nature en ville", "211", {"2128": 1.0},
                   (120, 260, 310, 290)),
        *operation("2205", "Mille arbres", "Espaces verts", "Nature en ville", "511", {"2121": 1.0}, (45, 80, 95, 110)),
        *operation("2301", "Renaturation des berges de l'Orse", "Espaces verts", "Nature en ville", "76",
                   {"2031": 0.1, "2312": 0.9}, (None, None, 94, 267)),
        *operation("1903", "Restauration de la collégiale", "Musée et patrimoine", "Culture", "312", {"2316": 1.0},
                   (350, 420, 300, 210)),
    ]


def _interventions() -> list[Poste]:
    aides = (
        ("65748", "311", "Action culturelle", "Culture", "Compagnies et associations culturelles", 610),
        ("65748", "316", "Théâtre de l'Orse", "Culture", "Résidences d'artistes", 140),
        ("65748", "326", "Sports", "Sports", "Clubs sportifs", 720),
        ("65748", "024", "Vie associative", "Jeunesse et vie associative", "Associations de quartier", 290),
        ("65748", "338", "Jeunesse", "Jeunesse et vie associative", "Centres sociaux", 680),
        ("65748", "4228", "Petite enfance", "Petite enfance", "Crèches associatives", 540),
        ("65748", "52", "Habitat et politique de la ville", "Urbanisme et habitat", "Contrat de ville", 160),
        ("65748", "341", "Égalité et citoyenneté", "Jeunesse et vie associative", "Accueil des femmes victimes", 38),
        ("65742", "632", "Commerce et marchés", "Commerce et emploi", "Aide aux commerces", 62),
        ("657363", "420", "Direction générale", "Solidarités et santé", "Subvention au CCAS", 2450),
        ("657361", "212", "Vie scolaire", "Éducation", "Caisse des écoles", 310),
        ("65568", "845", "Voirie", "Voirie et mobilités", "Syndicat d'énergie", 240),
        ("6553", "12", "Direction générale", "Sécurité et tranquillité", "Contingent incendie", 1340),
        ("65311", "031", "Secrétariat des assemblées", "Administration générale", "Indemnités des élus", 420),
        ("65313", "031", "Secrétariat des assemblées", "Administration générale", "Retraite des élus", 38),
        ("65811", "020", "Systèmes d'information", "Administration générale", "Logiciels en nuage", 260),
        ("6541", "01", FINANCES, "Opérations financières", "Créances admises en non-valeur", 44),
        ("65888", "01", FINANCES, "Opérations financières", "Régularisations", 3),
    )
    return [
        *(courant("depense", n, f, s, p, t, poids) for n, f, s, p, t, poids in aides),
        courant("depense", "739221", "01", FINANCES, "Opérations financières", "Prélèvement FNGIR", 30),
        courant("depense", "7392221", "01", FINANCES, "Opérations financières", "Contribution au FPIC", 62),
        courant("depense", "673", "01", FINANCES, "Opérations financières", "Titres annulés", 1),
        courant("depense", "6817", "01", FINANCES, "Opérations financières", "Dépréciation des créances", 1),
        courant("depense", "165", "551", "Patrimoine bâti", "Administration générale", "Cautions rendues", 1),
    ]


def _equipement() -> list[Poste]:
    recurrents = (
        ("2188", "212", "Vie scolaire", "Éducation", "Équipement des écoles", 310),
        ("21841", "211", "Vie scolaire", "Éducation", "Mobilier scolaire", 120),
        ("21831", "212", "Systèmes d'information", "Éducation", "Informatique des écoles", 240),
        ("21838", "020", "Systèmes d'information", "Administration générale", "Renouvellement du parc", 360),
        ("2051", "020", "Systèmes d'information", "Administration générale", "Logiciels", 210),
        ("21828", "7222", "Propreté urbaine", "Propreté", "Balayeuses et véhicules", 380),
        ("21828", "11", "Police municipale", "Sécurité et tranquillité", "Véhicules de police", 70),
        ("2158", "511", "Espaces verts", "Nature en ville", "Matériel horticole", 95),
        ("21318", "321", "Sports", "Sports", "Gymnases - gros entretien", 620),
        ("21314", "323", "Sports", "Sports", "Piscine des Peupliers - étanchéité", 480),
        ("21311", "020", "Patrimoine bâti", "Administration générale", "Hôtel de ville - accessibilité", 350),
        ("21313", "4221", "Petite enfance", "Petite enfance", "Crèche des Tilleuls - extension", 290),
        ("21534", "512", "Éclairage public", "Voirie et mobilités", "Passage à la LED", 420),
        ("2152", "847", "Voirie", "Voirie et mobilités", "Signalisation et mobilier urbain", 190),
        ("2111", "581", "Urbanisme", "Urbanisme et habitat", "Réserves foncières", 240),
        ("2188", "313", "Médiathèques", "Culture", "Équipement des médiathèques", 85),
        ("21848", "316", "Théâtre de l'Orse", "Culture", "Gradins et matériel scénique", 130),
        ("2315", "845", "Voirie", "Voirie et mobilités", "Programme de voirie", 2450),
        ("2313", "212", "Patrimoine bâti", "Éducation", "Groupe scolaire des Prairies", 2900),
        ("2313", "316", "Patrimoine bâti", "Culture", "Réhabilitation du théâtre", 760),
        ("2312", "511", "Espaces verts", "Nature en ville", "Parc de la Tannerie", 540),
        ("2031", "515", "Urbanisme", "Urbanisme et habitat", "Études du quartier de la Gare", 130),
        ("202", "510", "Urbanisme", "Urbanisme et habitat", "Révision du PLU", 70),
        ("20422", "555", "Habitat et politique de la ville", "Urbanisme et habitat", "Aides à la rénovation", 260),
        ("204182", "555", "Habitat et politique de la ville", "Urbanisme et habitat", "Aides aux bailleurs sociaux", 340),
    )
    return [courant("depense", n, f, s, p, t, poids) for n, f, s, p, t, poids in recurrents]


_PRODUITS = (
    ("6419", "020", "Direction des ressources humaines", "Administration générale", "Remboursements sur salaires", 1),
    ("7067", "281", "Restauration scolaire", "Éducation", "Repas des familles", 1650),
    ("7067", "288", "Accueil périscolaire", "Éducation", "Accueils périscolaires", 620),
    ("7066", "4221", "Petite enfance", "Petite enfance", "Participations des familles", 710),
    ("7062", "316", "Théâtre de l'Orse", "Culture", "Billetterie du théâtre", 390),
    ("7062", "311", "Conservatoire", "Culture", "Droits d'inscription", 260),
    ("7062", "314", "Musée et patrimoine", "Culture", "Entrées du musée", 70),
    ("70631", "323", "Sports", "Sports", "Entrées de la piscine", 340),
    ("70632", "331", "Jeunesse", "Jeunesse et vie associative", "Centres de loisirs", 330),
    ("70311", "025", "État civil et cimetières", "Administration générale", "Concessions", 95),
    ("70384", "847", "Mobilités", "Voirie et mobilités", "Forfaits de post-stationnement", 210),
    ("70323", "845", "Voirie", "Voirie et mobilités", "Occupation du domaine public", 260),
    ("73111", "01", FINANCES, "Opérations financières", "Impôts directs locaux", 30600),
    ("73123", "01", FINANCES, "Opérations financières", "Droits de mutation", 1750),
    ("73141", "01", FINANCES, "Opérations financières", "Taxe sur l'électricité", 760),
    ("73154", "632", "Commerce et marchés", "Commerce et emploi", "Droits de place", 190),
    ("73174", "632", "Commerce et marchés", "Commerce et emploi", "Publicité extérieure", 150),
    ("73211", "01", FINANCES, "Opérations financières", "Attribution de compensation", 8700),
    ("73212", "01", FINANCES, "Opérations financières", "Dotation de solidarité communautaire", 640),
    ("732221", "01", FINANCES, "Opérations financières", "FPIC", 560),
    ("74111", "01", FINANCES, "Opérations financières", "Dotation forfaitaire", 5300),
    ("741123", "01", FINANCES, "Opérations financières", "Dotation de solidarité urbaine", 2350),
    ("741127", "01", FINANCES, "Opérations financières", "Dotation nationale de péréquation", 480),
    ("74833", "01", FINANCES, "Opérations financières", "Compensation de taxe foncière", 1150),
    ("744", "01", FINANCES, "Opérations financières", "FCTVA de fonctionnement", 120),
    ("7478222", "4221", "Petite enfance", "Petite enfance", "Prestation de la CAF", 1420),
    ("7478222", "331", "Jeunesse", "Jeunesse et vie associative", "Prestation de la CAF", 380),
    ("7473", "313", "Médiathèques", "Culture", "Participation du Département", 90),
    ("74718", "52", "Habitat et politique de la ville", "Urbanisme et habitat", "Contrat de ville - État", 140),
    ("752", "551", "Patrimoine bâti", "Administration générale", "Loyers des logements communaux", 900),
    ("75888", "01", FINANCES, "Opérations financières", "Produits divers", 300),
    ("761", "01", FINANCES, "Opérations financières", "Dividendes de la SEM", 1),
    ("773", "01", FINANCES, "Opérations financières", "Mandats annulés", 1),
    ("10222", "01", FINANCES, "Opérations financières", "FCTVA", 2050),
    ("10226", "01", FINANCES, "Opérations financières", "Taxe d'aménagement", 430),
    ("1311", "212", "Patrimoine bâti", "Climat et énergie", "DSIL - rénovation des écoles", 900),
    ("1312", "316", "Patrimoine bâti", "Culture", "Région - théâtre", 380),
    ("1313", "212", "Patrimoine bâti", "Éducation", "Département - groupe scolaire", 520),
    ("1318", "76", "Espaces verts", "Nature en ville", "Agence de l'eau - berges", 90),
    ("1345", "847", "Mobilités", "Voirie et mobilités", "Amendes de police", 330),
    ("165", "551", "Patrimoine bâti", "Administration générale", "Cautions reçues", 1),
)


def _recettes() -> list[Poste]:
    return [courant("recette", n, f, s, p, t, poids) for n, f, s, p, t, poids in _PRODUITS]


def postes() -> list[Poste]:
    """Toutes les lignes du budget principal d'Orsevaux, hors dette, ordre et résultats."""
    return [*postes_courants(SERVICES), *_preservation(), *_interventions(), *_equipement(), *_recettes(), *festival()]
