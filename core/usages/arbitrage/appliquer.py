"""Une copie modifiée des tables : les lignes, la dépense de préservation, le gain climat et la mesure du Donut bougent
ensemble.

Hypothèse, dite à l'écran : un euro de plus ou de moins sur une action change son effet dans le rapport de cet euro à
son coût entier. L'effet est compté une fois l'action achevée, pas l'année du vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.modele import Donnees
from core.usages.arbitrage.modele import ACTIONS, Depart, Mouvement
from core.usages.arbitrage.ventilation import cumuler, repartir, visees

EUROS = pl.Decimal(18, 2)


@dataclass(frozen=True)
class Deplacement:
    """Ce que des mouvements déplacent, en euros.

    `lignes` : `reduite` (rang dans les tables de travail), `colonne` qui porte le montant, `variation_eur`. `actions` :
    voir `financements`.
    """

    lignes: pl.DataFrame
    actions: pl.DataFrame


def deplacer(depart: Depart, mouvements: Sequence[Mouvement]) -> Deplacement:
    """Ce que des mouvements déjà examinés déplacent, ligne par ligne et action par action."""
    directs = cumuler(_parts(depart, mouvement) for mouvement in mouvements if mouvement.objet not in ACTIONS)
    lignes = cumuler([directs, *(_parts(depart, mouvement) for mouvement in mouvements if mouvement.objet in ACTIONS)])
    par_ligne = (
        depart.lignes.select("indice", "reduite", "colonne")
        .join(lignes, on="indice")
        .group_by("reduite", "colonne")
        .agg(pl.col("variation_eur").sum().cast(EUROS))
    )
    return Deplacement(par_ligne, financements(depart, mouvements, directs))


def appliquer(depart: Depart, deplacement: Deplacement) -> Donnees:
    """Les tables de travail, modifiées par un déplacement ; celles que rien ne touche sont les mêmes objets."""
    tables = {
        "lignes_budgetaires": _lignes(depart, deplacement.lignes),
        "depenses_preservation": _depenses(depart, deplacement.actions),
        "actions_climat": _climat(depart, deplacement.actions),
        "mesures": _mesures(depart, deplacement.actions),
    }
    modifiees = {nom: table for nom, table in tables.items() if table is not None}
    return {**depart.donnees, **modifiees} if modifiees else depart.donnees


def financements(depart: Depart, mouvements: Sequence[Mouvement], directs: pl.DataFrame) -> pl.DataFrame:
    """Ce que chaque action gagne ou perd : `code`, `variation_eur`, `part` (du coût entier ; nulle s'il est inconnu).

    Une action reçoit ce qu'on lui donne, et suit ses lignes : une politique réduite de 10 % réduit de 10 % le
    financement des actions qu'elle porte. Seules les actions dont le financement change sont rendues, triées.
    """
    donnes = (
        pl.DataFrame(
            [(mouvement.cible, mouvement.variation_eur) for mouvement in mouvements if mouvement.objet in ACTIONS],
            schema={"code": pl.String, "donne_eur": EUROS},
            orient="row",
        )
        .group_by("code")
        .agg(pl.col("donne_eur").sum().cast(EUROS))
    )
    suivies = (
        depart.liens.join(depart.lignes.select("indice", "montant_eur"), on="indice")
        .join(directs, on="indice", how="left")
        .group_by(code="action")
        .agg(suivi=pl.col("variation_eur").sum().cast(pl.Float64) / pl.col("montant_eur").sum().cast(pl.Float64))
    )
    suivi = pl.col("financement_eur").cast(pl.Float64) * pl.col("suivi")
    return (
        depart.actions.join(donnes, on="code", how="left")
        .join(suivies, on="code", how="left")
        .with_columns(
            variation_eur=(pl.col("donne_eur").fill_null(0).cast(pl.Float64) + suivi.fill_nan(0.0).fill_null(0.0))
            .round(2)
            .cast(EUROS)
        )
        .filter(pl.col("variation_eur") != 0)
        .with_columns(
            part=pl.when(pl.col("cout_eur") > 0).then(
                pl.col("variation_eur").cast(pl.Float64) / pl.col("cout_eur").cast(pl.Float64)
            )
        )
        .select("code", "variation_eur", "part")
        .sort("code")
    )


def _parts(depart: Depart, mouvement: Mouvement) -> pl.DataFrame:
    lignes = visees(depart, mouvement.objet, mouvement.cible)
    return repartir(lignes.filter(pl.col("verrou").is_null()), mouvement.variation_eur)


def _lignes(depart: Depart, variations: pl.DataFrame) -> pl.DataFrame | None:
    if variations.is_empty():
        return None
    table = (
        depart.donnees["lignes_budgetaires"].with_row_index("reduite").with_columns(pl.col("reduite").cast(pl.Int32))
    )
    jointe = table.join(variations, on="reduite", how="left", maintain_order="left")
    return jointe.with_columns(
        pl.when(pl.col("colonne") == nom)
        .then((pl.col(nom) + pl.col("variation_eur")).cast(EUROS))
        .otherwise(nom)
        .alias(nom)
        for nom in ("credits_ouverts_eur", "vote_eur")
    ).drop("reduite", "colonne", "variation_eur")


def _depenses(depart: Depart, actions: pl.DataFrame) -> pl.DataFrame | None:
    """La dépense de préservation suit l'action ; inconnue, elle le reste. Servie à plusieurs capitaux : au prorata."""
    table = depart.donnees["depenses_preservation"]
    de_l_annee = (pl.col("exercice") == depart.exercice) & pl.col("variation_eur").is_not_null()
    if table.filter(pl.col("exercice") == depart.exercice).join(actions, left_on="action", right_on="code").is_empty():
        return None
    montant = pl.col("montant_eur").cast(pl.Float64)
    total = montant.sum().over("exercice", "action")
    part = pl.when(total > 0).then(montant / total).otherwise(1.0 / pl.len().over("exercice", "action"))
    bouge = (pl.col("variation_eur").cast(pl.Float64) * part).round(2).cast(EUROS)
    return (
        table.join(
            actions.select(action="code", variation_eur="variation_eur"), on="action", how="left", maintain_order="left"
        )
        .with_columns(
            montant_eur=pl.when(de_l_annee).then((pl.col("montant_eur") + bouge).cast(EUROS)).otherwise("montant_eur")
        )
        .drop("variation_eur")
    )


def _climat(depart: Depart, actions: pl.DataFrame) -> pl.DataFrame | None:
    """Gain × (1 + part), entre rien et le potentiel généralisé quand il est connu ; le coût entier suit l'euro
    déplacé."""
    table = depart.donnees["actions_climat"]
    if table.join(actions, on="code").is_empty():
        return None
    gain = pl.col("gain_tco2e_par_an")
    plafond = pl.max_horizontal(gain, pl.coalesce("potentiel_tco2e_par_an", pl.lit(float("inf"))))
    voulu = pl.max_horizontal(pl.lit(0.0), gain * (1 + pl.col("part")))
    change = pl.col("part").is_not_null() & gain.is_not_null()
    return (
        table.join(actions, on="code", how="left", maintain_order="left")
        .with_columns(
            gain_tco2e_par_an=pl.when(change).then(pl.min_horizontal(plafond, voulu)).otherwise(gain),
            cout_eur=pl.when(pl.col("variation_eur").is_not_null())
            .then((pl.col("cout_eur") + pl.col("variation_eur")).cast(EUROS))
            .otherwise("cout_eur"),
        )
        .drop("variation_eur", "part")
    )


def _mesures(depart: Depart, actions: pl.DataFrame) -> pl.DataFrame | None:
    """La mesure de l'exercice bouge de Σ effet × part ; un effet non chiffré ne bouge rien."""
    effets = (
        depart.donnees["effets_actions"]
        .join(actions, left_on="action", right_on="code")
        .group_by("indicateur")
        .agg(glisse=(pl.col("effet") * pl.col("part")).sum())
    )
    table = depart.donnees["mesures"]
    touchees = effets.filter(pl.col("glisse") != 0)
    if touchees.is_empty():
        return None
    de_l_annee = (pl.col("annee") == depart.exercice) & pl.col("glisse").is_not_null()
    return (
        table.join(touchees, on="indicateur", how="left", maintain_order="left")
        .with_columns(valeur=pl.when(de_l_annee).then(pl.col("valeur") + pl.col("glisse")).otherwise("valeur"))
        .drop("glisse")
    )
