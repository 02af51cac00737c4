"""Les mots de la maison : territoire, indicateur, fiche de méthode, source.

Ce module ne lit rien et ne calcule rien ; il dit seulement la forme de ce qui circule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

import polars as pl
from pydantic import BaseModel, ConfigDict

from core.erreurs import TableManquante

type_cellule = str | int | float | None
type_critere = type_cellule | Sequence[type_cellule]
"""Ce qu'une colonne doit valoir dans une origine : une valeur, ou l'une des valeurs d'une liste (nul : case vide)."""

Donnees = Mapping[str, pl.DataFrame]
"""Les tables d'un territoire, par nom de table ; une table jamais importée y est vide, jamais absente."""


class Nature(StrEnum):
    """Ce qu'est un chiffre ; deux natures ne se mêlent jamais dans une même série."""

    REALISE = "realise"
    PREVU = "prevu"
    OBJECTIF = "objectif"
    PLANCHER = "plancher"
    PLAFOND = "plafond"
    REFERENCE = "reference"


class Qualite(StrEnum):
    """Comment un chiffre est connu, du plus sûr au moins sûr."""

    MESURE = "mesure"
    DECLARE = "declare"
    ESTIME = "estime"
    MODELISE = "modelise"
    MANQUANT = "manquant"


class Maturite(StrEnum):
    """Jusqu'où la méthode engage la collectivité."""

    ACCULTURATION = "acculturation"
    PILOTAGE = "pilotage"
    COMPTABILITE = "comptabilite"


class Territoire(BaseModel):
    """Un terrain : commune, EPCI, service, organisation partenaire, quartier ou évènement."""

    model_config = ConfigDict(frozen=True)

    id: str
    nom: str
    type: str
    population: int | None = None
    parent: str | None = None
    code_insee: str | None = None
    siren: str | None = None
    fictif: bool = False


class Source(BaseModel):
    """D'où vient une donnée de référence ou une méthode ; `verifiee` vaut faux pour ce qui reste à vérifier."""

    model_config = ConfigDict(frozen=True)

    id: str
    titre: str
    auteur: str
    annee: int | None = None
    adresse: str | None = None
    licence: str | None = None
    verifiee: bool = True


class Fiche(BaseModel):
    """La carte d'identité d'une méthode, affichée telle quelle à l'écran « Méthodes »."""

    model_config = ConfigDict(frozen=True)

    cle: str
    titre: str
    question: str
    origine: str
    masque: str
    maturite: Maturite
    requises: tuple[str, ...]
    optionnelles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mene_a: tuple[str, ...] = ()


PROVENANCE: dict[str, pl.DataType] = {
    "territoire": pl.String(),
    "import_id": pl.Int64(),
    "fichier": pl.String(),
    "feuille": pl.String(),
    "ligne": pl.Int32(),
}
"""Colonnes que porte chaque ligne de chaque table, en plus de ses colonnes déclarées."""


def origine(table: str, **filtre: type_critere) -> str:
    """Écrit l'adresse des lignes d'entrée d'un indicateur : une table déclarée et des égalités de colonnes.

    Une liste dit « l'une de ces valeurs », la valeur nulle comprise : `nature=["60612", "60613"]`.

    >>> origine("emissions", exercice=2024, secteur="transports")
    '{"table": "emissions", "filtre": {"exercice": 2024, "secteur": "transports"}}'
    """
    return json.dumps({"table": table, "filtre": filtre}, ensure_ascii=False)


def table_d_origine(adresse: str) -> str:
    """Le nom de la table que dit une adresse écrite par `origine`."""
    return str(json.loads(adresse)["table"])


def somme_connue(colonne: str | pl.Expr) -> pl.Expr:
    """Somme des valeurs connues ; nulle (et non 0) quand aucune valeur n'est connue."""
    expression = pl.col(colonne) if isinstance(colonne, str) else colonne
    # polars 2.1 : sur une frame vidée par un filtre, `is_not_null().any()` rend vrai ; `count` rend bien 0.
    return pl.when(expression.count() > 0).then(expression.sum())


def rapport(numerateur: pl.Expr, denominateur: pl.Expr) -> pl.Expr:
    """Quotient en flottant ; nul quand le dénominateur est nul, absent ou vaut 0."""
    bas = denominateur.cast(pl.Float64)
    return pl.when(bas.is_not_null() & (bas != 0)).then(numerateur.cast(pl.Float64) / bas)


def table_requise(donnees: Donnees, nom: str, titre: str | None = None) -> pl.DataFrame:
    """Rend la table demandée ; lève `TableManquante` si le territoire ne l'a pas encore renseignée."""
    frame = donnees.get(nom)
    if frame is None or frame.is_empty():
        raise TableManquante(nom, titre or nom)
    return frame
