"""La commande qui écrit le bilan d'émissions réglementaire."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.acces import ACCES_LOCAL
from core.commandes.base import entrepot_ouvert
from core.commandes.resultat import Resultat
from core.documents.bilan_carbone.beges import ecrire_beges
from core.erreurs import DonneesIncoherentes


def beges(options: argparse.Namespace) -> Resultat:
    """Écrit le classeur réglementaire d'un exercice ; sans flux réalisé, rien n'est écrit et la commande dit que
    faire."""
    with entrepot_ouvert(options) as entrepot:
        donnees = entrepot.donnees(ACCES_LOCAL, options.territoire)
    fiche = donnees["territoires"]
    nom = str(fiche["nom"][0]) if fiche.height else options.territoire
    sortie = Path(options.sortie or f"beges_{options.territoire}_{options.exercice}.xlsx")
    octets = ecrire_beges(donnees, options.exercice, options.version, nom)
    try:
        sortie.write_bytes(octets)
    except OSError as erreur:
        raise DonneesIncoherentes(
            "Le bilan ne peut pas être écrit ici.",
            f"Fichier « {sortie} »",
            "Choisissez un dossier existant où vous pouvez écrire.",
        ) from erreur
    return Resultat({"statut": "ecrit", "fichier": str(sortie), "exercice": options.exercice}, f"Écrit : {sortie}")
