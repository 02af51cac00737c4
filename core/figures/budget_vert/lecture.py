"""Ce que les vues du budget vert lisent : une répartition d'euros par classe, dans un périmètre, sous une lecture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from core.communs.cotes import cotes_eur, total_eur
from core.figures.budget_vert.phrases_axes import BUDGET_LU, axe_nomme, axe_seul
from core.figures.familles.classes import D_UN_AXE, I4CE, LEGALES, Classe, Part, partager
from core.format_fr import enumerer
from core.methodes.budget_vert.sommes import favorables_eur
from core.modele import Nature
from core.resultat import lire, valeur
from core.tables.affectations import AXES

PERIMETRES = {"annexe": "Périmètre de l’annexe", "budget": BUDGET_LU}
LECTURES = {"legale": "Lecture légale", "i4ce": "Lecture I4CE"}


@dataclass(frozen=True)
class Sujet:
    """Ce que l'on regarde : un périmètre, une lecture, un axe (nul : ceux de `reunis`), un exercice.

    `reunis` : les axes que l'annexe de l'exercice demande, ou les six pour le budget entier. `legale` est faux quand
    aucune annexe n'est demandée pour l'exercice : elle est lue à blanc.
    """

    perimetre: str
    lecture: str
    axe: str | None
    exercice: int
    reunis: tuple[str, ...] = tuple(AXES)
    legale: bool = True

    @property
    def axes(self) -> tuple[str, ...]:
        """Les axes qui font ce que l'on regarde : un seul, ou ceux que l'on réunit."""
        return self.reunis if self.axe is None else (self.axe,)

    @property
    def classes(self) -> tuple[Classe, ...]:
        """Les classes de cette lecture ; « mixte » n'existe que pour plusieurs axes réunis."""
        if self.lecture == "i4ce":
            return I4CE
        return LEGALES if len(self.axes) > 1 else D_UN_AXE

    @property
    def nom_axe(self) -> str:
        """« axes 1 et 6 réunis », « axe 1, seul demandé en 2024 », ou « axe 1, atténuation du climat »."""
        if self.axe is None and len(self.reunis) == 1:
            return axe_seul(nommer_axes(self.reunis), self.exercice, legale=self.legale)
        if self.axe is None:
            return reunion(self.reunis)
        return axe_nomme(self.axe)

    @property
    def sous(self) -> str:
        """« sous l'axe 1 », pour suivre une phrase ; vide quand les six axes sont lus."""
        return sous(self.axes)


def nommer_axes(axes: Sequence[str]) -> str:
    """« axe 1 », « axes 1 et 6 », ou « six axes » quand ils y sont tous."""
    if len(axes) == len(AXES):
        return "six axes"
    return f"{'axe' if len(axes) == 1 else 'axes'} {enumerer([axe.removeprefix('axe_') for axe in axes])}"


def reunion(axes: Sequence[str]) -> str:
    """« axe 1 » s'il est seul, sinon « axes 1 et 6 réunis » ou « six axes réunis »."""
    return nommer_axes(axes) if len(axes) == 1 else f"{nommer_axes(axes)} réunis"


def sous(axes: Sequence[str]) -> str:
    """« sous l'axe 1 », « sous les axes 1 et 6 », précédé d'une espace ; vide pour les six : rien n'est alors laissé de
    côté."""
    if len(axes) == len(AXES):
        return ""
    article = "l'" if len(axes) == 1 else "les "
    return f" sous {article}{nommer_axes(axes)}"


class Raison(StrEnum):
    """Pourquoi l'annexe laisse des dépenses de côté."""

    MUETTE = "muette"
    ILLISIBLE = "illisible"
    COURTE = "courte"


