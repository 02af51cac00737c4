"""Les postes d'une ventilation : leurs parts, leurs totaux, et les petits réunis sous « Autres »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.communs.calculs import quotient
from core.communs.classement import HORS_POLITIQUE
from core.communs.cumuls import ensemble
from core.format_fr import INSECABLE


@dataclass(frozen=True)
class Poste:
    """Un poste de la ventilation, en euros ; nul = donnée absente. `part` du total montré, `taux` = réalisé ÷ prévu."""

    nom: str
    prevu: float | None
    realise: float | None
    part: float | None
    taux: float | None
    regroupe: int = 1

    @property
    def montant(self) -> float | None:
        """Ce que la barre montre d'abord : le réalisé, sinon le prévu."""
        return self.prevu if self.realise is None else self.realise


@dataclass(frozen=True)
class Postes:
    """Les postes, du plus grand au plus petit, ceux qui ne visent aucune politique à la fin, et leurs totaux en
    euros."""

    postes: tuple[Poste, ...]
    prevu: float | None
    realise: float | None


def ventiler(lignes: pl.DataFrame) -> Postes:
    """Les postes d'une ventilation (`poste`, `nature`, `valeur`) ; ceux à 0 € partout sont laissés de côté.

    Les parts sont celles du réalisé dès qu'un poste en porte un, sinon du prévu : elles ne mêlent jamais les deux.
    """
    valeurs = {(nom, nature): valeur for nom, nature, valeur in lignes.select("poste", "nature", "valeur").iter_rows()}
    noms = lignes["poste"].unique().sort().to_list()
    couples = [(nom, valeurs.get((nom, "prevu")), valeurs.get((nom, "realise"))) for nom in noms]
    couples = [(nom, prevu, realise) for nom, prevu, realise in couples if prevu or realise]
    prevu = ensemble([un[1] for un in couples])
    realise = ensemble([un[2] for un in couples])
    total = prevu if realise is None else realise
    postes = [
        Poste(
            nom,
            du_prevu,
            du_realise,
            quotient(du_prevu if realise is None else du_realise, total),
            quotient(du_realise, du_prevu),
        )
        for nom, du_prevu, du_realise in couples
    ]
    return Postes(tuple(sorted(postes, key=_rang)), prevu, realise)


def reunir(postes: Sequence[Poste], maximum: int) -> list[Poste]:
    """Au plus `maximum` postes : les plus grands, « Autres » qui dit combien il en réunit, puis le hors politique."""
    if len(postes) <= maximum:
        return list(postes)
    politiques = [poste for poste in postes if poste.nom not in HORS_POLITIQUE]
    hors = [poste for poste in postes if poste.nom in HORS_POLITIQUE]
    places = maximum - 1 - len(hors)
    gardes, reste = politiques[:places], politiques[places:]
    prevu, realise = ensemble([un.prevu for un in reste]), ensemble([un.realise for un in reste])
    autres = Poste(
        f"Autres ({len(reste)}{INSECABLE}postes)",
        prevu,
        realise,
        ensemble([un.part for un in reste]),
        quotient(realise, prevu),
        len(reste),
    )
    return [*gardes, autres, *hors]


def _rang(poste: Poste) -> tuple[bool, float, float, str]:
    """Les politiques d'abord ; ce qui n'en vise aucune vient après elles."""
    return (poste.nom in HORS_POLITIQUE, -(poste.montant or 0.0), -(poste.prevu or 0.0), poste.nom)
