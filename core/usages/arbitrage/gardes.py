"""Les scénarios gardés : de la table déclarée aux mouvements, et retour ; un nom, un auteur, une date, un code
stable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from core.modele import Donnees
from core.tables.arbitrage import SCENARIOS
from core.usages.arbitrage.modele import Mouvement

CLE = ("exercice", "scenario", "objet", "cible")


@dataclass(frozen=True)
class Scenario:
    """Un arbitrage essayé : qui l'a posé, quand (AAAA-MM-JJ), sur quel exercice, et ses mouvements.

    Envoyé à une séance (`seance`, `date_envoi`), il ne se modifie plus : ce que lit la séance est ce qui lui a été
    envoyé.
    """

    code: str
    nom: str
    exercice: int
    auteur: str
    date: str
    mouvements: tuple[Mouvement, ...]
    note: str = ""
    seance: str = ""
    date_envoi: str = ""


def scenarios(donnees: Donnees, exercice: int) -> dict[str, Scenario]:
    """Les scénarios de l'exercice, par code, dans l'ordre de leurs noms."""
    table = donnees[SCENARIOS.nom].filter(pl.col("exercice") == exercice).sort("nom", "scenario", "objet", "cible")
    lus = {}
    for (code,), lignes in table.group_by("scenario", maintain_order=True):
        premiere = lignes.row(0, named=True)
        lus[str(code)] = Scenario(
            str(code),
            premiere["nom"],
            exercice,
            premiere["auteur"],
            premiere["date_scenario"] or "",
            tuple(
                Mouvement(objet, cible, variation)
                for objet, cible, variation in lignes.select("objet", "cible", "variation_eur").iter_rows()
            ),
            *(premiere[nom] or "" for nom in ("note", "seance", "date_envoi")),
        )
    return lus


def en_lignes(scenario: Scenario) -> pl.DataFrame:
    """Les lignes de la table des scénarios : une par mouvement, au schéma déclaré."""
    return pl.DataFrame(
        [
            {
                "exercice": scenario.exercice,
                "scenario": scenario.code,
                "objet": mouvement.objet,
                "cible": mouvement.cible,
                "nom": scenario.nom,
                "variation_eur": mouvement.variation_eur,
                "auteur": scenario.auteur,
                "date_scenario": scenario.date or None,
                "note": scenario.note or None,
                "seance": scenario.seance or None,
                "date_envoi": scenario.date_envoi or None,
            }
            for mouvement in scenario.mouvements
        ],
        schema=SCENARIOS.schema(),
    )


def a_retirer(ancien: Scenario | None, nouveau: Scenario | None) -> pl.DataFrame:
    """Les clés des mouvements que l'ancien scénario portait et que le nouveau ne porte plus (toutes, sans nouveau)."""
    vide = pl.DataFrame(schema={nom: SCENARIOS.schema()[nom] for nom in CLE})
    if ancien is None:
        return vide
    cles = en_lignes(ancien).select(CLE)
    return cles if nouveau is None else cles.join(en_lignes(nouveau).select(CLE), on=CLE, how="anti")


def code_de(nom: str, existants: Collection[str]) -> str:
    """Un code tiré du nom (« Sobriété d'abord » devient « sobriete-d-abord »), numéroté s'il est déjà pris."""
    sans_accent = (
        unicodedata.normalize("NFKD", nom.lower().replace("œ", "oe").replace("’", "'"))
        .encode("ascii", "ignore")
        .decode()
    )
    base = re.sub(r"[^a-z0-9]+", "-", sans_accent).strip("-") or "scenario"
    libres = (base if rang == 1 else f"{base}-{rang}" for rang in range(1, len(existants) + 2))
    return next(code for code in libres if code not in existants)
