"""Ce que les lignes budgétaires affectées à un capital ont payé pour lui, quand personne ne l'a déclaré autrement."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import VALENT, affectations_de, repartir, vigueur_de
from core.communs.depenses import depenses_a_repartir
from core.modele import Donnees, Nature

LENTILLE = "capital"
SANS_ACTION = "lignes affectées"
_CLE = ("exercice", "capital", "action")


def depenses_affectees(donnees: Donnees, declarees: pl.DataFrame) -> pl.DataFrame:
    """Les dépenses réalisées des lignes affectées à un capital, par exercice, capital, action et section ; euros.

    Le poste s'écrit « capital » ou « capital/action » ; sans action, la dépense est celle du capital, hors de ses
    actions prévues. Ce que la table des dépenses de préservation déclare (`declarees`) l'emporte : l'action déjà
    déclarée, et, pour une ligne sans action, tout capital déjà déclaré cet exercice. Une ligne sans montant reste
    inconnue (nulle).
    """
    dites = affectations_de(donnees).filter(pl.col("lentille") == LENTILLE)
    lignes = donnees.get("lignes_budgetaires")
    exercices = [] if dites.is_empty() or lignes is None else lignes["exercice"].unique().sort().to_list()
    annees = [annee for annee in exercices if annee >= dites["exercice"].min()]
    if not annees:
        return pl.DataFrame(schema=declarees.select(*_CLE, "montant_eur", "section").schema)
    payees = pl.concat([_de_l_exercice(donnees, annee) for annee in annees])
    meme_action = payees.join(declarees, on=_CLE, how="anti")
    sans_action = pl.col("action") == SANS_ACTION
    deja_dit = meme_action.filter(sans_action).join(declarees, on=("exercice", "capital"), how="anti")
    return pl.concat([meme_action.filter(~sans_action), deja_dit]).sort(*_CLE, "section")


def _de_l_exercice(donnees: Donnees, exercice: int) -> pl.DataFrame:
    vigueur = vigueur_de(donnees, exercice, [LENTILLE]).filter(pl.col("statut").is_in(VALENT))
    possible = pl.col("nature").is_in(vigueur["nature"].unique().implode(), nulls_equal=True)
    depenses = depenses_a_repartir(donnees, exercice).filter(
        possible & (pl.col("nature_montant") == str(Nature.REALISE))
    )
    parts = repartir(depenses, vigueur, [LENTILLE]).drop_nulls(LENTILLE)
    morceaux = pl.col(LENTILLE).str.splitn("/", 2)
    connue = pl.col("montant_eur").count() == pl.len()
    return (
        parts.with_columns(
            capital=morceaux.struct.field("field_0"), action=morceaux.struct.field("field_1").fill_null(SANS_ACTION)
        )
        .group_by(*_CLE, "section")
        .agg(montant_eur=pl.when(connue).then(pl.col("montant_eur").sum()))
        .select(
            pl.col("exercice").cast(pl.Int32),
            "capital",
            "action",
            pl.col("montant_eur").cast(pl.Decimal(18, 2)),
            "section",
        )
    )
