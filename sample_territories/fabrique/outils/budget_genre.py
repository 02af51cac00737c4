"""Écrire les publics par sexe en peu de mots : une activité, les lignes qui la financent, trois années de comptes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne

type_compte = tuple[int | None, int | None]
INCONNU: type_compte = (None, None)


@dataclass(frozen=True)
class Public:
    """Une activité de 2022 à 2024 : (femmes, hommes) par exercice, public visé, et où le compte a été pris."""

    activite: str
    comptes: tuple[type_compte, type_compte, type_compte]
    source: str
    fonction: str | None = None
    service: str | None = None
    nature: str | None = None
    vises: type_compte = INCONNU


def lignes_publics(publics: Sequence[Public], exercices: Sequence[int] = (2022, 2023, 2024)) -> list[type_ligne]:
    """Les lignes de la table « publics » ; un compte inconnu reste vide."""
    return [
        {
            "exercice": exercice,
            "activite": x.activite,
            "fonction": x.fonction,
            "service": x.service,
            "operation": None,
            "nature": x.nature,
            "femmes": femmes,
            "hommes": hommes,
            "femmes_visees": x.vises[0],
            "hommes_vises": x.vises[1],
            "source": x.source,
        }
        for exercice, rang in zip(exercices, range(3), strict=True)
        for x in publics
        for femmes, hommes in (x.comptes[rang],)
    ]
