"""Ligne par ligne : ce qui compte dans le réel, ce qui en est exclu et pourquoi, sous quel poste."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs import classement
from core.communs.affectations import DITE, POLITIQUE, affectations_de, dire_la_politique
from core.communs.classement import CODES, MONTANTS, lignes_de, une_a_une
from core.communs.depenses import budget_principal, retenir
from core.modele import PROVENANCE, Donnees
from core.tables.affectations import IDENTITE

COLONNES_UTILES = ("exercice", *CODES, *MONTANTS)
"""Ce que les indicateurs lisent d'une ligne budgétaire."""

TROP_COURTS = {
    "interets": ("", "6", "66", "661", "6611"),
    "capital": ("", "1", "16", "164", "1644"),
    "equipement": ("", "2", "20", "4", "45"),
}
"""Les débuts de compte dont les suites sont les unes dans l'agrégat, les autres non : trop courts pour savoir."""

_COLONNES = (
    *PROVENANCE,
    "exercice",
    *CODES,
    "service",
    "libelle",
    "poste_chapitre",
    "poste_politique",
    "exclusion",
    "interets",
    "capital",
    "caution",
    "equipement",
    "cession",
    *(f"imprecis_{agregat}" for agregat in TROP_COURTS),
    "principal",
    "attend_prevu",
    "attend_realise",
    "prevu_eur",
    "realise_eur",
)


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Chaque ligne budgétaire qui compte dans l'exercice, une fois, avec sa provenance ; euros (Decimal).

    `exclusion` dit pourquoi une ligne reste hors du réel (nulle : elle compte) ; `interets`, `capital`, `caution`,
    `equipement`, `cession` disent si elle entre dans ces agrégats, `imprecis_…` que son compte, trop court, ne le
    dit pas ; `poste_chapitre` et `poste_politique` la rangent sous chaque lentille. `prevu_eur` ou `realise_eur`
    nul : donnée absente. Les indicateurs en sont la somme. Une ligne partagée entre politiques y est en segments.
    Lève `TableManquante`.
    """
    lignes = lignes_dites(donnees, exercice)
    return (
        classer(retenir(une_a_une(lignes)), budget_principal(lignes), donnees)
        .select(_COLONNES)
        .sort("fichier", "feuille", "ligne", "nature", nulls_last=True, maintain_order=True)
    )


def lignes_dites(donnees: Donnees, exercice: int, colonnes: Sequence[str] | None = None) -> pl.DataFrame:
    """Les lignes de l'exercice ; une dépense affectée à une politique la porte (`politique_dite`), partagée s'il le
    faut.

    Sans affectation de politique, ce sont les lignes telles quelles, réduites aux `colonnes`. Lève `TableManquante`.
    """
    if (affectations_de(donnees)["lentille"] != POLITIQUE).all():
        return lignes_de(donnees, exercice, colonnes)
    identifiees = None if colonnes is None else (*colonnes, *(nom for nom in IDENTITE if nom not in colonnes))
    return dire_la_politique(lignes_de(donnees, exercice, identifiees), donnees, exercice, MONTANTS)


def regrouper(lignes: pl.DataFrame) -> pl.DataFrame:
    """Additionne les lignes d'un exercice de mêmes codes, qui ont le même sort : on en classe cent fois moins.

    Garde leur nombre (`lignes`) et, par montant, le nombre de valeurs connues (`connues_…`). Une politique dite
    distingue les lignes une à une : leur adresse doit les retrouver sans leurs voisines.
    """
    distinctes = (*IDENTITE, DITE) if DITE in lignes.columns else ()
    sommes = lignes.group_by(*dict.fromkeys((*CODES, *distinctes))).agg(
        pl.col("exercice").first(),
        pl.len().alias("lignes"),
        pl.col(*MONTANTS).sum(),
        *(pl.col(montant).count().alias(f"connues_{montant}") for montant in MONTANTS),
    )
    # Une somme se fait d'abord sans condition, trois fois plus vite ; celle de zéro valeur connue s'ôte ensuite.
    return sommes.with_columns(pl.when(pl.col(f"connues_{montant}") > 0).then(montant) for montant in MONTANTS)


def classer(lignes: pl.DataFrame, principal: str | None, donnees: Donnees) -> pl.DataFrame:
    """Ajoute à des lignes portant `CODES` leur exclusion, leurs agrégats et leurs postes ; même ordre, même nombre."""
    return classement.classer(lignes, principal, donnees).with_columns(_agregats())


def _agregats() -> list[pl.Expr]:
    nature, reel = pl.col("nature"), pl.col("exclusion").is_null()
    compte = reel & (pl.col("sens") == "depense")
    investissement = compte & (pl.col("section") == "investissement")
    masses = {"interets": compte & (pl.col("section") == "fonctionnement")}
    courts = [
        (masses.get(agregat, investissement) & nature.fill_null("").is_in(debuts)).alias(f"imprecis_{agregat}")
        for agregat, debuts in TROP_COURTS.items()
    ]
    hors_capital = nature.str.contains(r"^(165|166|16449|1645)")
    return [
        *courts,
        (masses["interets"] & nature.str.contains(r"^6611[12]")).alias("interets"),
        (investissement & nature.str.starts_with("16") & ~hors_capital).alias("capital"),
        (investissement & nature.str.starts_with("165")).alias("caution"),
        (investissement & nature.str.contains(r"^(2[013]|45[4568])") & ~nature.str.starts_with("204")).alias(
            "equipement"
        ),
        (reel & (pl.col("sens") == "recette") & nature.str.starts_with("775")).alias("cession"),
    ]
