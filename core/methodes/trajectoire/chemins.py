"""Les chemins vers l'objectif : une émission visée par année, selon la forme que la collectivité a choisie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import polars as pl

from core.communs.climat.observees import Observees, interpoler
from core.methodes.trajectoire.budgets import trapezes
from core.methodes.trajectoire.reperes import Reperes


@dataclass(frozen=True)
class Palier:
    """Une échéance de l'objectif : l'émission visée (tCO2e) ou le taux annuel (part), l'un des deux peut manquer."""

    annee: int
    emissions: float | None
    taux: float | None


@dataclass(frozen=True)
class Objectif:
    """Une trajectoire promise : son nom, sa forme, son année de référence, ses échéances dans l'ordre."""

    nom: str
    forme: str
    annee_reference: int
    paliers: tuple[Palier, ...]

    @property
    def horizon(self) -> int:
        """La dernière année visée."""
        return self.paliers[-1].annee

    @property
    def declarees(self) -> dict[int, float]:
        """Les émissions visées ou de référence que l'objectif écrit lui-même, par année (tCO2e)."""
        return {palier.annee: palier.emissions for palier in self.paliers if palier.emissions is not None}

    def echeance(self, apres: int) -> int:
        """La prochaine année visée après l'année dite ; la dernière si toutes sont passées."""
        return min((palier.annee for palier in self.paliers if palier.annee > apres), default=self.horizon)


@dataclass(frozen=True)
class Chemin:
    """Les émissions visées par année (tCO2e) ; vide quand la référence manque.

    SBTi compensé seulement : `taux_compense` (part du niveau présent par an) et `depassement` (tCO2e émises en trop).
    """

    valeurs: dict[int, float]
    taux_compense: float | None = None
    depassement: float | None = None


def objectifs(table: pl.DataFrame) -> dict[str, list[Objectif]]:
    """Les trajectoires de chaque périmètre, une par nom, triées par nom."""
    champs = table.select("perimetre", "trajectoire", "annee", "emissions_tco2e", "taux", "forme", "annee_reference")
    lignes = sorted(champs.iter_rows(), key=itemgetter(0, 1, 2))
    lus: dict[str, list[Objectif]] = {}
    for (perimetre, nom), groupe in groupby(lignes, key=itemgetter(0, 1)):
        echeances = list(groupe)
        forme, annee_reference = echeances[0][5:]
        paliers = tuple(Palier(annee, emissions, taux) for _, _, annee, emissions, taux, _, _ in echeances)
        lus.setdefault(perimetre, []).append(Objectif(nom, forme, annee_reference, paliers))
    return lus


def niveau_de_reference(objectif: Objectif, observees: Observees) -> float | None:
    """L'émission de l'année de référence, en tCO2e : déclarée, à défaut observée ou interpolée ; nulle sinon."""
    return objectif.declarees.get(objectif.annee_reference, observees.niveau(objectif.annee_reference))


def tracer(objectif: Objectif, observees: Observees, nation: Reperes) -> Chemin:
    """Trace le chemin d'un objectif, année par année, de la référence à la dernière échéance, en tCO2e (jamais < 0).

    La référence est l'émission déclarée pour l'année de référence, à défaut celle observée cette année-là, à défaut
    l'interpolation entre deux années observées. Sans elle, seuls des points libres se relient encore.
    """
    reference = niveau_de_reference(objectif, observees)
    if objectif.forme == "points":
        depart = {} if reference is None else {objectif.annee_reference: reference}
        return Chemin(relier(depart | objectif.declarees))
    if reference is None:
        return Chemin({})
    if objectif.forme == "snbc":
        return Chemin(a_la_snbc(objectif, reference, nation))
    if objectif.forme == "sbti":
        return sbti(objectif, reference, observees, nation.constantes["sbti_tolerance"])
    return Chemin(par_taux(objectif, reference))


def relier(points: dict[int, float]) -> dict[int, float]:
    """La ligne brisée qui relie des points, une valeur par an."""
    if not points:
        return {}
    annees = range(min(points), max(points) + 1)
    return {annee: valeur for annee in annees if (valeur := interpoler(points, annee)) is not None}


