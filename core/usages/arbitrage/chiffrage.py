"""Ce que l'on ne sait pas : les mouvements dont l'effet, ou une part de l'effet, n'est pas chiffré."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from core.usages.arbitrage import phrases
from core.usages.arbitrage.modele import ACTIONS, Depart, Mouvement
from core.usages.arbitrage.ventilation import intitule, visees


def non_chiffres(depart: Depart, mouvements: Sequence[Mouvement]) -> tuple[tuple[str, str], ...]:
    """(intitulé, raison) de chaque mouvement dont l'effet n'est pas connu en entier, dans leur ordre.

    Les euros d'un tel mouvement comptent dans le budget ; ce qu'ils font au climat, aux capitaux ou au Donut, non.
    """
    dits = []
    for mouvement in mouvements:
        raison = (
            _raison_action(depart, mouvement.cible) if mouvement.objet in ACTIONS else _raison_lignes(depart, mouvement)
        )
        if raison:
            dits.append((intitule(depart, mouvement.objet, mouvement.cible), raison))
    return tuple(dits)


def effet_d_une_action(action: dict[str, Any]) -> str:
    """Ce qui manque pour chiffrer l'effet d'une action (ligne de `Depart.actions`) ; vide si tout l'est."""
    return phrases.effet_incomplet(
        cout=bool(action["cout_eur"]),
        gain=not action["climat"] or action["gain_connu"],
        depense=not action["preservation"] or action["depense_connue"],
        muets=action["effets"] - action["effets_chiffres"],
    )


def _raison_action(depart: Depart, code: str) -> str:
    return effet_d_une_action(depart.actions.filter(pl.col("code") == code).row(0, named=True))


def _raison_lignes(depart: Depart, mouvement: Mouvement) -> str:
    """Une ligne qui ne porte aucune action a un effet, que rien ne chiffre."""
    libres = visees(depart, mouvement.objet, mouvement.cible).filter(pl.col("verrou").is_null())
    chiffrees = depart.actions.filter(
        (pl.col("cout_eur") > 0) & (pl.col("gain_connu") | pl.col("depense_connue") | (pl.col("effets_chiffres") > 0))
    )
    portantes = depart.liens.filter(pl.col("action").is_in(chiffrees["code"].implode()))["indice"]
    muettes = libres.filter(~pl.col("indice").is_in(portantes.implode()))
    if muettes.is_empty():
        return ""
    return phrases.SANS_EFFET if muettes.height == libres.height else phrases.hors_des_actions()
