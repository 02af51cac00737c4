"""Les publics inventés du Val de Lorvanne : peu d'activités comptées par sexe, un groupe trop petit pour être montré."""

from __future__ import annotations

from sample_territories.fabrique.outils.budget_genre import INCONNU, Public, lignes_publics
from sample_territories.fabrique.outils.gabarits import type_ligne

PUBLICS = (
    Public("Crèche des Quatre-Vents", ((36, 40), (37, 39), (38, 41)), "Contrats d'accueil", "4221", vises=(410, 432)),
    Public("Centres de loisirs", ((296, 331), (304, 335), (310, 338)), "Inscriptions", "331", vises=(1870, 1965)),
    Public("Piscine de Bréval", (INCONNU, INCONNU, INCONNU), "Caisse : le sexe n'est pas relevé", "323"),
    Public("Foyers ruraux", (INCONNU, (412, 603), (420, 610)), "Rapports d'activité", "338", nature="65748"),
    Public("Réseau des médiathèques", ((2110, 1362), (2145, 1377), (2180, 1390)), "Abonnements actifs", "313",
           vises=(15650, 15350)),
    Public("Transport scolaire", ((632, 648), (637, 651), (640, 655)), "Cartes délivrées", "81", vises=(1420, 1466)),
    Public("Formations aux couverts", ((6, 44), (7, 45), (9, 47)), "Feuilles de présence", "6312", nature="6184",
           vises=(182, 541)),
    Public("Aides aux propriétaires", (INCONNU, INCONNU, INCONNU), "Dossiers au nom du couple", "552", nature="20422"),
)


def tables() -> dict[str, list[type_ligne]]:
    """La table des publics."""
    return {"publics": lignes_publics(PUBLICS)}
