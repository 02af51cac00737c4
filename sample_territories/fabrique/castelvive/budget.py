"""Le budget principal inventé de la Métropole de Castelvive : 230 000 habitants, seize politiques, soixante services."""

from __future__ import annotations

from sample_territories.fabrique.castelvive.recettes import recettes
from sample_territories.fabrique.castelvive.services import COMMUNES, SERVICES
from sample_territories.fabrique.outils.hasard import entre, tirage
from sample_territories.fabrique.outils.lignes import Poste
from sample_territories.fabrique.outils.profil import EXERCICES, Profil
from sample_territories.fabrique.outils.services import courant, fixe, operation, postes_courants

FINANCES = "Finances - Budget et comptabilité"
CLIMAT, AIR, CHALEUR = ("Environnement - Plan climat", "Environnement - Qualité de l'air et bruit",
                        "Environnement - Réseaux de chaleur")
NATURELS = "Nature et paysages - Espaces naturels"

PROFIL = Profil(
    budget="principal", nomenclature="M57", service_financier=FINANCES, fonction_financiere="01",
    depenses={
        "011": (62.0, 68.5, 74.0, 74.0), "012": (88.0, 91.5, 95.5, 99.0), "014": (74.0, 74.5, 75.0, 75.5),
        "65": (58.0, 60.0, 62.5, 64.0), "67": (0.4, 0.3, 0.5, 0.4), "68": (0.5, 0.6, 0.4, 0.7),
    },
    recettes={
        "013": (1.2, 1.3, 1.25, 1.3), "70": (46.0, 49.0, 51.0, 53.0), "73": (68.0, 72.0, 74.0, 75.0),
        "731": (142.0, 148.0, 157.0, 163.0), "74": (76.0, 77.0, 78.0, 79.0), "75": (5.0, 5.2, 5.4, 5.6),
        "76": (0.3, 0.3, 0.4, 0.4), "77": (0.2, 0.3, 0.2, 0.3),
    },
    investissements={
        "20": (4.2, 4.5, 4.8, 4.6), "204": (13.0, 14.0, 15.0, 15.5), "21": (27.0, 30.0, 32.0, 32.0),
        "23": (39.5, 44.0, 48.0, 46.5), "27": (0.4, 0.5, 0.4, 0.6),
    },
    ressources={"10": (15.0, 15.8, 16.5, 17.7), "13": (17.0, 21.0, 24.0, 25.0), "27": (0.2, 0.3, 0.3, 0.4)},
    emprunts=(30.0, 31.0, 30.0, 34.0), capital_rembourse=(27.0, 28.0, 29.0, 30.0), encours_2020=296.0,
    taux_interet=(0.0215, 0.0210, 0.0240, 0.0270),
    amortissements={
        "2805": (1.8, 1.9, 2.0, 2.1), "281351": (4.1, 4.3, 4.5, 4.7), "28152": (6.3, 6.6, 6.9, 7.2),
        "28158": (3.9, 4.0, 4.2, 4.3), "2804182": (6.0, 6.4, 6.8, 7.2), "28188": (3.2, 3.3, 3.5, 3.6),
    },
    reprises_subventions=("13911", (2.6, 2.7, 2.8, 2.9)), execution_equipement=(0.61, 0.66, 0.70, 0.68),
    resultat_2020=48.0, solde_2020=-16.0, rar_depenses_2020=14.0, rar_recettes_2020=6.0,
    travaux_en_regie=(1.1, 1.2, 1.1, 1.3), patrimoniales=(2.1, 1.7, 2.6, 1.9), cessions=(1.9, 3.2, 0.8, 2.4),
)

