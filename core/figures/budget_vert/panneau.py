"""Ce que dit le panneau du budget vert : les plus grandes dépenses défavorables, ce qui reste à coter, ce qui fait
débat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from core.communs.cotes import par_depense
from core.dossier import Dossier
from core.figures.budget_vert import phrases_panneau as phrases
from core.figures.budget_vert.lecture import Sujet, laisses_de_cote, nature_montree, repartition
from core.figures.budget_vert.phrases import RIEN
from core.figures.budget_vert.phrases_laisses import que_faire
from core.figures.budget_vert.publies import publies
from core.figures.budget_vert.vues import METHODE, Adresse, sujet_de
from core.figures.familles.depenses import montrer_lignes
from core.format_fr import euros_court
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
    debattues = en_desaccord(detail, sujet.axes, sujet.perimetre)
    return Alors(
        "" if lue.total else RIEN[sujet.perimetre],
        Suite(
            phrases.titre_defavorables(sujet),
            tuple(plus_defavorables(detail, sujet.axes, sujet.perimetre)),
            phrases.aucune_defavorable(sujet),
        ),
        (phrases.titre_reste(sujet), phrases.a_coter(lue) or phrases.TOUT_COTE),
        que_faire(lue.laisses),
        Suite(phrases.en_desaccord(len(debattues), lue.desaccord), tuple(debattues[:MONTREES])),
        sujet.axe or "axe_1",
    )


def ailleurs(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Ce que chaque résultat publié compte, et d'où il vient : une rubrique chacun ; d'abord ce que le nôtre laisse de
    côté."""
    laisses = que_faire(laisses_de_cote(dossier.indicateurs(METHODE)))
    notre = ((phrases.LAISSE, laisses),) if laisses else ()
    return notre + tuple(
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
    lignes = par_depense(dans(detail, perimetre).filter(contre & pl.col("montant_eur").is_not_null()))
    retenues = lignes.filter(pl.col("montant_eur") > 0).head(MONTREES)
    return [_ligne(une) for une in retenues.iter_rows(named=True)]


def dans(detail: pl.DataFrame, perimetre: str) -> pl.DataFrame:
    """Les lignes du périmètre (l'annexe, ou la lecture entière) : réalisées s'il y en a, sinon prévues, jamais
    mêlées."""
    lignes = detail.filter(pl.col(f"dans_{perimetre}"))
    return lignes.filter(pl.col("nature_montant") == str(nature_montree(lignes)))


def en_desaccord(detail: pl.DataFrame, axes: Sequence[str], perimetre: str) -> list[Ligne]:
    """Les dépenses sur lesquelles deux personnes ne s'accordent pas, de la plus grande à la plus petite."""
    debat = pl.any_horizontal(pl.col(f"statut_{axe}") == "desaccord" for axe in axes)
    return [_ligne(une) for une in par_depense(dans(detail, perimetre).filter(debat)).iter_rows(named=True)]


def _ligne(depense: Mapping[str, Any]) -> Ligne:
    nom = depense["libelle"] or f"Compte {depense['nature']}"
    return Ligne(depense["signature"], nom, euros_court(depense["montant_eur"]))


def lignes_de(detail: pl.DataFrame, perimetre: str, condition: pl.Expr) -> pl.DataFrame:
    """Les dépenses que désigne une barre choisie, prêtes à montrer."""
    return montrer_lignes(dans(detail, perimetre).filter(condition))
