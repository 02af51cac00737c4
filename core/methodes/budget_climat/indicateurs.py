"""Le budget climat, périmètre par périmètre, dans la table de résultats commune."""

from __future__ import annotations

import polars as pl

from core.communs.climat.actions import lire
from core.communs.climat.observees import Observees, observer
from core.methodes.budget_climat.abattement import abattement
from core.methodes.budget_climat.bornes import depassements
from core.methodes.budget_climat.fiche import INDICATEURS
from core.methodes.budget_climat.operations import (
    indicateurs_operations,
    indicateurs_suivis,
    lire_operations,
    lire_suivis,
)
from core.methodes.budget_climat.plafonds import Ligne, Terrain, indicateurs_plafond
from core.modele import Donnees, Nature, Qualite, origine, table_requise
from core.resultat import resultat
from core.tables import TABLES
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS
from core.tables.climat import OPERATIONS_CLIMAT, PLAFONDS_EMISSIONS, SUIVIS_CLIMAT

DECLAREES = {
    "gain_declare": "gain_tco2e_par_an",
    "potentiel_declare": "potentiel_tco2e_par_an",
    "investissement": "cout_eur",
    "fonctionnement_annuel": "fonctionnement_eur_par_an",
    "economies_annuelles": "economies_eur_par_an",
    "duree_vie": "duree_vie_ans",
    "gain_au_dela_potentiel": "au_dela_potentiel",
    "gain_au_dela_emissions": "au_dela_emissions",
}
"""Par indicateur d'une mesure, la colonne de sa table qui le dit."""


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Plafonds, mesures, écarts, coûts d'abattement, opérations et points d'avancement, vus depuis `exercice`.

    `poste` est le code d'une mesure, nul pour l'ensemble ; `perimetre`, `operation` et `rapport` sont des axes. Un
    écart positif est ce qui manque pour tenir le plafond, en tCO2e. Une valeur nulle est une donnée absente. Lève
    `TableManquante` si aucun plafond n'est renseigné.
    """
    lignes: list[Ligne] = []
    operations = lire_operations(table_ou_vide(donnees, OPERATIONS_CLIMAT.nom))
    suivis = lire_suivis(table_ou_vide(donnees, SUIVIS_CLIMAT.nom), exercice)
    lus = terrains(donnees, exercice)
    for terrain in lus:
        lignes += indicateurs_plafond(terrain, exercice)
        lignes += indicateurs_operations(terrain, exercice, operations)
        lignes += indicateurs_suivis(terrain, exercice, operations, suivis)
    plafonds = donnees[PLAFONDS_EMISSIONS.nom]
    lignes += _couts(donnees, exercice) + _declarees(donnees, exercice, lus)
    territoire = plafonds["territoire"].first()
    return resultat("budget_climat", INDICATEURS, lignes, territoire=territoire)


def terrains(donnees: Donnees, exercice: int) -> list[Terrain]:
    """Les périmètres qui ont un plafond, triés ; lève `TableManquante` s'il n'y en a aucun."""
    plafonds = table_requise(donnees, PLAFONDS_EMISSIONS.nom, PLAFONDS_EMISSIONS.titre)
    actions = lire(table_ou_vide(donnees, ACTIONS_CLIMAT.nom))
    observees = observer(table_ou_vide(donnees, EMISSIONS.nom), exercice, donnees)
    plafonnes: dict[str, dict[int, float]] = {}
    for perimetre, annee, plafond in plafonds.select("perimetre", "exercice", "plafond_tco2e").iter_rows():
        plafonnes.setdefault(perimetre, {})[annee] = plafond
    return [
        Terrain(perimetre, siens, observees.get(perimetre, Observees()), actions.get(perimetre, []))
        for perimetre, siens in sorted(plafonnes.items())
    ]


def table_ou_vide(donnees: Donnees, nom: str) -> pl.DataFrame:
    """La table, ou une frame vide de ses colonnes si elle n'est pas renseignée."""
    frame = donnees.get(nom)
    return pl.DataFrame(schema=TABLES[nom].schema()) if frame is None else frame


def _declarees(donnees: Donnees, exercice: int, lus: list[Terrain]) -> list[Ligne]:
    """Ce que chaque mesure déclare, et de combien son gain passe son potentiel ou ce que son périmètre émet ; rien de
    nul."""
    niveaux = {terrain.perimetre: terrain.niveau for terrain in lus if terrain.niveau is not None}
    mesures = table_ou_vide(donnees, ACTIONS_CLIMAT.nom).filter(
        pl.col("perimetre").is_in([terrain.perimetre for terrain in lus])
    )
    return [
        {
            "exercice": exercice,
            "indicateur": nom,
            "perimetre": mesure["perimetre"],
            "poste": mesure["code"],
            "valeur": float(mesure[colonne]),
            "nature": str(Nature.PREVU),
            "qualite": str(Qualite.DECLARE),
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=mesure["perimetre"], code=mesure["code"]),
        }
        for mesure in depassements(mesures, niveaux).iter_rows(named=True)
        for nom, colonne in DECLAREES.items()
        if mesure[colonne] is not None
    ]


def coins(donnees: Donnees, exercice: int, perimetre: str, annee: int) -> pl.DataFrame:
    """L'effet des mesures décidées une année, en tCO2e : code, brut, proportionnel et logarithmique (nul :
    indéfini)."""
    schema = {"code": pl.String, "brut": pl.Float64, "proportionnel": pl.Float64, "logarithmique": pl.Float64}
    terrain = next((un for un in terrains(donnees, exercice) if un.perimetre == perimetre), None)
    lus = [] if terrain is None else terrain.coins(annee)[0]
    return pl.DataFrame(
        [(coin.code, coin.brut, coin.proportionnel, coin.logarithmique) for coin in lus], schema=schema, orient="row"
    )


def couts(donnees: Donnees, exercice: int, taux: float | None = None) -> pl.DataFrame:
    """Le coût d'abattement de chaque mesure chiffrée, en €/tCO2e, au taux d'actualisation dit (à défaut, celui livré).

    Nul : un terme indispensable manque ; `couverture` : la part des trois termes renseignés. Au schéma commun.
    """
    territoire = (
        table_ou_vide(donnees, ACTIONS_CLIMAT.nom)["territoire"].first() if ACTIONS_CLIMAT.nom in donnees else None
    )
    return resultat("budget_climat", INDICATEURS, _couts(donnees, exercice, taux), territoire=territoire)


def _couts(donnees: Donnees, exercice: int, taux: float | None = None) -> list[Ligne]:
    lues = abattement(donnees, taux).select(
        "perimetre", "code", "gain_tco2e_par_an", "cout_abattement", "termes_connus"
    )
    return [
        {
            "exercice": exercice,
            "indicateur": "cout_abattement",
            "perimetre": perimetre,
            "poste": code,
            "valeur": cout,
            "nature": str(Nature.PREVU),
            "couverture": couverture,
            "qualite": str(Qualite.MANQUANT if cout is None else Qualite.ESTIME),
            "origine": origine(ACTIONS_CLIMAT.nom, code=code),
        }
        for perimetre, code, gain, cout, couverture in lues.iter_rows()
        if gain is not None
    ]