# Types d'opérations menées dans chaque commune : nom, service, politique, fonction, natures, coût annuel (k€).
_TYPES = (
    ("Requalification de voirie", "Voirie - Exploitation de la voirie", "Voirie et espaces publics", "844",
     {"2031": 0.04, "2315": 0.9, "2152": 0.06}, 620),
    ("Réseau express vélo", "Mobilités - Vélo et marche", "Mobilités", "87", {"2031": 0.05, "2152": 0.95}, 290),
    ("Éclairage en LED", "Voirie - Éclairage et signalisation", "Voirie et espaces publics", "512", {"21534": 1.0}, 150),
    ("Eaux pluviales et noues", "Cycle de l'eau - Eaux pluviales", "Eau et milieux aquatiques", "734",
     {"2315": 0.8, "21538": 0.2}, 240),
    ("Place et espaces publics", "Voirie - Espaces publics", "Voirie et espaces publics", "518",
     {"2031": 0.06, "2312": 0.94}, 330),
    ("Points d'apport volontaire", "Déchets - Collecte", "Déchets et propreté", "7212", {"2158": 0.7, "2188": 0.3}, 120),
    ("Parc de proximité", "Nature et paysages - Parcs métropolitains", "Biodiversité et nature", "511",
     {"2128": 0.6, "2121": 0.4}, 130),
    ("Arrêts et couloirs de bus", "Mobilités - Transports publics", "Mobilités", "821", {"2152": 0.5, "2315": 0.5}, 260),
    ("Logements sociaux financés", "Habitat - Politique de l'habitat", "Habitat et logement", "555", {"204182": 1.0}, 420),
    ("Fonds de concours", "Finances - Budget et comptabilité", "Administration générale", "53", {"2041412": 1.0}, 130),
    ("Ouvrage d'art", "Voirie - Ouvrages d'art", "Voirie et espaces publics", "844", {"2031": 0.08, "2315": 0.92}, 210),
    ("Rénovation de l'habitat privé", "Habitat - Politique de l'habitat", "Habitat et logement", "552", {"20422": 1.0}, 110),
)


def _operations_communales() -> list[Poste]:
    postes: list[Poste] = []
    for rang_commune, commune in enumerate(COMMUNES):
        for rang_type, (nom, service, politique, fonction, natures, cout) in enumerate(_TYPES):
            cle = (commune, nom)
            if tirage("existe", *cle) < 0.12:
                continue
            taille = 3.2 if commune == "Castelvive" else entre(0.4, 1.3, "taille", *cle)
            pauses = frozenset(an for an in EXERCICES if tirage("pause", *cle, an) < 0.15)
            postes += [
                Poste("depense", nature, fonction, service, politique, f"{nom} - {commune}",
                      cout * taille * part * entre(0.5, 1.5, *cle), operation=f"{rang_type + 10}{rang_commune:02d}",
                      sauf=pauses)
                for nature, part in natures.items()
            ]
    return postes


def _preservation() -> list[Poste]:
    """Les lignes qui portent les dépenses de préservation de la feuille « depenses_preservation »."""
    eau = "Cycle de l'eau - Ressource et rivières"
    return [
        *operation("3001", "Tramway - ligne C", "Mobilités - Transports publics", "Mobilités", "828",
                   {"2031": 0.05, "2315": 0.95}, (4200, 6800, 9100, 8350)),
        *operation("3002", "Extension des réseaux de chaleur", CHALEUR, "Climat et énergie", "751", {"2315": 1.0},
                   (1100, 1900, 2450, 2720)),
        *operation("3003", "Rénovation énergétique du patrimoine", "Patrimoine - Énergie des bâtiments",
                   "Climat et énergie", "758", {"21351": 1.0}, (1500, 2100, 2600, 3150)),
        fixe("depense", "65741", "74", AIR, "Climat et énergie", "Aide au renouvellement des chauffages au bois",
             None, 210, 380, 450),
        fixe("depense", "617", "74", AIR, "Climat et énergie", "Réseau de mesure de l'air", 140, 150, 165, 172),
        *operation("3004", "Restauration des ruisseaux", eau, "Eau et milieux aquatiques", "731", {"2312": 1.0},
                   (420, 610, 580, 940)),
        *operation("3005", "Champs d'expansion des crues", "Secours et risques - Prévention des inondations",
                   "Eau et milieux aquatiques", "735", {"2111": 0.4, "2312": 0.6}, (300, 900, 1250, 760)),
        *operation("3006", "Continuités écologiques", NATURELS, "Biodiversité et nature", "76", {"2128": 1.0},
                   (180, 260, 410, 520)),
        fixe("depense", "61524", "76", NATURELS, "Biodiversité et nature", "Gestion de la forêt de Coudrelle",
             95, 104, 118, 126),
        *operation("3007", "Îlots de fraîcheur", "Nature et paysages - Parcs métropolitains", "Biodiversité et nature",
                   "518", {"2121": 0.5, "2128": 0.5}, (None, 640, 1180, 1420)),
        fixe("depense", "6184", "020", "Ressources humaines - Gestion des carrières", "Administration générale",
             "Plan de formation", 720, 760, 815, 840),
        fixe("depense", "6475", "020", "Ressources humaines - Gestion des carrières", "Administration générale",
             "Médecine et prévention", 310, 330, 352, 371),
    ]


