"""Le classeur de cotation d'un agent : un titre, ses mots à lui dans l'en-tête, une ligne par affectation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.tables.affectations import CLASSES_AXE, CONFIANCES, LENTILLES_AFFECTATION
from sample_territories.fabrique.outils.exports import Classeur
from sample_territories.fabrique.outils.gabarits import type_ligne

COLONNES: dict[str, tuple[str, int]] = {
    "exercice": ("Exercice", 9),
    "lentille": ("Lentille", 34),
    "budget": ("Budget", 14),
    "nature": ("Compte", 10),
    "fonction": ("Fonction", 9),
    "operation": ("Opération", 10),
    "service": ("Service gestionnaire", 30),
    "libelle": ("Libellé de la dépense", 44),
    "poste": ("Cotation ou poste", 24),
    "quote_part": ("Quote-part", 10),
    "morceau": ("Morceau", 9),
    "auteur": ("Coté par", 26),
    "date_affectation": ("Date", 12),
    "justification": ("Justification", 46),
    "regle": ("Règle", 8),
    "confiance": ("Confiance", 10),
    "tranche": ("Tranche le désaccord", 12),
}
_LIBELLES: dict[str, dict[str, str]] = {
    "lentille": LENTILLES_AFFECTATION,
    "confiance": CONFIANCES,
    "tranche": {"oui": "Oui", "non": "Non"},
}


def style_cotation(chemin: Path, affectations: Sequence[type_ligne], titre: str) -> None:
    """Écrit le classeur ; les classes restent en code (« tres_favorable »), les lentilles et la confiance en
    français."""
    classeur = Classeur(chemin, "Cotations", tuple(largeur for _, largeur in COLONNES.values()))
    classeur.ligne([titre], classeur.gras)
    classeur.ligne([f"Classes d'un axe : {', '.join(CLASSES_AXE)}. Un partage s'écrit sur plusieurs lignes."])
    classeur.ligne([])
    classeur.ligne([entete for entete, _ in COLONNES.values()], classeur.gras)
    entier, part = classeur.format_nombre("0"), classeur.format_nombre("0%")
    for affectation in affectations:
        for rang, nom in enumerate(COLONNES):
            valeur = affectation[nom]
            if isinstance(valeur, int | float):
                classeur.feuille.write_number(classeur.rang, rang, valeur, part if nom == "quote_part" else entier)
            elif valeur is not None:
                classeur.feuille.write_string(classeur.rang, rang, _LIBELLES.get(nom, {}).get(str(valeur), str(valeur)))
        classeur.rang += 1
    classeur.fermer()
