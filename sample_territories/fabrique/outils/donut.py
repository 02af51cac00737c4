"""Écrire un indicateur et sa série en peu de mots, toujours les mêmes valeurs pour les mêmes mots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.hasard import variation

ANNEES = tuple(range(2017, 2025))
LS, LE, MS, ME = "locale_sociale", "locale_ecologique", "mondiale_sociale", "mondiale_ecologique"
DIAG360 = ("Diag360 v1.3.5", "Classeur d'indicateurs Diag360, borne haute, 2023")
ADEME = ("ADEME, Territoire Engagé", "Référentiel Territoire Engagé Transition Écologique, valeur cible, 2024")
LIMITES = ("Fanning et Raworth", "Nature 646 (2025), limites par habitant de 2017")


@dataclass(frozen=True)
class Serie:
    """Une série de `debut` (2017) à `fin` (2024) ; `sans` : années jamais saisies ; `vides` : saisies sans valeur."""

    debut: float
    fin: float
    source: str
    qualite: str = "declare"
    decimales: int = 1
    remous: float = 0.12
    sans: frozenset[int] = frozenset()
    vides: frozenset[int] = frozenset()
    couverture: float | None = 1.0


@dataclass(frozen=True)
class Indicateur:
    """Un indicateur, son seuil daté et signé, et sa série (nulle : aucune mesure)."""

    code: str
    intitule: str
    dimension: str
    lentille: str
    unite: str
    sens: str
    seuil: float | None
    auteur: tuple[str, str] | None
    serie: Serie | None
    pire: float | None = None
    base: float | None = None
    cible: float | None = None
    annee_cible: int | None = None


def serie(
    debut: float,
    fin: float,
    source: str,
    qualite: str = "declare",
    decimales: int = 1,
    *,
    sans: Sequence[int] = (),
    vides: Sequence[int] = (),
    couverture: float | None = 1.0,
    remous: float = 0.12,
) -> Serie:
    """Une série en peu de mots."""
    return Serie(debut, fin, source, qualite, decimales, remous, frozenset(sans), frozenset(vides), couverture)


def lignes_indicateurs(indicateurs: Sequence[Indicateur]) -> list[type_ligne]:
    """Les lignes de la table « indicateurs »."""
    return [
        {
            "code": x.code,
            "intitule": x.intitule,
            "dimension": x.dimension,
            "lentille": x.lentille,
            "unite": x.unite,
            "sens": x.sens,
            "plancher": x.seuil if x.lentille.endswith("_sociale") else None,
            "plafond": x.seuil if x.lentille.endswith("_ecologique") else None,
            "pire_valeur": x.pire,
            "valeur_preindustrielle": x.base,
            "cible": x.cible,
            "annee_cible": x.annee_cible,
            "auteur_seuil": x.auteur[0] if x.auteur else None,
            "source_seuil": x.auteur[1] if x.auteur else None,
        }
        for x in indicateurs
    ]


def lignes_mesures(territoire: str, indicateurs: Sequence[Indicateur]) -> list[type_ligne]:
    """Les lignes de la table « mesures » : la première et la dernière année sont exactes, les autres remuent un peu."""
    lignes: list[type_ligne] = []
    for x in indicateurs:
        if x.serie is None:
            continue
        for annee in ANNEES:
            if annee in x.serie.sans:
                continue
            lignes.append(
                {
                    "indicateur": x.code,
                    "annee": annee,
                    "valeur": None if annee in x.serie.vides else _valeur(territoire, x.code, x.serie, annee),
                    "qualite": x.serie.qualite,
                    "couverture": x.serie.couverture,
                    "source": x.serie.source,
                }
            )
    return lignes


def _valeur(territoire: str, code: str, suite: Serie, annee: int) -> float:
    pas = (annee - ANNEES[0]) / (ANNEES[-1] - ANNEES[0])
    droite = suite.debut + (suite.fin - suite.debut) * pas
    amplitude = max(abs(suite.fin - suite.debut), 0.02 * abs(suite.debut))
    bord = annee in {ANNEES[0], ANNEES[-1]}
    ecart = 0.0 if bord else (variation(suite.remous, territoire, code, annee) - 1) * amplitude
    return round(droite + ecart, suite.decimales)
