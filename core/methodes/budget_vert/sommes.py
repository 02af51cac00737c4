"""Les sommes que montrent les vues du budget vert : ce qui est favorable, ce qu'on ne dit pas, chaque politique."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.communs.classement import HORS_POLITIQUE
from core.communs.cotes import cotes_eur
from core.format_fr import INSECABLE


def favorables_eur(montants: Mapping[str, float]) -> float:
    """Favorable, et très favorable quand la lecture le distingue ; `montants` : des euros par classe."""
    return montants.get("favorable", 0.0) + montants.get("tres_favorable", 0.0)


def part_tue(parts: Mapping[str, float]) -> float:
    """Ce qui manque à des parts connues (0–1) pour faire le tout ; jamais moins que 0."""
    return max(0.0, 1 - sum(parts.values()))


@dataclass(frozen=True)
class Politique:
    """Une politique : ses euros par classe ; `regroupe` compte celles qu'elle réunit."""

    nom: str
    montants: Mapping[str, float]
    regroupe: int = 1

    @property
    def total(self) -> float:
        """Tous ses euros, cotés ou non."""
        return sum(self.montants.values())

    @property
    def cote(self) -> float:
        """Ses euros qui portent une appréciation."""
        return cotes_eur(self.montants)

    @property
    def favorable(self) -> float:
        """Favorable et très favorable."""
        return favorables_eur(self.montants)


def politiques_de(montants: pl.DataFrame) -> list[Politique]:
    """Les politiques (`poste`, `classe`, `valeur` en euros), de la plus grande à la plus petite ; celles de 0 € sont
    tues."""
    par_nom: dict[str, dict[str, float]] = {}
    for nom, classe, montant in montants.select("poste", "classe", "valeur").drop_nulls().iter_rows():
        if montant:
            par_nom.setdefault(nom, {})[classe] = montant
    politiques = [Politique(nom, classes) for nom, classes in par_nom.items()]
    return sorted(politiques, key=lambda une: (une.nom in HORS_POLITIQUE, -une.total, une.nom))


def reunir(politiques: Sequence[Politique], maximum: int) -> list[Politique]:
    """Au plus `maximum` : les plus grandes, « Autres » qui dit combien elle en réunit, puis ce qui ne vise aucune
    politique."""
    if len(politiques) <= maximum:
        return list(politiques)
    hors = [une for une in politiques if une.nom in HORS_POLITIQUE]
    visees = [une for une in politiques if une.nom not in HORS_POLITIQUE]
    places = max(maximum - 1 - len(hors), 1)
    reste = visees[places:]
    classes = sorted({classe for une in reste for classe in une.montants})
    autres = Politique(
        f"Autres ({len(reste)}{INSECABLE}politiques)",
        {classe: sum(une.montants.get(classe, 0.0) for une in reste) for classe in classes},
        len(reste),
    )
    return [*visees[:places], autres, *hors]
