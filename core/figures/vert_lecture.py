"""Ce que les vues du budget vert lisent : une répartition d'euros par classe, dans un périmètre, sous une lecture."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.figures.classes import D_UN_AXE, I4CE, LEGALES, Classe, Part, partager
from core.modele import Nature

NOMS_COURTS = {
    "axe_1": "Atténuation du climat", "axe_2": "Adaptation", "axe_3": "Eau", "axe_4": "Déchets et économie circulaire",
    "axe_5": "Pollutions", "axe_6": "Biodiversité",
}
PERIMETRES = {"annexe": "Périmètre de l’annexe", "budget": "Tout le budget"}
LECTURES = {"legale": "Lecture légale", "i4ce": "Lecture I4CE"}
_ENSEMBLE = {"annexe": "annexe_classe", "budget": "budget_classe"}
_ADRESSES = {"annexe": "annexe_montant", "budget": "budget_montant"}


@dataclass(frozen=True)
class Sujet:
    """Ce que l'on regarde : un périmètre, une lecture, un axe (nul : tous réunis), un exercice."""

    perimetre: str
    lecture: str
    axe: str | None
    exercice: int

    @property
    def classes(self) -> tuple[Classe, ...]:
        """Les classes de cette lecture ; « mixte » n'existe que pour les axes réunis."""
        if self.lecture == "i4ce":
            return I4CE
        return LEGALES if self.axe is None else D_UN_AXE

    @property
    def nom_axe(self) -> str:
        """« tous axes réunis », ou « axe 1, atténuation du climat »."""
        if self.axe is None:
            return "tous axes réunis"
        nom = NOMS_COURTS[self.axe]
        return f"axe {self.axe.removeprefix('axe_')}, {nom[0].lower()}{nom[1:]}"

    @property
    def masse(self) -> str:
        """Les dépenses dont on parle."""
        return "dépenses de l'annexe" if self.perimetre == "annexe" else "dépenses réelles, hors dette et péréquation"


@dataclass(frozen=True)
class Repartition:
    """Les euros d'un sujet, classe par classe dans l'ordre de la lecture ; `total` nul = aucune dépense connue.

    `desaccord` est compris dans ce qui n'est pas coté ; `nature` dit si l'on montre le réalisé ou le prévu.
    """

    sujet: Sujet
    nature: Nature
    parts: tuple[Part, ...]
    total: float | None
    desaccord: float = 0.0

    def montant(self, *cles: str) -> float:
        """Les euros de ces classes."""
        return sum(une.montant for une in self.parts if une.classe.cle in cles)

    @property
    def favorable(self) -> float:
        """Favorable, et très favorable quand la lecture le distingue."""
        return self.montant("favorable", "tres_favorable")

    @property
    def cote(self) -> float:
        """Les euros qui portent une appréciation."""
        return sum(une.montant for une in self.parts if une.classe.cotee)

    @property
    def couverture(self) -> float | None:
        """La part cotée du total ; nulle sans dépense."""
        return self.cote / self.total if self.total else None

    def part_des_cotees(self, montant: float) -> float | None:
        """Un montant rapporté à ce qui est coté ; nul si rien ne l'est."""
        return montant / self.cote if self.cote else None


def repartir(montants: pl.DataFrame, sujet: Sujet, desaccord: float = 0.0) -> Repartition:
    """La répartition que portent des lignes `nature_montant, classe, montant_eur` ; réalisé d'abord, jamais mêlé au prévu."""
    nature = nature_montree(montants)
    connues = montants.filter(pl.col("nature_montant") == str(nature))
    par_classe: dict[str, float] = {}
    for cle, montant in connues.select("classe", pl.col("montant_eur").cast(pl.Float64)).drop_nulls().iter_rows():
        par_classe[cle] = par_classe.get(cle, 0.0) + montant
    total = sum(par_classe.values()) if par_classe else None
    return Repartition(sujet, nature, partager(par_classe, sujet.classes, total), total, desaccord)


def nature_montree(montants: pl.DataFrame) -> Nature:
    """Le réalisé dès qu'il y en a, sinon le prévu."""
    realise = montants.filter(pl.col("nature_montant") == str(Nature.REALISE))
    return Nature.PREVU if realise.is_empty() else Nature.REALISE


def ensemble(indicateurs: pl.DataFrame, perimetre: str) -> pl.DataFrame:
    """Les euros par classe, tous axes réunis, tels que la méthode les rend."""
    return indicateurs.filter(pl.col("indicateur") == _ENSEMBLE[perimetre]).select(
        pl.col("nature").alias("nature_montant"), pl.col("poste").alias("classe"), pl.col("valeur").alias("montant_eur"),
    )


def montres(indicateurs: pl.DataFrame, sujet: Sujet) -> pl.DataFrame:
    """Les lignes de résultat d'un sujet, dont l'origine mène aux cellules ; à défaut d'un chiffre par classe, la masse."""
    connus = indicateurs.filter(pl.col("valeur").is_not_null())
    if sujet.axe is None:
        return connus.filter(pl.col("indicateur") == _ENSEMBLE[sujet.perimetre])
    lus = connus.filter((pl.col("indicateur") == _ADRESSES[sujet.perimetre]) & pl.col("poste").str.starts_with(f"{sujet.axe}/"))
    if lus.is_empty() or (sujet.perimetre, sujet.lecture) == ("annexe", "i4ce"):
        return connus.filter(pl.col("indicateur") == f"{sujet.perimetre}_depenses")
    return lus
