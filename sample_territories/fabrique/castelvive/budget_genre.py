"""Les publics inventés de Castelvive, femmes et hommes comptés à part quand quelqu'un les compte."""

from __future__ import annotations

from sample_territories.fabrique.outils.budget_genre import INCONNU, Public, lignes_publics
from sample_territories.fabrique.outils.gabarits import type_ligne

ADULTES = (119600, 110400)
JEUNES = (21400, 22100)

PUBLICS = (
    Public("Médiathèques", ((41200, 27900), (41850, 28100), (42600, 28350)), "Abonnements actifs", "313", vises=ADULTES),
    Public("Piscines", (INCONNU, INCONNU, (36100, 31800)), "Enquête de fréquentation 2024", "323", vises=ADULTES),
    Public("Patinoire", (INCONNU, INCONNU, INCONNU), "Tourniquets : le sexe n'est pas relevé", "325"),
    Public("Opéra", (INCONNU, (29400, 19100), (30100, 19350)), "Enquête de public", "316", nature="657382", vises=ADULTES),
    Public("Conservatoire", ((1495, 1010), (1510, 1002), (1531, 995)), "Inscriptions", "311", vises=JEUNES),
    Public("Musées", (INCONNU, (61200, 44800), (62900, 45300)), "Enquête de public", "314", vises=ADULTES),
    Public("Clubs sportifs", ((9120, 17940), (9410, 17890), (9720, 17850)), "Licences", "326", nature="65748",
           vises=ADULTES),
    Public("Grand stade", ((14800, 61200), (15900, 60800), (17100, 60100)), "Billetterie nominative", "322", vises=ADULTES),
    Public("Réseau de bus", ((51200, 39800), INCONNU, (52900, 40600)), "Enquête de mobilité", "821", vises=ADULTES),
    Public("Réseau express vélo", ((5210, 9120), (5890, 9480), (6640, 9870)), "Comptages manuels d'octobre", "87",
           vises=ADULTES),
    Public("Transport scolaire", ((3120, 3190), (3150, 3205), (3175, 3230)), "Cartes délivrées", "81", vises=JEUNES),
    Public("Chantiers d'insertion", ((212, 431), (228, 426), (241, 420)), "Conventions", "65", vises=(6900, 6650)),
    Public("Mission locale", ((1420, 1610), (1455, 1598), (1478, 1590)), "Jeunes accompagnés", "251", vises=(4100, 4350)),
    Public("Maintien dans le logement", ((1905, 1182), (1968, 1201), (2042, 1230)), "Dossiers ouverts", "424"),
    Public("Gens du voyage", (INCONNU, INCONNU, INCONNU), "Aucun recensement par sexe", "554"),
    Public("Vie étudiante", ((11150, 10020), (11180, 10060), (11200, 10100)), "Inscriptions universitaires", "23"),
    Public("Égalité femmes-hommes", ((402, 61), (433, 70), (471, 78)), "Ateliers et permanences", "341"),
    Public("Conventions citoyennes", ((48, 47), (52, 51), (60, 60)), "Tirage au sort paritaire", "348"),
    Public("Incubateur de l'économie sociale", ((8, 12), (9, 11), (10, 12)), "Porteurs de projet", "65",
           "Économie - Économie sociale et solidaire"),
)


def tables() -> dict[str, list[type_ligne]]:
    """La table des publics."""
    return {"publics": lignes_publics(PUBLICS)}
