"""Des mesures qui se recouvrent : leurs effets bruts ne s'additionnent pas, on les ramène à ce qu'elles évitent
ensemble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, prod


@dataclass(frozen=True)
class Mesure:
    """L'effet brut d'une mesure une année, en tCO2e, et le secteur où il s'exerce (nul : l'ensemble)."""

    code: str
    secteur: str | None
    brut: float


@dataclass(frozen=True)
class Coin:
    """L'effet d'une mesure, en tCO2e : brut, réduit en proportion, réduit selon les logarithmes (nul : indéfini).

    Une mesure qui augmente les émissions garde un effet négatif ; elle ne retire rien aux autres.
    """

    code: str
    brut: float
    proportionnel: float
    logarithmique: float | None


def proportionner(bruts: Mapping[str, float], gain: float) -> dict[str, float]:
    """Tous les effets, de même signe, réduits du même facteur m = gain / Σ bruts."""
    somme = sum(bruts.values())
    return {code: brut * gain / somme if somme else 0.0 for code, brut in bruts.items()}


def reste_apres(niveau: float, bruts: Sequence[float]) -> float:
    """Ce qui reste de `niveau` quand chaque mesure s'applique à ce que les autres ont laissé : niveau × Π (1 −
    eᵢ/niveau)."""
    return niveau * prod(1 - min(1.0, brut / niveau) for brut in bruts)


def combiner(niveau: float, secteurs: Mapping[str, float], mesures: Sequence[Mesure]) -> tuple[list[Coin], float]:
    """La lecture multiplicative : le coin de chaque mesure, par code, et ce qu'elles évitent ensemble, en tCO2e.

    Dans un secteur, chaque mesure s'applique à ce que les autres laissent ; deux secteurs différents ne se recouvrent
    pas. Une mesure sans secteur connu s'applique à ce qui reste de l'ensemble. Source : Kausal Paths.
    """
    groupes: dict[str | None, list[Mesure]] = {}
    for mesure in mesures:
        connu = mesure.secteur is not None and secteurs.get(mesure.secteur, 0.0) > 0
        groupes.setdefault(mesure.secteur if connu else None, []).append(mesure)
    coins: list[Coin] = []
    evite = 0.0
    for secteur in sorted(groupe for groupe in groupes if groupe is not None):
        emis = secteurs[secteur]
        gain = emis - reste_apres(emis, [mesure.brut for mesure in groupes[secteur]])
        coins += _partager(groupes[secteur], emis, gain)
        evite += gain
    if None in groupes and niveau > 0:
        part = 1 - reste_apres(niveau, [mesure.brut for mesure in groupes[None]]) / niveau
        gain = (niveau - evite) * part
        coins += _partager(groupes[None], niveau, gain)
        evite += gain
    return sorted(coins, key=lambda coin: coin.code), evite


def _partager(mesures: Sequence[Mesure], emis: float, gain: float) -> list[Coin]:
    """Le gain commun réparti de deux façons ; les logarithmes ne disent rien quand une mesure évite tout.

    En proportion, les baisses se partagent d'abord ce qu'elles évitent ensemble ; les hausses, ce qu'elles y ajoutent.
    """
    baisses = {mesure.code: mesure.brut for mesure in mesures if mesure.brut >= 0}
    hausses = {mesure.code: mesure.brut for mesure in mesures if mesure.brut < 0}
    evite = emis - reste_apres(emis, list(baisses.values())) if hausses else gain
    proportionnels = proportionner(baisses, evite) | proportionner(hausses, gain - evite)
    parts = {mesure.code: mesure.brut / emis for mesure in mesures}
    logs = {code: log(1 - part) for code, part in parts.items()} if max(parts.values()) < 1 else {}
    somme = sum(logs.values())
    return [
        Coin(mesure.code, mesure.brut, proportionnels[mesure.code], gain * logs[mesure.code] / somme if somme else None)
        for mesure in mesures
    ]
