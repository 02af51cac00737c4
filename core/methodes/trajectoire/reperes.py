"""Ce que la trajectoire tient de la nation et de ses auteurs : séries, cibles, cadre des plans climat, constantes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from core.communs.climat.observees import interpoler
from core.modele import Donnees
from core.references import cle, reference_de, source, valeurs_de

PARAMETRES = "parametres_carbone"
NATIONALES = (
    PARAMETRES,
    "secteurs_pcaet",
    "snbc_budgets",
    "snbc_cibles",
    "snbc_emissions_nationales",
    "snbc_indices",
    "snbc_points",
)
"""Les données de référence que lit la méthode."""


@dataclass(frozen=True)
class Secteur:
    """Un secteur du plan climat : ses émissions lues (tCO2e), son année de référence, son indice national.

    `points` : l'indice que donneraient les points nationaux du secteur qui le contient ; vide s'il n'y en a pas.
    """

    nom: str
    serie: str
    demographie: bool
    note: str | None
    indice: Mapping[int, float]
    points: Mapping[int, float] = field(default_factory=dict)
    lus: tuple[str, ...] = ()
    observees: Mapping[int, float] = field(default_factory=dict)
    annee: int | None = None
    reference: float | None = None
    regle: str = "absente"

    def ecart_des_points(self, annee: int) -> float | None:
        """De combien les points nationaux diffèrent de l'indice une année (part de l'indice) ; nul sans les deux."""
        points, indice = self.points.get(annee), self.indice.get(annee)
        return points / indice - 1 if points is not None and indice else None

    def chemin(self, population: Mapping[int, float] | None = None) -> dict[int, float]:
        """Référence × indice de l'année ÷ indice de la référence (× population), en tCO2e ; vide sans référence.

        Avec une population, les années qu'elle ne couvre pas sont absentes : rien n'est prolongé.
        """
        if self.annee is None or self.reference is None:
            return {}
        debut = max(self.annee, min(self.indice))
        if debut not in self.indice:
            return {}
        chemin = {
            annee: self.reference * valeur / self.indice[debut]
            for annee, valeur in self.indice.items()
            if annee >= debut
        }
        if population is None or not self.demographie:
            return chemin
        depart = interpoler(population, self.annee)
        habitants = {annee: interpoler(population, annee) for annee in chemin}
        if not depart:
            return {}
        return {
            annee: valeur * part / depart for annee, valeur in chemin.items() if (part := habitants[annee]) is not None
        }


@dataclass(frozen=True)
class Periode:
    """Le budget d'une période nationale : une moyenne annuelle, en MtCO2e, de `debut` à `fin` comprises."""

    strategie: str
    debut: int
    fin: int
    moyenne: float


@dataclass(frozen=True)
class Reperes:
    """Les repères d'un calcul : émissions de la France par an (ktCO2e hors UTCATF), cibles en part de 1990, périodes
    dont la source est vérifiée, huit secteurs du cadre, nom reconnu de chacun, et les constantes de la méthode."""

    emissions: Mapping[int, float]
    cibles: Mapping[int, float]
    periodes: tuple[Periode, ...]
    cadre: tuple[Secteur, ...]
    noms: Mapping[str, str]
    constantes: Mapping[str, float]

    def niveau(self, annee: int) -> float | None:
        """Les émissions de la France une année, en ktCO2e : son inventaire, puis, au-delà du dernier, la ligne droite
        qui le relie à ses cibles ; nulles hors d'eux."""
        cibles = {une: part * self.emissions[1990] for une, part in self.cibles.items() if une > max(self.emissions)}
        return interpoler({**cibles, **self.emissions}, annee)

    @property
    def annee_base(self) -> int:
        """L'année dont l'indice vaut 1."""
        return int(self.constantes["annee_base_snbc"])


def reperes(donnees: Donnees) -> Reperes:
    """Les repères que portent ces données ; ceux qui sont livrés ne se lisent qu'une fois."""
    return _lire(donnees) if any(cle(nom) in donnees for nom in NATIONALES) else _livres()


@cache
def _livres() -> Reperes:
    return _lire({})


def _lire(donnees: Donnees) -> Reperes:
    constantes: dict[str, float] = dict(valeurs_de(donnees, PARAMETRES).select("cle", "valeur").iter_rows())
    secteurs = reference_de(donnees, "secteurs_pcaet").rows(named=True)
    return Reperes(
        emissions=_par_annee(valeurs_de(donnees, "snbc_emissions_nationales")),
        cibles=_par_annee(valeurs_de(donnees, "snbc_cibles")),
        periodes=_periodes(valeurs_de(donnees, "snbc_budgets")),
        cadre=tuple(
            Secteur(
                ligne["secteur"],
                ligne["serie"],
                ligne["demographie"] == "oui",
                ligne["note"],
                _indice(
                    valeurs_de(donnees, f"snbc_{ligne['serie']}"),
                    ligne["secteur_national"],
                    int(constantes["annee_base_snbc"]),
                ),
                _indice(
                    valeurs_de(donnees, "snbc_points"), ligne["points_nationaux"], int(constantes["annee_base_snbc"])
                )
                if ligne["points_nationaux"]
                else {},
            )
            for ligne in secteurs
        ),
        noms={
            nu(nom): ligne["secteur"]
            for ligne in secteurs
            for nom in (ligne["secteur"], *ligne["synonymes"].split("|"))
        },
        constantes=constantes,
    )


def _par_annee(table: pl.DataFrame) -> dict[int, float]:
    return {int(annee): valeur for annee, valeur in table.select("annee", "valeur").iter_rows()}


def _indice(table: pl.DataFrame, secteur: str, annee_base: int) -> dict[int, float]:
    """L'indice annuel publié, ou les points de la SNBC-2 reliés en ligne droite ; 1 l'année de base."""
    siens = table.filter((pl.col("secteur") == secteur) & pl.col("strategie").str.starts_with("SNBC-2"))
    points: dict[int, float] = dict(siens.select(pl.col("annee").cast(pl.Int32), "valeur").sort("annee").iter_rows())
    base = points[annee_base]
    annees = range(min(points), max(points) + 1)
    return {annee: valeur / base for annee in annees if (valeur := interpoler(points, annee)) is not None}


def _periodes(budgets: pl.DataFrame) -> tuple[Periode, ...]:
    """Une période par année de début : seules les stratégies dont la source est vérifiée servent, la plus récente
    d'abord."""
    retenues = {
        ligne["debut"]: Periode(ligne["strategie"], int(ligne["debut"]), int(ligne["fin"]), ligne["valeur"])
        for ligne in budgets.sort("strategie", maintain_order=True).iter_rows(named=True)
        if ligne["secteur"] == "total" and source(ligne["source"]).verifiee
    }
    return tuple(retenues.values())


def nu(texte: str) -> str:
    """Le nom d'un secteur sans casse, accents ni ponctuation : ce qui se compare."""
    plat = unicodedata.normalize("NFKD", texte.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(lettre for lettre in plat if not unicodedata.combining(lettre))).strip()
