"""L'annexe « Impact du budget pour la transition écologique » : ses feuilles, calculées une fois, montrées ou
exportées."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from core.documents.budget_vert.notes import notes
from core.dossier import Dossier
from core.figures.budget_vert.lecture import Laisse, laisses_de_cote, nature_de_l_annexe
from core.figures.budget_vert.phrases import SANS_CLASSEUR
from core.figures.budget_vert.phrases_laisses import controle_laisse, sans_savoir
from core.methodes import budget_vert
from core.modele import Donnees, Nature
from core.plans_portes import PlansPortes, plans_portes

_MONTANTS = {
    "favorable_eur": "favorable",
    "mixte_eur": "mixte",
    "neutre_eur": "neutre",
    "defavorable_eur": "defavorable",
    "non_cote_eur": "non_cote",
    "total_eur": "total",
}
CLASSES = ("favorable", "mixte", "neutre", "defavorable", "non_cote")


@dataclass(frozen=True)
class Annexe:
    """Les frames de l'annexe d'un exercice, en euros (Decimal) ; `nature` : réalisé, ou prévu quand rien n'est exécuté.

    `synthese` : cle, axe, montants, part_cotee. `axes` : par axe, budget, chapitre, compte, montants. `controles` :
    axe, budget, chapitre, compte, classes, mandate, ecart, constat. `notes` : sujet, note. `laisses` : ce que l'on ne
    sait pas ranger.
    """

    territoire: str
    exercice: int
    nature: Nature
    synthese: pl.DataFrame
    axes: dict[str, pl.DataFrame]
    controles: pl.DataFrame
    notes: pl.DataFrame
    laisses: tuple[Laisse, ...] = ()

    @property
    def juste(self) -> bool | None:
        """Vrai si chaque compte retrouve, classe par classe, son montant mandaté ; nul si aucun n'est contrôlé."""
        return budget_vert.justes(self.controles)

    @property
    def vide(self) -> bool:
        """Vrai si aucun euro de l'exercice n'entre dans le périmètre, à ce que l'on sait : il n'y a rien à annexer."""
        return not self.synthese.filter(cle="analysees")["total"][0]

    @property
    def sans_classeur(self) -> str:
        """Ce que l'on dit d'une annexe vide : rien n'y entre, ou l'on ne sait pas ce qui y entre."""
        return sans_savoir(self.laisses) if self.laisses else SANS_CLASSEUR


def etablir(donnees: Donnees, exercice: int, territoire: str) -> Annexe:
    """L'annexe d'un exercice, tous budgets ; lève `TableManquante` sans lignes budgétaires.

    Le périmètre et les axes sont ceux de l'exercice (`data/perimetres_annexe.csv`, `data/axes_annexe.csv`). Sans compte
    exécuté, elle est faite du prévu et le dit.
    """
    tous = budget_vert.detail(donnees, exercice)
    indicateurs = budget_vert.calculer(donnees, exercice)
    nature = nature_de_l_annexe(indicateurs)
    detail = tous.filter(pl.col("nature_montant") == str(nature))
    perimetre = budget_vert.perimetre_annexe(donnees, exercice)
    laisses = laisses_de_cote(indicateurs)
    return Annexe(
        territoire,
        exercice,
        nature,
        budget_vert.synthese_annexe(indicateurs, perimetre.axes, nature),
        {axe: _comptes(detail, axe, plans_portes(donnees)) for axe in perimetre.axes},
        _controles(budget_vert.controles_annexe(detail, donnees, exercice), nature, laisses),
        notes(tous, perimetre, exercice, nature, laisses),
        laisses,
    )


def du_dossier(dossier: Dossier) -> Annexe:
    """L'annexe de l'exercice d'un dossier."""
    return etablir(dossier.tables, dossier.exercice, dossier.territoire.nom)


def _comptes(detail: pl.DataFrame, axe: str, portes: PlansPortes) -> pl.DataFrame:
    """Les comptes d'un axe, par budget puis chapitre puis compte ; ceux de 0 € partout sont tus, un montant inconnu
    reste."""
    lus = budget_vert.annexe(detail, axe, portes).rename(
        _MONTANTS | {"nature": "compte", "poste_chapitre": "libelle_chapitre"}
    )
    code = pl.col("chapitre").fill_null("")
    libelle = pl.col("libelle_chapitre").str.strip_prefix(code).str.strip_chars()
    dits = pl.any_horizontal(pl.col(nom) != 0 for nom in _MONTANTS.values())
    return (
        lus.filter(dits | pl.col("total").is_null())
        .with_columns(libelle_chapitre=libelle)
        .sort("budget", "chapitre", "compte", nulls_last=True)
    )


def _controles(lus: pl.DataFrame, nature: Nature, laisses: Sequence[Laisse]) -> pl.DataFrame:
    """Par axe, budget et compte : la somme des classes face au montant mandaté, relu sans passer par la cotation.

    Ce qui est laissé de côté a sa ligne, sans axe ni compte : rien n'y est contrôlé (`exact` nul), le constat le dit.
    Son montant n'y est que s'il est de la nature de l'annexe.
    """
    constat = pl.when("exact").then(pl.lit("OK")).otherwise(pl.lit("écart")).alias("constat")
    controles = lus.select(
        pl.col("axe").str.strip_prefix("axe_"),
        "budget",
        "chapitre",
        pl.col("nature").alias("compte"),
        "libelle_compte",
        pl.col("somme_eur").alias("classes"),
        pl.col("mandate_eur").alias("mandate"),
        pl.col("ecart_eur").alias("ecart"),
        "exact",
        constat,
    ).sort("axe", "budget", "chapitre", "compte", nulls_last=True)
    dits = [
        {
            "budget": un.budget,
            "libelle_compte": controle_laisse(un),
            "mandate": Decimal(f"{un.montant:.2f}") if un.montant is not None and un.nature is nature else None,
            "constat": "laissé de côté",
        }
        for un in laisses
    ]
    return pl.concat([controles, pl.DataFrame(dits, schema=dict(controles.schema))])
