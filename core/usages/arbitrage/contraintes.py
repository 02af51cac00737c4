"""Ce qui ne peut pas bouger : dépenses obligatoires, service minimum, crédits de paiement déjà autorisés."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees
from core.usages.arbitrage import phrases
from core.usages.arbitrage.modele import Contrainte, somme_eur

OBLIGATOIRE = "obligatoire"
# Loi : le remboursement du capital (16) et les intérêts (661) sont des dettes exigibles, donc des dépenses
# obligatoires.
_ANNUITE = r"^(16|661)"


def designees(
    nature: str | None, fonction: str | None, operation: str | None = None, service: str | None = None
) -> pl.Expr:
    """Vrai pour les lignes que désignent ces critères ; un compte ou une fonction désigne aussi ses subdivisions.

    Un critère nul ne restreint rien ; sans aucun critère, aucune ligne n'est désignée.
    """
    criteres = [
        pl.col(nom).str.starts_with(code).fill_null(False)
        for nom, code in (("nature", nature), ("fonction", fonction))
        if code
    ]
    criteres += [
        pl.col(nom).eq_missing(pl.lit(valeur))
        for nom, valeur in (("operation", operation), ("service", service))
        if valeur
    ]
    return pl.all_horizontal(criteres) if criteres else pl.lit(False)


def contraintes_de(donnees: Donnees, lignes: pl.DataFrame) -> tuple[Contrainte, ...]:
    """Les contraintes déclarées qui désignent au moins une ligne, par code, avec le montant qu'elles tiennent (€)."""
    table = donnees.get("contraintes_budget")
    if table is None:
        return ()
    lues = []
    for ligne in table.sort("code").iter_rows(named=True):
        tenues = lignes.filter(designees(*(ligne[nom] for nom in ("nature", "fonction", "operation", "service"))))
        if tenues.height:
            lues.append(
                Contrainte(
                    ligne["code"],
                    ligne["type"],
                    ligne["intitule"],
                    ligne["motif"] or "",
                    None if ligne["type"] == OBLIGATOIRE else ligne["minimum_eur"],
                    tenues["indice"],
                    somme_eur(tenues["montant_eur"]),
                )
            )
    return tuple(lues)


def verrouiller(lignes: pl.DataFrame, contraintes: tuple[Contrainte, ...]) -> pl.DataFrame:
    """Ajoute `verrou` : la raison pour laquelle la ligne ne bouge pas ; nulle si elle est libre."""
    obligatoires = [contrainte for contrainte in contraintes if contrainte.minimum_eur is None]
    raisons = [
        pl.when(pl.col("indice").is_in(contrainte.indices.implode())).then(pl.lit(raison(contrainte)))
        for contrainte in obligatoires
    ]
    dette = pl.when(pl.col("nature").str.contains(_ANNUITE)).then(pl.lit(phrases.ANNUITE))
    return lignes.with_columns(verrou=pl.coalesce(*raisons, dette))


def raison(contrainte: Contrainte) -> str:
    """« Contribution au SDIS, dépense obligatoire (motif) »."""
    return phrases.raison(contrainte.intitule, contrainte.type, contrainte.motif)
