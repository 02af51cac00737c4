"""Ce que l'on sait en préparant une table : le document, les options, la base — et ce qu'il faut dire ou demander."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from core.donnees.apercu import OptionsImport, Question
from core.donnees.correspondance import Correspondance
from core.donnees.lecture.modele import Feuille

OFFICIELS = frozenset(("totem", "cfu", "scdl", "dgfip", "ofgl", "base_carbone"))
"""Les formats dont la forme est réglée : leurs lignes identiques sont voulues."""


@dataclass
class Constat:
    """Avertissements et questions, sans doublon, dans l'ordre où on les apprend.

    `graves` : les avertissements qu'un agent doit lire avant de confirmer ; ils sont aussi dans `avertissements`.
    """

    avertissements: list[str] = field(default_factory=list)
    graves: list[str] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)

    def avertir(self, phrase: str, *, grave: bool = False) -> None:
        """Ajoute un avertissement, une seule fois."""
        if phrase not in self.avertissements:
            self.avertissements.append(phrase)
        if grave and phrase not in self.graves:
            self.graves.append(phrase)

    def demander(self, question: Question) -> None:
        """Pose une question, une seule fois par clé."""
        self.questions.setdefault(question.cle, question)


@dataclass(frozen=True)
class Source:
    """Une feuille et sa correspondance."""

    feuille: Feuille
    correspondance: Correspondance


@dataclass(frozen=True)
class Bloc:
    """Ce qu'un titre, écrit à la ligne `ligne`, dit des lignes qui le suivent ; nul s'il ne le dit pas."""

    ligne: int
    sens: str | None = None
    section: str | None = None
    budget: str | None = None


@dataclass(frozen=True)
class Dit:
    """Ce que le document dit de lui-même hors de ses colonnes, pour toutes les lignes d'une feuille.

    `annees` : toutes celles qu'écrivent ses titres et ses en-têtes, quand il y en a plusieurs. `etablissements` : le
    budget de chaque SIRET ; nul si ses lignes ne disent pas leur budget par un SIRET.
    `blocs` : le budget, la section et le sens que disent le nom de la feuille et ses intertitres.
    """

    exercice: int | None = None
    etape: str | None = None
    budget: str | None = None
    nomenclature: str | None = None
    annees: frozenset[int] = frozenset()
    etablissements: Mapping[str, str] | None = None
    blocs: tuple[Bloc, ...] = ()


@dataclass(frozen=True)
class Contexte:
    """`dits` : par feuille. `budgets` : ceux du territoire. `connus` : codes par « table.colonne ».

    `seuils` : `code`, `unite` et seuils des indicateurs connus (base et même fichier).
    """

    format: str
    dits: Mapping[str, Dit]
    options: OptionsImport
    budgets: list[str]
    connus: Mapping[str, pl.Series]
    seuils: pl.DataFrame
    constat: Constat
