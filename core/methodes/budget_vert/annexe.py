"""L'annexe « Impact du budget pour la transition écologique » : par axe, chapitre et compte, et ses contrôles."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import DESACCORD
from core.communs.depenses import depenses
from core.methodes.budget_vert.classes import CLASSES_LEGALES, legale
from core.methodes.budget_vert.perimetres import perimetre_annexe
from core.modele import Donnees, rapport, somme_connue
from core.plan_de_comptes import deduire

TOUS = "tous"
_POSTES = ("nature_montant", "budget", "chapitre", "poste_chapitre", "nature", "libelle_compte")
_MONTANT = pl.Decimal(18, 2)


def annexe(detail: pl.DataFrame, axe: str | None = None) -> pl.DataFrame:
    """Une ligne par budget, chapitre et compte du périmètre de l'annexe ; euros (Decimal).

    Sous un axe, ou tous axes de l'exercice réunis (`axe` nul). Colonnes : postes, `favorable_eur, mixte_eur, neutre_eur,
    defavorable_eur, non_cote_eur, total_eur, part_cotee, desaccord_eur, a_verifier`. Un compte dont aucun montant n'est
    connu garde un total nul.
    """
    lignes = _nommer(detail.filter("dans_annexe"))
    return (
        lignes.group_by(_POSTES)
        .agg(*_montants(lignes, axe), pl.col("annexe_a_verifier").any().alias("a_verifier"))
        .with_columns(_part_cotee())
        .select(*_POSTES, *_COLONNES, "a_verifier")
        .sort("nature_montant", "budget", "chapitre", "nature", nulls_last=True)
    )


def synthese_annexe(detail: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Une ligne par axe demandé à l'exercice, puis « tous » ; mêmes montants, `analyse_eur` : ce qui est coté."""
    lignes = detail.filter("dans_annexe")
    morceaux = [
        lignes.group_by("nature_montant")
        .agg(_montants(lignes, axe))
        .with_columns(axe=pl.lit(axe or TOUS), _ordre=pl.lit(ordre))
        for ordre, axe in enumerate((*perimetre_annexe(exercice).axes, None))
    ]
    return (
        pl.concat(morceaux)
        .with_columns(_part_cotee(), analyse_eur=(pl.col("total_eur") - pl.col("non_cote_eur")).cast(_MONTANT))
        .sort("nature_montant", "_ordre")
        .select("nature_montant", "axe", *_COLONNES, "analyse_eur")
    )


def controles_annexe(detail: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Par axe, budget et compte : la somme des classes et le montant mandaté, relu dans le document sans passer par la
    cotation ; `exact` quand ils sont égaux au centime. Rien n'est contrôlé d'un compte hors du périmètre."""
    cle = ("budget", "chapitre", "nature")
    relues = depenses(donnees, exercice).filter(pl.col("exclusion").is_null() & (pl.col("section") == "investissement"))
    mandate = relues.group_by(cle).agg(somme_connue("montant_eur").cast(_MONTANT).alias("mandate_eur"))
    classes = [f"{classe}_eur" for classe in CLASSES_LEGALES]
    axes = perimetre_annexe(exercice).axes
    morceaux = [
        annexe(detail, axe)
        .group_by(cle, maintain_order=True)
        .agg(
            pl.col("libelle_compte").first(),
            pl.sum_horizontal(classes).sum().cast(_MONTANT).alias("somme_eur"),
            pl.col("total_eur").count().alias("_connus"),
        )
        .with_columns(axe=pl.lit(axe))
        for axe in axes
    ]
    controles = (
        pl.concat(morceaux)
        .join(mandate, on=cle, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(somme_eur=pl.when(pl.col("_connus") > 0).then("somme_eur"))
    )
    return controles.with_columns(
        ecart_eur=(pl.col("somme_eur") - pl.col("mandate_eur")).cast(_MONTANT),
        exact=pl.col("somme_eur").eq_missing(pl.col("mandate_eur")),
    ).select("axe", *cle, "libelle_compte", "somme_eur", "mandate_eur", "ecart_eur", "exact")


def _nommer(lignes: pl.DataFrame) -> pl.DataFrame:
    """Le libellé du compte d'après son plan ; nul si la nomenclature n'est pas livrée."""
    uniques = lignes.select("nature", "nomenclature", "exercice").unique()
    noms = uniques.with_columns(libelle_compte=deduire(uniques)["libelle_compte"])
    return lignes.join(
        noms, on=("nature", "nomenclature", "exercice"), how="left", nulls_equal=True, maintain_order="left"
    )


def _montants(lignes: pl.DataFrame, axe: str | None) -> list[pl.Expr]:
    classe = pl.col("classe_annexe") if axe is None else legale(axe)
    lus = perimetre_annexe(int(lignes["exercice"][0])).axes if lignes.height and axe is None else (axe,) if axe else ()
    differe = pl.any_horizontal(pl.col(f"statut_{un}") == DESACCORD for un in lus) if lus else pl.lit(False)
    return [
        *(
            pl.col("montant_eur").filter(classe == nom).sum().cast(_MONTANT).alias(f"{nom}_eur")
            for nom in CLASSES_LEGALES
        ),
        somme_connue("montant_eur").cast(_MONTANT).alias("total_eur"),
        pl.col("montant_eur").filter(differe).sum().cast(_MONTANT).alias("desaccord_eur"),
    ]


_COLONNES = (*(f"{nom}_eur" for nom in CLASSES_LEGALES), "total_eur", "part_cotee", "desaccord_eur")


def _part_cotee() -> pl.Expr:
    return rapport(pl.col("total_eur") - pl.col("non_cote_eur"), pl.col("total_eur")).alias("part_cotee")
