"""Le compte administratif de Montreuil coté par les règles : une personne confirme chaque proposition qui conclut."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from core.communs.affectations import propositions, signer
from core.communs.depenses import depenses_reelles
from core.modele import PROVENANCE, Donnees
from core.tables.affectations import AFFECTATIONS, IDENTITE
from tests import fabrique
from tests.execution.fabrique_execution import document_reel


def compte(annee: int, exercice: int | None = None) -> Donnees:
    """Les lignes du document, lues par un second lecteur ; `exercice` les date d'une autre année et les dit en M57
    (elles sont en M14), pour les soumettre au périmètre de cette année-là."""
    lignes = document_reel(f"montreuil_CA_{annee}.xml")["lignes_budgetaires"]
    if exercice is not None:
        lignes = lignes.with_columns(nomenclature=pl.lit("M57"))
    return fabrique.tables({}) | {
        "lignes_budgetaires": lignes.with_columns(exercice=pl.lit(exercice or annee, pl.Int32))
    }


def confirmer(tables: Donnees, exercice: int) -> pl.DataFrame:
    """Les affectations d'une personne qui accepte telle quelle chaque classe proposée, et ne répond à aucune
    question."""
    lignes = signer(depenses_reelles(tables, exercice))
    dites = pl.concat(propositions(lignes, axe) for axe in ("axe_1", "axe_6")).filter(pl.col("poste").is_not_null())
    jointes = dites.join(lignes.unique("signature", keep="first"), on="signature", how="inner").select(
        "lentille",
        "poste",
        "regle",
        *IDENTITE,
        exercice=pl.lit(exercice, pl.Int32),
        auteur=pl.lit("Finances"),
        morceau=pl.lit(1, pl.Int64),
        quote_part=pl.lit(1.0),
    )
    schema = AFFECTATIONS.schema() | PROVENANCE
    return jointes.select(
        (pl.col(nom) if nom in jointes.columns else pl.lit(None)).cast(dtype).alias(nom)
        for nom, dtype in schema.items()
    )


def mandate(tables: Donnees, *debuts: str, sauf: tuple[str, ...] = ()) -> Decimal:
    """L'investissement réel mandaté des comptes qui commencent ainsi, additionné sans aucune fonction de
    l'application."""
    lignes = tables["lignes_budgetaires"].filter(
        (pl.col("sens") == "depense")
        & (pl.col("mouvement") == "reel")
        & (pl.col("section") == "investissement")
        & ~pl.col("nature").is_in(["001", "1068"])
    )
    retenues = [
        montant
        for nature, montant in lignes.select("nature", "realise_eur").iter_rows()
        if montant is not None and nature.startswith(debuts or ("",)) and not (sauf and nature.startswith(sauf))
    ]
    return sum(retenues, Decimal(0))
