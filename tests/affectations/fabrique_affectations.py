"""Des dépenses et des affectations écrites à la main, complétées de ce qui ne compte pas ici ; des valeurs
d'indicateurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
from hypothesis import strategies as st

from core.modele import Donnees
from core.tables import TABLES
from tests import fabrique
from tests.fabrique import type_ligne

_SOCLES: dict[str, type_ligne] = {
    "lignes_budgetaires": {
        "exercice": 2024,
        "etape": "CA",
        "budget": "principal",
        "nomenclature": "M57",
        "sens": "depense",
        "mouvement": "reel",
    },
    "affectations": {
        "exercice": 2024,
        "lentille": "axe_1",
        "budget": "principal",
        "auteur": "Finances",
        "morceau": 1,
        "quote_part": 1.0,
    },
    "publics": {"exercice": 2024},
}


def donnees(contenus: Mapping[str, Sequence[type_ligne]]) -> Donnees:
    """Toutes les tables d'un territoire ; celles que `contenus` ne nomme pas sont vides."""
    return {nom: table(nom, contenus.get(nom, [])) for nom in TABLES}


def table(nom: str, lignes: Sequence[type_ligne]) -> pl.DataFrame:
    """Une table au schéma déclaré ; la section d'une ligne budgétaire suit la classe de son compte."""
    if nom == "lignes_budgetaires":
        lignes = [
            {"section": "fonctionnement" if str(une["nature"])[0] in "67" else "investissement", **une}
            for une in lignes
        ]
    return fabrique.table(nom, lignes, _SOCLES.get(nom))


def depense(libelle: str, montant: object = "100.00", nature: str = "21312", **autres: object) -> dict[str, object]:
    """Une dépense réalisée ; `montant` nul : donnée absente."""
    return {"libelle": libelle, "nature": nature, "realise_eur": montant, **autres}


def dite(libelle: str, poste: str, nature: str = "21312", **autres: object) -> dict[str, object]:
    """Ce qu'une personne dit d'une dépense, en entier et sous l'axe 1 à défaut d'autre précision."""
    return {"libelle": libelle, "nature": nature, "poste": poste, **autres}


def partagee(libelle: str, parts: Mapping[str, float], **autres: object) -> list[dict[str, object]]:
    """Une dépense partagée entre plusieurs postes, un morceau chacun."""
    return [
        dite(libelle, poste, quote_part=part, morceau=rang, **autres)
        for rang, (poste, part) in enumerate(parts.items(), start=1)
    ]


def indicateur(
    indicateurs: pl.DataFrame, nom: str, poste: str | None = None, nature: str = "realise", **axes: str
) -> dict[str, object]:
    """L'unique rangée de cet indicateur ; un axe que l'on ne dit pas est nul."""
    return fabrique.indicateur(indicateurs, nom, poste, nature=nature, **axes)


@st.composite
def montants(tirer: st.DrawFn) -> Decimal | None:
    """Un montant au centime, positif, négatif (annulation), nul ou absent."""
    centimes = tirer(st.one_of(st.none(), st.integers(-(10**11), 10**11), st.integers(-50, 50)))
    return None if centimes is None else Decimal(centimes) / 100


@st.composite
def parts(tirer: st.DrawFn) -> list[float]:
    """De une à cinq parts qui font 1, jamais rondes exprès : des poids entiers quelconques, rapportés à leur somme."""
    poids = tirer(st.lists(st.integers(1, 10_000), min_size=1, max_size=5))
    return [un / sum(poids) for un in poids]
