"""Écrire les émissions, les objectifs et les actions climat en peu de mots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.hasard import variation

SECTEURS = (
    "résidentiel",
    "tertiaire",
    "transport routier",
    "autres transports",
    "agriculture",
    "déchets",
    "industrie hors branche énergie",
    "industrie branche énergie",
)
INCERTITUDES = {
    "résidentiel": 0.12,
    "tertiaire": 0.18,
    "transport routier": 0.10,
    "autres transports": 0.25,
    "agriculture": 0.30,
    "déchets": 0.25,
    "industrie hors branche énergie": 0.08,
    "industrie branche énergie": 0.05,
}


@dataclass(frozen=True)
class Inventaire:
    """Un inventaire : totaux annuels en tCO2e, parts des secteurs (la première absorbe l'arrondi), années à trou."""

    perimetre: str
    source: str
    qualite: str
    totaux: Mapping[int, float]
    parts: Mapping[str, float]
    derives: Mapping[str, float]
    trous: frozenset[tuple[int, str]] = frozenset()
    incertitudes: Mapping[str, float | None] | None = None


def lignes_emissions(territoire: str, inventaire: Inventaire) -> list[type_ligne]:
    """Les lignes « emissions » : la somme des secteurs d'une année sans trou est exactement le total annoncé."""
    secteurs = list(inventaire.parts)
    premier, autres = secteurs[0], secteurs[1:]
    debut = min(inventaire.totaux)
    incertitudes = inventaire.incertitudes or INCERTITUDES
    lignes: list[type_ligne] = []
    for annee, total in inventaire.totaux.items():
        valeurs = {}
        for secteur in autres:
            part = inventaire.parts[secteur] * (1 + inventaire.derives.get(secteur, 0.0) * (annee - debut))
            valeurs[secteur] = round(total * part * variation(0.015, territoire, secteur, annee), -1)
        valeurs[premier] = total - sum(valeurs.values())
        for secteur in secteurs:
            trou = (annee, secteur) in inventaire.trous
            lignes.append(
                {
                    "perimetre": inventaire.perimetre,
                    "exercice": annee,
                    "secteur": secteur,
                    "emissions_tco2e": None if trou else valeurs[secteur],
                    "incertitude": None if trou else incertitudes.get(secteur),
                    "qualite": None if trou else inventaire.qualite,
                    "source": inventaire.source,
                }
            )
    return lignes


def objectif(
    perimetre: str,
    trajectoire: str,
    forme: str,
    reference: int,
    origine: str,
    points: Mapping[int, float | None],
    taux: float | None = None,
) -> list[type_ligne]:
    """Les lignes d'une trajectoire promise, une par échéance."""
    return [
        {
            "perimetre": perimetre,
            "trajectoire": trajectoire,
            "annee": annee,
            "forme": forme,
            "annee_reference": reference,
            "emissions_tco2e": tonnes,
            "taux": taux,
            "origine": origine,
        }
        for annee, tonnes in points.items()
    ]


def lignes_actions(
    perimetre: str, actions: Sequence[tuple[str, str, str | None, float | None, int, int, float | None, str, str]]
) -> list[type_ligne]:
    """Les lignes « actions_climat » : code, intitulé, secteur, gain, début, fin, coût, service, statut."""
    noms = ("code", "intitule", "secteur", "gain_tco2e_par_an", "debut", "fin", "cout_eur", "service", "statut")
    return [{"perimetre": perimetre, **dict(zip(noms, action, strict=True))} for action in actions]
