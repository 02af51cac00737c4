"""Quelles dépenses, quels budgets, quels axes : le périmètre de l'annexe change avec l'exercice, il est donc une
donnée."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.communs.depenses import budget_principal
from core.modele import Donnees
from core.plan_de_comptes import famille_de, nomenclature_probable
from core.references import reference_de

INVESTISSEMENT = "investissement"
type_motifs = dict[str, tuple[bool, str | None, str | None]]


@dataclass(frozen=True)
class PerimetreAnnexe:
    """Ce que l'annexe d'un exercice regarde ; `legale` est faux avant 2024 (lecture à blanc), `comptes` liste ses
    motifs."""

    axes: tuple[str, ...]
    nomenclatures: tuple[str, ...]
    legale: bool
    a_verifier: bool
    note: str
    source: str
    comptes: pl.DataFrame


def perimetre_annexe(donnees: Donnees, exercice: int) -> PerimetreAnnexe:
    """Axes, nomenclatures et comptes de l'annexe « Impact du budget pour la transition écologique » d'un exercice.

    `a_verifier` vaut vrai si l'un des textes ou des comptes n'a pas pu être relu. Source : `data/axes_annexe.csv`.
    """
    regle = _de_l_exercice(reference_de(donnees, "axes_annexe"), exercice).row(0, named=True)
    comptes = _de_l_exercice(_regles(donnees, "annexe"), exercice)
    doute = regle["statut"] == "a_verifier" or bool((comptes["statut"] == "a_verifier").any())
    return PerimetreAnnexe(
        axes=tuple(regle["axes"].split(";")),
        nomenclatures=tuple(regle["nomenclatures"].split(";")),
        legale=regle["legale"] == "oui",
        a_verifier=doute,
        note=regle["note"],
        source=regle["source"],
        comptes=comptes.select("motif_nature", "inclus", "raison", "statut", "source"),
    )


def nommer_nomenclature(lignes: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Complète `nomenclature` où elle manque, et dit comment (`nomenclature_dite` : « declaree », « deduite », ou nul).

    Une ligne prend celle des autres lignes de son budget, si elles n'en disent qu'une, écrite comme on veut. Rien n'en
    est dit au budget principal : c'est la M14 ou la M57 de ses comptes. Celle d'un budget annexe muet ne se devine pas,
    ni celle d'un texte que l'on ne reconnaît pas : elle reste ce qui est écrit, ou nulle.
    """
    declaree = pl.when(pl.col("nomenclature").is_not_null()).then(pl.lit("declaree"))
    if not lignes["nomenclature"].null_count():
        return lignes.with_columns(nomenclature_dite=declaree)
    toutes = donnees["lignes_budgetaires"].filter(pl.col("exercice") == exercice)
    dites = toutes.select("budget", "nomenclature").drop_nulls().unique().sort("budget", "nomenclature")
    connues = _unanimes(dites)
    principal = budget_principal(toutes)
    if principal is not None and principal not in dites["budget"]:
        natures = toutes.filter(pl.col("budget") == principal)["nature"]
        connues[principal] = nomenclature_probable(natures, exercice).split("_", maxsplit=1)[0]
    deduite = pl.col("budget").replace_strict(connues, default=None, return_dtype=pl.String)
    dite = declaree.otherwise(pl.when(deduite.is_not_null()).then(pl.lit("deduite")))
    return lignes.with_columns(nomenclature=pl.coalesce("nomenclature", deduite), nomenclature_dite=dite)


def _unanimes(dites: pl.DataFrame) -> dict[str, str]:
    """La nomenclature, telle qu'écrite, des budgets dont tous les textes en nomment une seule ; `dites` : un rang par
    budget et texte."""
    familles = dites.with_columns(famille=_famille(dites["nomenclature"]))
    seules = familles.group_by("budget", maintain_order=True).agg(
        pl.col("nomenclature").first(),
        unanime=(pl.col("famille").n_unique() == 1) & pl.col("famille").is_not_null().all(),
    )
    lues: dict[str, str] = dict(seules.filter("unanime").select("budget", "nomenclature").iter_rows())
    return lues


def _famille(textes: pl.Series) -> pl.Expr:
    """La famille que nomme la colonne `nomenclature`, dont voici les `textes` ; nulle si aucune n'est reconnue."""
    lues = {texte: famille_de(texte) for texte in textes.drop_nulls().unique()}
    return pl.col("nomenclature").replace_strict(lues, default=None, return_dtype=pl.String)


