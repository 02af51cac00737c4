"""Rapprocher, action par action, ce qu'il fallait faire et ce qui a été payé."""

from __future__ import annotations

import polars as pl

from core.methodes.care.affectees import depenses_affectees
from core.modele import PROVENANCE, Donnees, table_requise
from core.tables import Table
from core.tables.capitaux import ACTIONS_PRESERVATION, DEPENSES_PRESERVATION
from core.tables.imputation import SECTIONS

CLE = ("exercice", "capital", "action")
EUROS = pl.Decimal(18, 2)
FONCTIONNEMENT, INVESTISSEMENT = SECTIONS


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Coût prévu et dépense réalisée de chaque action d'un exercice, en euros, triés par capital et action.

    `prevu_eur` vaut null quand la quantité ou le coût unitaire manque ; `realise_eur` vaut null quand aucune dépense
    n'est saisie, 0 quand elle est déclarée nulle. `planifiee` est fausse pour une dépense que le budget de
    préservation ne prévoyait pas ; `affectee` est vraie pour celle que portent des lignes budgétaires affectées au
    capital. Lève `TableManquante` si les actions ne sont pas renseignées.
    """
    return rapprocher(donnees).filter(pl.col("exercice") == exercice)


def rapprocher(donnees: Donnees) -> pl.DataFrame:
    """Comme `detail`, pour tous les exercices."""
    prevues = table_requise(donnees, ACTIONS_PRESERVATION.nom, ACTIONS_PRESERVATION.titre)
    payees = table_ou_vide(donnees, DEPENSES_PRESERVATION)
    provenance = ("fichier", "feuille", "ligne")
    cout = pl.col("quantite") * pl.col("cout_unitaire_eur").cast(pl.Float64)
    prevues = prevues.select(
        *CLE,
        "intitule",
        "type",
        "quantite",
        "unite",
        "cout_unitaire_eur",
        "service",
        *provenance,
        prevu_eur=cout.round(2).cast(EUROS),
        planifiee=pl.lit(True),
    )
    affectees = depenses_affectees(donnees, payees).with_columns(affectee=pl.lit(True))
    payees = pl.concat([payees.with_columns(affectee=pl.lit(False)), affectees], how="diagonal").select(
        *CLE,
        *(pl.col(nom).alias(f"{nom}_depense") for nom in provenance),
        "affectee",
        realise_eur=pl.col("montant_eur"),
        section=pl.when(pl.col("montant_eur").is_not_null()).then(pl.col("section").fill_null(FONCTIONNEMENT)),
    )
    # Une action payée dans les deux sections a deux lignes : son coût ne se compte que sur la première.
    jointes = prevues.join(payees.sort(*CLE, "section"), on=CLE, how="full", coalesce=True).sort(
        *CLE, "section", nulls_last=True
    )
    reprise = pl.struct(CLE).is_first_distinct().not_()
    return jointes.with_columns(
        pl.when(reprise).then(None).otherwise("prevu_eur").alias("prevu_eur"),
        pl.when(reprise).then(False).otherwise(pl.col("planifiee").fill_null(False)).alias("planifiee"),
        pl.col("affectee").fill_null(False),
    )


def table_ou_vide(donnees: Donnees, table: Table) -> pl.DataFrame:
    """Une table optionnelle, vide mais avec toutes ses colonnes quand le territoire ne l'a pas renseignée."""
    frame = donnees.get(table.nom)
    return pl.DataFrame(schema=table.schema() | PROVENANCE) if frame is None else frame
