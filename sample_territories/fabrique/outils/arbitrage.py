"""Écrire effets, contraintes et scénarios d'arbitrage en peu de mots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne

EXERCICE = 2024
type_contrainte = tuple[str, str, str, str | None, str | None, str | None, str | None, float | None, str]


@dataclass(frozen=True)
class Scenario:
    """Un arbitrage nommé : (objet, cible) → euros ajoutés ou retirés ; leur somme doit être nulle."""

    code: str
    nom: str
    auteur: str
    date: str
    note: str
    mouvements: Mapping[tuple[str, str], float]


def effets(lignes: Sequence[tuple[str, str, float | None, str]]) -> list[type_ligne]:
    """Les lignes « effets_actions » : action, indicateur, variation (nulle : non chiffrée), qui l'estime."""
    return [dict(zip(("action", "indicateur", "effet", "source"), ligne, strict=True)) for ligne in lignes]


def contraintes(lignes: Sequence[type_contrainte]) -> list[type_ligne]:
    """Les lignes « contraintes_budget » : code, type, intitulé, nature, fonction, opération, service, minimum,
    motif."""
    noms = ("code", "type", "intitule", "nature", "fonction", "operation", "service", "minimum_eur", "motif")
    return [dict(zip(noms, ligne, strict=True)) for ligne in lignes]


def scenarios(essais: Sequence[Scenario]) -> list[type_ligne]:
    """Les lignes « scenarios » ; lève `ValueError` si un scénario ne s'équilibre pas."""
    for essai in essais:
        if sum(essai.mouvements.values()):
            raise ValueError(f"le scénario « {essai.nom} » ne s'équilibre pas")
    return [
        {
            "exercice": EXERCICE,
            "scenario": x.code,
            "objet": objet,
            "cible": cible,
            "nom": x.nom,
            "variation_eur": euros,
            "auteur": x.auteur,
            "date_scenario": x.date,
            "note": x.note,
        }
        for x in essais
        for (objet, cible), euros in x.mouvements.items()
    ]
