"""Ce que le budget consacre à chaque dimension : les dépenses que la cotation affecte sous la lentille du Donut."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import VALENT, normaliser, repartir, vigueur_de
from core.communs.depenses import depenses_a_repartir
from core.modele import Donnees, Qualite, origine, rapport, somme_connue
from core.resultat import SCHEMA_INDICATEURS
from core.tables.affectations import AFFECTATIONS
from core.tables.budget import LIGNES_BUDGETAIRES

LENTILLE = "donut"
DEPENSE_AFFECTEE = "depense_affectee"


def depenses_affectees(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les lignes `depense_affectee` de l'exercice : une par dimension et par nature (réalisé ou prévu), en euros.

    `poste` est la dimension ; `couverture`, la part des dépenses réelles de même nature affectée à une dimension,
    quelle qu'elle soit. Valeur nulle : aucun montant connu. Rien sans lignes budgétaires ni affectation qui compte :
    une dimension que personne n'a citée n'a pas de ligne, jamais un 0.
    """
    vigueur = vigueur_de(donnees, exercice, [LENTILLE]).filter(pl.col("statut").is_in(VALENT))
    lignes = donnees.get(LIGNES_BUDGETAIRES.nom)
    if vigueur.is_empty() or lignes is None or lignes.is_empty():
        return pl.DataFrame(schema=SCHEMA_INDICATEURS)
    depenses = depenses_a_repartir(donnees, exercice)
    citee = pl.col("nature").is_in(vigueur["nature"].unique().implode(), nulls_equal=True)
    parts = repartir(depenses.filter(citee), vigueur, [LENTILLE]).drop_nulls(LENTILLE)
    dimensions = _dimensions(vigueur, donnees["indicateurs"])
    sommes = (
        parts.join(dimensions, left_on=LENTILLE, right_on="poste")
        .group_by("territoire", "exercice", "nature_montant", "dimension")
        .agg(valeur=somme_connue("montant_eur"))
    )
    totaux = depenses.group_by("nature_montant").agg(total=somme_connue("montant_eur"))
    affecte = somme_connue("valeur").over("nature_montant")
    return (
        sommes.join(totaux, on="nature_montant")
        .join(_origines(vigueur, dimensions), on="dimension")
        .select(
            "territoire",
            "exercice",
            indicateur=pl.lit(DEPENSE_AFFECTEE),
            poste="dimension",
            nature="nature_montant",
            valeur=pl.col("valeur").cast(pl.Float64),
            qualite=pl.lit(str(Qualite.DECLARE)),
            couverture=rapport(affecte, pl.col("total")),
            origine="origine",
        )
    )


def _dimensions(vigueur: pl.DataFrame, indicateurs: pl.DataFrame) -> pl.DataFrame:
    """Chaque `poste` affecté et la `dimension` déclarée qu'il nomme, à la casse et aux accents près ; sinon,
    lui-même."""
    declarees = indicateurs.select("dimension").unique().sort("dimension")
    proches = declarees.with_columns(cle=normaliser(pl.col("dimension"))).unique(
        "cle", keep="first", maintain_order=True
    )
    exacte = pl.col("poste").is_in(declarees["dimension"].implode())
    return (
        vigueur.select("poste")
        .unique()
        .with_columns(cle=normaliser(pl.col("poste")))
        .join(proches, on="cle", how="left")
        .select("poste", dimension=pl.when(exacte).then("poste").otherwise(pl.coalesce("dimension", "poste")))
    )


def _origines(vigueur: pl.DataFrame, dimensions: pl.DataFrame) -> pl.DataFrame:
    """Par `dimension`, l'adresse des affectations qui la citent : celles de l'exercice, et celles qui sont reprises."""
    citees = (
        vigueur.join(dimensions, on="poste")
        .group_by("dimension")
        .agg(pl.col("poste", "exercice_source").unique().sort())
    )

    adresses = [
        origine(AFFECTATIONS.nom, lentille=LENTILLE, poste=postes, exercice=exercices)
        for postes, exercices in citees.select("poste", "exercice_source").iter_rows()
    ]
    return citees.select("dimension", origine=pl.Series(adresses, dtype=pl.String))
