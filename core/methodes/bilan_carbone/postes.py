"""Les vingt-deux postes réglementaires, et la règle qui y envoie chaque part d'un facteur."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from core.references import reference


@lru_cache
def postes() -> pl.DataFrame:
    """Les postes dans l'ordre : code, libelle, libelle_long, categorie, et `poste` (« 2.1 Électricité »)."""
    return reference("postes_beges").select(
        "code", "libelle", "libelle_long", "categorie", poste=pl.col("code") + " " + pl.col("libelle")
    )


@lru_cache
def noms() -> dict[str, str]:
    """Du code au poste nommé : « 2.1 » → « 2.1 Électricité »."""
    return dict(postes().select("code", "poste").iter_rows())


@lru_cache
def categories() -> dict[str, str]:
    """Du poste nommé à sa catégorie."""
    return dict(postes().select("poste", "categorie").iter_rows())


@lru_cache
def _tables() -> tuple[pl.DataFrame, pl.DataFrame]:
    """`data/affectation_postes.csv` pour tous les contrôles, puis pour ce que la collectivité exploite."""
    table = reference("affectation_postes").select("categorie", "part", "controle", poste_table="poste")
    return table, table.filter(pl.col("controle") == "exploite").select(
        "categorie", "part", poste_exploite="poste_table"
    )


def affecter(parts: pl.DataFrame) -> pl.DataFrame:
    """Ajoute `code_poste` à des parts de facteur appliquées à un flux ; nul quand rien ne le dit.

    Dans l'ordre : le poste écrit du flux (`poste_ecrit`) ; si un tiers exploite ou détient, ce que dit
    `data/affectation_postes.csv` pour la famille et la part ; sinon le poste du facteur (`poste_facteur`) ; sinon la
    table, pour ce que la collectivité exploite. Un contrôle vide vaut « exploité ».
    """
    table, exploitees = _tables()
    completes = parts.join(table, on=("categorie", "part", "controle"), how="left", maintain_order="left").join(
        exploitees, on=("categorie", "part"), how="left", maintain_order="left"
    )
    ailleurs = pl.when(pl.col("controle").is_in(["non_exploite", "location", "tiers"])).then(pl.col("poste_table"))
    code = pl.coalesce("poste_ecrit", ailleurs, "poste_facteur", "poste_exploite")
    return completes.with_columns(code_poste=code).drop("poste_table", "poste_exploite")
