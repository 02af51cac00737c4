"""Ce que fait chaque commande : un objet pour --json, un texte pour les personnes, un code de sortie."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from core.acces import ACCES_LOCAL
from core.donnees import gabarit as fabrique
from core.donnees.apercu import Apercu, Bilan, OptionsImport, Previsualisation
from core.donnees.demo import creer_la_demonstration
from core.donnees.entrepot import Entrepot
from core.donnees.importation import importer, previsualiser, question_ouverte, rejets_a_accepter
from core.erreurs import DonneesIncoherentes, ErreurComptes, FichierRefuse
from core.format_fr import nombre
from core.methodes import METHODES
from core.modele import Territoire

_NEUTRALISER = r"^([=+\-@\t\r])"


@dataclass(frozen=True)
class Resultat:
    """`objet` : la sortie --json ; `texte` : la sortie lisible ; `code` : 0 fait, 1 refusé."""

    objet: Any
    texte: str
    code: int = 0


@contextmanager
def _entrepot(options: argparse.Namespace) -> Iterator[Entrepot]:
    entrepot = Entrepot.ouvrir(options.base)
    try:
        yield entrepot
    finally:
        entrepot.fermer()


def refus(options: argparse.Namespace, erreur: ErreurComptes) -> Resultat:
    """La sortie d'une commande refusée : la même forme que la commande réussie, avec l'erreur."""
    objet: dict[str, Any] = {"statut": "refuse", "erreur": erreur.en_dict()}
    if options.commande == "importer":
        objet = {"statut": "refuse", "format": None, "tables": [], "rejets": [], "avertissements": [],
                 "erreur": erreur.en_dict()}
    return Resultat(objet, str(erreur), 1)


def demo(options: argparse.Namespace) -> Resultat:
    """Crée la base d'exemple si elle n'existe pas."""
    bilan = creer_la_demonstration(options.base)
    return Resultat(bilan, "\n".join(bilan["phrases"]))


def territoires(options: argparse.Namespace) -> Resultat:
    """Liste les territoires ; avec --ajouter, en crée un d'abord."""
    with _entrepot(options) as entrepot:
        if options.ajouter:
            if not options.nom or not options.type:
                raise DonneesIncoherentes("Un territoire a besoin d'un nom et d'un type.", "", "Ajoutez --nom et --type.")
            entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(
                id=options.ajouter, nom=options.nom, type=options.type, population=options.population,
                parent=options.parent, siren=options.siren, code_insee=options.code_insee,
            ))
        liste = entrepot.territoires(ACCES_LOCAL)
    objet = [{"id": t.id, "nom": t.nom, "type": t.type, "population": t.population} for t in liste]
    lignes = [f"{t.id} — {t.nom} ({t.type}, {nombre(t.population)} hab.)" if t.population is not None
              else f"{t.id} — {t.nom} ({t.type})" for t in liste]
    return Resultat(objet, "\n".join(lignes) or "Aucun territoire : lancez « python -m core demo » ou ajoutez-en un.")


def importer_fichier(options: argparse.Namespace) -> Resultat:
    """Prévisualise le fichier puis l'importe ; une question restée ouverte est un refus qui nomme l'option."""
    if not options.fichier.is_file():
        raise FichierRefuse("Ce fichier n'existe pas.", f"Fichier « {options.fichier} »", "Vérifiez le chemin.")
    choix = OptionsImport(
        table=options.table, etape=options.etape, exercice=options.exercice, budget=options.budget,
        unite=options.unite, doublons=options.doublons, pourcents=options.pourcents,
        collectivite=options.collectivite, correspondance=_correspondance(options.correspondance),
    )
    with _entrepot(options) as entrepot:
        vue = previsualiser(entrepot, ACCES_LOCAL, options.territoire, options.fichier, options.fichier.name, choix)
        if vue.questions:
            return _sortie_import(vue, "refuse", erreur=question_ouverte(vue.questions))
        if options.simuler:
            return _sortie_import(vue, "simule")
        if vue.rejets and not options.accepter_rejets:
            return _sortie_import(vue, "refuse", erreur=rejets_a_accepter(vue))
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
            "Ce fichier de correspondance ne se lit pas.", f"Fichier « {fichier} »",
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
        "format": vue.format,
        "import": bilan.import_id if bilan else None,
        "tables": [_apercu(apercu) for apercu in vue.tables],
        "rejets": [rejet.en_dict() for rejet in vue.rejets],
        "avertissements": avertissements,
        "erreur": erreur.en_dict() if erreur else None,
    }
    texte = [f"{a.table} : {a.lues} lues, {a.creees} créées, {a.remplacees} remplacées, {a.inchangees} inchangées, "
             f"{a.rejetees} rejetées, {a.ecartees} mises de côté" for a in vue.tables]
    texte += [f"! {phrase}" for phrase in vue.avertissements]
    texte += [f"✗ {rejet.feuille}, {rejet.cellule} : {rejet.message}" for rejet in vue.rejets[:20]]
    texte.append(str(erreur) if erreur else bilan.phrase if bilan else "Simulation : rien n'a été écrit.")
    return Resultat(objet, "\n".join(texte), 1 if erreur else 0)


