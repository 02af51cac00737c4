"""Les capitaux inventés de Castelvive : de gros budgets de préservation, bien exécutés sauf pour la chaleur en ville."""

from __future__ import annotations

from sample_territories.fabrique.outils.care import NON_SAISI, Action, Capital
from sample_territories.fabrique.outils.care import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne

F, I = "fonctionnement", "investissement"
AIR, EAU = "Environnement - Qualité de l'air et bruit", "Cycle de l'eau - Ressource et rivières"
NATURELS, RH = "Nature et paysages - Espaces naturels", "Ressources humaines - Gestion des carrières"

CAPITAUX = (
    Capital("climat", "Climat", "naturel", "Trajectoire du PCAET tenue chaque année", "Haut conseil métropolitain du climat",
            18500000),
    Capital("air", "Air", "naturel", "12 µg/m³ de dioxyde d'azote en fond", "Collectif Respirer", 900000),
    Capital("vive", "La Vive et ses affluents", "naturel", "Bon état écologique, champs d'expansion rouverts",
            "Comité de bassin de la Vive", 6400000),
    Capital("vivant", "Prairies, forêts et trame verte", "naturel", "620 ha de prairies humides en bon état",
            "Conservatoire d'espaces naturels", 2300000),
    Capital("habitants", "Habitants exposés à la chaleur", "humain", "Moins de 15 % des habitants en îlot de chaleur fort",
            "Conférence des quartiers", 3100000),
    Capital("agents", "Agents de la Métropole", "humain", "Deux jours de formation, suivi médical à jour",
            "Comité social territorial", 240000),
)
ACTIONS = (
    Action("climat", "tram", "Construire la ligne C", "evitement", "km équipés", 4100000, (2, 2.5, 2.5),
           (6400000, 8600000, 7900000), "Mobilités - Transports publics", (I, "2315", "828")),
    Action("climat", "chaleur", "Étendre les réseaux de chaleur", "evitement", "km", 1250000, (2, 2, 2.4),
           (1900000, 2450000, 2720000), "Environnement - Réseaux de chaleur", (I, "2315", "751")),
    Action("climat", "patrimoine", "Rénover le patrimoine", "evitement", "m²", 410, (6500, 7500, 9000),
           (2100000, 2600000, 3150000), "Patrimoine - Énergie des bâtiments", (I, "21351", "758")),
    Action("air", "chauffages", "Aider à changer de chauffage", "evitement", "foyers", 1500, (180, 260, 320),
           (210000, 380000, 450000), AIR, (F, "65741", "74")),
    Action("air", "mesure", "Mesurer l'air", "preservation", "stations", 21000, (8, 8, 8), (150000, 165000, 172000), AIR,
           (F, "617", "74")),
    Action("vive", "ruisseaux", "Restaurer les ruisseaux", "restauration", "km", 210000, (4, 4, 5),
           (610000, 580000, 940000), EAU, (I, "2312", "731")),
    Action("vive", "crues", "Rouvrir les champs d'expansion", "restauration", "ha", 26000, (40, 45, 45),
           (540000, 750000, 456000), "Secours et risques - Prévention des inondations", (I, "2312", "735")),
    Action("vivant", "continuites", "Rétablir les continuités", "restauration", "passages", 95000, (5, 6, 6),
           (260000, 410000, 520000), NATURELS, (I, "2128", "76")),
    Action("vivant", "foret", "Gérer la forêt de Coudrelle", "preservation", "ha", 130, (900, 900, 900),
           (104000, 118000, 126000), NATURELS, (F, "61524", "76")),
    Action("habitants", "fraicheur", "Créer des îlots de fraîcheur", "restauration", "m²", 190, (14000, 16000, 18000),
           (320000, 590000, 710000), "Nature et paysages - Parcs métropolitains", (I, "2128", "518")),
    Action("habitants", "veille", "Visiter les personnes isolées", "preservation", "visites", 38, (3200, 3200, 3600),
           (NON_SAISI, 0, None), "Solidarités - Santé publique"),
    Action("agents", "formation", "Former chaque agent", "preservation", "jours", 240, (3300, 3400, 3500),
           (760000, 815000, 840000), RH, (F, "6184", "020")),
    Action("agents", "sante", "Suivre la santé au travail", "evitement", "agents", 140, (2550, 2600, 2650),
           (330000, 352000, 371000), RH, (F, "6475", "020")),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables des capitaux."""
    return _tables(CAPITAUX, ACTIONS)
