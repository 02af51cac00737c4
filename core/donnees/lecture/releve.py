"""Ce qu'une seconde lecture relève d'une feuille, pour juger la première."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.donnees.lecture.modele import CelluleFautive


@dataclass
class Balayage:
    """Ce que la seconde lecture a vu d'une feuille. `premiere_colonne` et les bornes partent de 1 ; `textes` et
    `decimales` sont ceux de `Feuille.indices` : l'autre lecteur rend tout en texte, il ne les distingue pas."""

    pleines: int = 0
    centimes: int = 0
    lignes: int = 0
    derniere_pleine: int = 0
    premiere_colonne: int = 0
    derniere_colonne: int = 0
    derniere_colonne_pleine: int = 0
    lignes_masquees: int = 0
    colonnes_masquees: int = 0
    fautives: list[CelluleFautive] = field(default_factory=list)
    fusions: list[tuple[int, int, int, int]] = field(default_factory=list)
    pourcents: set[str] = field(default_factory=set)
    unites: set[tuple[str, str]] = field(default_factory=set)
    textes: set[str] = field(default_factory=set)
    decimales: set[str] = field(default_factory=set)
    formules_a_zero: list[CelluleFautive] = field(default_factory=list)
    formules_vives: set[str] = field(default_factory=set)

    def joindre(self, autre: Balayage) -> None:
        """Ajoute ce qu'un autre morceau de la même feuille a vu."""
        self.pleines += autre.pleines
        self.centimes += autre.centimes
        self.lignes = max(self.lignes, autre.lignes)
        self.derniere_pleine = max(self.derniere_pleine, autre.derniere_pleine)
        self.derniere_colonne = max(self.derniere_colonne, autre.derniere_colonne)
        self.derniere_colonne_pleine = max(self.derniere_colonne_pleine, autre.derniere_colonne_pleine)
        premieres = [borne for borne in (self.premiere_colonne, autre.premiere_colonne) if borne]
        self.premiere_colonne = min(premieres, default=0)
        self.lignes_masquees += autre.lignes_masquees
        self.colonnes_masquees += autre.colonnes_masquees
        self.fautives += autre.fautives
        self.fusions += autre.fusions
        self.pourcents |= autre.pourcents
        self.unites |= autre.unites
        self.textes |= autre.textes
        self.decimales |= autre.decimales
        self.formules_a_zero += autre.formules_a_zero
        self.formules_vives |= autre.formules_vives

    def douter_des_zeros(self) -> None:
        """Aucun tableur n'a calculé le classeur : une colonne dont toutes les formules valent 0 est fautive."""
        self.fautives += [f for f in self.formules_a_zero if f.cellule.rstrip("0123456789") not in self.formules_vives]
