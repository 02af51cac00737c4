"""Les notes de l'annexe verte : quel périmètre, quelles règles, quels budgets, et ce qui reste à vérifier avant de la
voter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from core.documents.budget_vert import phrases
from core.figures.budget_vert.lecture import Laisse
from core.figures.budget_vert.phrases_laisses import note_laissee
from core.format_fr import enumerer
from core.methodes.budget_vert import PerimetreAnnexe
from core.modele import Nature
from core.references import sources
from core.tables.affectations import AXES


def notes(
    detail: pl.DataFrame, perimetre: PerimetreAnnexe, exercice: int, nature: Nature, laisses: Sequence[Laisse]
) -> pl.DataFrame:
    """Les notes d'un exercice, dans l'ordre où on les lit : colonnes `sujet` et `note`.

    `detail` est celui de tous les budgets, prévu et réalisé : un budget laissé de côté est nommé, avec la raison.
    `laisses` : ceux dont on ne sait pas la nomenclature, et ce qu'il faut faire.
    """
    retenues = detail.filter(pl.col("nature_montant") == str(nature))
    dedans = retenues.filter("dans_annexe")
    lignes = [
        ("Exercice", str(exercice)),
        ("Montants", phrases.montants(realises=nature is Nature.REALISE)),
        ("Statut", phrases.demande(exercice, legale=perimetre.legale)),
        ("Périmètre", perimetre.note),
        ("Axes", enumerer([f"{axe.removeprefix('axe_')}. {AXES[axe]}" for axe in perimetre.axes])),
        ("Budgets compris", _budgets(dedans, laisses)),
        (phrases.SUJET_ABSENTS, _absents(detail, dedans, nature, laisses)),
        *_deduites(dedans),
        ("Règles", phrases.REGLES),
        ("Axes réunis", phrases.REUNION),
        (phrases.SUJET_COMPTES, _comptes_douteux(dedans, perimetre)),
        (phrases.SUJET_MAQUETTE, phrases.MAQUETTE),
        ("En désaccord", _desaccord(dedans, perimetre)),
        (phrases.SUJET_STATUT, phrases.STATUT),
        ("Source du périmètre", _source(perimetre.source)),
    ]
    return pl.DataFrame(lignes, schema={"sujet": pl.String, "note": pl.String}, orient="row")


def _budgets(dedans: pl.DataFrame, laisses: Sequence[Laisse]) -> str:
    if dedans.is_empty() and laisses:
        return phrases.BUDGETS_INCONNUS
    totaux = dedans.group_by("budget").agg(pl.col("montant_eur").sum()).sort("budget")
    return phrases.budgets_compris(totaux.rows())


def _absents(detail: pl.DataFrame, dedans: pl.DataFrame, nature: Nature, laisses: Sequence[Laisse]) -> str:
    """Les budgets dont rien n'entre dans l'annexe (sans compte exécuté, ou hors du périmètre), et ceux que l'on ne sait
    pas ranger."""
    muets = [un.budget for un in laisses]
    investis = detail.filter(
        (pl.col("section") == "investissement")
        & ~pl.col("budget").is_in(dedans["budget"].implode())
        & ~pl.col("budget").is_in(muets)
    )
    totaux = (
        investis.group_by("budget", "nature_montant")
        .agg(pl.col("montant_eur").sum(), pl.col("nomenclature").drop_nulls().unique().sort().str.join(", "))
        .filter(pl.col("montant_eur") != 0)
        .sort("budget")
    )
    absents = [
        phrases.budget_prevu(nom, montant) if lue != str(nature) else phrases.budget_hors(nom, montant, plan)
        for nom, lue, montant, plan in totaux.iter_rows()
    ]
    dits = [*([f"{enumerer(absents)}."] if absents else []), *(note_laissee(un) for un in laisses)]
    return " ".join(dits) or "Aucun."


def _deduites(dedans: pl.DataFrame) -> list[tuple[str, str]]:
    """Les budgets dont on a déduit la nomenclature : rien n'est supposé sans le dire. Sans eux, aucune note."""
    lues = (
        dedans.filter(pl.col("nomenclature_dite") == "deduite")
        .group_by("budget", "nomenclature")
        .agg(pl.col("montant_eur").sum())
        .sort("budget", "nomenclature")
    )
    if lues.is_empty():
        return []
    return [("Nomenclature déduite", phrases.nomenclature_deduite(lues.rows()))]


def _comptes_douteux(dedans: pl.DataFrame, perimetre: PerimetreAnnexe) -> str:
    doutes = perimetre.comptes.filter(pl.col("statut") == "a_verifier").sort("motif_nature")
    if doutes.is_empty():
        return phrases.AUCUN_DOUTE
    montant = dedans.filter("annexe_a_verifier")["montant_eur"].sum() or Decimal(0)
    return phrases.comptes_douteux(doutes.select("motif_nature", "raison", "inclus").rows(), montant)


def _desaccord(dedans: pl.DataFrame, perimetre: PerimetreAnnexe) -> str:
    debat = pl.any_horizontal(pl.col(f"statut_{axe}") == "desaccord" for axe in perimetre.axes)
    return phrases.desaccord(dedans.filter(debat)["montant_eur"].sum() or Decimal(0))


def _source(cle: str) -> str:
    une = sources().get(cle)
    return cle if une is None else phrases.source(une)
