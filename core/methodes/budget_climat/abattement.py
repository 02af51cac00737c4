"""Le coût d'abattement : ce que coûte une tonne évitée par an, investissement étalé sur la durée de vie."""

from __future__ import annotations

from math import expm1, isfinite, log1p

import polars as pl

from core import references
from core.communs.climat.actions import actives
from core.communs.climat.observees import interpoler
from core.erreurs import ErreurComptes
from core.methodes.budget_climat import phrases
from core.modele import Donnees
from core.tables.carbone import ACTIONS_CLIMAT

COLONNES = (
    "perimetre",
    "code",
    "intitule",
    "secteur",
    "service",
    "statut",
    "debut",
    "fin",
    "duree_vie_ans",
    "gain_tco2e_par_an",
    "potentiel_tco2e_par_an",
    "cout_eur",
    "fonctionnement_eur_par_an",
    "economies_eur_par_an",
    "annuite_eur",
    "cout_annuel_eur",
    "cout_abattement",
    "termes_connus",
)
TERMES = ("cout_eur", "fonctionnement_eur_par_an", "economies_eur_par_an")


def taux_par_defaut(donnees: Donnees) -> float:
    """Le taux d'actualisation de référence, en part par an : une convention, montrée et modifiable."""
    return references.parametre_de(donnees, "parametres_carbone", "taux_actualisation")


def annuite(investissement: float, taux: float, duree: float) -> float:
    """Ce qu'il faudrait payer chaque année de la durée de vie : I·r / (1 − (1 + r)⁻ⁿ) ; I / n quand r vaut 0."""
    if taux == 0:
        return investissement / duree
    return investissement * taux / -expm1(-duree * log1p(taux))


def abattement(donnees: Donnees, taux: float | None = None) -> pl.DataFrame:
    """Une mesure par rang, dans l'ordre où elles commencent (jamais par €/t) : annuité, coût annuel net, coût
    d'abattement.

    Coût d'abattement = (annuité + fonctionnement − économies) ÷ tonnes évitées par an, en €/tCO2e. Nul si
    l'investissement, la durée de vie ou le gain manque. `termes_connus` est la part des trois termes renseignés : un
    fonctionnement ou des économies absents ne valent pas 0, le coût est alors partiel. Une mesure abandonnée n'y est
    pas. Lève `ErreurComptes` pour un taux de −100 % ou moins.
    """
    actions = donnees.get(ACTIONS_CLIMAT.nom)
    retenues = pl.DataFrame(schema=ACTIONS_CLIMAT.schema()) if actions is None else actives(actions)
    r = taux_par_defaut(donnees) if taux is None else _verifie(taux)
    euros = retenues.with_columns(pl.col(*TERMES).cast(pl.Float64))
    gain = pl.col("gain_tco2e_par_an")
    termes = zip(euros["cout_eur"].to_list(), euros["duree_vie_ans"].to_list(), strict=True)
    annuites = [annuite(cout, r, duree) if cout is not None and duree else None for cout, duree in termes]
    net = (
        pl.col("annuite_eur")
        + pl.col("fonctionnement_eur_par_an").fill_null(0.0)
        - pl.col("economies_eur_par_an").fill_null(0.0)
    )
    return (
        euros.with_columns(annuite_eur=pl.Series(annuites, dtype=pl.Float64))
        .with_columns(
            cout_annuel_eur=net,
            cout_abattement=pl.when(gain > 0).then(net / gain),
            termes_connus=pl.mean_horizontal(pl.col(nom).is_not_null().cast(pl.Float64) for nom in TERMES),
        )
        .select(COLONNES)
        .sort("perimetre", "debut", "fin", "code")
    )


def _verifie(taux: float) -> float:
    if isfinite(taux) and taux > -1:
        return taux
    raise ErreurComptes(phrases.taux_refuse(taux), phrases.COUT_D_ABATTEMENT, phrases.DONNER_UNE_PART)


def valeurs_tutelaires(donnees: Donnees, annee: int) -> pl.DataFrame:
    """La valeur de l'action pour le climat une année, par édition : edition, valeur, unite, interpolee, a_verifier.

    Entre deux années publiées, la ligne droite est une hypothèse ; hors de leur intervalle, l'édition est absente.
    """
    lignes = []
    for (edition,), groupe in references.valeurs_de(donnees, "valeur_action_climat").group_by(
        "edition", maintain_order=True
    ):
        points: dict[int, float] = dict(groupe.select(pl.col("annee").cast(pl.Int32), "valeur").iter_rows())
        valeur = interpoler(points, annee)
        if valeur is not None:
            source = references.source(groupe["source"][0])
            lignes.append((str(edition), valeur, str(groupe["unite"][0]), annee not in points, not source.verifiee))
    schema = {
        "edition": pl.String,
        "valeur": pl.Float64,
        "unite": pl.String,
        "interpolee": pl.Boolean,
        "a_verifier": pl.Boolean,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
