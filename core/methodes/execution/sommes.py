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

    def en_ligne(self, indicateur: str, poste: str | None, nature: str) -> type_ligne:
        """La ligne d'indicateur qui porte cette somme."""
        valeur = None if self.valeur is None else float(self.valeur)
        return {
            "indicateur": indicateur,
            "poste": poste,
            "nature": nature,
            "valeur": valeur,
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
    sommes = (
        frame.lazy()
        .select(
            "exercice",
            *dict.fromkeys((*_FILTRES, *distinctives, *(un.poste for un in rangements if un.poste))),
            "etape",
            "lignes",
            *(f"{debut}_{nature}" for debut in ("attend", "connues") for nature in NATURES),
            *(f"{nature}_eur" for nature in NATURES),
            _rang=_rangs(rangements),
        )
        .explode("_rang")
        .drop_nulls("_rang")
        .group_by("_rang", _postes(rangements))
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


def _rangs(rangements: Sequence[Rangement]) -> pl.Expr:
    """Les rangements où compte une ligne, par leur rang ; une ligne s'y répète, les lignes ne se relisent pas vingt
    fois."""
    rangs = [pl.when(un.condition).then(pl.lit(rang, pl.Int32)) for rang, un in enumerate(rangements)]
    return pl.concat_list(rangs).list.drop_nulls()


def _postes(rangements: Sequence[Rangement]) -> pl.Expr:
    """Le poste d'une ligne dans son rangement ; nul quand il n'en a pas."""
    par_colonne: dict[str, list[int]] = {}
    for rang, un in enumerate(rangements):
        if un.poste is not None:
            par_colonne.setdefault(un.poste, []).append(rang)
    postes = [pl.when(pl.col("_rang").is_in(rangs)).then(colonne) for colonne, rangs in par_colonne.items()]
    return pl.coalesce(*postes, pl.lit(None, pl.String)).alias("_poste")


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
