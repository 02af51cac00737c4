"""Les indicateurs de la trajectoire nationale par secteur, sans et avec la population."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.methodes.trajectoire.pcaet import PERIMETRE, Secteur, habitants, secteurs_observes, somme, suffisants
from core.methodes.trajectoire.promesses import Ligne
from core.modele import Donnees, Nature, Qualite, origine, table_requise
from core.tables.carbone import EMISSIONS


def indicateurs_nationaux(emissions: pl.DataFrame, donnees: Donnees, exercice: int) -> list[Ligne]:
    """Le chemin national de chaque secteur et leur total, en tCO2e, et le compte des secteurs renseignés sur huit.

    Sous quatre secteurs sur huit, le total est nul : une seule ligne le dit. `couverture` est la part des secteurs
    renseignés. La lecture avec population n'existe que si la table des populations couvre la référence.
    """
    secteurs = secteurs_observes(emissions, exercice)
    connus = sum(secteur.reference is not None for secteur in secteurs)
    couverture = connus / len(secteurs)
    commun: Ligne = {"nature": str(Nature.OBJECTIF), "unite": "tCO2e", "qualite": str(Qualite.MODELISE)}
    lignes: list[Ligne] = [
        {
            "exercice": exercice,
            "indicateur": "secteurs_pcaet_renseignes",
            "poste": PERIMETRE,
            "valeur": float(connus),
            "nature": str(Nature.REFERENCE),
            "unite": "secteur",
            "qualite": str(Qualite.DECLARE),
            "couverture": couverture,
            "origine": _origine(secteurs),
        }
    ]
    if not suffisants(secteurs):
        return [
            *lignes,
            commun
            | {
                "exercice": exercice,
                "indicateur": "emissions_snbc",
                "poste": PERIMETRE,
                "valeur": None,
                "qualite": str(Qualite.MANQUANT),
                "couverture": couverture,
                "origine": _origine(secteurs),
            },
        ]
    lignes += _chemins("emissions_snbc", secteurs, None, commun, couverture)
    population = habitants(donnees)
    return lignes + (
        _chemins("emissions_snbc_demographie", secteurs, population, commun, couverture) if population else []
    )


def _chemins(
    nom: str, secteurs: list[Secteur], population: Mapping[int, float] | None, commun: Ligne, couverture: float
) -> list[Ligne]:
    total = somme(secteurs, population)
    if not total:
        return []
    ensemble = commun | {"indicateur": nom, "poste": PERIMETRE, "couverture": couverture, "origine": _origine(secteurs)}
    lignes = [ensemble | {"exercice": annee, "valeur": valeur} for annee, valeur in total.items()]
    for secteur in secteurs:
        sien = commun | {
            "indicateur": nom,
            "poste": f"{PERIMETRE}/{secteur.nom}",
            "couverture": 1.0,
            "origine": _origine([secteur]),
        }
        lignes += [sien | {"exercice": annee, "valeur": valeur} for annee, valeur in secteur.chemin(population).items()]
    return lignes


def _origine(secteurs: list[Secteur]) -> str:
    noms = sorted(nom for secteur in secteurs for nom in secteur.lus)
    return origine(EMISSIONS.nom, perimetre=PERIMETRE, secteur=[*noms])


def secteurs(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Un rang par secteur du plan climat : d'où vient sa référence, ce qui est observé, ce que l'indice demande.

    Colonnes : secteur, lus (noms lus), annee_reference, regle (clé de `REGLES`), reference_tco2e, annee_observee,
    observe_tco2e, serie (indices ou points), demographie, note. Une valeur nulle est une donnée absente. Lève
    `TableManquante` sans émissions.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    lignes = []
    for secteur in secteurs_observes(emissions, exercice):
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
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
