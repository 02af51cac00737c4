"""L'annexe à lire à l'écran : un axe par barre, ses classes empilées, et dessous ceux que l'exercice réunit, s'ils sont
plusieurs."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.budget_vert.lecture import Laisse, reunion
from core.figures.budget_vert.phrases import absence
from core.figures.budget_vert.phrases_annexe import (
    ECARTS,
    EXACTS,
    EXACTS_HORS,
    MASQUE_ANNEXE,
    SANS_COMPTE,
    TOTAL_REEL,
    alternative_annexe,
    analysees,
    lire_annexe,
    message_annexe,
    message_sans_depense,
    sous_titre_annexe,
)
from core.figures.budget_vert.phrases_laisses import de_cote
from core.figures.familles.classes import LEGALES
from core.figures.familles.classes_dessin import Rang, empilees
from core.figures.vue import Vue
from core.format_fr import euros_court, majuscule, part_ecrite
from core.methodes.budget_vert.annexe import ANALYSEES, REEL
from core.tables.affectations import NOMS_COURTS


def vue_annexe(  # noqa: PLR0913, PLR0917
    synthese: pl.DataFrame,
    exercice: int,
    perimetre: str,
    juste: bool | None,
    indicateurs: pl.DataFrame,
    territoire: str,
    laisses: Sequence[Laisse] = (),
) -> Vue:
    """La synthèse de l'annexe : `cle, axe, favorable, mixte, neutre, defavorable, non_cote, total, part_cotee` (euros).

    `juste` : chaque compte retrouve son montant mandaté (nul : aucun n'est contrôlé). Un axe dont le total est nul est
    dit absent, ou inconnu si des budgets sont laissés de côté (`laisses`).
    """
    message = _message(synthese, exercice, laisses)
    exacts = EXACTS_HORS if laisses else EXACTS
    controle = SANS_COMPTE if juste is None else exacts if juste else ECARTS
    axes = _axes(synthese)
    tues = {REEL, ANALYSEES} if len(axes) == 1 else {REEL}
    rangs = [_rang(une, axes, absence(laisses)) for une in synthese.iter_rows(named=True) if une["cle"] not in tues]
    return Vue(
        cle="vert_annexe",
        message=message,
        sous_titre=sous_titre_annexe(territoire, exercice, " · ".join([perimetre, *de_cote(laisses)]), controle),
        figure=empilees(rangs, LEGALES),
        lire=lire_annexe(axes),
        masque=MASQUE_ANNEXE,
        tableau=tableau_synthese(synthese),
        indicateurs=indicateurs,
        derivees=("Coté (%)",),
        large=True,
        alt=alternative_annexe(message, rangs),
    )


def _axes(synthese: pl.DataFrame) -> list[str]:
    return [cle for cle in synthese["cle"].to_list() if cle in NOMS_COURTS]


def _message(synthese: pl.DataFrame, exercice: int, laisses: Sequence[Laisse]) -> str:
    valeurs = {une["cle"]: une for une in synthese.iter_rows(named=True)}
    analyse, reel = valeurs[ANALYSEES], valeurs[REEL]["total"]
    if not analyse["total"]:
        return message_sans_depense(exercice, laisses)
    return message_annexe(exercice, analyse["total"], reel, analyse["part_cotee"], _axes(synthese))


def tableau_synthese(synthese: pl.DataFrame) -> pl.DataFrame:
    """La synthèse prête à montrer : un axe par ligne, le total réel, ce qui est analysé ; vide si rien n'est connu."""
    noms = {REEL: TOTAL_REEL, ANALYSEES: analysees(_axes(synthese))}
    montree = synthese if synthese["total"].count() else synthese.clear()
    return montree.select(
        pl.when(pl.col("cle").is_in(list(noms)))
        .then(pl.col("cle").replace(noms))
        .otherwise(pl.format("Axe {} : {}", pl.col("cle").str.strip_prefix("axe_"), "axe"))
        .alias("Axe"),
        *(pl.col(classe.cle).cast(pl.Float64).alias(f"{classe.nom} (€)") for classe in LEGALES),
        pl.col("total").cast(pl.Float64).alias("Total (€)"),
        (pl.col("part_cotee") * 100).alias("Coté (%)"),
    )


def tableau_comptes(comptes: pl.DataFrame) -> pl.DataFrame:
    """Les comptes d'un axe, prêts à montrer : budget, chapitre, compte, ses classes."""
    return comptes.select(
        pl.col("budget").alias("Budget"),
        pl.col("chapitre").fill_null("").alias("Chapitre"),
        pl.format("{} {}", "compte", pl.col("libelle_compte").fill_null("")).alias("Compte"),
        *(
            pl.col(classe.cle).cast(pl.Float64).alias(f"{classe.nom} (€)")
            for classe in LEGALES
            if classe.cle != "mixte"
        ),
        pl.col("total").cast(pl.Float64).alias("Total (€)"),
        (pl.col("part_cotee") * 100).alias("Coté (%)"),
    )


def _rang(une: dict[str, object], axes: Sequence[str], absent: str) -> Rang:
    cle = str(une["cle"])
    nom = majuscule(reunion(axes)) if cle == ANALYSEES else f"{cle.removeprefix('axe_')}. {NOMS_COURTS[cle]}"
    total, part = une["total"], une["part_cotee"]
    if not total:
        return Rang(cle, nom, "", absent=absent)
    montants = {classe.cle: float(str(une[classe.cle] or 0)) for classe in LEGALES}
    cote = f"coté à {part_ecrite(float(str(part)))}" if part else "rien de coté"
    ecrit = f"{euros_court(float(str(total)))} · {cote}"
    return Rang(cle, nom, ecrit, montants)
