"""Les actions que l'on peut financer plus ou moins : leur financement de l'année, leur coût entier, les lignes qui les
portent."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees, somme_connue
from core.usages.arbitrage.contraintes import designees
from core.usages.arbitrage.modele import CLIMAT, PRESERVATION

EUROS = pl.Decimal(18, 2)
STATUTS_OUVERTS = ("identifiee", "decidee", "engagee")
"""Une action achevée ou abandonnée ne se finance plus."""
_COLONNES = (
    *("code", "objet", "intitule", "service", "nature", "fonction", "climat", "preservation"),
    *("cout_eur", "financement_eur", "gain_connu", "depense_connue", "effets", "effets_chiffres"),
)


def actions_a_financer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par action, triée par code ; euros (Decimal), nuls quand la donnée manque.

    `financement_eur` : ce que l'action reçoit dans l'exercice. `cout_eur` : ce qu'elle coûte, faite en entier.
    `gain_connu`, `depense_connue`, `effets`, `effets_chiffres` disent ce que l'on saura de son effet. Une action climat
    et une action de préservation de même code sont la même action : l'euro déplacé ne l'est qu'une fois.
    """
    jointes = _climat(donnees, exercice).join(_preservation(donnees, exercice), on="code", how="full", coalesce=True)
    effets = (
        donnees["effets_actions"]
        .group_by(code="action")
        .agg(effets=pl.len().cast(pl.Int64), effets_chiffres=pl.col("effet").count().cast(pl.Int64))
    )
    choisis = {nom: pl.coalesce(nom, f"{nom}_preservation") for nom in ("intitule", "service", "nature", "fonction")}
    return (
        jointes.join(effets, on="code", how="left")
        .with_columns(
            pl.col("climat", "preservation", "gain_connu", "depense_connue").fill_null(False),
            pl.col("effets", "effets_chiffres").fill_null(0),
            **choisis,
            objet=pl.when(pl.col("climat")).then(pl.lit(CLIMAT)).otherwise(pl.lit(PRESERVATION)),
            cout_eur=pl.coalesce("cout_eur", "cout_preservation_eur"),
            financement_eur=pl.coalesce("operations_eur", "depense_eur", "part_annuelle_eur", "cout_preservation_eur"),
        )
        .select(_COLONNES)
        .sort("code")
    )


def _climat(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les actions climat ouvertes ; sans opération chiffrée, leur coût est étalé à parts égales du début à la fin."""
    operations = (
        donnees["operations_climat"]
        .filter(pl.col("exercice") == exercice)
        .group_by(code="action")
        .agg(operations_eur=somme_connue("montant_eur").cast(EUROS))
    )
    annees = (pl.col("fin") - pl.col("debut") + 1).cast(pl.Float64)
    return (
        donnees["actions_climat"]
        .filter(pl.col("statut").is_in(STATUTS_OUVERTS) & (pl.col("fin") >= pl.col("debut")))
        .with_columns(
            cout_eur=pl.coalesce(
                "cout_eur", (pl.col("fonctionnement_eur_par_an").cast(pl.Float64) * annees).round(2).cast(EUROS)
            )
        )
        .select(
            "code",
            "intitule",
            "service",
            "nature",
            "fonction",
            "cout_eur",
            climat=pl.lit(True),
            gain_connu=pl.col("gain_tco2e_par_an").is_not_null(),
            part_annuelle_eur=(pl.col("cout_eur").cast(pl.Float64) / annees).round(2).cast(EUROS),
        )
        .join(operations, on="code", how="left")
    )


def _preservation(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les actions de préservation prévues dans l'exercice, leur coût, et la dépense inscrite en face."""
    cle = ("capital", "action")
    prevues = (
        donnees["actions_preservation"]
        .filter(pl.col("exercice") == exercice)
        .with_columns(cout=(pl.col("quantite") * pl.col("cout_unitaire_eur").cast(pl.Float64)).round(2).cast(EUROS))
    )
    inscrites = (
        donnees["depenses_preservation"]
        .filter(pl.col("exercice") == exercice)
        .select(*cle, "montant_eur", "nature", "fonction")
    )
    return (
        prevues.join(inscrites, on=cle, how="left")
        .group_by(code="action")
        .agg(
            intitule_preservation=pl.col("intitule").sort_by("capital").first(),
            service_preservation=pl.col("service").sort_by("capital").drop_nulls().first(),
            nature_preservation=pl.col("nature").sort_by("capital").drop_nulls().first(),
            fonction_preservation=pl.col("fonction").sort_by("capital").drop_nulls().first(),
            cout_preservation_eur=somme_connue("cout").cast(EUROS),
            depense_eur=somme_connue("montant_eur").cast(EUROS),
            depense_connue=pl.col("montant_eur").is_not_null().all(),
            preservation=pl.lit(True),
        )
    )


def lier(actions: pl.DataFrame, lignes: pl.DataFrame) -> pl.DataFrame:
    """Les lignes de dépense qui portent chaque action, par compte et fonction : (`action`, `indice`), triées."""
    liens = [
        lignes.filter(designees(action["nature"], action["fonction"])).select(
            action=pl.lit(action["code"]), indice="indice"
        )
        for action in actions.iter_rows(named=True)
    ]
    vide = pl.DataFrame(schema={"action": pl.String, "indice": pl.Int32})
    return pl.concat([vide, *liens]).sort("action", "indice")


def plafonner(actions: pl.DataFrame, liens: pl.DataFrame, lignes: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `credits_eur`, ce que portent ses lignes (nul : aucune) ; le financement de l'année ne peut le
    dépasser."""
    credits_lus = (
        liens.join(lignes.select("indice", "montant_eur"), on="indice")
        .group_by(code="action")
        .agg(credits_eur=pl.col("montant_eur").sum().cast(EUROS))
    )
    return (
        actions.join(credits_lus, on="code", how="left")
        .with_columns(financement_eur=pl.min_horizontal("financement_eur", "credits_eur").cast(EUROS))
        .sort("code")
    )