def delimiter(lignes: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Ajoute `dans_annexe`, `annexe_a_verifier`, `sans_nomenclature`, `trop_court`, `dans_budget`, `hors_perimetre`
    (raison) et `imprecis`.

    Même ordre, même nombre. Le motif de compte le plus long l'emporte. `trop_court` : le compte commence des motifs qui
    n'ont pas le même sort (« 213 » quand l'annexe regarde 21312), on ne sait donc pas s'il en est ; il est laissé de
    côté, et cela se dit ; une dépense sans compte aussi. `imprecis` : de même, mais
    dans le budget, où elle compte. `sans_nomenclature` : la dépense serait dans
    l'annexe si l'on savait la nomenclature de son budget (tue, ou écrite sans que l'on en reconnaisse une) ; elle en
    est laissée de côté, et cela se dit. `nomenclature` et `nomenclature_dite` : voir `nommer_nomenclature`.
    """
    annexe = perimetre_annexe(donnees, exercice)
    sorts = _sorts(lignes["nature"], annexe, _regles(donnees, "budget"))
    nommees = nommer_nomenclature(lignes, donnees, exercice)
    permise = pl.any_horizontal(pl.col("_famille").str.starts_with(debut) for debut in annexe.nomenclatures)
    investie, court = pl.col("section").eq_missing(pl.lit(INVESTISSEMENT)), pl.col("annexe_trop_court")
    regardee = investie & ~court & pl.col("annexe_inclus").fill_null(False)
    dans_annexe = regardee & permise.fill_null(False)
    return (
        nommees.with_columns(_famille=_famille(nommees["nomenclature"]), _nature=pl.col("nature").fill_null(""))
        .join(sorts.rename({"nature": "_nature"}), on="_nature", how="left", maintain_order="left")
        .with_columns(
            dans_annexe=dans_annexe,
            annexe_a_verifier=dans_annexe & (pl.col("annexe_statut") == "a_verifier"),
            sans_nomenclature=regardee & pl.col("_famille").is_null(),
            trop_court=investie & court & permise.fill_null(True),
            dans_budget=pl.col("budget_inclus"),
            hors_perimetre=pl.when(~pl.col("budget_inclus")).then("budget_raison"),
            imprecis=pl.col("budget_inclus") & pl.col("budget_trop_court"),
        )
        .drop("_famille", "_nature", *(nom for nom in sorts.columns if nom != "nature"))
    )


def _sorts(natures: pl.Series, annexe: PerimetreAnnexe, budget: pl.DataFrame) -> pl.DataFrame:
    """Le sort de chaque compte dans l'annexe et dans le budget entier : inclus, statut, raison, et s'il est trop court
    pour que ce sort soit sûr."""
    lus = {"annexe": _motifs(annexe.comptes), "budget": _motifs(budget)}
    noms = (("inclus", pl.Boolean), ("statut", pl.String), ("raison", pl.String), ("trop_court", pl.Boolean))
    schema = {"nature": pl.String} | {f"{lecture}_{nom}": dtype for lecture in lus for nom, dtype in noms}
    lignes = [
        (nature, *(un for motifs in lus.values() for un in _sort(motifs, nature)))
        for nature in natures.fill_null("").unique()
    ]
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _sort(motifs: type_motifs, nature: str) -> tuple[bool | None, str | None, str | None, bool]:
    """Le sort d'un compte d'après son motif le plus long (nuls si aucun) ; trop court si un motif plus long que lui, et
    qui commence comme lui, en dit un autre."""
    debuts = (nature[:longueur] for longueur in range(len(nature), -1, -1))
    inclus, statut, raison = next((motifs[debut] for debut in debuts if debut in motifs), (None, None, None))
    suites = {un[0] for motif, un in motifs.items() if motif != nature and motif.startswith(nature)}
    return inclus, statut, raison, bool(suites - {bool(inclus)})


def _motifs(regles: pl.DataFrame) -> type_motifs:
    """Par début de compte, ce qu'en dit un périmètre."""
    return {
        une["motif_nature"].removesuffix("*"): (une["inclus"] == "oui", une["statut"], une["raison"])
        for une in regles.iter_rows(named=True)
    }


def _regles(donnees: Donnees, lecture: str) -> pl.DataFrame:
    return reference_de(donnees, "perimetres_annexe").filter(pl.col("lecture") == lecture)


def _de_l_exercice(regles: pl.DataFrame, exercice: int) -> pl.DataFrame:
    debut = pl.col("exercice_debut").cast(pl.Int32).fill_null(0) <= exercice
    fin = pl.col("exercice_fin").cast(pl.Int32).fill_null(9999) >= exercice
    return regles.filter(debut & fin)
