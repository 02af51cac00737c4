"""Les commandes qui gardent la base : la sauvegarder, la restaurer, accepter celle qui est là."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.acces import ACCES_LOCAL
from core.commandes.resultat import Resultat
from core.donnees.entrepot import ouverture, sauvegardes
from core.donnees.entrepot.sauvegardes import Sauvee
from core.format_fr import accorder


def sauvegarder(options: argparse.Namespace) -> Resultat:
    """Copie la base et ses originaux, application en marche ou non, et vérifie la copie."""
    faite = sauvegardes.sauvegarder(options.base.absolute(), Path(options.dossier) if options.dossier else None)
    phrase = (
        f"Base sauvegardée et vérifiée dans « {faite.dossier} » : jusqu'à l'import n° {faite.dernier_import}, "
        f"{accorder(faite.originaux, 'fichier déposé', 'fichiers déposés')}."
    )
    return Resultat(_objet("sauvegardee", faite), phrase + _manquants(faite))


def restaurer(options: argparse.Namespace) -> Resultat:
    """Remet une sauvegarde à la place de la base."""
    remise = sauvegardes.restaurer(options.base.absolute(), Path(options.sauvegarde), ACCES_LOCAL.identite)
    phrase = (
        f"Sauvegarde remise et vérifiée : la base va jusqu'à l'import n° {remise.dernier_import}, le journal le dit."
        + (f" La base remplacée est dans « {remise.dossier} »." if remise.dossier else "")
    )
    return Resultat(_objet("restauree", remise), phrase + _manquants(remise))


def accepter(options: argparse.Namespace) -> Resultat:
    """Accepte une base plus ancienne que la dernière connue ici."""
    phrase = ouverture.accepter(options.base.absolute(), ACCES_LOCAL.identite)
    return Resultat({"statut": "acceptee", "phrase": phrase}, phrase)


def _objet(statut: str, faite: Sauvee) -> dict[str, object]:
    return {
        "statut": statut,
        "dossier": str(faite.dossier) if faite.dossier else None,
        "dernier_import": faite.dernier_import,
        "originaux": faite.originaux,
        "originaux_manquants": list(faite.manquants),
    }


def _manquants(faite: Sauvee) -> str:
    if not faite.manquants:
        return ""
    combien = accorder(len(faite.manquants), "fichier déposé manque", "fichiers déposés manquent")
    return f" {combien}, ou a changé, dans « originaux » : ses cellules ne peuvent plus être montrées."