@dataclass(frozen=True)
class Laisse:
    """Ce que l'annexe laisse de côté dans un budget, sans savoir s'il en est : ses euros (nuls si aucun n'est connu),
    réalisés ou prévus, et ses lignes.

    `raison` : sa nomenclature est tue, ou écrite (`ecrits`) sans être reconnue, ou ses `comptes` sont trop courts (vide
    quand les dépenses n'en disent aucun).
    """

    budget: str
    montant: float | None
    lignes: int
    nature: Nature = Nature.REALISE
    ecrits: tuple[str, ...] = ()
    raison: Raison = Raison.MUETTE
    comptes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repartition:
    """Les euros d'un sujet, classe par classe dans l'ordre de la lecture ; `total` nul = aucune dépense connue.

    `desaccord` est compris dans ce qui n'est pas coté ; `nature` dit si l'on montre le réalisé ou le prévu ;
    `laisses` : ce que l'annexe ne compte pas, faute d'une nomenclature ou d'un compte entier.
    """

    sujet: Sujet
    nature: Nature
    parts: tuple[Part, ...]
    total: float | None
    desaccord: float = 0.0
    laisses: tuple[Laisse, ...] = ()

    @property
    def montants(self) -> dict[str, float]:
        """Les euros de chaque classe."""
        return {une.classe.cle: une.montant for une in self.parts}

    def montant(self, classe: str) -> float:
        """Les euros d'une classe ; 0 si la lecture ne la distingue pas."""
        return self.montants.get(classe, 0.0)

    @property
    def favorable(self) -> float:
        """Favorable, et très favorable quand la lecture le distingue."""
        return favorables_eur(self.montants)

    @property
    def cote(self) -> float:
        """Les euros qui portent une appréciation."""
        return cotes_eur(self.montants)

    @property
    def couverture(self) -> float | None:
        """La part cotée du total ; nulle sans dépense."""
        return self.cote / self.total if self.total else None

    @property
    def inconnue(self) -> bool:
        """Vrai si l'on ne sait pas ce qui y entre : rien n'y est, mais des budgets sont laissés de côté."""
        return not self.total and bool(self.laisses)

    @property
    def distingue(self) -> bool:
        """Vrai si l'examiné sans conclusion s'y distingue du non examiné : la lecture I4CE d'un axe."""
        return self.sujet.lecture == "i4ce" and self.sujet.axe is not None

    def part_des_cotees(self, montant: float) -> float | None:
        """Un montant rapporté à ce qui est coté ; nul si rien ne l'est."""
        return montant / self.cote if self.cote else None


def repartir(
    montants: pl.DataFrame, sujet: Sujet, desaccord: float = 0.0, laisses: tuple[Laisse, ...] = ()
) -> Repartition:
    """La répartition que portent des indicateurs `nature, classe, valeur` ; réalisé d'abord, jamais mêlé au prévu."""
    nature = nature_montree(montants, "nature")
    connues = montants.filter((pl.col("nature") == str(nature)) & pl.col("valeur").is_not_null())
    par_classe: dict[str, float] = dict(connues.select("classe", "valeur").iter_rows())
    total = total_eur(par_classe)
    return Repartition(sujet, nature, partager(par_classe, sujet.classes, total), total, desaccord, laisses)


def repartition(indicateurs: pl.DataFrame, sujet: Sujet) -> Repartition:
    """Les euros par classe d'un sujet, dans son exercice, et ce dont on débat sous ses axes."""
    montants = montants_de(indicateurs, sujet)
    nature = nature_montree(montants, "nature")
    return repartir(montants, sujet, debattu(indicateurs, sujet, nature), laisses_de(indicateurs, sujet))


def montants_de(indicateurs: pl.DataFrame, sujet: Sujet) -> pl.DataFrame:
    """Un montant par classe : réunis, les axes se lisent toujours sous les classes légales."""
    lecture = "legale" if sujet.axe is None else sujet.lecture
    return lire(indicateurs, "montant", perimetre=sujet.perimetre, lecture=lecture, axe=sujet.axe)


def debattu(indicateurs: pl.DataFrame, sujet: Sujet, nature: Nature) -> float:
    """Les euros sur lesquels deux personnes ne s'accordent pas, sous les axes que l'on regarde."""
    return valeur(indicateurs, "desaccord", perimetre=sujet.perimetre, axe=sujet.axe, nature=str(nature)) or 0.0


def laisses_de(indicateurs: pl.DataFrame, sujet: Sujet) -> tuple[Laisse, ...]:
    """Les budgets que le périmètre du sujet laisse de côté : aucun pour le budget entier."""
    return laisses_de_cote(indicateurs) if sujet.perimetre == "annexe" else ()


def euros_laisses(indicateurs: pl.DataFrame, sujet: Sujet) -> pl.DataFrame:
    """Les rangées des euros que le périmètre du sujet laisse de côté ; aucune pour le budget entier."""
    if sujet.perimetre != "annexe":
        return indicateurs.clear()
    return indicateurs.filter(pl.col("indicateur").is_in(_LAISSES) & pl.col("valeur").is_not_null())


