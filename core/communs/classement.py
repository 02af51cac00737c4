"""Ce qu'une ligne budgétaire vaut pour toutes les méthodes : compte-t-elle dans le réel, sous quel chapitre et quelle
politique."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from core.modele import Donnees, table_requise
from core.plan_de_comptes import PLANS, chapitres, cle_du_plan, deduire, nomenclature_probable, politiques
from core.plans_portes import PlansPortes, plans_portes
from core.references import cle, reference_de
from core.tables.budget import LIGNES_BUDGETAIRES

POLITIQUES = "politiques"
SANS_POLITIQUE = "Politique non renseignée"
SANS_CHAPITRE = "Chapitre non renseigné"
SANS_CLASSEMENT = frozenset({SANS_POLITIQUE, SANS_CHAPITRE})
NON_VENTILABLES = frozenset({"Opérations non ventilables", "Opérations financières"})
"""Dette, impôts, dotations : de l'argent qui ne vise aucune politique en particulier."""
HORS_POLITIQUE = NON_VENTILABLES | SANS_CLASSEMENT
CODES = (
    "budget",
    "etape",
    "nomenclature",
    "section",
    "sens",
    "mouvement",
    "chapitre",
    "nature",
    "fonction",
    "politique",
)
"""Ce qui suffit à classer une ligne : deux lignes de mêmes codes ont le même sort."""

MONTANTS = ("vote_eur", "credits_ouverts_eur", "realise_eur")
_INCONNUE = "inconnue"


def lignes_de(donnees: Donnees, exercice: int, colonnes: Sequence[str] | None = None) -> pl.DataFrame:
    """Les lignes budgétaires de l'exercice, toutes étapes (et toutes colonnes, à défaut de `colonnes`).

    Lève `TableManquante` si la table est vide.
    """
    lignes = table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)
    return (lignes if colonnes is None else lignes.select(colonnes)).filter(pl.col("exercice") == exercice)


def une_a_une(lignes: pl.DataFrame) -> pl.DataFrame:
    """Chaque ligne pour elle-même : `lignes` vaut 1, `connues_…` dit si le montant est connu."""
    return lignes.with_columns(
        pl.lit(1).alias("lignes"),
        *(pl.col(montant).is_not_null().cast(pl.UInt32).alias(f"connues_{montant}") for montant in MONTANTS),
    )


def classer(lignes: pl.DataFrame, principal: str | None, donnees: Donnees) -> pl.DataFrame:
    """Ajoute à des lignes portant `CODES` leurs postes, leur exclusion, et si elles sont du budget principal.

    `exclusion` dit pourquoi la ligne reste hors du réel (nulle : elle compte). Même ordre, même nombre de lignes. La
    politique d'une fonction est celle que disent les `donnees` (`politiques`), à défaut celle qui est livrée.
    """
    nommees = _nommer_nomenclature(lignes, plans_portes(donnees)).with_row_index("_rang")
    habitudes = _habitudes(nommees)
    parties = nommees.partition_by("_plan") if nommees["_plan"].n_unique() > 1 else [nommees]
    rangees = [_ranger(partie, habitudes, donnees) for partie in parties]
    ensemble = rangees[0] if len(rangees) == 1 else pl.concat(rangees).sort("_rang")
    return ensemble.drop("_plan", "_rang").with_columns(
        exclusion=exclusion(), principal=pl.col("budget").eq_missing(pl.lit(principal))
    )


def _nommer_nomenclature(lignes: pl.DataFrame, portes: PlansPortes) -> pl.DataFrame:
    exercice = lignes["exercice"].max() if "exercice" in lignes.columns else None
    sans = lignes.filter(pl.col("nomenclature").is_null())["nature"]
    defaut = nomenclature_probable(sans, exercice if isinstance(exercice, int) else None) if len(sans) else "M57_D"
    textes = lignes["nomenclature"].drop_nulls().unique().to_list()
    plans = {texte: cle_du_plan(texte, portes) or _INCONNUE for texte in textes}
    plan = pl.col("nomenclature").replace_strict(plans, default=defaut, return_dtype=pl.String)
    return lignes.with_columns(_plan=plan.fill_null(defaut))


def _habitudes(lignes: pl.DataFrame) -> dict[str, str]:
    """La politique que le territoire donne lui-même à une fonction, quand il n'en donne qu'une dans l'exercice."""
    dites = lignes.select("fonction", "politique").drop_nulls()
    par_fonction = (
        dites.group_by("fonction").agg(pl.col("politique").unique()).filter(pl.col("politique").list.len() == 1)
    )
    return {ligne["fonction"]: ligne["politique"][0] for ligne in par_fonction.iter_rows(named=True)}


