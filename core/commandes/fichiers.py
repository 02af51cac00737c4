"""Les commandes qui lisent ou écrivent des fichiers : importer, demo, gabarit."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from core.acces import ACCES_LOCAL
from core.commandes.avancement import Avancement
from core.commandes.base import entrepot_ouvert
from core.commandes.resultat import Resultat
from core.donnees import gabarit as fabrique
from core.donnees.apercu import Apercu, Bilan, OptionsImport, Previsualisation
from core.donnees.causes import Cause, causes
from core.donnees.demo import creer_la_demonstration
from core.donnees.importation import importer, previsualiser, question_ouverte, rejets_a_accepter
from core.donnees.laissees import ecrire, refusees_dites
from core.donnees.lecture import lire, preparer
from core.erreurs import DonneesIncoherentes, ErreurComptes, FichierRefuse
from core.format_fr import accorder


def demo(options: argparse.Namespace) -> Resultat:
    """Crée la base d'exemple si elle n'existe pas."""
    bilan = creer_la_demonstration(options.base, dire=lambda phrase: print(phrase, file=sys.stderr, flush=True))
    return Resultat(bilan, "\n".join(bilan["phrases"]))


def importer_fichier(options: argparse.Namespace) -> Resultat:
    """Prévisualise le fichier puis l'importe ; une question restée ouverte est un refus qui nomme l'option."""
    preparer()
    if not options.fichier.is_file():
        raise FichierRefuse("Ce fichier n'existe pas.", f"Fichier « {options.fichier} »", "Vérifiez le chemin.")
    choix = OptionsImport(
        table=options.table,
        etape=options.etape,
        exercice=options.exercice,
        budget=options.budget,
        unite=options.unite,
        doublons=options.doublons,
        pourcents=options.pourcents,
        collectivite=options.collectivite,
        sens=options.sens,
        correspondance=_correspondance(options.correspondance),
    )
    with entrepot_ouvert(options) as entrepot:
        suivre = Avancement(options.fichier.name)
        lecteur = partial(lire, suivre=suivre)
        vue = previsualiser(
            entrepot, ACCES_LOCAL, options.territoire, options.fichier, options.fichier.name, choix, lecteur
        )
        suivre.finir()
        if vue.questions:
            return _sortie_import(vue, "refuse", erreur=question_ouverte(vue))
        if options.simuler:
            return _sortie_import(vue, "simule")
        if vue.rejets and not options.accepter_rejets:
            return _sortie_import(vue, "refuse", erreur=rejets_a_accepter(vue, " (--accepter-rejets)"))
        return _sortie_import(vue, "importe", bilan=importer(entrepot, ACCES_LOCAL, vue, options.accepter_rejets))


def _correspondance(fichier: Path | None) -> dict[str, str | None]:
    if fichier is None:
        return {}
    try:
        contenu = json.loads(fichier.read_text(encoding="utf-8-sig"))
        lisible = isinstance(contenu, dict) and all(v is None or isinstance(v, str) for v in contenu.values())
    except (OSError, ValueError):
        lisible = False
    if not lisible:
        raise DonneesIncoherentes(
            "Ce fichier de correspondance ne se lit pas.",
            f"Fichier « {fichier} »",
            'Écrivez un objet JSON : {"En-tête du fichier": "colonne"}, null pour laisser une colonne de côté.',
        )
    return dict(contenu)


def _sortie_import(
    vue: Previsualisation, statut: str, *, bilan: Bilan | None = None, erreur: ErreurComptes | None = None
) -> Resultat:
    avertissements = list(vue.avertissements)
    if bilan is not None and bilan.import_id is None:
        avertissements.append(bilan.phrase)
    objet = {
        "statut": statut,
        "format": vue.format or None,
        "document": vue.document or None,
        "import": bilan.import_id if bilan else None,
        "tables": [_apercu(apercu) for apercu in vue.tables],
        "rejets": [rejet.en_dict() for rejet in vue.rejets],
        "laissees": json.loads(ecrire(part for part in vue.laissees if part.lignes)),
        "avertissements": avertissements,
        "erreur": erreur.en_dict() if erreur else None,
    }
    texte = [vue.document] if vue.document else []
    texte += [
        f"{a.table} : {a.lues} lues, {a.creees} créées, {a.remplacees} remplacées, {a.inchangees} inchangées, "
        f"{a.rejetees} rejetées, {a.ecartees} mises de côté"
        for a in vue.tables
    ]
    texte += [f"! {phrase}" for phrase in vue.avertissements]
    texte += [_cause(cause) for cause in causes(vue.rejets, vue.proposees)]
    if bilan is not None and (dites := refusees_dites(bilan.laissees)):
        texte.append(f"Laissé de côté avec les lignes refusées : {dites}.")
    texte.append(str(erreur) if erreur else bilan.phrase if bilan else "Simulation : rien n'a été écrit.")
    return Resultat(objet, "\n".join(texte), 1 if erreur else 0)


def _cause(cause: Cause) -> str:
    exemples = ", ".join(f"{rejet.feuille} {rejet.cellule}" for rejet in cause.exemples)
    proposees = "".join(
        f" La colonne « {une.entete} » a l'air de le dire (--correspondance, « {une.colonne} »)."
        for une in cause.proposees
    )
    return f"✗ {accorder(cause.lignes, 'ligne')}, {cause.sujet} ({exemples}) : {cause.message}{proposees}"


def _apercu(apercu: Apercu) -> dict[str, Any]:
    comptes = ("table", "lues", "creees", "remplacees", "inchangees", "rejetees", "ecartees")
    return {nom: getattr(apercu, nom) for nom in comptes} | {
        "totaux": {
            colonne: {sens: float(total) for sens, total in par_sens.items()}
            for colonne, par_sens in apercu.totaux.items()
        }
    }


def gabarit(options: argparse.Namespace) -> Resultat:
    """Écrit le gabarit Excel."""
    sortie = Path(options.sortie)
    try:
        sortie.write_bytes(fabrique.construire())
    except OSError as erreur:
        raise DonneesIncoherentes(
            "Le gabarit ne peut pas être écrit ici.",
            f"Fichier « {sortie} »",
            "Choisissez un dossier existant où vous pouvez écrire.",
        ) from erreur
    return Resultat({"statut": "ecrit", "fichier": str(sortie)}, f"Gabarit écrit dans « {sortie} ».")
