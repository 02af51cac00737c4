"""Les émissions observées : une somme par année, sa couverture, son incertitude, et le niveau d'où l'on part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from math import sqrt

import polars as pl

from core.communs.incertitude import est_symetrique
from core.modele import Donnees, Qualite, type_cellule
from core.references import parametre_de

QUALITES = [str(qualite) for qualite in Qualite]


@dataclass(frozen=True)
class Emission:
    """Une case lue : l'émission d'un secteur une année, en tCO2e (nulle : donnée absente), et comment elle est
    connue."""

    exercice: int
    secteur: str
    valeur: float | None
    incertitude: float | None
    qualite: str | None

    @property
    def puits(self) -> bool:
        """Vrai si la valeur est négative : le secteur absorbe."""
        return self.valeur is not None and self.valeur < 0


@dataclass(frozen=True)
class Total:
    """Une année : somme connue en tCO2e, part des secteurs renseignés, bornes à 95 %, qualité la moins sûre."""

    valeur: float | None
    couverture: float
    basse: float | None
    haute: float | None
    qualite: str


@dataclass(frozen=True)
class Observees:
    """Les émissions d'un périmètre jusqu'à un exercice, par année : secteurs (triés), total ; et ses puits, à part."""

    secteurs: Mapping[int, Sequence[Emission]] = field(default_factory=dict)
    totaux: Mapping[int, Total] = field(default_factory=dict)
    puits: Sequence[Emission] = ()

    @cached_property
    def completes(self) -> dict[int, float]:
        """Les années comparables entre elles, celles où tous les secteurs connus une fois le sont encore : tCO2e."""
        plus_haute = max((total.couverture for total in self.totaux.values()), default=0.0)
        connus = self._secteurs_connus_une_fois()
        return {
            annee: total.valeur
            for annee, total in self.totaux.items()
            if total.valeur is not None and total.couverture == plus_haute and plus_haute >= connus
        }

    def _secteurs_connus_une_fois(self) -> float:
        lues = [emission for emissions in self.secteurs.values() for emission in emissions]
        attendus = {emission.secteur for emission in lues}
        connus = {emission.secteur for emission in lues if emission.valeur is not None}
        return len(connus) / len(attendus) if attendus else 0.0

    @property
    def depart(self) -> int | None:
        """La dernière année complète : le niveau présent. Nul si aucune année n'est complète."""
        return max(self.completes, default=None)

    def secteurs_de(self, annee: int) -> list[type_cellule]:
        """Les secteurs que compte le total d'une année : ses puits n'en sont pas."""
        return [emission.secteur for emission in self.secteurs.get(annee, ())]

    def niveau(self, annee: int) -> float | None:
        """Le total d'une année, à défaut l'interpolation entre ses deux voisines complètes (règle des PCAET) ; ou
        nul."""
        return interpoler(self.completes, annee)


def observer(emissions: pl.DataFrame, exercice: int, donnees: Donnees) -> dict[str, Observees]:
    """Range les émissions de chaque périmètre jusqu'à `exercice` ; un puits (valeur négative) n'entre dans aucun total.

    Un périmètre qui n'a d'émissions qu'après l'exercice y est, vide. `donnees` porte la constante dont dépendent les
    bornes.
    """
    symetrique = parametre_de(donnees, "parametres_carbone", "incertitude_symetrique_max")
    lues: dict[str, list[Emission]] = {}
    champs = emissions.select("perimetre", "exercice", "secteur", "emissions_tco2e", "incertitude", "qualite")
    for perimetre, *valeurs in champs.iter_rows():
        lues.setdefault(perimetre, []).append(Emission(*valeurs))
    return {
        perimetre: _ranger([emission for emission in siennes if emission.exercice <= exercice], symetrique)
        for perimetre, siennes in lues.items()
    }


def _ranger(lues: Sequence[Emission], symetrique: float) -> Observees:
    comptees = sorted(
        (emission for emission in lues if not emission.puits), key=lambda lue: (lue.exercice, lue.secteur)
    )
    secteurs = {annee: list(siennes) for annee, siennes in groupby(comptees, key=lambda lue: lue.exercice)}
    attendus = len({emission.secteur for emission in comptees})
    totaux = {annee: _total(siennes, attendus, symetrique) for annee, siennes in secteurs.items()}
    return Observees(secteurs, totaux, [emission for emission in lues if emission.puits])


def _total(emissions: Sequence[Emission], attendus: int, symetrique: float) -> Total:
    connues = [(lue.valeur, lue) for lue in emissions if lue.valeur is not None]
    valeurs = [valeur for valeur, _ in connues]
    if not valeurs:
        return Total(None, 0.0, None, None, str(Qualite.MANQUANT))
    incertitude = combiner(valeurs, [lue.incertitude for _, lue in connues])
    basse, haute = bornes(sum(valeurs), incertitude, symetrique)
    qualites = [lue.qualite or str(Qualite.DECLARE) for _, lue in connues]
    return Total(sum(valeurs), len(valeurs) / attendus, basse, haute, max(qualites, key=QUALITES.index))


def combiner(valeurs: Sequence[float], incertitudes: Sequence[float | None]) -> float | None:
    """Incertitude relative d'une somme de postes indépendants : √Σ(Eᵢuᵢ)² / ΣEᵢ.

    Nulle si une incertitude manque ou si la somme vaut 0. Source : GHG Protocol, Base Carbone (somme quadratique).
    """
    connues = [incertitude for incertitude in incertitudes if incertitude is not None]
    somme = sum(valeurs)
    if len(connues) < len(valeurs) or somme == 0:
        return None
    return sqrt(sum((valeur * part) ** 2 for valeur, part in zip(valeurs, connues, strict=True))) / somme


def bornes(valeur: float | None, incertitude: float | None, symetrique: float) -> tuple[float | None, float | None]:
    """L'intervalle à 95 % : valeur × (1 ± u), ou valeur ÷ et × (1 + u) quand u atteint `symetrique`."""
    if valeur is None or incertitude is None:
        return None, None
    if not est_symetrique(incertitude, symetrique):
        return valeur / (1 + incertitude), valeur * (1 + incertitude)
    return valeur * (1 - incertitude), valeur * (1 + incertitude)


def interpoler(points: Mapping[int, float], annee: int) -> float | None:
    """La valeur d'une année sur la ligne brisée qui relie des points ; nulle hors de leur intervalle."""
    avant = max((connue for connue in points if connue <= annee), default=None)
    apres = min((connue for connue in points if connue >= annee), default=None)
    if avant is None or apres is None:
        return None
    if avant == apres:
        return points[annee]
    part = (annee - avant) / (apres - avant)
    return points[avant] + part * (points[apres] - points[avant])
