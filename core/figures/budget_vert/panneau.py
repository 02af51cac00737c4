"""Ce que dit le panneau du budget vert : les plus grandes dépenses défavorables, ce qui reste à coter, ce qui fait
débat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from core.dossier import Dossier
from core.figures.budget_vert.lecture import Repartition, Sujet, nature_montree, repartition
from core.figures.budget_vert.phrases import RIEN, que_faire
from core.figures.budget_vert.publies import publies
from core.figures.budget_vert.vues import METHODE, Adresse, sujet_de
from core.figures.familles.depenses import montrer_lignes
from core.format_fr import accorder, euros_court, pourcent_prudent
from core.methodes.budget_vert.classes import i4ce, legale
from core.tables.affectations import AXES

MONTREES = 5


@dataclass(frozen=True)
class Ligne:
    """Une dépense : sa signature (vide si elle n'en a pas), ce qui la nomme, ses euros écrits."""

    signature: str
    nom: str
    ecrit: str


@dataclass(frozen=True)
class Suite:
    """Des dépenses nommées sous un titre ; ce que l'on dit quand il n'y en a aucune (vide : le titre se tait aussi)."""

    titre: str
    lignes: tuple[Ligne, ...]
    vide: str = ""


@dataclass(frozen=True)
class Alors:
    """« Et alors ? » : ce que l'on ne peut pas dire (`rien`), sinon les suites à donner, et l'axe sous lequel coter."""

    rien: str
    defavorables: Suite
    reste: tuple[str, str]
    laisses: str
    desaccord: Suite
    lentille: str


def choisies(demande: Adresse, dossier: Dossier) -> pl.DataFrame | None:
    """Les dépenses du morceau que dit l'adresse, prêtes à montrer ; nul si elle n'en dit pas, ou pas un de cette
    vue."""
    sujet = sujet_de(demande, dossier)
    condition = _condition(demande, sujet)
    return None if condition is None else lignes_de(dossier.detail(METHODE), sujet.perimetre, condition)


def et_alors(demande: Adresse, dossier: Dossier) -> Alors:
    """Ce qu'il faut faire de la vue : les dépenses défavorables, ce qui reste à coter, ce qui est laissé, ce qui fait
    débat."""
    sujet, detail = sujet_de(demande, dossier), dossier.detail(METHODE)
    lue = repartition(dossier.indicateurs(METHODE), sujet)
    phrase, debattues = en_desaccord(detail, sujet.axes, sujet.perimetre)
    titre = "Ce qui n’est pas coté" if sujet.lecture == "i4ce" else "Ce qui reste à coter"
    return Alors(
        "" if lue.total else RIEN[sujet.perimetre],
        Suite(
            f"Les plus grandes dépenses défavorables{sujet.sous}",
            tuple(plus_defavorables(detail, sujet.axes, sujet.perimetre)),
            f"Aucune dépense défavorable{sujet.sous} dans ce périmètre.",
        ),
        (f"{titre}{sujet.sous}", a_coter(lue) or "Tout le périmètre est coté."),
        que_faire(lue.laisses),
        Suite(f"En désaccord — {phrase}", tuple(debattues)),
        sujet.axe or "axe_1",
    )


def ailleurs(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Ce que chaque résultat publié compte, et d'où il vient : une rubrique chacun."""
    return tuple(
        (
            f"{une['collectivite']}, {une['document']} {une['exercice']}",
            f"{une['note']}. {une['source']}." if une["note"] else f"{une['source']}.",
        )
        for une in publies(dossier.tables).iter_rows(named=True)
    )


def _condition(demande: Adresse, sujet: Sujet) -> pl.Expr | None:
    debut, _, classe = demande.selection.rpartition("/")
    connues = {une.cle for une in sujet.classes}
    if demande.vue == "classes" and demande.selection in connues:
        return _de_classe(sujet, demande.selection)
    if demande.vue == "politiques" and debut and classe in connues:
        return (pl.col("politique") == debut) & _de_classe(sujet, classe)
    if demande.vue == "axes" and debut in AXES:
        return _de_classe(replace(sujet, axe=debut), classe) if classe in connues else None
    return None


def _de_classe(sujet: Sujet, classe: str) -> pl.Expr:
    if sujet.axe is None:
        return pl.col("classe_annexe" if sujet.perimetre == "annexe" else "classe") == classe
    return (i4ce(sujet.axe) if sujet.lecture == "i4ce" else legale(sujet.axe)) == classe


def plus_defavorables(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> list[Ligne]:
    """Les cinq plus grandes dépenses défavorables du périmètre, sous l'un des axes que l'on regarde."""
    contre = pl.any_horizontal(pl.col(nom) == "defavorable" for nom in axes)
    lignes = (
        dans(detail, perimetre)
        .filter(contre & pl.col("montant_eur").is_not_null())
        .group_by("signature")
        .agg(
            pl.col("libelle").first(), pl.col("nature").first(), pl.col("service").first(), pl.col("montant_eur").sum()
        )
        .filter(pl.col("montant_eur") > 0)
        .sort("montant_eur", "signature", descending=[True, False])
        .head(MONTREES)
    )
    return [
        Ligne(une["signature"], une["libelle"] or f"Compte {une['nature']}", euros_court(une["montant_eur"]))
        for une in lignes.iter_rows(named=True)
    ]


def dans(detail: pl.DataFrame, perimetre: str) -> pl.DataFrame:
    """Les lignes du périmètre (l'annexe, ou la lecture entière) : réalisées s'il y en a, sinon prévues, jamais
    mêlées."""
    lignes = detail.filter(pl.col(f"dans_{perimetre}"))
    return lignes.filter(pl.col("nature_montant") == str(nature_montree(lignes)))


def a_coter(repartition: Repartition) -> str:
    """Ce qui n'est pas coté, en euros et en part ; vide si tout l'est, ou s'il n'y a rien à coter.

    I4CE sépare ce que personne n'a examiné de ce qui l'a été sans conclure.
    """
    if not repartition.total:
        return ""
    reste = repartition.total - repartition.cote
    if reste <= 0:
        return ""
    if repartition.distingue:
        parts = (("non_cote", "non examinés"), ("indefini", "examinés sans conclusion"))
        return (
            " ; ".join(
                f"{euros_court(montant)} {nom}, {pourcent_prudent(montant / repartition.total)} du total"
                for cle, nom in parts
                if (montant := repartition.montant(cle))
            )
            + "."
        )
    return f"{euros_court(reste)} sans cotation, {pourcent_prudent(reste / repartition.total)} du total."


def en_desaccord(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> tuple[str, list[Ligne]]:
    """Les dépenses sur lesquelles deux personnes ne s'accordent pas : une phrase et les plus grandes ; vide sinon."""
    lignes = (
        _debattues(detail, axes, perimetre)
        .group_by("signature")
        .agg(pl.col("libelle").first(), pl.col("nature").first(), pl.col("montant_eur").sum())
        .sort("montant_eur", "signature", descending=[True, False])
    )
    if lignes.is_empty():
        return "", []
    montant = euros_court(lignes["montant_eur"].sum())
    return f"{accorder(lignes.height, 'dépense')} en débat, {montant} : aucune des lectures ne compte encore.", [
        Ligne(une["signature"], une["libelle"] or f"Compte {une['nature']}", euros_court(une["montant_eur"]))
        for une in lignes.head(MONTREES).iter_rows(named=True)
    ]


def _debattues(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> pl.DataFrame:
    return dans(detail, perimetre).filter(pl.any_horizontal(pl.col(f"statut_{axe}") == "desaccord" for axe in axes))


def lignes_de(detail: pl.DataFrame, perimetre: str, condition: pl.Expr) -> pl.DataFrame:
    """Les dépenses que désigne une barre choisie, prêtes à montrer."""
    return montrer_lignes(dans(detail, perimetre).filter(condition))
