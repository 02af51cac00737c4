"""Les commandes : ce qu'elles attendent, ce qu'elles impriment, leur code de sortie (0 fait, 1 refusé, 2 usage)."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import traceback
from pathlib import Path

from core.commandes.analyseur import Analyseur
from core.commandes.resultat import Resultat, refus
from core.erreurs import ErreurComptes
from core.reglages import reglages
from core.tables.imputation import ETAPES
from core.tables.territoires import TYPES_TERRITOIRE

_ACTIONS = {
    "demo": "core.commandes.fichiers:demo",
    "importer": "core.commandes.fichiers:importer_fichier",
    "gabarit": "core.commandes.fichiers:gabarit",
    "annexe": "core.commandes.annexe:annexe",
    "calculer": "core.commandes.methodes:calculer",
    "territoires": "core.commandes.base:territoires",
    "annuler": "core.commandes.base:annuler",
    "beges": "core.commandes.beges:beges",
    "valider": "core.commandes.base:valider",
    "journal": "core.commandes.base:journal",
}
"""La fonction de chaque commande, chargée quand on l'appelle : l'aide n'attend ni les lecteurs ni les méthodes."""


def principal(arguments: list[str]) -> int:
    """Exécute une commande et rend son code de sortie ; avec --json, un seul objet JSON sur la sortie standard."""
    analyseur = _analyseur()
    options = analyseur.parse_args(arguments)
    if options.commande == "territoires" and options.ajouter and not (options.nom and options.type):
        analyseur.error("--ajouter demande aussi --nom et --type")
    options.base = Path(options.base) if options.base else reglages().base
    resultat = _executer(options)
    if options.json:
        print(json.dumps(resultat.objet, ensure_ascii=False, indent=2, default=str))
    else:
        print(resultat.texte, file=sys.stderr if resultat.code else sys.stdout)
    return resultat.code


def _executer(options: argparse.Namespace) -> Resultat:
    module, _, fonction = _ACTIONS[options.commande].partition(":")
    try:
        rendu: Resultat = getattr(importlib.import_module(module), fonction)(options)
    except ErreurComptes as erreur:
        return refus(options, erreur)
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        return refus(
            options,
            ErreurComptes(
                "Une erreur imprévue a arrêté la commande ; la base garde son état d'avant.",
                "",
                "Gardez le détail écrit ci-dessus et signalez-le.",
            ),
        )
    return rendu


def _communes(absentes: bool) -> Analyseur:
    """--base et --json se disent avant ou après la commande."""
    commun = Analyseur(add_help=False)
    base, en_json = (argparse.SUPPRESS, argparse.SUPPRESS) if absentes else (None, False)
    commun.add_argument(
        "--base",
        metavar="FICHIER",
        default=base,
        help="fichier DuckDB de la base (sinon la variable COMPTES_BASE, sinon var/comptes.duckdb)",
    )
    commun.add_argument(
        "--json", action="store_true", default=en_json, help="un seul objet JSON sur la sortie standard, rien d'autre"
    )
    return commun


def _analyseur() -> Analyseur:
    analyseur = Analyseur(
        prog="python -m core",
        parents=[_communes(absentes=False)],
        description="Comptes communs en ligne de commande. Code de sortie : 0 fait, 1 refusé, 2 usage.",
    )
    sous = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")

    def commande(nom: str, aide: str) -> Analyseur:
        return sous.add_parser(nom, help=aide, description=aide, parents=[_communes(absentes=True)])

    commande("demo", "crée la base avec les territoires d'exemple ; la relancer ne change rien")
    _territoires(commande("territoires", "liste les territoires, ou en ajoute un"))
    _importer(commande("importer", "importe un fichier (brouillon), ou montre ce que l'import ferait"))
    _calculer(commande("calculer", "calcule une méthode et imprime la table de ses indicateurs"))
    for nom, aide in (
        ("annuler", "défait un import : le territoire revient à son état d'avant"),
        ("valider", "valide un import : ses chiffres deviennent visibles de tous"),
    ):
        sienne = commande(nom, aide)
        sienne.add_argument("numero", metavar="IMPORT", type=int, help="numéro de l'import")
        sienne.add_argument("--territoire", metavar="ID", help="vérifie que l'import est bien de ce territoire")
    journal = commande("journal", "imprime le journal d'un territoire")
    journal.add_argument("--territoire", metavar="ID", required=True)
    _beges(commande("beges", "écrit le bilan d'émissions réglementaire (xlsx)"))
    _annexe(commande("annexe", "écrit l'annexe « Impact du budget pour la transition écologique » en Excel"))
    gabarit = commande("gabarit", "écrit le gabarit Excel")
    gabarit.add_argument("-o", "--sortie", metavar="F.xlsx", default="gabarit_comptes_communs.xlsx")
    return analyseur