def _apercu(apercu: Apercu) -> dict[str, Any]:
    comptes = ("table", "lues", "creees", "remplacees", "inchangees", "rejetees", "ecartees")
    return {nom: getattr(apercu, nom) for nom in comptes} | {
        "totaux": {colonne: {sens: float(total) for sens, total in par_sens.items()}
                   for colonne, par_sens in apercu.totaux.items()},
    }


def calculer(options: argparse.Namespace) -> Resultat:
    """Calcule une méthode sur les chiffres en vigueur et rend la table des indicateurs."""
    methode = next((module for module in METHODES if module.FICHE.cle == options.methode), None)
    if methode is None:
        raise DonneesIncoherentes(f"La méthode « {options.methode} » n'existe pas.", "",
                                  f"Choisissez parmi : {', '.join(module.FICHE.cle for module in METHODES)}.")
    with _entrepot(options) as entrepot:
        donnees = entrepot.donnees(ACCES_LOCAL, options.territoire)
    table: pl.DataFrame = methode.calculer(donnees, options.exercice)
    objet = {"statut": "calcule", "methode": options.methode, "territoire": options.territoire,
             "exercice": options.exercice, "indicateurs": table.to_dicts()}
    if options.csv:
        textes = [pl.col(nom).str.replace(_NEUTRALISER, "'$1") for nom, t in table.schema.items() if t == pl.String]
        return Resultat(objet, table.with_columns(textes).write_csv().rstrip("\n"))
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=240, fmt_str_lengths=60, tbl_hide_dataframe_shape=True):
        return Resultat(objet, str(table))


def annuler(options: argparse.Namespace) -> Resultat:
    """Annule un import."""
    with _entrepot(options) as entrepot:
        _verifier_territoire(entrepot, options)
        entrepot.annuler(ACCES_LOCAL, options.numero)
    phrase = f"Import n° {options.numero} annulé : le territoire est revenu à son état d'avant."
    return Resultat({"statut": "annule", "import": options.numero}, phrase)


def valider(options: argparse.Namespace) -> Resultat:
    """Valide un import."""
    with _entrepot(options) as entrepot:
        _verifier_territoire(entrepot, options)
        entrepot.valider(ACCES_LOCAL, options.numero)
    phrase = f"Import n° {options.numero} validé : ses chiffres sont visibles de tous."
    return Resultat({"statut": "valide", "import": options.numero}, phrase)


def _verifier_territoire(entrepot: Entrepot, options: argparse.Namespace) -> None:
    if options.territoire is None:
        return
    if options.numero not in entrepot.imports(ACCES_LOCAL, options.territoire)["id"].to_list():
        raise DonneesIncoherentes(f"L'import n° {options.numero} n'est pas du territoire « {options.territoire} ».", "",
                                  "Vérifiez son numéro au journal.")


def journal(options: argparse.Namespace) -> Resultat:
    """Le journal d'un territoire, du plus récent au plus ancien."""
    with _entrepot(options) as entrepot:
        frame = entrepot.journal(ACCES_LOCAL, options.territoire)
    lignes = [f"{ligne['date']:%Y-%m-%d %H:%M} — {ligne['action']}"
              + (f" n° {ligne['import_id']} (« {ligne['fichier']} »)" if ligne["import_id"] else "")
              + f", par {ligne['identite']} — {ligne['empreinte'][:12]}" for ligne in frame.iter_rows(named=True)]
    return Resultat({"statut": "lu", "journal": frame.to_dicts()}, "\n".join(lignes) or "Le journal est vide.")


def gabarit(options: argparse.Namespace) -> Resultat:
    """Écrit le gabarit Excel."""
    sortie = Path(options.sortie)
    try:
        sortie.write_bytes(fabrique.construire())
    except OSError as erreur:
        raise DonneesIncoherentes("Le gabarit ne peut pas être écrit ici.", f"Fichier « {sortie} »",
                                  "Choisissez un dossier existant où vous pouvez écrire.") from erreur
    return Resultat({"statut": "ecrit", "fichier": str(sortie)}, f"Gabarit écrit dans « {sortie} ».")
