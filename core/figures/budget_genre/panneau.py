"""Ce que dit le panneau de l'égalité : ce qui est documenté, l'écart à la parité, ce qui est caché, ce qui reste à
faire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.dossier import Dossier
from core.figures.budget_genre.lecture import Activite, Lecture, valeur
from core.figures.budget_genre.vues import METHODE, Adresse, activites, choisie, lecture_de
from core.figures.budget_vert.lecture import nature_montree
from core.figures.familles.depenses import montrer_lignes
from core.format_fr import accorder, avec_unite, euros, euros_court, pourcent

_MEME_BASE = 1e-6
"""Deux parts plus proches que cela viennent des mêmes activités."""


@dataclass(frozen=True)
class Alors:
    """« Et alors ? » : les chiffres d'ensemble, les dépenses dont compter le public (signature et nom), ce qui
    manque."""

    rubriques: tuple[tuple[str, str], ...]
    a_documenter: tuple[tuple[str, str], ...]
    manques: tuple[str, ...]


def choisies(demande: Adresse, dossier: Dossier) -> pl.DataFrame | None:
    """Les dépenses de la barre que dit l'adresse, prêtes à montrer ; nul si elle n'en dit pas, ou n'en désigne
    aucune."""
    dite = choisie(demande)
    if dite is None:
        return None
    montree = pl.col("nature_montant") == str(lecture_de(dossier).nature)
    colonne = "classe" if demande.vue == "classes" else "activite"
    lignes = dossier.detail(METHODE).filter(montree & (pl.col(colonne) == dite))
    return None if lignes.is_empty() else montrer_lignes(lignes)


def et_alors(dossier: Dossier) -> Alors:
    """Ce que ces chiffres disent, et ce qui leur manque."""
    indicateurs, lecture = dossier.indicateurs(METHODE), lecture_de(dossier)
    return Alors(
        tuple(rubriques(indicateurs, lecture)),
        tuple(a_documenter(dossier.detail(METHODE), 3)),
        tuple(manques(indicateurs, lecture, activites(dossier))),
    )


def rubriques(indicateurs: pl.DataFrame, lecture: Lecture) -> list[tuple[str, str]]:
    """Les chiffres d'ensemble, titre et texte ; ce qui manque est dit tel."""
    return [
        ("Public compté par sexe", _documentation(lecture)),
        ("À qui profite ce qui est documenté", _benefice(indicateurs, lecture)),
        ("Euros par personne touchée", _par_usager(indicateurs, lecture)),
        ("Favorable à l'égalité", _favorable(lecture)),
    ]


def _documentation(lecture: Lecture) -> str:
    if lecture.documentation is None:
        return "Aucune dépense n'est encore dite susceptible d'avoir un impact."
    return f"{pourcent(lecture.documentation)} des euros susceptibles d'avoir un impact."


def _benefice(indicateurs: pl.DataFrame, lecture: Lecture) -> str:
    """La part des femmes ; puis, sur les seules activités dont le public visé est connu, sa distance à ce public."""
    part, visees, ecart = (
        valeur(indicateurs, nom, lecture.nature)
        for nom in ("part_femmes_benefice", "part_femmes_visees", "ecart_parite")
    )
    if part is None:
        return "Donnée absente : aucun public compté par sexe ne peut se montrer."
    if visees is None or ecart is None:
        return f"{pourcent(part)} aux femmes."
    if abs(visees + ecart - part) < _MEME_BASE:
        return f"{pourcent(part)} aux femmes, pour {pourcent(visees)} de femmes dans le public visé."
    points = round(abs(ecart) * 100)
    dit = (
        f"{accorder(points, 'point')} de {'plus' if ecart > 0 else 'moins'} que leur part du public"
        if points
        else "autant que leur part du public"
    )
    return f"{pourcent(part)} aux femmes ; là où le public visé est connu, {pourcent(visees + ecart)}, {dit}."


def _par_usager(indicateurs: pl.DataFrame, lecture: Lecture) -> str:
    femmes, hommes = (valeur(indicateurs, "eur_par_usager", lecture.nature, sexe) for sexe in ("femmes", "hommes"))
    if femmes is None or hommes is None:
        return "Donnée absente."
    return f"{_euros(femmes)} par femme, {_euros(hommes)} par homme."


def _euros(montant: float) -> str:
    return euros(montant) if montant >= 10 else avec_unite(montant, "€", 2)


def _favorable(lecture: Lecture) -> str:
    montant = lecture.montant("favorable")
    if not lecture.cote:
        return "Rien n'est encore coté."
    if not montant:
        return "Aucun euro de ce qui est coté."
    return f"{euros_court(montant)}, {pourcent(montant / lecture.cote, 1)} de ce qui est coté."


def manques(indicateurs: pl.DataFrame, lecture: Lecture, activites: Sequence[Activite]) -> list[str]:
    """Ce que ces chiffres ne comptent pas, en phrases."""
    phrases = []
    if lecture.total and lecture.cote < lecture.total:
        phrases.append(
            f"{euros_court(lecture.total - lecture.cote)} sans cotation, "
            f"{pourcent(1 - lecture.cote / lecture.total)} du total."
        )
    if lecture.desaccord:
        phrases.append(f"{euros_court(lecture.desaccord)} en désaccord : aucune lecture n'y compte encore.")
    if a_departager := valeur(indicateurs, "a_departager", lecture.nature):
        phrases.append(f"{euros_court(a_departager)} que deux activités réclament : à départager.")
    cachees = [une for une in activites if une.masquee]
    if cachees:
        phrases.append(f"{accorder(len(cachees), 'activité cachée', 'activités cachées')} : moins de 11 personnes.")
    muettes = [une for une in activites if une.empeche and not une.masquee]
    if muettes:
        phrases.append(f"{accorder(len(muettes), 'activité')} sans public compté par sexe.")
    return phrases


def a_documenter(detail: pl.DataFrame, combien: int = 5) -> list[tuple[str, str]]:
    """Les plus grandes dépenses susceptibles d'avoir un impact dont le public n'est pas compté par sexe : signature et
    nom."""
    montree = pl.col("nature_montant") == str(nature_montree(detail))
    lignes = (
        detail.filter(
            montree
            & (pl.col("classe") == "genrable")
            & ~pl.col("documentee").fill_null(False)
            & pl.col("montant_eur").is_not_null()
        )
        .group_by("signature")
        .agg(pl.col("libelle", "nature").first(), pl.col("montant_eur").sum())
        .sort("montant_eur", "signature", descending=[True, False])
        .head(combien)
    )
    return [
        (une["signature"], f"{une['libelle'] or 'Compte ' + une['nature']} — {euros_court(une['montant_eur'])}")
        for une in lignes.iter_rows(named=True)
    ]
