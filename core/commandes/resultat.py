"""Ce que rend une commande : un objet pour --json, un texte pour les personnes, un code de sortie."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from core.erreurs import ErreurComptes


@dataclass(frozen=True)
class Resultat:
    """`objet` : la sortie --json ; `texte` : la sortie lisible ; `code` : 0 fait, 1 refusé."""

    objet: Any
    texte: str
    code: int = 0


def refus(options: argparse.Namespace, erreur: ErreurComptes) -> Resultat:
    """La sortie d'une commande refusée : la même forme que la commande réussie, avec l'erreur."""
    objet: dict[str, Any] = {"statut": "refuse", "erreur": erreur.en_dict()}
    if options.commande == "importer":
        objet = {
            "statut": "refuse",
            "format": None,
            "import": None,
            "document": None,
            "tables": [],
            "rejets": [],
            "laissees": [],
            "avertissements": [],
            "erreur": erreur.en_dict(),
        }
    return Resultat(objet, str(erreur), 1)
