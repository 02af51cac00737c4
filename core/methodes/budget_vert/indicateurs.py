"""Les indicateurs du budget vert : chaque montant qu'un écran ou un document montre, lu dans un seul croisement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from core.communs.affectations import affectations_de
from core.methodes.budget_vert.adresses import COLONNES, Adresses
from core.methodes.budget_vert.classes import COTEES
from core.methodes.budget_vert.croise import (
    I4CE,
    REUNIS,
    SIX,
    additionner,
    couverts,
    croiser,
    en_debat,
    par_classe,
    par_politique,
    reunir,
    totaux,
)
from core.methodes.budget_vert.fiche import INDICATEURS
from core.methodes.budget_vert.perimetres import INVESTISSEMENT, perimetre_annexe
from core.modele import Donnees, Qualite, rapport
from core.resultat import resultat

type_somme = Mapping[str, Any]
_LUES = tuple(f"lues_{nom}" for nom in COLONNES)


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les indicateurs d'un exercice, sous deux périmètres : l'« annexe » (investissement, comptes et axes de
    l'exercice) et le « budget » (fonctionnement et investissement, sans dette ni péréquation, six axes).

    Un axe nul réunit ceux du périmètre ; la lecture « legale » a les classes de l'annexe, « i4ce » les siennes. Euros,
    sauf parts et couvertures (0 à 1). `couverture` rapporte les montants cotés au total. Nul : donnée absente. Réalisé
    et prévu ne se mêlent jamais. Lève `TableManquante` sans lignes budgétaires.
    """
    segments = reunir(donnees, exercice).lazy()
    croises = croiser(segments).collect().lazy()
    masses, classes = pl.collect_all([totaux(croises, ("nature_montant", "perimetre")), par_classe(croises)])
    debats = en_debat(segments, perimetre_annexe(donnees, exercice).axes, masses.lazy(), classes.lazy())
    frames = [
        *_masses(segments, croises, masses.lazy()),
        *_des_classes(classes.lazy()),
        _nommee(par_politique(croises), "montant_par_politique", poste="politique"),
        _nommee(debats.filter(pl.col("axe") != SIX), "desaccord"),
        _nommee(debats.filter(pl.col("axe") == SIX).drop("axe"), "desaccord_six_axes"),
    ]
    ensemble = pl.concat(frames, how="diagonal_relaxed").collect()
    if ensemble.is_empty():
        return resultat("budget_vert", INDICATEURS, [])
    return resultat(
        "budget_vert",
        INDICATEURS,
        _situer(ensemble, masses, Adresses(exercice, affectations_de(donnees))),
        territoire=donnees["lignes_budgetaires"]["territoire"].first(),
        exercice=exercice,
        qualite=str(Qualite.DECLARE),
    )


