"""Les capitaux inventés d'Orsevaux : le climat coûte cher et n'est préservé qu'à moitié, les agents le sont presque."""

from __future__ import annotations

from sample_territories.fabrique.outils.care import NON_SAISI, Action, Capital
from sample_territories.fabrique.outils.care import tables as _tables
from sample_territories.fabrique.outils.gabarits import type_ligne

F, I = "fonctionnement", "investissement"

CAPITAUX = (
    Capital("climat", "Climat", "naturel", "Émissions du patrimoine dans le budget carbone voté (− 4 % par an)",
            "Conseil local du climat", 1250000),
    Capital("sols_arbres", "Sols et arbres de la ville", "naturel", "Un tiers de pleine terre dans chaque quartier",
            "Collectif Racines", 420000),
    Capital("orse", "Rivière Orse", "naturel", "Bon état écologique sur toute la traversée", "Comité de rivière", 610000),
    Capital("agents", "Agents de la collectivité", "humain", "Aucun service en sous-effectif durable, usure suivie",
            "Comité social territorial", 180000),
    Capital("patrimoine", "Lieux de culture", "patrimonial", "Aucun lieu fermé pour raison de sécurité",
            "Direction de la culture", 350000),
    Capital("lien", "Vie associative et bénévoles", "social", "Autant de bénévoles actifs qu'en 2019", None, None),
)
ACTIONS = (
    Action("climat", "ecoles", "Rénover les écoles", "evitement", "écoles", 320000, (8, 10, 12),
           (940000, 1419000, 1610000), "Patrimoine bâti", (I, "21312", "212")),
    Action("climat", "chaufferies", "Remplacer les chaufferies à gaz", "evitement", "chaufferies", 240000, (2, 2, 3),
           (310000, 240000, 465000), "Patrimoine bâti", (I, "21351", "751")),
    Action("climat", "velo", "Aménager des itinéraires cyclables", "evitement", "km", 145000, (3, 4, 5),
           (320000, 410000, 380000), "Mobilités", (I, "2152", "87")),
    Action("sols_arbres", "oasis", "Désimperméabiliser les cours d'école", "restauration", "m²", 140, (3000, 3500, 4000),
           (260000, 310000, 290000), "Espaces verts", (I, "2128", "211")),
    Action("sols_arbres", "arbres", "Planter et suivre trois ans", "restauration", "arbres", 420, (400, 500, 600),
           (80000, 95000, 110000), "Espaces verts", (I, "2121", "511")),
    Action("orse", "berges", "Renaturer les berges", "restauration", "m", 380, (None, 600, 900), (NON_SAISI, 84600, 240300),
           "Espaces verts", (I, "2312", "76")),
    Action("orse", "suivi", "Suivre la qualité de l'eau et la faune", "preservation", "stations", 9000, (2, 2, 2),
           (12000, 14000, 15000), "Espaces verts", (F, "617", "76")),
    Action("orse", "rejets", "Supprimer les mauvais branchements", "evitement", "branchements", 3500, (20, 20, 25),
           (0, 0, 0), "Hygiène et risques"),
    Action("agents", "formation", "Former chaque agent deux jours par an", "preservation", "jours", 260, (850, 880, 900),
           (195000, 210000, 220000), "Direction des ressources humaines", (F, "6184", "020")),
    Action("agents", "prevention", "Prévenir l'usure professionnelle", "evitement", "agents suivis", 155, (640, 660, 680),
           (95000, 98000, 104000), "Direction des ressources humaines", (F, "6475", "020")),
    Action("patrimoine", "theatre", "Entretenir le théâtre", "preservation", "campagnes", 60000, (1, 1, 1),
           (55000, 61000, 38000), "Théâtre de l'Orse", (F, "615221", "316")),
    Action("patrimoine", "collegiale", "Restaurer la collégiale", "restauration", "travées", 105000, (4, 3, 3),
           (420000, 300000, 210000), "Musée et patrimoine", (I, "2316", "312")),
    Action("lien", "conventions", "Conventions pluriannuelles avec les associations", "preservation", "conventions", 6000,
           (22, 24, 25), (NON_SAISI, None, 118000), "Vie associative", (F, "65748", "024")),
)


def tables() -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables des capitaux."""
    return _tables(CAPITAUX, ACTIONS)
