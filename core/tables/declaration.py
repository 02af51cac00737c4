"""Le langage des déclarations : une table et ses colonnes, dites une seule fois.

Le gabarit Excel, les contrôles et leurs messages, la table DuckDB, le dictionnaire et la grille en sont dérivés.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

TEXTE_COURT, TEXTE_LONG = 500, 4_000
"""Combien de caractères au plus : un libellé, un nom ; une note, une justification."""


@dataclass(frozen=True)
class Annee:
    """Une année civile, entre 1990 et 2100."""

    dtype: ClassVar[pl.DataType] = pl.Int32()
    sql: ClassVar[str] = "INTEGER"


@dataclass(frozen=True)
class Montant:
    """Des euros et des centimes, exacts."""

    dtype: ClassVar[pl.DataType] = pl.Decimal(18, 2)
    sql: ClassVar[str] = "DECIMAL(18,2)"


@dataclass(frozen=True)
class Nombre:
    """Une grandeur mesurée, dans l'unité de la colonne, entre deux bornes facultatives."""

    minimum: float | None = None
    maximum: float | None = None
    dtype: ClassVar[pl.DataType] = pl.Float64()
    sql: ClassVar[str] = "DOUBLE"


@dataclass(frozen=True)
class Entier:
    """Un compte."""

    minimum: int | None = None
    dtype: ClassVar[pl.DataType] = pl.Int64()
    sql: ClassVar[str] = "BIGINT"


@dataclass(frozen=True)
class Part:
    """Une part entre 0 et 1 ; s'écrit « 25 % » ou « 0,25 » dans un fichier, jamais « 25 »."""

    dtype: ClassVar[pl.DataType] = pl.Float64()
    sql: ClassVar[str] = "DOUBLE"


@dataclass(frozen=True)
class Texte:
    """Un texte libre, d'au plus `longueur` caractères."""

    longueur: int = TEXTE_COURT
    dtype: ClassVar[pl.DataType] = pl.String()
    sql: ClassVar[str] = "VARCHAR"


@dataclass(frozen=True)
class Code:
    """Un code, toujours du texte (011 reste 011), d'au plus `longueur` caractères ; `renvoi` nomme « table.colonne » où
    il doit exister."""

    renvoi: str | None = None
    longueur: ClassVar[int] = 100
    dtype: ClassVar[pl.DataType] = pl.String()
    sql: ClassVar[str] = "VARCHAR"


@dataclass(frozen=True)
class Choix:
    """Une valeur parmi une liste close : code → libellé français montré dans le gabarit."""

    valeurs: dict[str, str]
    dtype: ClassVar[pl.DataType] = pl.String()
    sql: ClassVar[str] = "VARCHAR"


type_colonne = Annee | Montant | Nombre | Entier | Part | Texte | Code | Choix


@dataclass(frozen=True)
class Colonne:
    """Une colonne : son nom, son type, son sens en français, et si elle fait partie de la clé naturelle.

    Une colonne de clé peut être vide quand `requis` est faux (une ligne sans opération). `synonymes` sont les
    en-têtes rencontrés dans les exports, en minuscules et sans accents.
    """

    nom: str
    type: type_colonne
    sens: str
    cle: bool = False
    requis: bool = True
    unite: str = ""
    exemple: str = ""
    synonymes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regle:
    """Une règle qui porte sur plusieurs colonnes : `fautive` est vraie là où la ligne est refusée."""

    nom: str
    message: str
    fautive: Callable[[], pl.Expr]
    colonne: str


@dataclass(frozen=True)
class Table:
    """Une sorte de fait, ses colonnes, ses règles et ses traits.

    `par_rang` : plusieurs lignes peuvent porter la même clé (mandats d'un même compte). `exercice_de` : la colonne
    d'année dont chaque valeur fait exister un exercice ; `exercice_a_defaut` : seulement si aucune autre table n'en
    dit. `annee_visee` : l'année de sa clé est un terme, que l'exercice du fichier ne remplace pas. `imputee` : ses
    lignes portent un compte, d'où se déduisent sens, section, mouvement et chapitre ; « 60612 - Électricité » y est un
    code et un libellé. `montants_selon_etape` : les colonnes (exécuté, prévu) entre lesquelles l'étape range un
    « Montant » sans autre précision. `seuils` : la table qui donne à ses valeurs leurs seuils, donc leur échelle.
    `par_morceaux` : ses lignes partagent une ligne budgétaire en postes lus selon leur lentille, dont les parts font
    100 %. `valeurs` : les colonnes de ce que la table mesure ; un fichier en a au moins une, sinon ses lignes ne
    diraient rien. `plan` : ses lignes sont le plan de comptes que l'import consulte, avant celui qui est livré.
    """

    nom: str
    titre: str
    question: str
    colonnes: tuple[Colonne, ...]
    regles: tuple[Regle, ...] = ()
    par_rang: bool = False
    importable: bool = True
    exercice_de: str | None = None
    exercice_a_defaut: bool = False
    annee_visee: bool = False
    imputee: bool = False
    montants_selon_etape: tuple[str, ...] = ()
    seuils: str | None = None
    par_morceaux: bool = False
    valeurs: tuple[str, ...] = ()
    plan: bool = False

    @property
    def cle(self) -> tuple[str, ...]:
        """Noms des colonnes de la clé naturelle, dans l'ordre."""
        return tuple(colonne.nom for colonne in self.colonnes if colonne.cle)

    @property
    def montants(self) -> tuple[str, ...]:
        """Noms des colonnes en euros : ce que totalisent l'aperçu et les totaux de contrôle."""
        return tuple(colonne.nom for colonne in self.colonnes if isinstance(colonne.type, Montant))

    def colonne(self, nom: str) -> Colonne:
        """La colonne de ce nom ; lève `KeyError` si elle n'est pas déclarée."""
        for colonne in self.colonnes:
            if colonne.nom == nom:
                return colonne
        raise KeyError(nom)

    def schema(self) -> dict[str, pl.DataType]:
        """Types polars des colonnes déclarées (sans la provenance)."""
        return {colonne.nom: colonne.type.dtype for colonne in self.colonnes}
