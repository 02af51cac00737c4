"""Les directions et services inventés de la Métropole de Castelvive, et leurs quartiers."""

from __future__ import annotations

from sample_territories.fabrique.outils.services import Service, Site

POLES = ("Pôle Nord", "Pôle Rive droite", "Pôle Centre", "Pôle Rive gauche", "Pôle Coteaux")
COMMUNES = (
    "Castelvive", "Aubrac-le-Pont", "Belmont-sur-Vive", "Chantereine", "Coudrelle", "Domarin-le-Vieux", "Essarts-Vive",
    "Fontclaire", "Gravenoire", "Hauterive-la-Tour", "Jonquières-Vive", "Lormeau", "Mazières-les-Saules", "Noirétable-Vive",
    "Ormesson-le-Haut", "Pierrefiche", "Quatremares", "Rochebelle", "Saint-Avre", "Tournebride", "Valfleury",
)

# Direction ; service ; politique ; effectifs ; paniers ; sites (fonction, noms). « * » = un site par pôle, « + » = un par commune.
_TABLE: tuple[tuple[str, str, str, float, str, str], ...] = (
    ("Direction générale", "Cabinet et protocole", "Administration générale", 3, "administration 1.5 communication 1",
     "020 Cabinet | 031 Conseil métropolitain | 048 Coopération décentralisée"),
    ("Direction générale", "Communication", "Administration générale", 4, "communication 4",
     "022 Magazine | 022 Campagnes | 022 Réseaux numériques"),
    ("Finances", "Budget et comptabilité", "Administration générale", 6, "administration 1", "020 Finances"),
    ("Finances", "Commande publique", "Administration générale", 4, "administration 1.2", "020 Marchés"),
    ("Ressources humaines", "Gestion des carrières", "Administration générale", 7, "administration 1.5",
     "020 Carrières et paie | 020 Formation | 020 Santé au travail"),
    ("Numérique", "Infrastructures", "Administration générale", 6, "numerique 8",
     "020 Réseaux et serveurs | 020 Postes de travail | 57 Données publiques"),
    ("Numérique", "Applications", "Administration générale", 5, "numerique 5", "020 Logiciels métiers | 020 Services en ligne"),
    ("Patrimoine", "Bâtiments administratifs", "Administration générale", 9, "batiment 6",
     "020 Hôtel de métropole | 020 Cité technique | *020 Antenne"),
    ("Patrimoine", "Énergie des bâtiments", "Climat et énergie", 3, "batiment 2 etudes 1", "758 Suivi énergétique | 752 Solaire"),
    ("Patrimoine", "Flotte et ateliers", "Administration générale", 7, "securite 4", "028 Garage central | 028 Atelier vélo"),
    ("Secours et risques", "Gestion de crise", "Sécurité et risques", 2, "administration 0.6",
     "18 Plan de sauvegarde | 12 Secours | 13 Hygiène"),
    ("Secours et risques", "Prévention des inondations", "Eau et milieux aquatiques", 3, "etudes 1 espaces_verts 1",
     "735 Digues de la Vive | 735 Bassins | 735 Systèmes d'alerte"),
    ("Enseignement supérieur", "Vie étudiante", "Enseignement supérieur et recherche", 2, "batiment 1.2 etudes 0.4",
     "23 Campus des Sciences | 23 Campus Rive gauche | 67 Innovation"),
    ("Culture", "Réseau des médiathèques", "Culture", 10, "culture 2 batiment 2",
     "313 Médiathèque centrale | +313 Médiathèque"),
    ("Culture", "Opéra et auditorium", "Culture", 9, "culture 4 batiment 2", "316 Opéra | 316 Auditorium | 316 Ateliers de décors"),
    ("Culture", "Musées", "Culture", 7, "culture 2 batiment 2",
     "314 Musée des Beaux-Arts | 314 Muséum | 314 Réserves | 312 Monuments"),
    ("Culture", "Conservatoire et création", "Culture", 8, "culture 1.5 batiment 1",
     "311 Conservatoire | 311 Fabrique artistique | 317 Cinéma d'art et d'essai"),
    ("Culture", "Archives et archéologie", "Culture", 4, "culture 1 administration 0.4", "315 Archives | 318 Archéologie"),
    ("Sports", "Piscines et patinoire", "Sports", 10, "batiment 7 sport 1",
     "323 Piscine olympique | *323 Piscine | 325 Patinoire"),
    ("Sports", "Grands équipements", "Sports", 5, "batiment 3 sport 1.5", "322 Stade de la Vive | 321 Palais des sports | 326 Évènements"),
    ("Solidarités", "Fonds de solidarité logement", "Solidarités et santé", 3, "social 1", "424 Accès au logement | 424 Maintien"),
    ("Solidarités", "Santé publique", "Solidarités et santé", 4, "social 1 administration 0.6",
     "412 Prévention | 412 Contrat local de santé | 413 Alimentation"),
    ("Solidarités", "Égalité et accès aux droits", "Solidarités et santé", 2, "communication 0.4 social 0.4",
     "341 Égalité femmes-hommes | 425 Handicap | 428 Accès aux droits"),
    ("Solidarités", "Gens du voyage", "Habitat et logement", 2, "batiment 0.8", "554 Aire Nord | 554 Aire Sud | 554 Terrains familiaux"),
    ("Jeunesse et insertion", "Insertion et emploi", "Économie et emploi", 4, "administration 0.6",
     "65 Chantiers d'insertion | 65 Clauses sociales | 251 Mission locale"),
    ("Habitat", "Politique de l'habitat", "Habitat et logement", 5, "etudes 2", "555 Programmation | 552 Parc privé | 551 Parc public"),
    ("Habitat", "Renouvellement urbain", "Habitat et logement", 4, "etudes 2 administration 0.6",
     "52 Quartier des Glycines | 52 Quartier Bellevue | 52 Quartier du Port"),
    ("Urbanisme", "Planification", "Aménagement urbain", 6, "etudes 3 administration 0.6", "510 PLU métropolitain | 510 SCoT"),
    ("Urbanisme", "Autorisations du sol", "Aménagement urbain", 6, "administration 1", "510 Instruction | 510 Contrôle"),
    ("Urbanisme", "Opérations d'aménagement", "Aménagement urbain", 5, "etudes 2",
     "515 Écoquartier du Port | 515 Quartier de la Gare | 515 Plaine des Saules | 518 Friches"),
    ("Urbanisme", "Action foncière", "Aménagement urbain", 3, "administration 0.6 batiment 0.6", "581 Réserves foncières | 551 Biens en gestion"),
    ("Nature et paysages", "Espaces naturels", "Biodiversité et nature", 6, "espaces_verts 3 etudes 1",
     "76 Forêt de Coudrelle | 76 Prairies humides | 76 Trame verte | 76 Observatoire"),
    ("Nature et paysages", "Parcs métropolitains", "Biodiversité et nature", 9, "espaces_verts 5",
     "511 Parc des Rives | 511 Jardin botanique | +511 Parcs"),
    ("Agriculture", "Alimentation et agriculture", "Agriculture et alimentation", 3, "etudes 1 communication 0.4",
     "6312 Projet alimentaire | 6312 Espaces agricoles | 281 Légumerie"),
    ("Économie", "Développement économique", "Économie et emploi", 5, "communication 1.4 etudes 1",
     "61 Zones d'activités | 632 Commerce | 64 Attractivité"),
    ("Économie", "Économie sociale et solidaire", "Économie et emploi", 2, "administration 0.3", "65 Incubateur | 65 Appels à projets"),
    ("Économie", "Tourisme", "Économie et emploi", 3, "communication 1.2", "633 Office métropolitain | 633 Camping"),
    ("Économie", "Recherche et innovation", "Enseignement supérieur et recherche", 2, "etudes 0.8", "67 Pôles de recherche | 67 Pépinières"),
    ("Environnement", "Plan climat", "Climat et énergie", 4, "etudes 2 communication 0.5",
     "758 PCAET | 71 Évaluation environnementale | 71 Éducation"),
    ("Environnement", "Qualité de l'air et bruit", "Climat et énergie", 2, "etudes 1.2", "74 Air | 74 Zone à faibles émissions | 77 Bruit"),
    ("Environnement", "Réseaux de chaleur", "Climat et énergie", 2, "etudes 0.6 eau 0.5", "751 Réseau Centre | 751 Réseau Glycines"),
    ("Déchets", "Prévention", "Déchets et propreté", 3, "communication 1 etudes 0.4", "7211 Compostage | 7211 Réemploi"),
    ("Déchets", "Collecte", "Déchets et propreté", 24, "dechets 22", "+7212 Collecte | 7212 Apport volontaire | 7212 Biodéchets"),
    ("Déchets", "Déchèteries", "Déchets et propreté", 8, "dechets 7", "+7213 Déchèterie | 7213 Ressourcerie"),
    ("Déchets", "Traitement", "Déchets et propreté", 5, "dechets 18", "7213 Centre de tri | 7213 Valorisation énergétique"),
    ("Propreté", "Propreté urbaine", "Déchets et propreté", 20, "dechets 5", "+7222 Propreté | 7222 Marchés | 7221 Sensibilisation"),
    ("Cycle de l'eau", "Eaux pluviales", "Eau et milieux aquatiques", 5, "eau 4", "+734 Réseaux pluviaux | 734 Noues et bassins"),
    ("Cycle de l'eau", "Ressource et rivières", "Eau et milieux aquatiques", 3, "etudes 1 eau 1",
     "731 Nappe de la Vive | 731 Ruisseaux | 732 Bornes-fontaines"),
    ("Mobilités", "Transports publics", "Mobilités", 6, "transport 26", "821 Réseau de bus | 828 Tramway | 81 Transport scolaire"),
    ("Mobilités", "Études de mobilité", "Mobilités", 4, "etudes 3", "86 Pôles d'échanges | 820 Plan de mobilité | 83 Logistique"),
    ("Mobilités", "Vélo et marche", "Mobilités", 4, "voirie 1 communication 0.4", "87 Réseau express vélo | 87 Location de vélos | 87 Piétons"),
    ("Mobilités", "Stationnement", "Mobilités", 4, "reseaux 1 batiment 1", "847 Parcs relais | 847 Parcs en ouvrage | 847 Voirie"),
    ("Voirie", "Exploitation de la voirie", "Voirie et espaces publics", 16, "voirie 10", "+844 Voirie | 846 Viabilité hivernale"),
    ("Voirie", "Ouvrages d'art", "Voirie et espaces publics", 3, "voirie 1.5 etudes 1", "844 Ponts de la Vive | 844 Murs et tunnels"),
    ("Voirie", "Éclairage et signalisation", "Voirie et espaces publics", 6, "reseaux 8", "+512 Éclairage | 847 Feux | 849 Sécurité routière"),
    ("Voirie", "Espaces publics", "Voirie et espaces publics", 5, "voirie 2 etudes 1", "518 Places | 513 Art public | 588 Mobilier urbain"),
    ("Cimetières", "Crématorium et cimetières", "Administration générale", 3, "batiment 0.8", "025 Cimetière métropolitain | 025 Crématorium"),
    ("Europe", "Fonds européens", "Administration générale", 2, "administration 0.4", "052 FEDER | 051 FSE | 043 Coopération"),
    ("Participation", "Participation citoyenne", "Administration générale", 3, "communication 0.8",
     "348 Budget participatif | 348 Conventions citoyennes | 032 Conseil de développement"),
    ("Vie associative", "Jeunesse et associations", "Solidarités et santé", 2, "administration 0.3", "338 Jeunesse | 024 Associations"),
    ("Urbanisme", "Données et cartographie", "Aménagement urbain", 3, "numerique 1", "57 Système d'information géographique | 510 Observatoire"),
)


def _sites(texte: str) -> tuple[Site, ...]:
    sites: list[Site] = []
    for morceau in texte.split(" | "):
        fonction, nom = morceau.lstrip("*+").split(" ", 1)
        if morceau[0] in "*+":
            lieux = POLES if morceau[0] == "*" else COMMUNES
            sites += [Site(fonction, f"{nom} - {lieu}", 3 / len(lieux)) for lieu in lieux]
        else:
            sites.append(Site(fonction, nom))
    return tuple(Site(site.fonction, site.nom, site.part / sum(x.part for x in sites)) for site in sites)


def _paniers(texte: str) -> dict[str, float]:
    mots = texte.split()
    return {nom: float(taille) for nom, taille in zip(mots[::2], mots[1::2], strict=True)} | {"moyens": 0.12}


SERVICES = tuple(
    Service(f"{direction} - {nom}", politique, _sites(sites), effectifs, _paniers(paniers))
    for direction, nom, politique, effectifs, paniers, sites in _TABLE
)
