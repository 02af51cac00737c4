"""Ce qu'on montre avant d'écrire : l'aperçu d'un import, ses rejets, ses questions, et le bilan d'après."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from core.donnees.entrepot.modele import Depot
from core.donnees.laissees import Laissee, type_totaux

VERT = "vert"
JAUNE = "jaune"
ROUGE = "rouge"
ECARTEE = "ecartee"


@dataclass(frozen=True)
class OptionsImport:
    """Ce que l'agent précise : rien n'est deviné de ce qu'il n'a pas dit.

    `correspondance` : en-tête (ou « Feuille!En-tête ») → colonne, ou nul pour la laisser de côté. `unite` ∈ eur,
    keur ; `doublons` ∈ garder, ecarter ; `pourcents` ∈ points (25 veut dire 25 %), fractions (0,25 veut dire 25 %).
    `origine` : l'empreinte du fichier dont celui-ci est le classeur des refus.
    `sens` ∈ depense, recette, refuser : ce que sont les lignes dont rien ne le dit.
    """

    table: str | None = None
    etape: str | None = None
    exercice: int | None = None
    budget: str | None = None
    unite: str | None = None
    doublons: str | None = None
    pourcents: str | None = None
    collectivite: str | None = None
    origine: str | None = None
    sens: str | None = None
    correspondance: Mapping[str, str | None] = field(default_factory=dict)

    def en_dict(self) -> dict[str, object]:
        """Les seules options données, pour le registre des imports."""
        champs = {nom: getattr(self, nom) for nom in self.__dataclass_fields__}
        champs["correspondance"] = dict(self.correspondance)
        return {nom: valeur for nom, valeur in champs.items() if valeur not in (None, {})}


@dataclass(frozen=True)
class Rejet:
    """Une cellule refusée : où, ce qu'elle contient, la règle, et comment réparer. `ligne` : celle du fichier.

    `colonne` est un en-tête du fichier, `cible` la colonne de `table` que la règle garde.
    """

    feuille: str
    cellule: str
    colonne: str
    valeur: str
    regle: str
    message: str
    ligne: int
    table: str
    cible: str

    def en_dict(self) -> dict[str, object]:
        """La forme JSON donnée par la ligne de commande."""
        return {nom: getattr(self, nom) for nom in ("feuille", "cellule", "colonne", "valeur", "regle", "message")}


@dataclass(frozen=True)
class Question:
    """Ce que le fichier ne dit pas : la réponse se donne à l'écran, ou par l'option de la ligne de commande."""

    cle: str
    texte: str
    choix: dict[str, str]
    option_cli: str


@dataclass(frozen=True)
class Appariement:
    """Le sort d'une colonne du fichier : reconnue (vert), à vérifier (jaune), inconnue (rouge), mise de côté."""

    feuille: str
    entete: str
    lettre: str
    colonne: str | None
    confiance: str


@dataclass(frozen=True)
class Extrait:
    """Les premières lignes d'une feuille, telles qu'écrites : une colonne de texte par en-tête, `ligne` d'abord."""

    feuille: str
    entetes: tuple[str, ...]
    lignes: pl.DataFrame


@dataclass(frozen=True)
class Apercu:
    """L'effet d'un fichier sur une table, avant écriture.

    `totaux` : {colonne: {depense, recette}} (ou {total}) de toutes les lignes acceptées ; `totaux_fichier` :
    {colonne: {libellé de la ligne de total: montant}}. `totaux_sections` : DF, DI, RF, RI, réel et ordre à part.
    `differences` : une ligne par valeur changée (`adresse`, clé, `colonne`, `ancienne`, `nouvelle`).
    `lignes` : les lignes nouvelles ou changées. `retirees` : celles qu'une saisie à l'écran ôte sans les remplacer.
    """

    table: str
    lues: int
    creees: int
    remplacees: int
    inchangees: int
    rejetees: int
    ecartees: int
    absentes: int
    totaux: type_totaux
    totaux_fichier: type_totaux
    totaux_sections: pl.DataFrame
    differences: pl.DataFrame
    lignes: pl.DataFrame
    retirees: int = 0


@dataclass(frozen=True)
class Previsualisation:
    """Un fichier lu, contrôlé et comparé à la base ; rien n'est encore écrit.

    `graves` : ceux des avertissements à lire avant de confirmer. `extraits` : ce que l'on montre tant qu'une question
    est ouverte.
    `conservable` : vrai si une copie du fichier sera gardée (jamais s'il porte des données personnelles).
    `document` : la phrase qui dit de quelle collectivité il est, et si on a pu le vérifier ; vide s'il n'est d'aucune.
    """

    territoire: str
    fichier: str
    chemin: Path
    format: str
    empreinte: str
    tables: tuple[Apercu, ...]
    rejets: tuple[Rejet, ...]
    avertissements: tuple[str, ...]
    graves: tuple[str, ...]
    questions: tuple[Question, ...]
    colonnes: tuple[Appariement, ...]
    options: OptionsImport
    version: int
    depot: Depot
    lignes_rejetees: pl.DataFrame
    laissees: tuple[Laissee, ...] = ()
    proposees: tuple[Appariement, ...] = ()
    extraits: tuple[Extrait, ...] = ()
    conservable: bool = True
    document: str = ""

    @property
    def change(self) -> bool:
        """Vrai si l'import écrirait au moins une ligne."""
        return any(apercu.creees or apercu.remplacees for apercu in self.tables)

    def compte(self, sorte: str) -> int:
        """Combien de lignes de cette sorte (`creees`, `remplacees`, `rejetees`…), toutes tables ensemble."""
        return sum(int(getattr(apercu, sorte)) for apercu in self.tables)


@dataclass(frozen=True)
class Bilan:
    """Ce qui a été écrit, et ce que les refus ont laissé de côté. `import_id` nul : rien n'a changé, rien n'est
    écrit."""

    import_id: int | None
    tables: tuple[Apercu, ...]
    phrase: str
    laissees: tuple[Laissee, ...] = ()

    @property
    def refusees(self) -> int:
        """Les lignes refusées, toutes tables ensemble."""
        return sum(une.rejetees for une in self.tables)


def lignes_ecrites(imports: pl.DataFrame) -> int:
    """Les lignes que des imports du registre ont créées, remplacées ou retirées, tous ensemble."""
    return int(imports.select(pl.sum_horizontal("creees", "remplacees", "retirees").sum()).item())