def _interventions() -> list[Poste]:
    o = (FINANCES, "Opérations financières")
    grands = (
        ("739211", "01", *o, "Attributions de compensation", 60500), ("739212", "01", *o, "DSC", 11800),
        ("739221", "01", *o, "FNGIR", 2100), ("6541", "01", *o, "Créances admises en non-valeur", 320),
        ("673", "01", *o, "Titres annulés", 1), ("6817", "01", *o, "Dépréciations", 1),
        ("6553", "12", "Secours et risques - Gestion de crise", "Sécurité et risques", "Contribution au SDIS", 14200),
        ("65568", "821", "Mobilités - Transports publics", "Mobilités", "Syndicat mixte des transports", 17800),
        ("65568", "7213", "Déchets - Traitement", "Déchets et propreté", "Syndicat de traitement", 4200),
        ("65568", "731", "Cycle de l'eau - Ressource et rivières", "Eau et milieux aquatiques", "Établissement de bassin", 620),
        ("65311", "031", "Direction générale - Cabinet et protocole", "Administration générale", "Indemnités", 1650),
        ("65811", "020", "Numérique - Applications", "Administration générale", "Logiciels en nuage", 1450),
        ("657382", "316", "Culture - Opéra et auditorium", "Culture", "Opéra de Castelvive", 6200),
        ("657382", "311", "Culture - Conservatoire et création", "Culture", "École supérieure d'art", 2100),
        ("27638", "581", "Urbanisme - Action foncière", "Aménagement urbain", "Avances à l'établissement foncier", 1),
    )
    themes = (
        ("65748", "311", "Culture - Conservatoire et création", "Culture", "Compagnie", 34, 42),
        ("65748", "326", "Sports - Grands équipements", "Sports", "Club", 30, 36),
        ("65748", "65", "Jeunesse et insertion - Insertion et emploi", "Économie et emploi", "Structure d'insertion", 22, 48),
        ("65748", "758", CLIMAT, "Climat et énergie", "Association climat", 12, 18),
        ("65748", "52", "Habitat - Renouvellement urbain", "Habitat et logement", "Projet de quartier", 26, 15),
        ("65748", "338", "Vie associative - Jeunesse et associations", "Solidarités et santé", "Association jeunesse", 18, 16),
        ("65742", "61", "Économie - Développement économique", "Économie et emploi", "Aide à l'innovation", 16, 40),
        ("65748", "424", "Solidarités - Fonds de solidarité logement", "Solidarités et santé", "Accompagnement", 14, 45),
        ("65748", "76", NATURELS, "Biodiversité et nature", "Association naturaliste", 9, 20),
    )
    return [
        *(courant("depense", n, f, s, p, t, poids) for n, f, s, p, t, poids in grands),
        *(courant("depense", n, f, s, p, f"Subvention - {t} n° {rang + 1}", poids * entre(0.4, 2.2, t, rang))
          for n, f, s, p, t, combien, poids in themes for rang in range(combien)),
    ]


def _equipement_des_services() -> list[Poste]:
    postes: list[Poste] = []
    natures = (("21838", 60), ("21848", 30), ("2188", 70), ("21828", 130), ("2051", 40), ("2031", 45), ("21351", 190),
               ("21318", 260))
    for service in SERVICES:
        for nature, poids in natures:
            if tirage("equipement", service.nom, nature) < 0.62:
                fonction = service.sites[0].fonction
                postes.append(courant("depense", nature, fonction, service.nom, service.politique,
                                      f"Équipement - {service.nom}", poids * entre(0.2, 2.4, service.nom, nature)))
    postes.append(courant("depense", "2313", "316", "Culture - Opéra et auditorium", "Culture", "Opéra - machinerie", 3200))
    postes.append(courant("depense", "2313", "323", "Sports - Piscines et patinoire", "Sports", "Piscine des Coteaux", 7400))
    postes.append(courant("depense", "2313", "23", "Enseignement supérieur - Vie étudiante",
                          "Enseignement supérieur et recherche", "Campus des Sciences", 3900))
    return postes


def postes() -> list[Poste]:
    """Toutes les lignes du budget principal de Castelvive, hors dette, ordre et résultats."""
    return [*postes_courants(SERVICES, 0.93, par_site=True), *_operations_communales(), *_preservation(),
            *_interventions(), *_equipement_des_services(), *recettes()]
