"""Les affectations qu'un fichier laisse bancales : les parts d'un auteur sur une même ligne ne font pas 100 %."""

from __future__ import annotations

import polars as pl

from core.format_fr import accorder, pourcent
from core.tables.affectations import AFFECTATIONS, IDENTITE

_TOLERANCE = 1e-6
_AVIS = ("exercice", "lentille", *IDENTITE, "auteur")


def parts_bancales(lignes: pl.DataFrame, courantes: pl.DataFrame) -> str:
    """L'avertissement à montrer avant d'importer `lignes`, ou une phrase vide ; rien n'est refusé.

    Les morceaux déjà dans la base (`courantes`) que le fichier ne réécrit pas comptent. Des parts toutes nulles sont un
    retrait, pas une faute : voir `core.communs.affectations.vigueur`.
    """
    cle = list(AFFECTATIONS.cle)
    gardees = courantes.join(lignes, on=cle, how="anti", nulls_equal=True)
    colonnes = [*_AVIS, "quote_part"]
    touches = pl.concat([lignes.select(colonnes), gardees.select(colonnes)]).join(
        lignes.select(_AVIS).unique(), on=_AVIS, how="semi", nulls_equal=True
    )
    sommes = (
        touches.group_by(_AVIS)
        .agg(total=pl.col("quote_part").sum())
        .filter((pl.col("total") != 0) & ((pl.col("total") - 1).abs() > _TOLERANCE))
        .sort(_AVIS, nulls_last=True)
    )
    if sommes.is_empty():
        return ""
    premiere = sommes.row(0, named=True)
    ou = premiere["libelle"] or f"compte {premiere['nature']}"
    sujet = accorder(
        sommes.height,
        "dépense dont les parts ne font pas 100\u00a0%",
        "dépenses dont les parts d'un auteur ne font pas 100\u00a0%",
    )
    return (
        f"Table « {AFFECTATIONS.titre} » : {sujet} ; la première, « {ou} » par {premiere['auteur']} : "
        f"{pourcent(premiere['total'], 1)}. Elles s'importent, mais ne compteront qu'une fois corrigées."
    )
