"""Le budget carbone : une surface sous un chemin, ce qui en a été consommé, et l'année où il s'épuise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from core.communs.climat.observees import interpoler


@dataclass(frozen=True)
class Budget:
    """Le budget d'une trajectoire, en tCO2e, de `debut` à sa dernière année, et l'année où il s'épuise."""

    debut: int
    total: float
    consomme: float
    epuisement: int | None

    @property
    def restant(self) -> float:
        """Ce qui reste à émettre ; négatif si le budget est déjà dépassé."""
        return self.total - self.consomme


def trapezes(points: Mapping[int, float], debut: int, fin: int) -> float | None:
    """La surface sous une ligne brisée entre deux de ses années : Σ (Eₜ + Eₜ₊₁) / 2 × pas. Nulle si une borne
    manque."""
    if debut not in points or fin not in points:
        return None
    annees = sorted(annee for annee in points if debut <= annee <= fin)
    return sum((points[avant] + points[apres]) / 2 * (apres - avant) for avant, apres in pairwise(annees))


def budget(chemin: Mapping[int, float], observees: Mapping[int, float], depart: int) -> Budget | None:
    """Le budget du chemin, depuis la première année à la fois visée et observée ; nul si elles ne se recoupent pas.

    Ce qui est émis après le terme du chemin n'est pas pris sur son budget : la consommation s'y arrête.
    """
    communes = [annee for annee in observees if annee in chemin and annee <= depart]
    if not communes or min(communes) == max(chemin):
        return None
    debut, arret = min(communes), min(depart, max(chemin))
    au_terme = interpoler(observees, arret)
    vues = observees if au_terme is None else {**observees, arret: au_terme}
    total, consomme = trapezes(chemin, debut, max(chemin)), trapezes(vues, debut, arret)
    if total is None or consomme is None:
        return None
    return Budget(debut, total, consomme, _epuisement(total, vues, debut, arret))


def _epuisement(total: float, observees: Mapping[int, float], debut: int, depart: int) -> int | None:
    """L'année où le cumul atteint le budget : déjà passée, ou à venir si l'on continue au niveau présent."""
    for annee in sorted(observee for observee in observees if debut < observee <= depart):
        consomme = trapezes(observees, debut, annee)
        if consomme is not None and consomme >= total:
            return annee
    consomme, rythme = trapezes(observees, debut, depart), observees[depart]
    if consomme is None or rythme <= 0:
        return None
    return depart + floor((total - consomme) / rythme)


def epuisement_du_scenario(restant: float, scenario: Mapping[int, float], depart: int) -> float | None:
    """L'instant (année et fraction) où le budget restant s'épuise si les actions chiffrées sont menées ; nul s'il ne
    s'épuise jamais.

    Même convention que l'épuisement au niveau présent ; passé son terme, le scénario garde son dernier niveau.
    """
    reste, annees = restant, sorted(annee for annee in scenario if annee >= depart)
    for avant, apres in pairwise(annees):
        surface = (scenario[avant] + scenario[apres]) / 2 * (apres - avant)
        if surface > reste:
            return avant + (apres - avant) * reste / surface
        reste -= surface
    dernier = scenario[annees[-1]]
    return annees[-1] + reste / dernier if dernier > 0 else None


def taux_apres_attente(restant: float, niveau: float, attente: int, annees: int) -> float | None:
    """La baisse annuelle, en part du niveau présent, qui tient le budget restant si l'on attend `attente` ans.

    La droite descend jusqu'à zéro, ou jusqu'au terme de la trajectoire, dans `annees`, s'il vient avant :
    r = 1 / (2 × (B/E₀ − d)) quand zéro est atteint, sinon 2 × (n − d − (B/E₀ − d)) / (n − d)². Vaut 0 si le budget
    suffit sans baisser ; nulle s'il est épuisé avant d'agir (d ≥ B/E₀) ou si le terme est passé.
    """
    if niveau <= 0 or annees <= attente:
        return None
    marge, reste = restant / niveau - attente, annees - attente
    if marge <= 0:
        return None
    if 2 * marge <= reste:
        return 1 / (2 * marge)
    return max(0.0, 2 * (reste - marge) / reste**2)
