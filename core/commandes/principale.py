"""Les commandes : ce qu'elles attendent, ce qu'elles impriment, leur code de sortie (0 fait, 1 refusé, 2 usage)."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.commandes.analyseur import Analyseur
from core.commandes.resultat import Resultat, refus
from core.erreurs import ErreurComptes

_DU_TERRITOIRE = "identifiant du territoire : ville-orsevaux"
_A_ECRIRE = "fichier à écrire"


def principal(arguments: list[str]) -> int:
    """Exécute une commande et rend son code de sortie ; avec --json, un seul objet JSON sur la sortie standard."""
    analyseur = _analyseur(arguments)
    options = analyseur.parse_args(arguments)
    if options.commande == "territoires" and options.ajouter and not (options.nom and options.type):
        analyseur.error("--ajouter demande aussi --nom et --type")
    options.base = Path(options.base) if options.base else _base_reglee()
    resultat = _executer(options)
    if options.json:
        print(json.dumps(resultat.objet, ensure_ascii=False, indent=2, default=str))
    else:
        print(resultat.texte, file=sys.stderr if resultat.code else sys.stdout)
    return resultat.code


def _base_reglee() -> Path:
    from core.reglages import reglages  # noqa: PLC0415 - l'aide ne lit pas les réglages

    return reglages().base


def _executer(options: argparse.Namespace) -> Resultat:
    module, _, fonction = COMMANDES[options.commande].fonction.partition(":")
    try:
        rendu: Resultat = getattr(importlib.import_module(module), fonction)(options)
    except ErreurComptes as erreur:
        return refus(options, erreur)
    except KeyboardInterrupt:
        return refus(options, ErreurComptes("Interrompu : la base garde son état d'avant.", "", ""))
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


def _analyseur(arguments: Sequence[str]) -> Analyseur:
    """L'analyseur de ces arguments : seules les commandes qu'ils nomment sont décrites, les autres ne disent que leur
    aide."""
    analyseur = Analyseur(
        prog="python -m core",
        parents=[_communes(absentes=False)],
        description="Comptes communs en ligne de commande. Code de sortie : 0 fait, 1 refusé, 2 usage.",
    )
    sous = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")
    for nom, une in COMMANDES.items():
        sienne = sous.add_parser(nom, help=une.aide, description=une.aide, parents=[_communes(absentes=True)])
        if nom in arguments:
            une.decrire(sienne)
    return analyseur


def _demo(sienne: Analyseur) -> None:
    del sienne


def _numero(sienne: Analyseur) -> None:
    sienne.add_argument("numero", metavar="IMPORT", type=int, help="numéro de l'import")
    sienne.add_argument("--territoire", metavar="ID", help="vérifie que l'import est bien de ce territoire")


def _journal(sienne: Analyseur) -> None:
    sienne.add_argument("--territoire", metavar="ID", required=True, help=_DU_TERRITOIRE)


def _gabarit(sienne: Analyseur) -> None:
    sienne.add_argument(
        "-o", "--sortie", metavar="F.xlsx", default="gabarit_comptes_communs.xlsx", help=f"{_A_ECRIRE} (%(default)s)"
    )


def _annexe(sienne: Analyseur) -> None:
    sienne.add_argument("--territoire", metavar="ID", required=True, help=_DU_TERRITOIRE)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True, help="exercice voulu")
    sienne.add_argument(
        "-o", "--sortie", metavar="F.xlsx", default="annexe_verte.xlsx", help=f"{_A_ECRIRE} (%(default)s)"
    )


def _territoires(sienne: Analyseur) -> None:
    from core.tables.territoires import TYPES_TERRITOIRE  # noqa: PLC0415

    sienne.add_argument("--ajouter", metavar="ID", help="identifiant du territoire à créer : ville-orsevaux")
    sienne.add_argument("--corriger", metavar="ID", help="identifiant du territoire dont corriger les renseignements")
    sienne.add_argument("--nom", metavar="N", help="nom affiché")
    sienne.add_argument("--type", metavar="T", choices=list(TYPES_TERRITOIRE), help=", ".join(TYPES_TERRITOIRE))
    sienne.add_argument("--population", metavar="P", type=int, help="population totale")
    sienne.add_argument("--parent", metavar="ID", help="territoire qui contient celui-ci")
    sienne.add_argument("--siren", metavar="S", help="SIREN de la collectivité")
    sienne.add_argument("--code-insee", metavar="C", help="code Insee de la commune")


def _importer(sienne: Analyseur) -> None:
    from core.tables import TABLES  # noqa: PLC0415
    from core.tables.imputation import ETAPES  # noqa: PLC0415

    importables = ", ".join(nom for nom, table in TABLES.items() if table.importable)
    sienne.add_argument("fichier", metavar="FICHIER", type=Path, help="fichier à importer")
    sienne.add_argument("--territoire", metavar="ID", required=True, help=_DU_TERRITOIRE)
    sienne.add_argument(
        "--table",
        metavar="T",
        help=f"table du fichier, si ses colonnes ne suffisent pas à la reconnaître : {importables}",
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
    sienne.add_argument(
        "--sens", choices=["depense", "recette", "refuser"], help="ce que sont les lignes dont rien ne dit le sens"
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
    sienne.add_argument("methode", metavar="METHODE", help=f"clé de la méthode : {', '.join(cles_des_methodes())}")
    sienne.add_argument("--territoire", metavar="ID", required=True, help=_DU_TERRITOIRE)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True, help="exercice voulu")
    sienne.add_argument("--csv", action="store_true", help="imprime la table en CSV")


def _beges(sienne: Analyseur) -> None:
    sienne.add_argument("--territoire", metavar="ID", required=True, help=_DU_TERRITOIRE)
    sienne.add_argument("--exercice", metavar="AAAA", type=int, required=True, help="exercice voulu")
    sienne.add_argument("--version", metavar="V", help="version des facteurs d'émission (la plus récente par défaut)")
    sienne.add_argument("-o", "--sortie", metavar="F.xlsx", help="fichier à écrire")


def cles_des_methodes() -> list[str]:
    """Les clés des méthodes, sans charger leurs calculs : chacune est un dossier de `core/methodes` qui porte son
    nom."""
    return sorted(module.parent.name for module in Path(__file__).parents[1].glob("methodes/*/__init__.py"))


@dataclass(frozen=True)
class Commande:
    """`fonction` : « module:nom », chargée quand on l'appelle ; `decrire` ajoute ses arguments à l'analyseur."""

    aide: str
    decrire: Callable[[Analyseur], None]
    fonction: str


COMMANDES: dict[str, Commande] = {
    "demo": Commande(
        "crée la base avec les territoires d'exemple ; la relancer ne change rien",
        _demo,
        "core.commandes.fichiers:demo",
    ),
    "territoires": Commande(
        "liste les territoires, en ajoute ou en corrige un", _territoires, "core.commandes.base:territoires"
    ),
    "importer": Commande(
        "importe un fichier (brouillon), ou montre ce que l'import ferait",
        _importer,
        "core.commandes.fichiers:importer_fichier",
    ),
    "calculer": Commande(
        "calcule une méthode et imprime la table de ses indicateurs", _calculer, "core.commandes.methodes:calculer"
    ),
    "annuler": Commande(
        "défait un import : le territoire revient à son état d'avant", _numero, "core.commandes.base:annuler"
    ),
    "valider": Commande(
        "valide un import : ses chiffres deviennent visibles de tous", _numero, "core.commandes.base:valider"
    ),
    "journal": Commande("imprime le journal d'un territoire", _journal, "core.commandes.base:journal"),
    "beges": Commande("écrit le bilan d'émissions réglementaire (xlsx)", _beges, "core.commandes.beges:beges"),
    "annexe": Commande(
        "écrit l'annexe « Impact du budget pour la transition écologique » en Excel",
        _annexe,
        "core.commandes.annexe:annexe",
    ),
    "gabarit": Commande("écrit le gabarit Excel", _gabarit, "core.commandes.fichiers:gabarit"),
}
"""L'aide n'attend ni la base, ni les lecteurs, ni les méthodes."""
