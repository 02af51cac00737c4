"""Écrire les capitaux, les actions prévues et les dépenses de préservation en peu de mots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne

NON_SAISI = "non saisi"
type_montant = float | str | None


@dataclass(frozen=True)
class Capital:
    """Une entité capitale, son bon état, qui parle pour elle, et la dette reprise à l'ouverture (nulle : inconnue)."""

    code: str
    entite: str
    famille: str
    bon_etat: str
    porte_parole: str | None
    dette_2021: float | None
    ouverture: int = 2022


@dataclass(frozen=True)
class Action:
    """Une action et ses trois exercices 2022-2024 : quantités prévues, coût unitaire, dépenses.

    Une dépense nulle (`None`) est une ligne saisie sans montant ; `NON_SAISI` : aucune ligne ; 0 : rien n'a été fait.
    """

    capital: str
    code: str
    intitule: str
    type: str
    unite: str
    cout_unitaire: float
    quantites: tuple[float | None, float | None, float | None]
    depenses: tuple[type_montant, type_montant, type_montant]
    service: str
    ligne: tuple[str, str, str] | None = None


def lignes_capitaux(capitaux: Sequence[Capital]) -> list[type_ligne]:
    """Les lignes de la table « capitaux »."""
    return [
        {
            "code": x.code,
            "entite": x.entite,
            "famille": x.famille,
            "bon_etat": x.bon_etat,
            "porte_parole": x.porte_parole,
            "exercice_ouverture": x.ouverture,
            "dette_ouverture_eur": x.dette_2021,
        }
        for x in capitaux
    ]


def lignes_actions(actions: Sequence[Action]) -> list[type_ligne]:
    """Les lignes de la table « actions_preservation », exercice par exercice."""
    return [
        {
            "exercice": exercice,
            "capital": x.capital,
            "action": x.code,
            "intitule": x.intitule,
            "type": x.type,
            "quantite": quantite,
            "unite": x.unite,
            "cout_unitaire_eur": x.cout_unitaire,
            "service": x.service,
        }
        for rang, exercice in enumerate((2022, 2023, 2024))
        for x in actions
        if (quantite := x.quantites[rang]) is not None
    ]


def lignes_depenses(actions: Sequence[Action]) -> list[type_ligne]:
    """Les lignes de la table « depenses_preservation » ; section, nature et fonction renvoient à une ligne du
    budget."""
    lignes: list[type_ligne] = []
    for rang, exercice in enumerate((2022, 2023, 2024)):
        for x in actions:
            montant = x.depenses[rang]
            if x.quantites[rang] is None or montant == NON_SAISI:
                continue
            section, nature, fonction = (x.ligne if montant != 0 else None) or (None, None, None)
            lignes.append(
                {
                    "exercice": exercice,
                    "capital": x.capital,
                    "action": x.code,
                    "montant_eur": montant,
                    "section": section,
                    "nature": nature,
                    "fonction": fonction or None,
                }
            )
    return lignes


def tables(capitaux: Sequence[Capital], actions: Sequence[Action]) -> dict[str, list[type_ligne]]:
    """Les lignes des trois tables des capitaux."""
    return {
        "capitaux": lignes_capitaux(capitaux),
        "actions_preservation": lignes_actions(actions),
        "depenses_preservation": lignes_depenses(actions),
    }