def _ranger(lignes: pl.DataFrame, habitudes: dict[str, str], donnees: Donnees) -> pl.DataFrame:
    """Le poste des lignes d'une même nomenclature sous chaque lentille.

    La politique est celle de la ligne, sinon celle que le territoire donne d'habitude à sa fonction, sinon la nôtre.
    D'une nomenclature que l'on n'a pas (M52) ou que l'on ne reconnaît pas, on garde le code du chapitre et la politique
    écrite, sans rien déduire.
    """
    plan = str(lignes["_plan"][0]) if lignes.height else _INCONNUE
    if plan == _INCONNUE:
        return lignes.with_columns(
            poste_chapitre=pl.col("chapitre").fill_null(SANS_CHAPITRE),
            poste_politique=pl.coalesce(*_politiques_ecrites(lignes), pl.lit(SANS_POLITIQUE)),
        )
    fonctions = tuple(lignes["fonction"].drop_nulls().unique().sort())
    defauts = politiques_de(donnees, fonctions, plan) | habitudes
    par_fonction = pl.col("fonction").replace_strict(defauts, default=None, return_dtype=pl.String)
    return lignes.with_columns(
        poste_chapitre=_chapitres_nommes(lignes, plan, plans_portes(donnees)),
        poste_politique=pl.coalesce(*_politiques_ecrites(lignes), par_fonction, pl.lit(SANS_POLITIQUE)),
    )


def politiques_de(donnees: Donnees, fonctions: tuple[str, ...], plan: str) -> dict[str, str | None]:
    """La politique de chaque fonction d'un plan, d'après ce que ces données portent ; nulle si la fonction est
    inconnue."""
    return _livrees(fonctions, plan) if cle(POLITIQUES) not in donnees else _politiques(donnees, fonctions, plan)


@lru_cache(maxsize=64)
def _livrees(fonctions: tuple[str, ...], plan: str) -> dict[str, str | None]:
    return _politiques({}, fonctions, plan)


def _politiques(donnees: Donnees, fonctions: tuple[str, ...], plan: str) -> dict[str, str | None]:
    dites = politiques(pl.Series(fonctions, dtype=pl.String), plan, reference_de(donnees, POLITIQUES))
    return dict(zip(fonctions, dites.to_list(), strict=True))


def _politiques_ecrites(lignes: pl.DataFrame) -> list[str]:
    """Ce qu'une personne a affecté l'emporte sur ce que la ligne porte."""
    return [nom for nom in ("politique_dite", "politique") if nom in lignes.columns]


def _chapitres_nommes(lignes: pl.DataFrame, plan: str, portes: PlansPortes) -> pl.Series:
    """« 011 Charges à caractère général » ; un chapitre absent ou inconnu du plan est déduit du compte, s'il se
    peut."""
    libelles = _libelles_des_chapitres(plan) | _libelles_portes(lignes, plan, portes)
    recus = lignes["chapitre"]
    connus = recus.is_in(list(libelles)).fill_null(False)
    if not connus.all():
        indices = (~connus).arg_true()
        annee = "exercice" if "exercice" in lignes.columns else pl.lit(None, pl.Int32)
        inconnues = lignes[indices].select(
            "nature", "sens", "mouvement", "section", nomenclature=pl.lit(plan), exercice=annee
        )
        deduits = deduire(inconnues, portes)["chapitre"]
        recus = recus.scatter(indices, deduits.fill_null(recus.gather(indices)))
    return recus.replace_strict(libelles, default=recus, return_dtype=pl.String).fill_null(SANS_CHAPITRE)


def _libelles_portes(lignes: pl.DataFrame, plan: str, portes: PlansPortes) -> dict[str, str]:
    """Les chapitres des plans que le territoire a importés pour ces exercices."""
    if "exercice" not in lignes.columns or not portes.nomme(plan):
        return {}
    connues = portes.annees().filter(_plan=plan)["_annee"]
    annees = sorted(set(lignes["exercice"].unique()) & set(connues))
    codes = [portes.plan(plan, annee)[1].select("code", "libelle") for annee in annees]
    return {code: f"{code} {libelle}" for plans in codes for code, libelle in plans.iter_rows()}


@lru_cache
def _libelles_des_chapitres(plan: str) -> dict[str, str]:
    livres = chapitres(plan).iter_rows(named=True) if plan in PLANS else ()
    return {ligne["code"]: f"{ligne['code']} {ligne['libelle']}" for ligne in livres}


def exclusion() -> pl.Expr:
    """Pourquoi une ligne n'est pas dans le réel (nul : elle y est). Cessions : 775 (réalisé) et 024 (prévu) sortent
    ensemble.

    Le compte 775 s'entend seul : les ratios publiés dans les documents M57 abrégés gardent ses subdivisions 7751 et
    7752 dans les recettes ; l'indicateur `cessions_comprises` en dit le montant.
    """
    nature = pl.col("nature")
    return (
        pl.when(pl.col("mouvement") == "ordre")
        .then(pl.lit("Opération d'ordre"))
        .when(nature.is_in(["001", "002"]))
        .then(pl.lit("Résultat reporté"))
        .when(nature.str.starts_with("1068"))
        .then(pl.lit("Excédent capitalisé"))
        .when((pl.col("sens") == "recette") & nature.is_in(["775", "024"]))
        .then(pl.lit("Cession"))
    )
