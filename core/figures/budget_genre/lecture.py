"""Ce que lisent les vues de l'égalité : les euros par classe, et à qui chaque activité profite, femmes et hommes à
part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core import resultat
from core.communs.cotes import cotes_eur, total_eur
from core.figures.budget_genre.phrases_vues import PETIT_GROUPE, SANS_DONNEE
from core.figures.budget_vert.lecture import nature_montree
from core.figures.familles.classes import GENRE, Part, partager
from core.modele import Nature


@dataclass(frozen=True)
class Lecture:
    """Les euros de l'exercice par classe, aucune si rien n'est renseigné ; `documentation` : part des euros genrables
    dont le public est compté par sexe."""

    exercice: int
    nature: Nature
    parts: tuple[Part, ...]
    total: float | None
    desaccord: float
    documentation: float | None

    def montant(self, cle: str) -> float:
        """Les euros d'une classe ; 0 si aucun n'y tombe."""
        return next((une.montant for une in self.parts if une.classe.cle == cle), 0.0)

    @property
    def cote(self) -> float:
        """Les euros qui portent une appréciation."""
        return cotes_eur({une.classe.cle: une.montant for une in self.parts})

    @property
    def couverture(self) -> float | None:
        """La part cotée du total."""
        return self.cote / self.total if self.total else None


@dataclass(frozen=True)
class Activite:
    """Une activité financée : ses euros, et à qui ils profitent ; nul = inconnu ou caché, `motif` dit pourquoi.

    `femmes` et `hommes` comptent les usagers, jamais ceux d'un petit groupe.
    """

    nom: str
    montant: float | None
    femmes: int | None
    hommes: int | None
    part_femmes: float | None
    part_visees: float | None
    benefice_femmes: float | None
    benefice_hommes: float | None
    par_visee: float | None
    par_vise: float | None
    ecart: float | None
    masquee: bool
    motif: str

    @property
    def empeche(self) -> str:
        """Pourquoi rien ne se montre ; vide si la part des femmes est connue."""
        if self.masquee:
            return PETIT_GROUPE
        return "" if self.part_femmes is not None else self.motif or SANS_DONNEE


def lire(indicateurs: pl.DataFrame, exercice: int) -> Lecture:
    """Les euros par classe d'un exercice ; réalisés d'abord, jamais mêlés au prévu."""
    lignes = resultat.lire(indicateurs, "montant").filter(pl.col("valeur").is_not_null())
    nature = nature_montree(lignes, "nature")
    montants = dict(lignes.filter(pl.col("nature") == str(nature)).select("classe", "valeur").iter_rows())
    total = total_eur(montants)
    return Lecture(
        exercice,
        nature,
        partager(montants, GENRE, total),
        total,
        valeur(indicateurs, "desaccord", nature) or 0.0,
        valeur(indicateurs, "taux_documentation", nature),
    )


def valeur(indicateurs: pl.DataFrame, nom: str, nature: Nature, sexe: str | None = None) -> float | None:
    """Un chiffre de l'ensemble, de la nature montrée ; nul = donnée absente."""
    return resultat.valeur(indicateurs, nom, nature=str(nature), poste=None, sexe=sexe)


def activites_de(activites: pl.DataFrame) -> list[Activite]:
    """Les activités, de la plus coûteuse à la moins coûteuse ; celles dont le montant est inconnu à la fin."""
    if activites.is_empty():
        return []
    nature = str(nature_montree(activites))
    lues = [
        Activite(
            une["activite"],
            _flottant(une["montant_eur"]),
            une["femmes"],
            une["hommes"],
            une["part_femmes"],
            une["part_femmes_visees"],
            _flottant(une["benefice_femmes_eur"]),
            _flottant(une["benefice_hommes_eur"]),
            _flottant(une["eur_par_visee"]),
            _flottant(une["eur_par_vise"]),
            une["ecart_parite"],
            bool(une["masque"]),
            une["motif"] or "",
        )
        for une in activites.filter(pl.col("nature_montant") == nature).iter_rows(named=True)
    ]
    return sorted(lues, key=lambda une: (une.montant is None, -(une.montant or 0.0), une.nom))


def montrables(activites: Sequence[Activite]) -> list[Activite]:
    """Les activités dont la part des femmes est connue et peut se montrer."""
    return [une for une in activites if not une.empeche]


def _flottant(montant: object) -> float | None:
    return None if montant is None else float(str(montant))
