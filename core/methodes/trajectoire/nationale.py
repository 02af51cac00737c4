"""Les indicateurs de la trajectoire nationale par secteur, sans et avec la population."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.methodes.trajectoire.pcaet import PERIMETRE, habitants, secteurs_observes, somme, suffisants
from core.methodes.trajectoire.perimetre import Ligne
from core.methodes.trajectoire.reperes import Reperes, Secteur, reperes
from core.modele import Donnees, Nature, Qualite, origine, table_requise
from core.tables.carbone import EMISSIONS

REPERE = 2030
"""L'année où l'indice se compare aux points nationaux."""


def indicateurs_nationaux(emissions: pl.DataFrame, donnees: Donnees, exercice: int, nation: Reperes) -> list[Ligne]:
    """Le chemin national de chaque secteur et leur total, en tCO2e, et le compte des secteurs renseignés sur huit.

    Sous quatre secteurs sur huit, le total est nul : une seule ligne le dit. `couverture` est la part des secteurs
    renseignés. La lecture avec population n'existe que si la table des populations couvre la référence.
    """
    secteurs = secteurs_observes(emissions, exercice, nation)
    connus = sum(secteur.reference is not None for secteur in secteurs)
    commun: Ligne = {
        "perimetre": PERIMETRE,
        "nature": str(Nature.OBJECTIF),
        "qualite": str(Qualite.MODELISE),
        "couverture": connus / len(secteurs),
        "origine": _origine(secteurs),
    }
    lignes = [
        commun
        | {
            "exercice": exercice,
            "indicateur": "secteurs_pcaet_renseignes",
            "valeur": float(connus),
            "nature": str(Nature.REFERENCE),
            "qualite": str(Qualite.DECLARE),
        }
    ]
    minimum = nation.constantes["secteurs_pcaet_minimum"]
    if not suffisants(secteurs, minimum):
        return [*lignes, commun | {"exercice": exercice, "indicateur": "emissions_snbc", "valeur": None}]
    sans = commun | {"indicateur": "emissions_snbc"}
    lignes += _chemins(secteurs, somme(secteurs, minimum), None, sans)
    population = habitants(donnees)
    if not population:
        return lignes
    avec = commun | {"indicateur": "emissions_snbc_demographie"}
    return lignes + _chemins(secteurs, somme(secteurs, minimum, population), population, avec)


def _chemins(
    secteurs: list[Secteur], total: Mapping[int, float], population: Mapping[int, float] | None, commun: Ligne
) -> list[Ligne]:
    """Le total des secteurs, puis chacun ; rien quand aucune année ne les a tous."""
    if not total:
        return []
    lignes = [commun | {"exercice": annee, "valeur": valeur} for annee, valeur in total.items()]
    for secteur in secteurs:
        sien = commun | {"poste": secteur.nom, "couverture": 1.0, "origine": _origine([secteur])}
        lignes += [sien | {"exercice": annee, "valeur": valeur} for annee, valeur in secteur.chemin(population).items()]
    return lignes


def _origine(secteurs: list[Secteur]) -> str | None:
    """Les émissions lues de ces secteurs ; nulle quand aucun n'est lu : il n'y a pas de ligne à montrer."""
    noms = sorted(nom for secteur in secteurs for nom in secteur.lus)
    return origine(EMISSIONS.nom, perimetre=PERIMETRE, secteur=[*noms]) if noms else None


def secteurs(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Un rang par secteur du plan climat : d'où vient sa référence, ce qui est observé, ce que l'indice demande.

    Colonnes : secteur, lus (noms lus), annee_reference, regle (comment elle est lue), reference_tco2e, annee_observee,
    observe_tco2e, serie (indices ou points), demographie, note, ecart_points_2030 (de combien les points nationaux
    diffèrent de l'indice en 2030, part). Une valeur nulle est une donnée absente. Lève `TableManquante` sans émissions.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    lignes = []
    for secteur in secteurs_observes(emissions, exercice, reperes(donnees)):
        derniere = max(secteur.observees, default=None)
        lignes.append(
            (
                secteur.nom,
                ", ".join(secteur.lus),
                secteur.annee,
                secteur.regle,
                secteur.reference,
                derniere,
                None if derniere is None else secteur.observees[derniere],
                secteur.serie,
                secteur.demographie,
                secteur.note,
                secteur.ecart_des_points(REPERE),
            )
        )
    schema = {
        "secteur": pl.String,
        "lus": pl.String,
        "annee_reference": pl.Int32,
        "regle": pl.String,
        "reference_tco2e": pl.Float64,
        "annee_observee": pl.Int32,
        "observe_tco2e": pl.Float64,
        "serie": pl.String,
        "demographie": pl.Boolean,
        "note": pl.String,
        "ecart_points_2030": pl.Float64,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