def _masses(segments: pl.LazyFrame, croises: pl.LazyFrame, masses: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Les montants sans classe : par périmètre, par budget, par politique, et ce que chaque périmètre laisse de
    côté."""
    nature, annexe = ("nature_montant",), pl.lit("annexe")
    budgets = segments.filter("dans_annexe").with_columns(poste="budget", perimetre=annexe)
    sans = segments.filter("sans_nomenclature").with_columns(poste="budget")
    lignes = sans.with_columns(montant_eur=pl.col("lignes"))
    inconnues = lignes.filter(pl.col("nomenclature").is_not_null()).with_columns(
        poste="nomenclature", du_budget="budget"
    )
    courtes = segments.filter("trop_court").with_columns(poste="budget")
    comptees = courtes.with_columns(montant_eur=pl.col("lignes"))
    par_compte = comptees.with_columns(poste="nature", du_budget="budget")
    dehors = segments.filter(pl.col("hors_perimetre").is_not_null())
    investies = segments.filter(pl.col("section") == INVESTISSEMENT)
    politiques = totaux(croises, ("nature_montant", "perimetre", "politique"))
    return [
        _nommee(masses, "depenses"),
        _nommee(additionner(budgets, (*nature, "perimetre", "poste")), "depenses_par_budget"),
        _nommee(politiques, "depenses_par_politique", poste="politique"),
        _nommee(additionner(dehors, nature), "hors_perimetre"),
        _nommee(additionner(segments.filter("imprecis"), nature), "comptes_imprecis"),
        _nommee(additionner(investies, nature), "investissement"),
        _nommee(additionner(sans, (*nature, "poste")), "sans_nomenclature"),
        _nommee(additionner(lignes, (*nature, "poste")), "lignes_sans_nomenclature"),
        _nommee(
            additionner(inconnues, (*nature, "poste", "du_budget")).rename({"du_budget": "budget"}),
            "lignes_de_nomenclature_inconnue",
        ),
        _nommee(additionner(courtes, (*nature, "poste")), "comptes_trop_courts"),
        _nommee(additionner(comptees, (*nature, "poste")), "lignes_trop_courtes"),
        _nommee(
            additionner(par_compte, (*nature, "poste", "du_budget")).rename({"du_budget": "budget"}),
            "lignes_de_compte_trop_court",
        ),
    ]


def _des_classes(classes: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Sous chaque lecture et chaque axe : montant et part de chaque classe, puis ce que l'axe couvre et laisse
    indéfini."""
    montant, cote, examine, total = (pl.col(nom) for nom in ("montant_eur", "cote", "examine", "total"))
    avis, fines = ~pl.col("classe").is_in(("indefini", "non_cote")), pl.col("lecture") == I4CE
    examinees = classes.filter(fines & (pl.col("classe") != "non_cote"))
    indefinis = classes.filter(fines & (pl.col("classe") == "indefini"))
    return [
        _nommee(classes, "montant"),
        _nommee(classes.filter(avis), "part", rapport(montant, cote)),
        _nommee(examinees.with_columns(cote="examine"), "part_examinee", rapport(montant, examine)),
        _nommee(couverts(classes), "couverture", rapport(cote, total)),
        _nommee(indefinis.drop("lecture", "classe"), "indefini", rapport(montant, examine)),
    ]


def _nommee(
    sommes: pl.LazyFrame, indicateur: str, valeur: pl.Expr | None = None, poste: str | None = None
) -> pl.LazyFrame:
    """Des sommes mises en rangées : leur valeur (leur montant, à défaut), leur couverture si elles ont une part
    cotée."""
    portees = sommes.collect_schema().names()
    couverture = rapport(pl.col("cote"), pl.col("total")) if "cote" in portees else pl.lit(None, pl.Float64)
    lue = (pl.col("montant_eur") if valeur is None else valeur).cast(pl.Float64)
    gardees = [nom for nom in ("poste", "budget", "perimetre", "lecture", "axe", "classe", *_LUES) if nom in portees]
    posees = sommes if poste is None else sommes.with_columns(poste=poste)
    return posees.select(
        *dict.fromkeys((*gardees, *(("poste",) if poste else ()))),
        nature="nature_montant",
        indicateur=pl.lit(indicateur),
        valeur=lue,
        couverture=couverture,
    )


def _situer(rangees: pl.DataFrame, masses: pl.DataFrame, adresses: Adresses) -> pl.DataFrame:
    """Ajoute l'`origine` de chaque rangée : ses lignes ou ses cotations, celles de tout le périmètre à défaut."""
    toutes = {
        (une["nature_montant"], une["perimetre"]): adresses.des_lignes(_lues(une))
        for une in masses.iter_rows(named=True)
    }
    origines = [
        _origine(une, adresses) or toutes.get((une["nature"], une["perimetre"]))
        for une in rangees.iter_rows(named=True)
    ]
    return rangees.drop(_LUES).with_columns(
        origine=pl.Series(origines, dtype=pl.String), axe=pl.when(pl.col("axe") != REUNIS).then("axe")
    )


def _origine(une: type_somme, adresses: Adresses) -> str | None:
    """Les cotations qui disent une classe sous un axe ; sinon les lignes que la somme a lues ; nulle si elle n'en a
    pas."""
    if une["lues_budget"] is None:
        return None
    if une["axe"] not in (None, REUNIS) and une["classe"] in COTEES and une["poste"] is None and une["valeur"]:
        fine = une["lecture"] == I4CE or une["classe"] != "favorable"
        dites = adresses.des_cotations(une["axe"], [une["classe"]] if fine else ["favorable", "tres_favorable"])
        if dites is not None:
            return dites
    return adresses.des_lignes(_lues(une))


def _lues(une: type_somme) -> dict[str, Sequence[str]]:
    return {nom: sorted(une[f"lues_{nom}"]) for nom in COLONNES}
