"""Ce que l'on peut déplacer : les actions, les politiques, les opérations, puis ligne par ligne, avec leurs bornes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from core.usages.arbitrage.chiffrage import effet_d_une_action
from core.usages.arbitrage.contraintes import raison
from core.usages.arbitrage.modele import LIGNE, OPERATION, POLITIQUE, ZERO, Depart, somme_eur
from core.usages.arbitrage.ventilation import visees

_SCHEMA: dict[str, pl.DataType] = {
    "objet": pl.String(),
    "cible": pl.String(),
    "intitule": pl.String(),
    "service": pl.String(),
    "montant_eur": pl.Decimal(18, 2),
    "plancher_eur": pl.Decimal(18, 2),
    "plafond_eur": pl.Decimal(18, 2),
    "verrou": pl.String(),
    "note": pl.String(),
}


def leviers_actions(depart: Depart) -> pl.DataFrame:
    """Une ligne par action que portent des lignes : ce qu'elle reçoit, ses bornes, ce qui la verrouille ; euros.

    `plancher_eur` (négatif ou nul) : jusqu'où la réduire. `plafond_eur` : jusqu'où la montrer, son coût entier ou le
    double de ce qu'elle reçoit. `note` dit ce qui manque pour chiffrer son effet (vide : tout l'est). Les plus
    financées d'abord.
    """
    rangees = []
    for action in depart.actions.filter(pl.col("credits_eur") > 0).iter_rows(named=True):
        plancher, verrou = _bornes(depart, visees(depart, action["objet"], action["code"]))
        recu = action["financement_eur"] or ZERO
        rangees.append(
            (
                action["objet"],
                action["code"],
                action["intitule"],
                action["service"],
                recu,
                max(-recu, plancher),
                recu or action["cout_eur"] or action["credits_eur"],
                verrou,
                effet_d_une_action(action),
            )
        )
    return _frame(rangees)


def sans_ligne(depart: Depart) -> tuple[str, ...]:
    """Les actions qu'aucune ligne de ce budget ne porte, par ordre de nom : elles ne s'arbitrent pas ici."""
    absentes = depart.actions.filter(pl.col("credits_eur").is_null() | (pl.col("credits_eur") <= 0))
    return tuple(absentes["intitule"].sort().to_list())


def leviers_groupes(depart: Depart, objet: str) -> pl.DataFrame:
    """Une ligne par politique ou par opération : crédits prévus, plancher, et ce que les contraintes y tiennent ;
    euros."""
    colonne = {POLITIQUE: "politique", OPERATION: "operation"}[objet]
    rangees = []
    for (nom,), lignes in depart.lignes.filter(pl.col(colonne).is_not_null()).group_by(colonne):
        plancher, verrou = _bornes(depart, lignes)
        services = lignes["service"].drop_nulls().unique()
        service = services[0] if len(services) == 1 else None
        titre = str(nom) if objet == POLITIQUE else f"Opération {nom}"
        montant = somme_eur(lignes["montant_eur"])
        rangees.append((objet, str(nom), titre, service, montant, plancher, montant, verrou, ""))
    return _frame(rangees)


def leviers_lignes(depart: Depart, objet: str, cible: str, maximum: int = 200) -> pl.DataFrame:
    """Les lignes d'une politique, d'une opération ou d'une action, les plus grandes d'abord, au plus `maximum`."""
    par_signature = (
        visees(depart, objet, cible)
        .group_by("signature")
        .agg(
            pl.col("libelle").first(),
            pl.col("nature").first(),
            pl.col("service").first(),
            pl.col("montant_eur").sum(),
            pl.col("verrou").first(),
        )
    )
    return _frame(
        [
            (
                LIGNE,
                ligne["signature"],
                f"{ligne['nature']} {ligne['libelle'] or ''}".strip(),
                ligne["service"],
                ligne["montant_eur"],
                ZERO if ligne["verrou"] else min(ZERO, -ligne["montant_eur"]),
                ligne["montant_eur"],
                ligne["verrou"],
                "",
            )
            for ligne in par_signature.iter_rows(named=True)
        ]
    ).head(maximum)


def _bornes(depart: Depart, lignes: pl.DataFrame) -> tuple[Decimal, str | None]:
    """La plus grande baisse permise (≤ 0) et la raison, si quelque chose tient tout ou partie de ces lignes."""
    libres = lignes.filter(pl.col("verrou").is_null() & (pl.col("montant_eur") > 0))
    total = somme_eur(libres["montant_eur"])
    verrous = sorted(lignes["verrou"].drop_nulls().unique().to_list())
    plancher = -total
    for contrainte in depart.contraintes:
        if contrainte.minimum_eur is None:
            continue
        part = somme_eur(libres.filter(pl.col("indice").is_in(contrainte.indices.implode()))["montant_eur"])
        if part:
            marge = max(ZERO, contrainte.montant_eur - contrainte.minimum_eur)
            plancher = max(plancher, -(marge * total / part).quantize(Decimal("0.01")))
            verrous.append(raison(contrainte))
    return plancher, " ; ".join(verrous) or None


def _frame(rangees: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    frame = pl.DataFrame(rangees, schema=_SCHEMA, orient="row")
    return frame.sort("montant_eur", "intitule", descending=[True, False], nulls_last=True)
