"""Les chemins vers l'objectif : une émission visée par année, selon la forme que la collectivité a choisie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import polars as pl

from core.communs.climat.observees import Observees, interpoler
from core.methodes.trajectoire.budgets import trapezes
from core.methodes.trajectoire.reperes import Reperes

SANS_REFERENCE, SANS_INVENTAIRE, SANS_PENTE = "sans_reference", "sans_inventaire", "sans_pente"
"""Pourquoi un chemin ne se trace pas, ou s'arrête : ni émission ni taux n'en donnent la pente, par exemple."""


@dataclass(frozen=True)
class Palier:
    """Une échéance de l'objectif : l'émission visée (tCO2e) ou le taux annuel (part), l'un des deux peut manquer.

    `base` : de quoi ce taux est une part quand la baisse est linéaire (`BASES_DU_TAUX`).
    """

    annee: int
    emissions: float | None
    taux: float | None
    base: str = "reference"


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
    """Les émissions visées par année (tCO2e) ; vide quand le chemin ne se trace pas (`raison`), abrégé s'il s'arrête
    avant son terme (`raison` aussi).

    `portee` : l'année de référence suit le dernier inventaire de la France, que sa trajectoire prolonge alors.
    SBTi compensé seulement : `taux_compense` (part du niveau présent par an) et `depassement` (tCO2e émises en trop).
    """

    valeurs: dict[int, float]
    taux_compense: float | None = None
    depassement: float | None = None
    raison: str = ""
    portee: bool = False


def objectifs(table: pl.DataFrame) -> dict[str, list[Objectif]]:
    """Les trajectoires de chaque périmètre, une par nom, triées par nom."""
    noms = ("perimetre", "trajectoire", "annee", "emissions_tco2e", "taux", "base_du_taux", "forme", "annee_reference")
    champs = table.select(noms).with_columns(pl.col("base_du_taux").fill_null("reference"))
    lignes = sorted(champs.iter_rows(), key=itemgetter(0, 1, 2))
    lus: dict[str, list[Objectif]] = {}
    for (perimetre, nom), groupe in groupby(lignes, key=itemgetter(0, 1)):
        echeances = list(groupe)
        forme, annee_reference = echeances[0][6:]
        paliers = tuple(Palier(*une[2:6]) for une in echeances)
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
        return Chemin({}, raison=SANS_REFERENCE)
    if objectif.forme == "snbc":
        return a_la_snbc(objectif, reference, nation)
    if objectif.forme == "sbti":
        return sbti(objectif, reference, observees, nation.constantes["sbti_tolerance"])
    valeurs = par_taux(objectif, reference)
    return Chemin(valeurs, raison="" if max(valeurs) >= objectif.horizon else SANS_PENTE)


def relier(points: dict[int, float]) -> dict[int, float]:
    """La ligne brisée qui relie des points, une valeur par an."""
    if not points:
        return {}
    annees = range(min(points), max(points) + 1)
    return {annee: valeur for annee in annees if (valeur := interpoler(points, annee)) is not None}


def par_taux(objectif: Objectif, reference: float) -> dict[int, float]:
    """Baisse annuelle constante jusqu'à chaque échéance : en % de sa base (linéaire) ou de l'année précédente
    (composée).

    Un taux absent est déduit de l'émission visée à l'échéance, même s'il faut remonter depuis zéro en ligne droite ;
    une baisse composée n'en remonte pas. Sans taux ni émission, le chemin s'arrête.
    """
    chemin = {objectif.annee_reference: reference}
    for palier in objectif.paliers:
        debut = max(chemin)
        if palier.annee <= debut:
            continue
        depart, annees = chemin[debut], palier.annee - debut
        suite = (
            _lineaire(depart, reference, palier, annees)
            if objectif.forme == "lineaire"
            else _composee(depart, palier, annees)
        )
        if suite is None:
            break
        chemin |= {debut + rang: valeur for rang, valeur in enumerate(suite, start=1)}
    return chemin


def _lineaire(depart: float, reference: float, palier: Palier, annees: int) -> list[float] | None:
    """Un segment droit ; son taux est une part de l'année de référence, ou de la valeur au début du segment."""
    if palier.taux is not None:
        baisse = palier.taux * (depart if palier.base == "segment" else reference)
    elif palier.emissions is not None:
        baisse = (depart - palier.emissions) / annees
    else:
        return None
    return [max(0.0, depart - baisse * rang) for rang in range(1, annees + 1)]


def _composee(depart: float, palier: Palier, annees: int) -> list[float] | None:
    """Un segment en part de l'année précédente ; nul s'il devrait remonter depuis zéro."""
    taux = palier.taux
    if taux is None:
        if palier.emissions is None or depart <= 0:
            return [0.0] * annees if palier.emissions == 0 else None
        taux = 1 - (palier.emissions / depart) ** (1 / annees)
    return [max(0.0, depart * (1 - taux) ** rang) for rang in range(1, annees + 1)]


def a_la_snbc(objectif: Objectif, reference: float, nation: Reperes) -> Chemin:
    """La trajectoire nationale ramenée au territoire : E₁₉₉₀ = E_réf × France₁₉₉₀ / France_réf, puis 60 % en 2030, 1/6
    en 2050.

    Après le dernier inventaire, France_réf est portée par la trajectoire nationale elle-même (`Reperes.niveau`). Vide
    hors d'elle.
    """
    debut = objectif.annee_reference
    nationale = nation.niveau(debut)
    if nationale is None:
        return Chemin({}, raison=SANS_INVENTAIRE)
    en_1990 = reference * nation.emissions[1990] / nationale
    apres = {annee: part * en_1990 for annee, part in nation.cibles.items() if annee > debut}
    chemin = relier({debut: reference} | apres)
    jusque = {annee: valeur for annee, valeur in chemin.items() if annee <= objectif.horizon}
    return Chemin(jusque, portee=debut not in nation.emissions)


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
        return Chemin({}, raison=SANS_PENTE)
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
