"""Le budget climat, périmètre par périmètre, dans la table de résultats commune."""

from __future__ import annotations

import polars as pl

from core.communs.climat.actions import lire
from core.communs.climat.observees import Observees, observer
from core.methodes.budget_climat.abattement import abattement
from core.methodes.budget_climat.bornes import depassements
from core.methodes.budget_climat.operations import (
    indicateurs_operations,
    indicateurs_suivis,
    lire_operations,
    lire_suivis,
)
from core.methodes.budget_climat.plafonds import Ligne, Terrain, indicateurs_plafond
from core.modele import SCHEMA_INDICATEURS, Donnees, Nature, Qualite, en_indicateurs, origine, table_requise
from core.tables import TABLES
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS
from core.tables.climat import OPERATIONS_CLIMAT, PLAFONDS_EMISSIONS, SUIVIS_CLIMAT


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Plafonds, mesures, écarts, coûts d'abattement, opérations et points d'avancement, vus depuis `exercice`.

    `poste` commence par le périmètre, puis « /code de mesure », « /opération » ou « /rapport ». Un écart positif est ce
    qui manque pour tenir le plafond, en tCO2e. Une valeur nulle est une donnée absente. Lève `TableManquante` si aucun
    plafond n'est renseigné.
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
    lignes += _couts(donnees, exercice) + _depassements(donnees, exercice, lus)
    return en_indicateurs(
        pl.DataFrame(lignes, schema=SCHEMA_INDICATEURS).with_columns(
            territoire=pl.lit(plafonds["territoire"].first()), methode=pl.lit("budget_climat")
        )
    )


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


def _depassements(donnees: Donnees, exercice: int, lus: list[Terrain]) -> list[Ligne]:
    """De combien le gain d'une mesure passe son potentiel, ou ce que son périmètre émet, en tCO2e ; rien s'il les tient."""
    niveaux = {terrain.perimetre: terrain.niveau for terrain in lus if terrain.niveau is not None}
    mesures = (
        table_ou_vide(donnees, ACTIONS_CLIMAT.nom)
        .filter(pl.col("perimetre").is_in([terrain.perimetre for terrain in lus]))
        .sort("perimetre", "code")
    )
    return [
        {
            "exercice": exercice,
            "indicateur": f"gain_{nom}",
            "poste": f"{perimetre}/{code}",
            "valeur": valeur,
            "nature": str(Nature.PREVU),
            "unite": "tCO2e",
            "qualite": str(Qualite.DECLARE),
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, code=code),
        }
        for perimetre, code, *valeurs in depassements(mesures, niveaux)
        .select("perimetre", "code", "au_dela_potentiel", "au_dela_emissions")
        .iter_rows()
        for nom, valeur in zip(("au_dela_potentiel", "au_dela_emissions"), valeurs, strict=True)
        if valeur is not None
    ]


def coins(donnees: Donnees, exercice: int, perimetre: str, annee: int) -> pl.DataFrame:
    """L'effet des mesures décidées une année, en tCO2e : code, brut, proportionnel et logarithmique (nul : indéfini)."""
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
    return en_indicateurs(
        pl.DataFrame(_couts(donnees, exercice, taux), schema=SCHEMA_INDICATEURS).with_columns(
            methode=pl.lit("budget_climat")
        )
    )


def _couts(donnees: Donnees, exercice: int, taux: float | None = None) -> list[Ligne]:
    lues = abattement(donnees, taux).select(
        "perimetre", "code", "gain_tco2e_par_an", "cout_abattement", "termes_connus"
    )
    return [
        {
            "exercice": exercice,
            "indicateur": "cout_abattement",
            "poste": f"{perimetre}/{code}",
            "valeur": cout,
            "nature": str(Nature.PREVU),
            "unite": "€/tCO2e",
            "couverture": couverture,
            "qualite": str(Qualite.MANQUANT if cout is None else Qualite.ESTIME),
            "origine": origine(ACTIONS_CLIMAT.nom, code=code),
        }
        for perimetre, code, gain, cout, couverture in lues.iter_rows()
        if gain is not None
    ]
