"""La trajectoire nationale, secteur par secteur : l'indice de la SNBC appliqué à ce que le territoire a observé."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import polars as pl

from core import references
from core.communs.climat.observees import interpoler, parametre
from core.modele import Donnees
from core.tables.climat import POPULATIONS

PERIMETRE = "territoire"
"""Le cadre des plans climat ne vaut que pour lui : une organisation n'a pas ces huit secteurs."""

REGLES = {
    "observee": "observée cette année-là",
    "interpolee": "interpolée entre les deux années voisines",
    "plus_proche": "faute de mieux, l'année observée la plus proche",
    "ambigue": "plusieurs noms lus pour ce secteur : aucun n'est choisi",
    "absente": "donnée absente",
}


@dataclass(frozen=True)
class Secteur:
    """Un secteur du plan climat : ses émissions lues (tCO2e), son année de référence, son indice national."""

    nom: str
    serie: str
    demographie: bool
    note: str | None
    indice: Mapping[int, float]
    lus: tuple[str, ...] = ()
    observees: Mapping[int, float] = field(default_factory=dict)
    annee: int | None = None
    reference: float | None = None
    regle: str = "absente"

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


def nu(texte: str) -> str:
    """Le nom d'un secteur sans casse, accents ni ponctuation : ce qui se compare."""
    plat = unicodedata.normalize("NFKD", texte.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(lettre for lettre in plat if not unicodedata.combining(lettre))).strip()


@cache
def cadre() -> tuple[Secteur, ...]:
    """Les huit secteurs, dans leur ordre, chacun avec son indice national (2015 = 1) ; d'après `data/secteurs_pcaet.csv`."""
    return tuple(
        Secteur(
            ligne["secteur"],
            ligne["serie"],
            ligne["demographie"] == "oui",
            ligne["note"],
            _indice(ligne["serie"], ligne["secteur_national"]),
        )
        for ligne in references.reference("secteurs_pcaet").iter_rows(named=True)
    )


@cache
def noms_reconnus() -> dict[str, str]:
    """Chaque nom de secteur reconnu (sans accents), et le secteur du plan climat qu'il désigne."""
    return {
        nu(nom): ligne["secteur"]
        for ligne in references.reference("secteurs_pcaet").iter_rows(named=True)
        for nom in (ligne["secteur"], *ligne["synonymes"].split("|"))
    }


def _indice(serie: str, secteur: str) -> dict[int, float]:
    """L'indice annuel publié, ou les points de la SNBC-2 reliés en ligne droite ; 1 l'année de base."""
    table = references.valeurs(f"snbc_{serie}").filter(
        (pl.col("secteur") == secteur) & pl.col("strategie").str.starts_with("SNBC-2")
    )
    points: dict[int, float] = dict(table.select(pl.col("annee").cast(pl.Int32), "valeur").sort("annee").iter_rows())
    base = points[int(parametre("annee_base_snbc"))]
    annees = range(min(points), max(points) + 1)
    return {annee: valeur / base for annee in annees if (valeur := interpoler(points, annee)) is not None}


def secteurs_observes(emissions: pl.DataFrame, exercice: int) -> list[Secteur]:
    """Les huit secteurs du territoire, lus dans ses émissions jusqu'à l'exercice ; un secteur absent reste dans la liste.

    Un puits (valeur négative) n'est pas une émission. Deux noms lus pour un même secteur pourraient le compter deux
    fois : il est alors « ambigu », et ne compte pas.
    """
    lues = emissions.filter(
        (pl.col("perimetre") == PERIMETRE) & (pl.col("exercice") <= exercice) & (pl.col("emissions_tco2e") >= 0)
    ).select("secteur", "exercice", "emissions_tco2e")
    par_secteur: dict[str, dict[str, dict[int, float]]] = {}
    for nom, annee, valeur in sorted(lues.iter_rows()):
        if secteur := noms_reconnus().get(nu(nom)):
            par_secteur.setdefault(secteur, {}).setdefault(nom, {})[annee] = valeur
    return [_lire(vide, par_secteur.get(vide.nom, {})) for vide in cadre()]


