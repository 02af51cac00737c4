"""Les commandes qui ne demandent que la base : territoires, journal, validation, annulation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from core.acces import ACCES_LOCAL
from core.commandes.resultat import Resultat
from core.donnees.entrepot import Entrepot
from core.erreurs import DonneesIncoherentes
from core.format_fr import nombre
from core.modele import Territoire

_RENSEIGNEMENTS = ("nom", "type", "population", "parent", "siren", "code_insee")


@contextmanager
def entrepot_ouvert(options: argparse.Namespace) -> Iterator[Entrepot]:
    """La base nommée par les options, fermée à la sortie."""
    entrepot = Entrepot.ouvrir(options.base)
    try:
        yield entrepot
    finally:
        entrepot.fermer()


def territoires(options: argparse.Namespace) -> Resultat:
    """Liste les territoires ; avec --ajouter, en crée un d'abord ; avec --corriger, en change ce qui est donné."""
    with entrepot_ouvert(options) as entrepot:
        if options.ajouter:
            entrepot.ajouter_territoire(
                ACCES_LOCAL,
                Territoire(
                    id=options.ajouter,
                    nom=options.nom,
                    type=options.type,
                    population=options.population,
                    parent=options.parent,
                    siren=options.siren,
                    code_insee=options.code_insee,
                ),
            )
        if options.corriger:
            donnes = {nom: valeur for nom in _RENSEIGNEMENTS if (valeur := getattr(options, nom)) is not None}
            courant = entrepot.territoire(ACCES_LOCAL, options.corriger)
            entrepot.corriger_territoire(ACCES_LOCAL, courant.model_copy(update=donnes))
        liste = entrepot.territoires(ACCES_LOCAL)
    objet = [{"id": t.id, "nom": t.nom, "type": t.type, "population": t.population} for t in liste]
    lignes = [
        f"{t.id} — {t.nom} ({t.type}, {nombre(t.population)} hab.)"
        if t.population is not None
        else f"{t.id} — {t.nom} ({t.type})"
        for t in liste
    ]
    return Resultat(objet, "\n".join(lignes) or "Aucun territoire : lancez « python -m core demo » ou ajoutez-en un.")


def annuler(options: argparse.Namespace) -> Resultat:
    """Annule un import."""
    with entrepot_ouvert(options) as entrepot:
        _verifier_territoire(entrepot, options)
        entrepot.annuler(ACCES_LOCAL, options.numero)
    phrase = f"Import n° {options.numero} annulé : le territoire est revenu à son état d'avant."
    return Resultat({"statut": "annule", "import": options.numero}, phrase)


def valider(options: argparse.Namespace) -> Resultat:
    """Valide un import."""
    with entrepot_ouvert(options) as entrepot:
        _verifier_territoire(entrepot, options)
        entrepot.valider(ACCES_LOCAL, options.numero)
    phrase = f"Import n° {options.numero} validé : ses chiffres sont visibles de tous."
    return Resultat({"statut": "valide", "import": options.numero}, phrase)


def _verifier_territoire(entrepot: Entrepot, options: argparse.Namespace) -> None:
    if options.territoire is None:
        return
    if options.numero not in entrepot.imports(ACCES_LOCAL, options.territoire)["id"].to_list():
        raise DonneesIncoherentes(
            f"L'import n° {options.numero} n'est pas du territoire « {options.territoire} ».",
            "",
            "Vérifiez son numéro au journal.",
        )


def journal(options: argparse.Namespace) -> Resultat:
    """Le journal d'un territoire, du plus récent au plus ancien."""
    with entrepot_ouvert(options) as entrepot:
        frame = entrepot.journal(ACCES_LOCAL, options.territoire)
    lignes = [
        f"{ligne['date']:%Y-%m-%d %H:%M} — {ligne['action']}"
        + (f" n° {ligne['import_id']} (« {ligne['fichier']} »)" if ligne["import_id"] else "")
        + f", par {ligne['identite']} — {ligne['empreinte'][:12]}"
        for ligne in frame.iter_rows(named=True)
    ]
    return Resultat({"statut": "lu", "journal": frame.to_dicts()}, "\n".join(lignes) or "Le journal est vide.")
