"""La trajectoire nationale, secteur par secteur : l'indice de la SNBC appliqué à ce que le territoire a observé."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from core import references
from core.communs.climat.observees import interpoler
from core.methodes.trajectoire.phrases import restent_a_verifier
from core.methodes.trajectoire.reperes import Reperes, Secteur, nu, reperes
from core.modele import Donnees, table_requise
from core.references import valeurs_de
from core.tables.carbone import EMISSIONS
from core.tables.climat import POPULATIONS

PERIMETRE = "territoire"
"""Le cadre des plans climat ne vaut que pour lui : une organisation n'a pas ces huit secteurs."""


def secteurs_observes(emissions: pl.DataFrame, exercice: int, nation: Reperes) -> list[Secteur]:
    """Les huit secteurs du territoire, lus dans ses émissions jusqu'à l'exercice ; un secteur absent reste dans la
    liste.

    Un puits (valeur négative) n'est pas une émission. Deux noms lus pour un même secteur pourraient le compter deux
    fois : il est alors « ambigu », et ne compte pas.
    """
    lues = emissions.filter(
        (pl.col("perimetre") == PERIMETRE) & (pl.col("exercice") <= exercice) & (pl.col("emissions_tco2e") >= 0)
    ).select("secteur", "exercice", "emissions_tco2e")
    par_secteur: dict[str, dict[str, dict[int, float]]] = {}
    for nom, annee, valeur in sorted(lues.iter_rows()):
        if secteur := nation.noms.get(nu(nom)):
            par_secteur.setdefault(secteur, {}).setdefault(nom, {})[annee] = valeur
    return [_lire(vide, par_secteur.get(vide.nom, {}), nation.annee_base) for vide in nation.cadre]


def _lire(vide: Secteur, series: Mapping[str, Mapping[int, float]], base: int) -> Secteur:
    if not series:
        return vide
    if len(series) > 1:
        return replace(vide, lus=tuple(series), regle="ambigue")
    nom, observees = next(iter(series.items()))
    annee, reference, regle = reference_observee(observees, base)
    return replace(vide, lus=(nom,), observees=observees, annee=annee, reference=reference, regle=regle)


def reference_observee(observees: Mapping[int, float], base: int) -> tuple[int | None, float | None, str]:
    """L'année et la valeur de référence : celle de base (2015), sinon l'interpolation entre ses voisines, sinon l'année
    la plus proche.

    Règle de suffisance de la trajectoire de l'ADEME : 7,39 en 2014 et 7,47 en 2016 font 7,43 en 2015.
    """
    if not observees:
        return None, None, "absente"
    if base in observees:
        return base, observees[base], "observee"
    if (valeur := interpoler(observees, base)) is not None:
        return base, valeur, "interpolee"
    proche = min(observees, key=lambda annee: (abs(annee - base), annee))
    return proche, observees[proche], "plus_proche"


def non_rattaches(donnees: Donnees, exercice: int) -> list[str]:
    """Les secteurs du territoire que le cadre ne reconnaît pas, triés : ils restent hors de cette lecture.

    Lève `TableManquante` sans émissions, comme `omis`.
    """
    emissions, connus = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre), reperes(donnees).noms
    noms = (
        emissions.filter(
            (pl.col("perimetre") == PERIMETRE) & (pl.col("exercice") <= exercice) & (pl.col("emissions_tco2e") >= 0)
        )["secteur"]
        .unique()
        .sort()
        .to_list()
    )
    return [nom for nom in noms if nu(nom) not in connus]


def omis(donnees: Donnees, exercice: int) -> list[str]:
    """Les secteurs observés que le total national ne compte pas, triés : hors du cadre, ou sous plusieurs noms.

    S'il y en a, ce total ne se compare pas aux émissions de tout le territoire.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    lus = secteurs_observes(emissions, exercice, reperes(donnees))
    ambigus = [nom for secteur in lus if secteur.regle == "ambigue" for nom in secteur.lus]
    return sorted({*non_rattaches(donnees, exercice), *ambigus})


def habitants(donnees: Donnees) -> dict[int, float]:
    """La population par année, observée ou projetée ; vide si la table n'est pas renseignée."""
    table = donnees.get(POPULATIONS.nom)
    return (
        {}
        if table is None
        else {annee: float(nombre) for annee, nombre in sorted(table.select("annee", "habitants").iter_rows())}
    )


def somme(secteurs: list[Secteur], minimum: float, population: Mapping[int, float] | None = None) -> dict[int, float]:
    """Le total des secteurs renseignés, les années où tous ont une valeur ; vide si trop peu de secteurs le sont."""
    chemins = [secteur.chemin(population) for secteur in secteurs if secteur.reference is not None]
    if not suffisants(secteurs, minimum):
        return {}
    communes = set.intersection(*(set(chemin) for chemin in chemins))
    return {annee: sum(chemin[annee] for chemin in chemins) for annee in sorted(communes)}


def suffisants(secteurs: list[Secteur], minimum: float) -> bool:
    """Vrai quand assez de secteurs ont une référence : au moins `minimum` (quatre sur huit)."""
    return sum(secteur.reference is not None for secteur in secteurs) >= minimum


def a_verifier(donnees: Donnees) -> str:
    """Ce que l'on garde sans s'en servir : les données nationales dont la source n'a pas été relue, comptées."""
    douteuses = [cle for cle, source in references.sources().items() if not source.verifiee]
    comptes = []
    for nom, libelle in (("snbc_budgets", "budgets"), ("snbc_points", "points sectoriels")):
        lignes = valeurs_de(donnees, nom).filter(pl.col("source").is_in(douteuses))
        comptes.append((lignes.height, libelle, lignes["strategie"].unique().sort()))
    return restent_a_verifier(comptes)