def par_taux(objectif: Objectif, reference: float) -> dict[int, float]:
    """Baisse annuelle constante jusqu'à chaque échéance : en % de la base (linéaire) ou de l'année précédente
    (composée).

    Un taux absent est déduit de l'émission visée à l'échéance ; sans taux ni émission, le chemin s'arrête.
    """
    chemin = {objectif.annee_reference: reference}
    for palier in objectif.paliers:
        debut = max(chemin)
        if palier.annee <= debut:
            continue
        taux = _taux(objectif.forme, chemin[debut], reference, palier, debut)
        if taux is None:
            break
        for annee in range(debut + 1, palier.annee + 1):
            precedente = chemin[annee - 1]
            baisse = taux * (reference if objectif.forme == "lineaire" else precedente)
            chemin[annee] = max(0.0, precedente - baisse)
    return chemin


def _taux(forme: str, depart: float, reference: float, palier: Palier, debut: int) -> float | None:
    if palier.taux is not None:
        return palier.taux
    if palier.emissions is None or depart <= 0:
        return None
    annees = palier.annee - debut
    if forme == "lineaire":
        return (depart - palier.emissions) / (reference * annees)
    return float(1 - (palier.emissions / depart) ** (1 / annees))


def a_la_snbc(objectif: Objectif, reference: float, nation: Reperes) -> dict[int, float]:
    """La trajectoire nationale ramenée au territoire : E₁₉₉₀ = E_réf × France₁₉₉₀ / France_réf, puis 60 % en 2030, 1/6
    en 2050.

    Vide si la France n'a pas d'inventaire pour l'année de référence.
    """
    debut = objectif.annee_reference
    if debut not in nation.emissions:
        return {}
    en_1990 = reference * nation.emissions[1990] / nation.emissions[debut]
    apres = {annee: part * en_1990 for annee, part in nation.cibles.items() if annee > debut}
    chemin = relier({debut: reference} | apres)
    return {annee: valeur for annee, valeur in chemin.items() if annee <= objectif.horizon}


def sbti(objectif: Objectif, reference: float, observees: Observees, tolerance: float) -> Chemin:
    """Baisse linéaire SBTi ; au-delà de la tolérance (une part du chemin), le dépassement passé est rendu par une
    baisse plus rapide.

    Taux compensé = E / (2 × budget restant), où le budget restant est celui de la trajectoire de référence jusqu'à
    zéro moins ce qui a été émis en trop depuis l'année de référence. Le chemin repart alors du niveau observé : tout
    ce qui précède est dans le dépassement, et ne se compte pas deux fois. Source : ABC, Bilan Carbone+.
    """
    taux = next((palier.taux for palier in objectif.paliers if palier.taux is not None), None)
    etude, debut = observees.depart, objectif.annee_reference
    if not taux or reference <= 0:
        return Chemin({})
    annees = range(debut, objectif.horizon + 1)
    tenu = {annee: max(0.0, reference * (1 - taux * (annee - debut))) for annee in annees}
    actuel = None if etude is None else observees.completes[etude]
    tolere = 1 + tolerance
    if etude is None or actuel is None or etude <= debut or etude not in tenu or actuel <= tenu[etude] * tolere:
        return Chemin(tenu)
    consomme = trapezes({debut: reference} | observees.completes, debut, etude)
    du_passe = trapezes(tenu, debut, etude)
    if consomme is None or du_passe is None:
        return Chemin(tenu)
    depassement = consomme - du_passe
    restant = tenu[etude] ** 2 / (2 * taux * reference) - depassement
    compense = actuel / (2 * restant) if restant > 0 else 1.0
    apres = {annee: max(0.0, actuel * (1 - compense * (annee - etude))) for annee in annees if annee >= etude}
    return Chemin(apres, compense if restant > 0 else None, depassement)


def taux_requis(depart: float, cible: float, annees: int) -> tuple[float | None, float | None]:
    """L'effort annuel pour passer de `depart` à `cible` : (en part du niveau de départ, en part de l'année précédente).

    Les deux ne se confondent pas : 5 % par an pendant huit ans font −40 % dans le premier sens, −33,7 % dans le
    second. Le second est nul quand la cible vaut 0 : une baisse composée n'atteint jamais zéro.
    """
    if annees <= 0 or depart <= 0:
        return None, None
    compose = 1 - (cible / depart) ** (1 / annees) if cible > 0 else None
    return (depart - cible) / (depart * annees), compose
