"""Les publics inventés d'Orsevaux, femmes et hommes comptés à part, avec les trous d'un premier recensement."""

from __future__ import annotations

from sample_territories.fabrique.orsevaux.budget import FESTIVAL
from sample_territories.fabrique.outils.budget_genre import INCONNU, Public, lignes_publics
from sample_territories.fabrique.outils.gabarits import type_ligne

INSCRITS, ENQUETE = "Inscriptions de l'année scolaire", "Enquête de fréquentation"

PUBLICS = (
    Public("Écoles maternelles", ((771, 803), (758, 794), (745, 790)), INSCRITS, "211", vises=(812, 851)),
    Public("Écoles élémentaires", ((1281, 1324), (1262, 1310), (1240, 1295)), INSCRITS, "212", vises=(1330, 1392)),
    Public("Restauration scolaire", ((1655, 1731), (1702, 1768), (1720, 1790)), INSCRITS, "281", vises=(1985, 2085)),
    Public("Accueils périscolaires", ((842, 901), (871, 918), (890, 930)), INSCRITS, "288", vises=(1985, 2085)),
    Public("Crèche des Tilleuls", ((94, 99), (95, 104), (96, 102)), "Contrats d'accueil", "4221", vises=(610, 642)),
    Public("Multi-accueil du Faubourg", ((39, 45), (42, 43), (41, 44)), "Contrats d'accueil", "4222", vises=(610, 642)),
    Public("Médiathèques", (INCONNU, (7520, 5010), (7450, 4980)), "Abonnements actifs", "313", vises=(22050, 19950)),
    Public("Conservatoire", ((498, 352), (505, 347), (512, 341)), "Inscriptions", "311", "Conservatoire", vises=(5100, 5240)),
    Public("Éveil musical dans les écoles", ((402, 398), (410, 405), (415, 421)), "Classes suivies", "311", "Conservatoire"),
    Public("Théâtre de l'Orse", (INCONNU, INCONNU, (8120, 5340)), ENQUETE, "316", vises=(22050, 19950)),
    Public("Piscine des Peupliers", (INCONNU, INCONNU, INCONNU), "Tourniquets : le sexe n'est pas relevé", "323"),
    Public("Gymnases", ((1105, 2190), (1142, 2204), (1180, 2215)), "Créneaux attribués", "321", vises=(9800, 9700)),
    Public("Stades", ((212, 1480), (251, 1466), (298, 1452)), "Créneaux attribués", "322", vises=(9800, 9700)),
    Public("Clubs sportifs", ((1790, 4085), (1842, 4051), (1890, 4020)), "Licences déclarées par les clubs", "326",
           nature="65748", vises=(9800, 9700)),
    Public("Centres de loisirs", ((622, 690), (631, 702), (640, 705)), "Inscriptions", "331", vises=(2620, 2740)),
    Public("Maison des jeunes", ((61, 174), (68, 170), (74, 168)), "Adhésions", "338", vises=(2410, 2515)),
    Public("Centres sociaux", ((1310, 890), (1342, 905), (1368, 921)), "Rapports d'activité", "338", nature="65748"),
    Public("Accueil des femmes victimes", ((131, 4), (140, 3), (148, 6)), "Association, rapport annuel", "341",
           nature="65748"),
    Public("Conseils citoyens", ((21, 18), (23, 20), (24, 19)), "Feuilles de présence", "348"),
    Public("Prévention santé", ((284, 176), (301, 182), (310, 190)), "Dépistages", "412", vises=(22050, 19950)),
    Public("Résidences d'artistes", ((5, 8), (6, 8), (7, 9)), "Conventions", "316", nature="65748"),
    Public("Festival", (INCONNU, (1950, 1770), (2085, 1825)), "Billetterie et enquête", service=FESTIVAL),
)


def tables() -> dict[str, list[type_ligne]]:
    """La table des publics."""
    return {"publics": lignes_publics(PUBLICS)}
