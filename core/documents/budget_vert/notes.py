"""Les notes de l'annexe verte : quel périmètre, quelles règles, quels budgets, et ce qui reste à vérifier avant de la
voter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from core.figures.budget_vert.lecture import Laisse
from core.figures.budget_vert.phrases import note_laissee
from core.format_fr import enumerer, euros
from core.methodes.budget_vert import PerimetreAnnexe
from core.modele import Nature
from core.references import sources
from core.tables.affectations import AXES

_REGLES = (
    "Montants mandatés, toutes taxes comprises, sans déduire les subventions reçues. Une dépense peut se partager "
    "entre plusieurs classes par quotes-parts. Une dépense que personne n'a cotée est « non cotée », jamais neutre."
)
_REUNION = (
    "Quand un exercice demande plusieurs axes : favorable pour un axe et défavorable pour un autre, la dépense est "
    "mixte ; favorable ou défavorable dès qu'un axe l'est ; neutre si un axe l'est et qu'aucun ne dit plus ; non cotée "
    "si aucun axe ne l'est. Cette réunion est une lecture de Comptes communs, à vérifier."
)
_MAQUETTE = (
    "La disposition officielle de l'annexe n'a pas pu être relue : onglets, colonnes et titres de ce classeur sont "
    "ceux de data/maquette_annexe.csv, à comparer au modèle de l'arrêté avant de l'annexer."
)
_DEDUCTION = (
    "aucune n'est déclarée sur ces lignes. C'est celle des autres lignes du budget ; à défaut, pour le budget "
    "principal, celle de ses comptes. Déclarez-la pour la confirmer."
)
_STATUT = (
    "L'annexe cote l'impact de dépenses exécutées ; elle n'impose ni un « budget vert », ni une décision. La sobriété "
    "fait baisser la part verte : un euro économisé disparaît du compte."
)


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
        (
            "Montants",
            "Réalisés (compte administratif ou compte financier unique)."
            if nature is Nature.REALISE
            else "Prévus : aucun investissement exécuté n'est importé. L'annexe légale porte sur l'exécuté.",
        ),
        (
            "Statut",
            f"Lecture à blanc : aucune annexe n'était demandée pour {exercice}."
            if not perimetre.legale
            else (
                f"Annexe demandée pour {exercice} aux collectivités de plus de 3 500 habitants ; libre pour les autres."
            ),
        ),
        ("Périmètre", perimetre.note),
        ("Axes", enumerer([f"{axe.removeprefix('axe_')}. {AXES[axe]}" for axe in perimetre.axes])),
        ("Budgets compris", _budgets(dedans)),
        ("Budgets laissés de côté", _absents(detail, dedans, nature, laisses)),
        *_deduites(dedans),
        ("Règles", _REGLES),
        ("Axes réunis", _REUNION),
        ("À vérifier : les comptes", _comptes_douteux(dedans, perimetre)),
        ("À vérifier : la maquette", _MAQUETTE),
        ("En désaccord", _desaccord(dedans, perimetre)),
        ("Ce que l'annexe ne dit pas", _STATUT),
        ("Source du périmètre", _source(perimetre.source)),
    ]
    return pl.DataFrame(lignes, schema={"sujet": pl.String, "note": pl.String}, orient="row")


def _budgets(dedans: pl.DataFrame) -> str:
    if dedans.is_empty():
        return "Aucun : aucune dépense de cet exercice n'entre dans le périmètre."
    totaux = dedans.group_by("budget").agg(pl.col("montant_eur").sum()).sort("budget")
    return enumerer([f"{nom} ({euros(montant)})" for nom, montant in totaux.iter_rows()]) + "."


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
    phrases = [
        f"{nom} ({euros(montant)} : "
        + (
            "prévus, aucun compte exécuté n'est importé"
            if lue != str(nature)
            else f"hors du périmètre{f', nomenclature {plan}' if plan else ''}"
        )
        + ")"
        for nom, lue, montant, plan in totaux.iter_rows()
    ]
    dits = [*([f"{enumerer(phrases)}."] if phrases else []), *(note_laissee(un) for un in laisses)]
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
    dits = [f"{budget} ({plan}, {euros(montant)})" for budget, plan, montant in lues.iter_rows()]
    return [("Nomenclature déduite", f"{enumerer(dits)} : {_DEDUCTION}")]


def _comptes_douteux(dedans: pl.DataFrame, perimetre: PerimetreAnnexe) -> str:
    doutes = perimetre.comptes.filter(pl.col("statut") == "a_verifier").sort("motif_nature")
    if doutes.is_empty():
        return "Aucun compte du périmètre n'est douteux."
    noms = enumerer(
        [
            f"{motif.rstrip('*')} ({raison.lower()}{', exclu aujourd’hui' if inclus == 'non' else ''})"
            for motif, raison, inclus in doutes.select("motif_nature", "raison", "inclus").iter_rows()
        ]
    )
    montant = dedans.filter("annexe_a_verifier")["montant_eur"].sum() or Decimal(0)
    return (
        f"{noms} : leur place, dans le périmètre ou hors de lui, n'a pas été relue. Montant en cause, dans le "
        f"périmètre : {euros(montant)}."
    )


def _desaccord(dedans: pl.DataFrame, perimetre: PerimetreAnnexe) -> str:
    debat = pl.any_horizontal(pl.col(f"statut_{axe}") == "desaccord" for axe in perimetre.axes)
    montant = dedans.filter(debat)["montant_eur"].sum() or Decimal(0)
    return (
        f"{euros(montant)}, comptés en « non coté » jusqu'à ce que quelqu'un tranche." if montant else "Aucune dépense."
    )


def _source(cle: str) -> str:
    une = sources().get(cle)
    if une is None:
        return cle
    annee = f", {une.annee}" if une.annee else ""
    return f"{une.auteur}, {une.titre}{annee}{'' if une.verifiee else ' — à vérifier'}"
