"""Ce qui entre dans l'entrepôt : un dépôt (un fichier) fait de lots (une table chacun)."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

BROUILLON = "brouillon"
VALIDE = "valide"
ANNULE = "annule"

COLONNES_SYSTEME: dict[str, str] = {
    "territoire": "VARCHAR",
    "import_id": "BIGINT",
    "numero": "INTEGER",
    "remplace_par": "BIGINT",
    "feuille": "VARCHAR",
    "ligne": "INTEGER",
}
"""Ce que porte chaque ligne de fait : `numero` la distingue dans son import, `remplace_par` nomme l'import
qui en a écrit une version plus récente (nul : version courante)."""


@dataclass(frozen=True)
class Lot:
    """Les lignes d'une table : `nouvelles` (colonnes déclarées, `feuille`, `ligne`) et ce qu'elles remplacent.

    `remplacees` porte `import_id` et `numero` des versions précédentes ; une ligne nouvelle peut n'en remplacer
    aucune. `retirees` d'entre elles n'ont pas de nouvelle version. Les comptes ne servent qu'au registre des imports.
    """

    table: str
    nouvelles: pl.DataFrame
    remplacees: pl.DataFrame
    inchangees: int = 0
    rejetees: int = 0
    ecartees: int = 0
    retirees: int = 0

    @property
    def suivies(self) -> int:
        """Les lignes remplacées par une nouvelle version."""
        return self.remplacees.height - self.retirees

    @property
    def creees(self) -> int:
        """Les lignes nouvelles qui n'en remplacent aucune."""
        return self.nouvelles.height - self.suivies


@dataclass(frozen=True)
class Depot:
    """Un fichier prêt à être écrit en une transaction, avec de quoi retrouver chaque cellule.

    `lettres` : {table: {feuille: {colonne: lettre}}}. `memoire` : ce que l'on retient pour la prochaine fois sous
    `signature`. `empreinte` est celle du fichier déposé, `original` celle de la copie conservée (expurgée des
    noms de personnes pour un document budgétaire). `laissees` : ce que ses refus laissent de côté, en JSON.
    """

    territoire: str
    fichier: str
    format: str
    empreinte: str
    original: str
    signature: str
    lots: tuple[Lot, ...]
    options: dict[str, object] = field(default_factory=dict)
    lettres: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    memoire: dict[str, object] = field(default_factory=dict)
    laissees: str = "[]"


@dataclass(frozen=True)
class Instantane:
    """Un territoire à un même instant : sa `version`, ses `tables`, ses `exercices` croissants, ses `imports`."""

    version: int
    tables: dict[str, pl.DataFrame]
    exercices: tuple[int, ...]
    imports: pl.DataFrame
