"""Additionner sans mentir : une somme porte sa couverture et l'adresse des lignes qu'elle compte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from core.modele import Nature, origine, somme_connue

NATURES = (str(Nature.PREVU), str(Nature.REALISE))

type_ligne = dict[str, str | float | None]
_FILTRES = ("budget", "sens", "section", "chapitre", "nature", "fonction", "politique")
_DISTINCTIVES = ("operation", "service", "libelle")
"""Ce qui distingue encore deux lignes de mêmes codes, quand une personne leur a dit des politiques différentes."""


@dataclass(frozen=True)
class Rangement:
    """Quelles lignes comptent dans un indicateur (`condition`), et sous quel poste (nul : tout le territoire)."""

    indicateur: str
    condition: pl.Expr
    poste: str | None = None


@dataclass(frozen=True)
class Somme:
    """Un total exact en euros (nul : aucune valeur connue), la part des lignes renseignées, et d'où il vient."""

    valeur: Decimal | None
    couverture: float | None
    origine: str | None

    def en_ligne(self, indicateur: str, poste: str | None, nature: str, unite: str) -> type_ligne:
        """La ligne d'indicateur qui porte cette somme."""
        valeur = None if self.valeur is None else float(self.valeur)
        return {
            "indicateur": indicateur,
            "poste": poste,
            "nature": nature,
            "valeur": valeur,
            "unite": unite,
            "couverture": self.couverture,
            "origine": self.origine,
        }


type_paire = dict[str, Somme]
"""La somme prévue et la somme réalisée, par nature."""

RIEN: type_paire = dict.fromkeys(NATURES, Somme(None, None, None))
"""La somme d'aucune ligne : absente, pas nulle."""


def sommer(frame: pl.DataFrame, rangements: Sequence[Rangement]) -> dict[tuple[str, str | None], type_paire]:
    """Les sommes de tous les rangements, par (indicateur, poste), dans l'ordre des rangements puis des postes.

    Les lignes sont celles d'opérations réelles d'un exercice ; chacune compte une fois dans chaque rangement dont
    elle remplit la condition, sous un poste et un seul.
    """
    distinctives = [nom for nom in _DISTINCTIVES if nom in frame.columns]
    gardees = [
        "exercice",
        *_FILTRES,
        *distinctives,
        "etape",
        "lignes",
        *(f"{debut}_{nature}" for debut in ("attend", "connues") for nature in NATURES),
        *(f"{nature}_eur" for nature in NATURES),
    ]
    poste_de = {
        rang: pl.lit(None, pl.String) if un.poste is None else pl.col(un.poste) for rang, un in enumerate(rangements)
    }
    rangees = pl.concat(
        [
            frame.lazy().filter(un.condition).select(*gardees, _rang=pl.lit(rang), _poste=poste_de[rang])
            for rang, un in enumerate(rangements)
        ]
    )
    sommes = (
        rangees.group_by("_rang", "_poste")
        .agg(_agregats(distinctives))
        .collect()
        .sort("_rang", "_poste", nulls_last=True)
    )
    return {
        (rangement.indicateur, ligne["_poste"]): {nature: _somme(ligne, nature, filtres) for nature in NATURES}
        for ligne in sommes.iter_rows(named=True)
        for rangement in (rangements[ligne["_rang"]],)
        for filtres in ((*_FILTRES, *distinctives) if rangement.poste == "poste_politique" else _FILTRES,)
    }


def _agregats(distinctives: Sequence[str]) -> list[pl.Expr]:
    agregats = [pl.col("exercice").first(), *(pl.col(nom).unique() for nom in (*_FILTRES, *distinctives))]
    for nature in NATURES:
        attendues = pl.col(f"attend_{nature}")
        agregats += [
            somme_connue(f"{nature}_eur"),
            pl.col(f"connues_{nature}").sum(),
            pl.col("lignes").filter(attendues).sum().alias(f"attendues_{nature}"),
            pl.col("etape").filter(attendues).unique().alias(f"etape_{nature}"),
        ]
    return agregats


def _somme(ligne: dict[str, Any], nature: str, filtres: Sequence[str]) -> Somme:
    attendues = ligne[f"attendues_{nature}"]
    if not attendues:
        return RIEN[nature]
    filtre = {nom: _valeurs(ligne[nom]) for nom in filtres}
    adresse = origine(
        "lignes_budgetaires",
        exercice=ligne["exercice"],
        mouvement="reel",
        **filtre,
        etape=_valeurs(ligne[f"etape_{nature}"]),
    )
    return Somme(ligne[f"{nature}_eur"], ligne[f"connues_{nature}"] / attendues, adresse)


def _valeurs(distinctes: list[Any]) -> Any:  # noqa: ANN401
    """Une valeur seule, ou la liste triée des valeurs permises, la valeur absente à la fin."""
    if len(distinctes) == 1:
        return distinctes[0]
    return sorted(distinctes, key=lambda valeur: (valeur is None, valeur or ""))
