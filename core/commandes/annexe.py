"""La commande qui écrit l'annexe verte d'un territoire."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.acces import ACCES_LOCAL
from core.commandes.base import entrepot_ouvert
from core.commandes.resultat import Resultat
from core.documents.budget_vert.annexe import Annexe, etablir
from core.documents.budget_vert.classeur import classeur
from core.erreurs import DonneesIncoherentes
from core.figures.budget_vert.phrases_laisses import de_cote, inconnu, reparer
from core.format_fr import euros, pourcent, typographier


def annexe(options: argparse.Namespace) -> Resultat:
    """Écrit l'annexe en xlsx et dit ce qu'elle analyse ; un contrôle faux est dit, et n'empêche pas d'écrire.

    Sans dépense dans le périmètre, rien n'est écrit et la commande dit que faire.
    """
    with entrepot_ouvert(options) as entrepot:
        donnees = entrepot.donnees(ACCES_LOCAL, options.territoire)
        noms = {territoire.id: territoire.nom for territoire in entrepot.territoires(ACCES_LOCAL)}
    lue = etablir(donnees, options.exercice, noms.get(options.territoire, options.territoire))
    if lue.vide:
        raise _rien_a_annexer(lue, options)
    sortie = Path(options.sortie)
    try:
        sortie.write_bytes(classeur(lue))
    except OSError as erreur:
        raise DonneesIncoherentes(
            "L'annexe ne peut pas être écrite ici.",
            f"Fichier « {sortie} »",
            "Choisissez un dossier existant où vous pouvez écrire.",
        ) from erreur
    total = lue.synthese.filter(cle="analysees").row(0, named=True)
    objet = {
        "statut": "ecrit",
        "fichier": str(sortie),
        "exercice": options.exercice,
        "nature": str(lue.nature),
        "analysees_eur": total["total"],
        "part_cotee": total["part_cotee"],
        "controles_exacts": lue.juste,
        "laisses_de_cote": de_cote(lue.laisses),
    }
    exacts = "exacts, hors ce qui est laissé de côté" if lue.laisses else "tous exacts"
    analyse = (
        f"{euros(total['total'])} analysés, cotés à {pourcent(total['part_cotee'])} ; contrôles "
        f"{exacts if lue.juste else 'en écart : voir la feuille « Contrôles »'}"
    )
    laisse = "".join(f" ; {dit}" for dit in objet["laisses_de_cote"])
    phrase = f"Annexe {options.exercice} écrite dans « {sortie} » : {analyse}{laisse}."
    return Resultat(objet, typographier(phrase))


def _rien_a_annexer(lue: Annexe, options: argparse.Namespace) -> DonneesIncoherentes:
    """Pourquoi rien n'est écrit : rien n'entre dans l'annexe, ou l'on ne sait pas ce qui y entre."""
    quoi, que_faire = (
        (inconnu(lue.laisses, options.exercice), reparer(lue.laisses))
        if lue.laisses
        else (
            f"Aucune dépense de {options.exercice} n'entre dans le périmètre de l'annexe",
            "Choisissez un exercice qui a de l'investissement, ou lisez le budget entier à l'écran « Budget vert ».",
        )
    )
    return DonneesIncoherentes(
        f"{quoi} ; aucun classeur n'est écrit.", f"Territoire « {options.territoire} »", que_faire
    )
