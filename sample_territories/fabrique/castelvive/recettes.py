"""Les recettes inventées de la Métropole de Castelvive : fiscalité, dotations, redevances, subventions reçues."""

from __future__ import annotations

from sample_territories.fabrique.castelvive.services import COMMUNES, POLES
from sample_territories.fabrique.outils.hasard import entre
from sample_territories.fabrique.outils.lignes import Poste
from sample_territories.fabrique.outils.services import courant

FINANCES = "Finances - Budget et comptabilité"
OPERATIONS = "Opérations financières"

_GENERALES = (
    ("73111", "Impôts directs locaux", 82000), ("73112", "CVAE", 9000), ("73113", "TASCOM", 3400), ("73114", "IFER", 2600),
    ("731721", "Taxe de séjour", 1300), ("7351", "Fraction de TVA - taxe d'habitation", 52000),
    ("7352", "Fraction de TVA - CVAE", 17000), ("732221", "FPIC", 3600), ("741124", "Dotation d'intercommunalité", 24000),
    ("741126", "Dotation de compensation", 33000), ("74833", "Compensations de taxe foncière", 6200),
    ("748312", "DCRTP", 4100), ("744", "FCTVA de fonctionnement", 900), ("75888", "Produits divers", 700),
    ("761", "Dividendes", 300), ("773", "Mandats annulés", 1), ("10222", "FCTVA", 13500), ("10226", "Taxe d'aménagement", 2800),
)
# Recettes suivies par lieu : nature, fonction, service, politique, libellé, poids, lieux (communes, pôles ou aucun).
_PAR_LIEU = (
    ("73133", "7212", "Déchets - Collecte", "Déchets et propreté", "TEOM", 1480, COMMUNES),
    ("70612", "7212", "Déchets - Collecte", "Déchets et propreté", "Redevance spéciale", 120, COMMUNES),
    ("706888", "7213", "Déchets - Déchèteries", "Déchets et propreté", "Apports professionnels", 55, COMMUNES),
    ("70631", "323", "Sports - Piscines et patinoire", "Sports", "Entrées des piscines", 620, POLES),
    ("70323", "844", "Voirie - Exploitation de la voirie", "Voirie et espaces publics", "Occupation du domaine", 160, COMMUNES),
    ("70388", "847", "Mobilités - Stationnement", "Mobilités", "Parcs en ouvrage", 900, POLES),
    ("70384", "847", "Mobilités - Stationnement", "Mobilités", "Forfaits de post-stationnement", 1900, ()),
    ("7062", "316", "Culture - Opéra et auditorium", "Culture", "Billetterie", 2600, ()),
    ("7062", "314", "Culture - Musées", "Culture", "Entrées des musées", 900, ()),
    ("7062", "311", "Culture - Conservatoire et création", "Culture", "Droits d'inscription", 780, ()),
    ("70312", "025", "Cimetières - Crématorium et cimetières", "Administration générale", "Redevances du crématorium", 640, ()),
    ("70845", "020", "Ressources humaines - Gestion des carrières", "Administration générale",
     "Services communs mis à disposition", 520, COMMUNES),
    ("70875", "844", "Voirie - Exploitation de la voirie", "Voirie et espaces publics", "Remboursements des communes", 210,
     COMMUNES),
    ("706888", "57", "Urbanisme - Données et cartographie", "Aménagement urbain", "Prestations cartographiques", 40, ()),
    ("7083", "322", "Sports - Grands équipements", "Sports", "Location du stade", 1300, ()),
    ("6419", "020", "Ressources humaines - Gestion des carrières", "Administration générale", "Remboursements", 1, ()),
    ("74718", "52", "Habitat - Renouvellement urbain", "Habitat et logement", "Contrat de ville - État", 480, ()),
    ("7472", "821", "Mobilités - Transports publics", "Mobilités", "Région - transport scolaire", 5200, ()),
    ("7473", "424", "Solidarités - Fonds de solidarité logement", "Solidarités et santé", "Département - FSL", 1450, ()),
    ("74772", "052", "Europe - Fonds européens", "Administration générale", "FEDER - assistance technique", 260, ()),
    ("74788", "731", "Cycle de l'eau - Ressource et rivières", "Eau et milieux aquatiques", "Agence de l'eau", 340, ()),
    ("752", "551", "Urbanisme - Action foncière", "Aménagement urbain", "Loyers", 260, POLES),
    ("752", "61", "Économie - Développement économique", "Économie et emploi", "Pépinières d'entreprises", 1900, ()),
    ("1311", "828", "Mobilités - Transports publics", "Mobilités", "État - tramway", 5200, ()),
    ("1312", "87", "Mobilités - Vélo et marche", "Mobilités", "Région - réseau express vélo", 2100, ()),
    ("1313", "316", "Culture - Opéra et auditorium", "Culture", "Département - opéra", 900, ()),
    ("13172", "751", "Environnement - Réseaux de chaleur", "Climat et énergie", "FEDER - chaleur renouvelable", 1700, ()),
    ("1318", "735", "Secours et risques - Prévention des inondations", "Eau et milieux aquatiques", "Fonds Barnier", 1300, ()),
    ("1318", "731", "Cycle de l'eau - Ressource et rivières", "Eau et milieux aquatiques", "Agence de l'eau", 800, ()),
    ("13141", "518", "Voirie - Espaces publics", "Voirie et espaces publics", "Participations des communes", 180, COMMUNES),
    ("1345", "849", "Voirie - Éclairage et signalisation", "Voirie et espaces publics", "Amendes de police", 2700, ()),
    ("27638", "581", "Urbanisme - Action foncière", "Aménagement urbain", "Remboursement d'avances", 1, ()),
)


def recettes() -> list[Poste]:
    """Toutes les recettes réelles hors emprunt, cessions et résultats."""
    postes = [courant("recette", nature, "01", FINANCES, OPERATIONS, texte, poids) for nature, texte, poids in _GENERALES]
    for nature, fonction, service, politique, texte, poids, lieux in _PAR_LIEU:
        if not lieux:
            postes.append(courant("recette", nature, fonction, service, politique, texte, poids))
        for lieu in lieux:
            part = (6.0 if lieu == "Castelvive" else 1.0) * entre(0.5, 1.5, texte, lieu)
            postes.append(courant("recette", nature, fonction, service, politique, f"{texte} - {lieu}", poids * part))
    return postes