def euros_hors(indicateurs: pl.DataFrame, sujet: Sujet, nature: Nature) -> pl.DataFrame:
    """Les rangées de ce que le budget entier ôte, ou compte sans en être sûr ; aucune pour l'annexe."""
    if sujet.perimetre == "annexe":
        return indicateurs.clear()
    dits = pl.col("indicateur").is_in(("hors_perimetre", "comptes_imprecis")) & (pl.col("valeur") != 0)
    return indicateurs.filter(dits & (pl.col("nature") == str(nature)))


_LAISSES = ("sans_nomenclature", "comptes_trop_courts")
"""Les euros que l'annexe laisse de côté."""


def laisses_de_cote(indicateurs: pl.DataFrame) -> tuple[Laisse, ...]:
    """Ce qui serait peut-être dans l'annexe : les budgets dont la nomenclature n'est ni déclarée (et reconnue) ni
    déduite, puis les dépenses dont le compte est trop court ; réalisées ou prévues, quelle que soit la nature
    montrée."""
    muets = [
        replace(un, ecrits=codes, raison=Raison.ILLISIBLE if codes else Raison.MUETTE)
        for un, codes in _laisses(
            indicateurs, "sans_nomenclature", "lignes_sans_nomenclature", "lignes_de_nomenclature_inconnue"
        )
    ]
    courts = [
        replace(un, comptes=codes, raison=Raison.COURTE)
        for un, codes in _laisses(
            indicateurs, "comptes_trop_courts", "lignes_trop_courtes", "lignes_de_compte_trop_court"
        )
    ]
    return (*muets, *courts)


def _laisses(
    indicateurs: pl.DataFrame, des_euros: str, des_lignes: str, des_codes: str
) -> Iterator[tuple[Laisse, tuple[str, ...]]]:
    """Ce que ces trois indicateurs disent de chaque budget et de chaque nature, et les codes que l'on y a lus."""
    montants = lire(indicateurs, des_euros).select("poste", "nature", "valeur").iter_rows()
    euros = {(budget, nature): montant for budget, nature, montant in montants}
    codes: dict[tuple[str, str], list[str]] = {}
    lus = lire(indicateurs, des_codes).select("budget", "nature", "poste").drop_nulls()
    for budget, nature, code in lus.iter_rows():
        codes.setdefault((budget, nature), []).append(code)
    for budget, nature, compte in lire(indicateurs, des_lignes).select("poste", "nature", "valeur").iter_rows():
        cle = (budget, nature)
        yield Laisse(budget, euros.get(cle), int(compte), Nature(nature)), tuple(codes.get(cle, ()))


def nature_de_l_annexe(indicateurs: pl.DataFrame) -> Nature:
    """Le réalisé dès qu'un investissement est exécuté, sinon le prévu."""
    return nature_montree(lire(indicateurs, "investissement"), "nature")


def nature_montree(montants: pl.DataFrame, colonne: str = "nature_montant") -> Nature:
    """Le réalisé dès qu'il y en a, sinon le prévu."""
    realise = montants.filter(pl.col(colonne) == str(Nature.REALISE))
    return Nature.PREVU if realise.is_empty() else Nature.REALISE


def montres(indicateurs: pl.DataFrame, repartition: Repartition) -> pl.DataFrame:
    """Les rangées d'une répartition, telles que la vue les dit : un montant par classe, leur total, ce dont on débat,
    ce qui est laissé de côté ou ôté."""
    sujet, nature = repartition.sujet, str(repartition.nature)
    total = lire(indicateurs, "depenses", perimetre=sujet.perimetre, nature=nature)
    classes = [classe.cle for classe in sujet.classes]
    lus = lire(montants_de(indicateurs, sujet), "montant", nature=nature, classe=classes)
    debat = lire(indicateurs, "desaccord", perimetre=sujet.perimetre, axe=sujet.axe, nature=nature)
    autour = [euros_laisses(indicateurs, sujet), euros_hors(indicateurs, sujet, repartition.nature)]
    return pl.concat([lus, total, debat, *autour]).filter(pl.col("valeur").is_not_null())