def _lire(vide: Secteur, series: Mapping[str, Mapping[int, float]]) -> Secteur:
    if not series:
        return vide
    if len(series) > 1:
        return replace(vide, lus=tuple(series), regle="ambigue")
    nom, observees = next(iter(series.items()))
    annee, reference, regle = reference_de(observees)
    return replace(vide, lus=(nom,), observees=observees, annee=annee, reference=reference, regle=regle)


def reference_de(observees: Mapping[int, float]) -> tuple[int | None, float | None, str]:
    """L'année et la valeur de référence : 2015, sinon l'interpolation entre ses voisines, sinon l'année la plus proche.

    Règle de suffisance de la trajectoire de l'ADEME : 7,39 en 2014 et 7,47 en 2016 font 7,43 en 2015.
    """
    base = int(parametre("annee_base_snbc"))
    if not observees:
        return None, None, "absente"
    if base in observees:
        return base, observees[base], "observee"
    if (valeur := interpoler(observees, base)) is not None:
        return base, valeur, "interpolee"
    proche = min(observees, key=lambda annee: (abs(annee - base), annee))
    return proche, observees[proche], "plus_proche"


def non_rattaches(emissions: pl.DataFrame, exercice: int) -> list[str]:
    """Les secteurs du territoire que le cadre ne reconnaît pas, triés : ils restent hors de cette lecture."""
    noms = (
        emissions.filter(
            (pl.col("perimetre") == PERIMETRE) & (pl.col("exercice") <= exercice) & (pl.col("emissions_tco2e") >= 0)
        )["secteur"]
        .unique()
        .sort()
        .to_list()
    )
    return [nom for nom in noms if nu(nom) not in noms_reconnus()]


def omis(emissions: pl.DataFrame, exercice: int) -> list[str]:
    """Les secteurs observés que le total national ne compte pas, triés : hors du cadre, ou sous plusieurs noms.

    S'il y en a, ce total ne se compare pas aux émissions de tout le territoire.
    """
    ambigus = [
        nom for secteur in secteurs_observes(emissions, exercice) if secteur.regle == "ambigue" for nom in secteur.lus
    ]
    return sorted({*non_rattaches(emissions, exercice), *ambigus})


def habitants(donnees: Donnees) -> dict[int, float]:
    """La population par année, observée ou projetée ; vide si la table n'est pas renseignée."""
    table = donnees.get(POPULATIONS.nom)
    return (
        {}
        if table is None
        else {annee: float(nombre) for annee, nombre in sorted(table.select("annee", "habitants").iter_rows())}
    )


def somme(secteurs: list[Secteur], population: Mapping[int, float] | None = None) -> dict[int, float]:
    """Le total des secteurs renseignés, les années où tous ont une valeur ; vide si trop peu de secteurs le sont."""
    chemins = [secteur.chemin(population) for secteur in secteurs if secteur.reference is not None]
    if not suffisants(secteurs):
        return {}
    communes = set.intersection(*(set(chemin) for chemin in chemins))
    return {annee: sum(chemin[annee] for chemin in chemins) for annee in sorted(communes)}


def suffisants(secteurs: list[Secteur]) -> bool:
    """Vrai quand assez de secteurs ont une référence : quatre sur huit."""
    return sum(secteur.reference is not None for secteur in secteurs) >= parametre("secteurs_pcaet_minimum")


def a_verifier() -> str:
    """Ce que l'on garde sans s'en servir : les données nationales dont la source n'a pas été relue, comptées."""
    douteuses = [cle for cle, source in references.sources().items() if not source.verifiee]
    phrases = []
    for nom, libelle in (("snbc_budgets", "budgets"), ("snbc_points", "points sectoriels")):
        lignes = references.valeurs(nom).filter(pl.col("source").is_in(douteuses))
        strategies = ", ".join(lignes["strategie"].unique().sort())
        phrases.append(f"{lignes.height} {libelle} ({strategies})")
    return f"{' et '.join(phrases)} restent à vérifier : ils ne servent à aucun calcul"
