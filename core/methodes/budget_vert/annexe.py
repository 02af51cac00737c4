"""L'annexe « Impact du budget pour la transition écologique » : par axe, chapitre et compte, et ses contrôles."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.depenses import depenses
from core.methodes.budget_vert.classes import CLASSES_LEGALES, legale
from core.methodes.budget_vert.perimetres import perimetre_annexe
from core.modele import Donnees, Nature, rapport, somme_connue
from core.plan_de_comptes import deduire
from core.plans_portes import AUCUN, PlansPortes, plans_portes
from core.resultat import lire, valeur
from core.tables.affectations import AXES

REEL, ANALYSEES = "reel", "analysees"
_POSTES = ("nature_montant", "budget", "chapitre", "poste_chapitre", "nature", "libelle_compte")
_MONTANT = pl.Decimal(18, 2)
_SYNTHESE = {"cle": pl.String, "axe": pl.String} | dict.fromkeys((*CLASSES_LEGALES, "total"), pl.Float64)


def annexe(detail: pl.DataFrame, axe: str | None = None, portes: PlansPortes = AUCUN) -> pl.DataFrame:
    """Une ligne par budget, chapitre et compte du périmètre de l'annexe ; euros (Decimal).

    Sous un axe, ou tous axes de l'exercice réunis (`axe` nul). Colonnes : postes, `favorable_eur, mixte_eur,
    neutre_eur, defavorable_eur, non_cote_eur, total_eur, part_cotee, a_verifier`. Un compte dont aucun montant n'est
    connu garde un total nul.
    """
    lignes = _nommer(detail.filter("dans_annexe"), portes)
    return (
        lignes.group_by(_POSTES)
        .agg(*_montants(axe), pl.col("annexe_a_verifier").any().alias("a_verifier"))
        .with_columns(rapport(pl.col("total_eur") - pl.col("non_cote_eur"), pl.col("total_eur")).alias("part_cotee"))
        .select(*_POSTES, *(f"{nom}_eur" for nom in CLASSES_LEGALES), "total_eur", "part_cotee", "a_verifier")
        .sort("nature_montant", "budget", "chapitre", "nature", nulls_last=True)
    )


def synthese_annexe(indicateurs: pl.DataFrame, axes: Sequence[str], nature: Nature) -> pl.DataFrame:
    """Une ligne par axe demandé, puis l'investissement réel (« reel »), et ce qui en est analysé, ces axes réunis.

    Colonnes : cle, axe (son nom), favorable, mixte, neutre, defavorable, non_cote, total (Decimal, euros), part_cotee.
    Ce sont les indicateurs de la méthode, lus tels quels.
    """
    lus = indicateurs.filter(pl.col("nature") == str(nature))
    total = valeur(lus, "depenses", perimetre="annexe")
    lignes: list[dict[str, object]] = [
        {"cle": axe or ANALYSEES, "axe": AXES.get(axe or "", ""), **_sous(lus, axe), "total": total}
        for axe in (*axes, None)
    ]
    lignes.insert(len(axes), {"cle": REEL, "axe": "", "total": valeur(lus, "investissement")})
    montants = pl.col(*CLASSES_LEGALES, "total").round(2).cast(_MONTANT)
    return (
        pl.DataFrame(lignes, schema=_SYNTHESE)
        .with_columns(montants)
        .with_columns(part_cotee=rapport(pl.col("total") - pl.col("non_cote"), pl.col("total")))
    )


def _sous(indicateurs: pl.DataFrame, axe: str | None) -> dict[str, float | None]:
    """Les euros de chaque classe sous un axe, ou sous ceux que l'annexe réunit ; vide sans dépense dans l'annexe."""
    lus = lire(indicateurs, "montant", perimetre="annexe", lecture="legale", axe=axe)
    montants: dict[str, float | None] = dict(lus.select("classe", "valeur").iter_rows())
    return montants


def controles_annexe(detail: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Par axe, budget et compte : la somme des classes et le montant mandaté, relu dans le document sans passer par la
    cotation ; `exact` quand ils sont égaux au centime. Rien n'est contrôlé d'un compte hors du périmètre."""
    cle = ("budget", "chapitre", "nature")
    relues = depenses(donnees, exercice).filter(pl.col("exclusion").is_null() & (pl.col("section") == "investissement"))
    mandate = relues.group_by(cle).agg(somme_connue("montant_eur").cast(_MONTANT).alias("mandate_eur"))
    classes = [f"{classe}_eur" for classe in CLASSES_LEGALES]
    morceaux = [
        annexe(detail, axe, plans_portes(donnees))
        .group_by(cle, maintain_order=True)
        .agg(
            pl.col("libelle_compte").first(),
            pl.sum_horizontal(classes).sum().cast(_MONTANT).alias("somme_eur"),
            pl.col("total_eur").count().alias("_connus"),
        )
        .with_columns(axe=pl.lit(axe))
        for axe in perimetre_annexe(donnees, exercice).axes
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


def justes(controles: pl.DataFrame) -> bool | None:
    """Vrai si tout ce qui est contrôlé est exact ; nul si rien ne l'est. Une ligne sans `exact` n'est pas contrôlée."""
    return controles["exact"].drop_nulls().all() if controles["exact"].count() else None


def _nommer(lignes: pl.DataFrame, portes: PlansPortes) -> pl.DataFrame:
    """Le libellé du compte d'après son plan ; nul si la nomenclature n'est ni livrée ni importée."""
    uniques = lignes.select("nature", "nomenclature", "exercice").unique()
    noms = uniques.with_columns(libelle_compte=deduire(uniques, portes)["libelle_compte"])
    return lignes.join(
        noms, on=("nature", "nomenclature", "exercice"), how="left", nulls_equal=True, maintain_order="left"
    )


def _montants(axe: str | None) -> list[pl.Expr]:
    classe = pl.col("classe_annexe") if axe is None else legale(axe)
    return [
        *(
            pl.col("montant_eur").filter(classe == nom).sum().cast(_MONTANT).alias(f"{nom}_eur")
            for nom in CLASSES_LEGALES
        ),
        somme_connue("montant_eur").cast(_MONTANT).alias("total_eur"),
    ]
