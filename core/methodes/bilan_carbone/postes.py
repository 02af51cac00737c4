"""La règle qui envoie chaque part d'un facteur à l'un des vingt-deux postes réglementaires."""

from __future__ import annotations

import polars as pl

from core.methodes.bilan_carbone.bareme import Bareme


def affecter(parts: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    """Ajoute `code_poste` à des parts de facteur appliquées à un flux ; nul quand rien ne le dit.

    Dans l'ordre : le poste écrit du flux (`poste_ecrit`) ; si un tiers exploite ou détient, ce que dit
    `data/affectation_postes.csv` pour la famille et la part ; sinon le poste du facteur (`poste_facteur`) ; sinon la
    table, pour ce que la collectivité exploite. Un contrôle vide vaut « exploité ».
    """
    exploitees = lu.affectation.filter(pl.col("controle") == "exploite").select(
        "categorie", "part", poste_exploite="poste_table"
    )
    completes = parts.join(
        lu.affectation, on=("categorie", "part", "controle"), how="left", maintain_order="left"
    ).join(exploitees, on=("categorie", "part"), how="left", maintain_order="left")
    ailleurs = pl.when(pl.col("controle").is_in(["non_exploite", "location", "tiers"])).then(pl.col("poste_table"))
    code = pl.coalesce("poste_ecrit", ailleurs, "poste_facteur", "poste_exploite")
    return completes.with_columns(code_poste=code).drop("poste_table", "poste_exploite")