def _annexe(sienne: Analyseur) -> None:
    sienne.add_argument("--territoire", metavar="ID", required=True)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True)
    sienne.add_argument("-o", "--sortie", metavar="F.xlsx", default="annexe_verte.xlsx")


def _territoires(sienne: Analyseur) -> None:
    sienne.add_argument("--ajouter", metavar="ID", help="identifiant du territoire à créer : ville-orsevaux")
    sienne.add_argument("--nom", metavar="N", help="nom affiché")
    sienne.add_argument("--type", metavar="T", choices=list(TYPES_TERRITOIRE), help=", ".join(TYPES_TERRITOIRE))
    sienne.add_argument("--population", metavar="P", type=int, help="population totale")
    sienne.add_argument("--parent", metavar="ID", help="territoire qui contient celui-ci")
    sienne.add_argument("--siren", metavar="S", help="SIREN de la collectivité")
    sienne.add_argument("--code-insee", metavar="C", help="code Insee de la commune")


def _importer(sienne: Analyseur) -> None:
    sienne.add_argument("fichier", metavar="FICHIER", type=Path)
    sienne.add_argument("--territoire", metavar="ID", required=True)
    sienne.add_argument(
        "--table", metavar="T", help="table du fichier, si ses colonnes ne suffisent pas à la reconnaître"
    )
    sienne.add_argument("--etape", metavar="E", choices=list(ETAPES), help=", ".join(ETAPES))
    sienne.add_argument("--exercice", metavar="AAAA", type=int, help="exercice, si le fichier ne le dit pas")
    sienne.add_argument("--budget", metavar="B", help="nom du budget : « principal » ou celui d'un budget annexe")
    sienne.add_argument("--unite", choices=["eur", "keur"], help="ce que valent les montants écrits")
    sienne.add_argument("--doublons", choices=["garder", "ecarter"], help="que faire de lignes identiques")
    sienne.add_argument(
        "--pourcents",
        choices=["points", "fractions"],
        help="points : 25 veut dire 25 %% ; fractions : 0,25 veut dire 25 %%",
    )
    sienne.add_argument("--collectivite", metavar="C", help="SIREN, code ou nom, si le fichier en porte plusieurs")
    sienne.add_argument(
        "--correspondance",
        metavar="F",
        type=Path,
        help='fichier JSON {"En-tête": "colonne"} (null : colonne laissée de côté)',
    )
    sienne.add_argument("--simuler", action="store_true", help="montre ce que l'import ferait, sans rien écrire")
    sienne.add_argument("--accepter-rejets", action="store_true", help="importe les bonnes lignes sans les mauvaises")


def _calculer(sienne: Analyseur) -> None:
    sienne.add_argument(
        "methode", metavar="METHODE", help="clé de la méthode : execution, donut, care, trajectoire, bilan_carbone"
    )
    sienne.add_argument("--territoire", metavar="ID", required=True)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True)
    sienne.add_argument("--csv", action="store_true", help="imprime la table en CSV")


def _beges(sienne: Analyseur) -> None:
    sienne.add_argument("--territoire", metavar="ID", required=True)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True)
    sienne.add_argument("--version", metavar="V", help="version des facteurs d'émission (la plus récente par défaut)")
    sienne.add_argument("-o", "--sortie", metavar="F.xlsx", help="fichier à écrire")
