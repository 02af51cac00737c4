"""Les capitaux inventés du Val de Lorvanne : la dette envers les sols et la nappe se creuse chaque année."""

from __future__ import annotations

from sample_territories.fabrique.outils.care import NON_SAISI, Action, Capital
from sample_territories.fabrique.outils.care import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne

F, I = "fonctionnement", "investissement"
AGRICULTURE, EAU, RIVIERES, NATURE = ("Agriculture et alimentation", "Service de l'eau", "Rivières et milieux aquatiques",
                                      "Biodiversité et paysages")

CAPITAUX = (
    Capital("sols", "Sols agricoles", "naturel", "2,5 % de matière organique, érosion sous 2 t/ha/an",
            "Groupement des sols vivants", 2100000),
    Capital("nappe", "Nappe de la Lorvanne", "naturel", "25 mg/l de nitrates, prélèvement sous 3,1 Mm³ par an",
            "Commission locale de l'eau", 1450000),
    Capital("riviere", "Rivière Lorvanne", "naturel", "Bon état écologique, aucun assec", "Syndicat de bassin", 380000),
    Capital("bocage", "Haies et zones humides", "naturel", "60 m de haies par hectare", "Association du bocage", 260000),
    Capital("reseaux", "Réseaux d'eau", "patrimonial", "Rendement de 90 %, renouvellement de 1,2 % par an",
            "Service de l'eau", None),
)
ACTIONS = (
    Action("sols", "couverts", "Couverts végétaux permanents", "preservation", "ha", 53, (4000, 4000, 4000),
           (85000, 110000, 118000), AGRICULTURE, (F, "65742", "6312")),
    Action("sols", "formation", "Former les agriculteurs", "evitement", "jours", 310, (120, 120, 120),
           (6000, 7000, 7500), AGRICULTURE, (F, "6184", "6312")),
    Action("sols", "analyses", "Suivre la matière organique", "preservation", "parcelles", 120, (220, 220, 220),
           (14000, 16000, 9000), AGRICULTURE, (F, "617", "6312")),
    Action("sols", "talus", "Recréer des talus contre l'érosion", "restauration", "km", 18000, (12, 12, 12), (0, 0, 0),
           AGRICULTURE),
    Action("nappe", "captages", "Acquérir les terres des captages", "evitement", "ha", 9500, (45, 45, 45),
           (180000, 92000, 141000), EAU, (I, "2111", "731")),
    Action("nappe", "suivi", "Suivre la nappe", "preservation", "stations", 4200, (8, 8, 8), (26000, 31000, 29000), EAU,
           (F, "617", "731")),
    Action("nappe", "accompagnement", "Accompagner la baisse des engrais", "evitement", "exploitations", 6500, (30, 34, 38),
           (0, 0, 0), AGRICULTURE),
    Action("riviere", "lit", "Restaurer le lit et les berges", "restauration", "km", 165000, (2, 2, 2),
           (241000, 220000, 287000), RIVIERES, (I, "2312", "735")),
    Action("bocage", "haies", "Planter des haies", "restauration", "km", 12000, (10, 10, 10), (42000, 55000, 61000), NATURE,
           (I, "2121", "76")),
    Action("bocage", "zones_humides", "Restaurer les zones humides", "restauration", "ha", 7000, (9, 9, 9),
           (38000, 0, 46000), NATURE, (I, "2128", "76")),
    Action("reseaux", "renouvellement", "Renouveler les conduites d'eau potable", "preservation", "km", 160000,
           (14, 16, 18), (1100000, 1150000, 1080000), EAU, (I, "21531", "")),
    Action("reseaux", "fuites", "Rechercher les fuites", "preservation", "campagnes", 24000, (2, 2, 2),
           (NON_SAISI, 41000, 44000), EAU, (F, "61523", "")),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables des capitaux."""
    return _tables(CAPITAUX, ACTIONS)
