"""Les commandes : ce qu'elles attendent, ce qu'elles impriment, leur code de sortie (0 fait, 1 refusé, 2 usage)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from core import commande_donnees as commandes
from core.analyseur import Analyseur
from core.commande_donnees import Resultat
from core.erreurs import ErreurComptes
from core.reglages import Reglages
from core.tables.budget import ETAPES
from core.tables.territoires import TYPES_TERRITOIRE

type_action = Callable[[argparse.Namespace], Resultat]


def principal(arguments: list[str]) -> int:
    """Exécute une commande et rend son code de sortie ; avec --json, un seul objet JSON sur la sortie standard."""
    options = _analyseur().parse_args(arguments)
    options.base = Path(options.base) if options.base else Reglages().base
    try:
        resultat: Resultat = options.action(options)
    except ErreurComptes as erreur:
        resultat = commandes.refus(options, erreur)
    if options.json:
        print(json.dumps(resultat.objet, ensure_ascii=False, indent=2, default=str))
    else:
        print(resultat.texte, file=sys.stderr if resultat.code else sys.stdout)
    return resultat.code


def _communes(absentes: bool) -> Analyseur:
    """--base et --json se disent avant ou après la commande."""
    commun = Analyseur(add_help=False)
    base, en_json = (argparse.SUPPRESS, argparse.SUPPRESS) if absentes else (None, False)
    commun.add_argument("--base", metavar="FICHIER", default=base,
                        help="fichier DuckDB de la base (sinon la variable COMPTES_BASE, sinon var/comptes.duckdb)")
    commun.add_argument("--json", action="store_true", default=en_json,
                        help="un seul objet JSON sur la sortie standard, rien d'autre")
    return commun


def _analyseur() -> Analyseur:
    analyseur = Analyseur(
        prog="python -m core", parents=[_communes(absentes=False)],
        description="Comptes communs en ligne de commande. Code de sortie : 0 fait, 1 refusé, 2 usage.",
    )
    sous = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")

    def commande(nom: str, aide: str, action: type_action) -> Analyseur:
        sienne = sous.add_parser(nom, help=aide, description=aide, parents=[_communes(absentes=True)])
        sienne.set_defaults(action=action)
        return sienne

    commande("demo", "crée la base avec les territoires d'exemple ; la relancer ne change rien", commandes.demo)
    _territoires(commande("territoires", "liste les territoires, ou en ajoute un", commandes.territoires))
    _importer(commande("importer", "importe un fichier (brouillon), ou montre ce que l'import ferait",
                       commandes.importer_fichier))
    _calculer(commande("calculer", "calcule une méthode et imprime la table de ses indicateurs", commandes.calculer))
    for nom, aide, action in (
        ("annuler", "défait un import : le territoire revient à son état d'avant", commandes.annuler),
        ("valider", "valide un import : ses chiffres deviennent visibles de tous", commandes.valider),
    ):
        sienne = commande(nom, aide, action)
        sienne.add_argument("numero", metavar="IMPORT", type=int, help="numéro de l'import")
        sienne.add_argument("--territoire", metavar="ID", help="vérifie que l'import est bien de ce territoire")
    journal = commande("journal", "imprime le journal d'un territoire", commandes.journal)
    journal.add_argument("--territoire", metavar="ID", required=True)
    gabarit = commande("gabarit", "écrit le gabarit Excel", commandes.gabarit)
    gabarit.add_argument("-o", "--sortie", metavar="F.xlsx", default="gabarit_comptes_communs.xlsx")
    return analyseur


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
    sienne.add_argument("--table", metavar="T", help="table du fichier, si ses colonnes ne suffisent pas à la reconnaître")
    sienne.add_argument("--etape", metavar="E", choices=list(ETAPES), help=", ".join(ETAPES))
    sienne.add_argument("--exercice", metavar="AAAA", type=int, help="exercice, si le fichier ne le dit pas")
    sienne.add_argument("--budget", metavar="B", help="nom du budget : « principal » ou celui d'un budget annexe")
    sienne.add_argument("--unite", choices=["eur", "keur"], help="ce que valent les montants écrits")
    sienne.add_argument("--doublons", choices=["garder", "ecarter"], help="que faire de lignes identiques")
    sienne.add_argument("--pourcents", choices=["points", "fractions"],
                        help="points : 25 veut dire 25 %% ; fractions : 0,25 veut dire 25 %%")
    sienne.add_argument("--collectivite", metavar="C", help="SIREN, code ou nom, si le fichier en porte plusieurs")
    sienne.add_argument("--correspondance", metavar="F", type=Path,
                        help='fichier JSON {"En-tête": "colonne"} (null : colonne laissée de côté)')
    sienne.add_argument("--simuler", action="store_true", help="montre ce que l'import ferait, sans rien écrire")
    sienne.add_argument("--accepter-rejets", action="store_true", help="importe les bonnes lignes sans les mauvaises")


def _calculer(sienne: Analyseur) -> None:
    sienne.add_argument("methode", metavar="METHODE", help="clé de la méthode : execution, donut, care, trajectoire")
    sienne.add_argument("--territoire", metavar="ID", required=True)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True)
    sienne.add_argument("--csv", action="store_true", help="imprime la table en CSV")
