"""L'annexe « Impact du budget pour la transition écologique » : ses feuilles, calculées une fois, montrées ou exportées."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from core.communs.depenses import depenses_reelles
from core.documents.budget_vert.notes import notes
from core.methodes import budget_vert
from core.modele import Donnees, Nature, somme_connue
from core.tables.affectations import AXES

INVESTISSEMENT = "investissement"
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

    `synthese` : cle, axe, montants, part_cotee. `axes` : par axe, budget, chapitre, compte, montants. `controles` : axe,
    budget, chapitre, compte, classes, mandate, ecart, constat. `notes` : sujet, note.
    """

    territoire: str
    exercice: int
    nature: Nature
    synthese: pl.DataFrame
    axes: dict[str, pl.DataFrame]
    controles: pl.DataFrame
    notes: pl.DataFrame

    @property
    def juste(self) -> bool:
        """Vrai si chaque compte retrouve, classe par classe, son montant mandaté."""
        return bool(self.controles["exact"].all())

    @property
    def vide(self) -> bool:
        """Vrai si aucun euro de l'exercice n'entre dans le périmètre : il n'y a rien à annexer."""
        return not self.synthese.filter(cle="analysees")["total"][0]


def etablir(donnees: Donnees, exercice: int, territoire: str) -> Annexe:
    """L'annexe d'un exercice, tous budgets ; lève `TableManquante` sans lignes budgétaires.

    Le périmètre et les axes sont ceux de l'exercice (`data/perimetres_annexe.csv`, `data/axes_annexe.csv`). Sans compte
    exécuté, elle est faite du prévu et le dit.
    """
    lignes = depenses_reelles(donnees, exercice)
    nature = _nature(lignes)
    lignes = lignes.filter(pl.col("nature_montant") == str(nature))
    tous = budget_vert.detail(donnees, exercice)
    detail = tous.filter(pl.col("nature_montant") == str(nature))
    perimetre = budget_vert.perimetre_annexe(exercice)
    axes = {axe: _comptes(detail, axe) for axe in perimetre.axes}
    reel = lignes.filter(pl.col("section") == INVESTISSEMENT).select(somme_connue("montant_eur")).item()
    return Annexe(
        territoire,
        exercice,
        nature,
        _synthese(detail, exercice, reel, perimetre.axes),
        axes,
        _controles(detail, donnees, exercice),
        notes(tous, perimetre, exercice, nature),
    )


def _nature(lignes: pl.DataFrame) -> Nature:
    realise = lignes.filter((pl.col("nature_montant") == str(Nature.REALISE)) & (pl.col("section") == INVESTISSEMENT))
    return Nature.PREVU if realise.is_empty() else Nature.REALISE


def _synthese(detail: pl.DataFrame, exercice: int, reel: Decimal | None, axes: Sequence[str]) -> pl.DataFrame:
    """Une ligne par axe demandé, le total de l'investissement réel, et ce qui en est analysé, ces axes réunis."""
    lue = budget_vert.synthese_annexe(detail, exercice).rename(_MONTANTS)
    colonnes = [*_MONTANTS.values(), "part_cotee"]
    par_axe = {une["axe"]: une for une in lue.iter_rows(named=True)}
    vide = dict.fromkeys(colonnes)
    lignes = [{"cle": axe, "axe": AXES[axe], **{nom: par_axe.get(axe, vide)[nom] for nom in colonnes}} for axe in axes]
    lignes.append({"cle": "reel", "axe": "", **vide, "total": reel})
    lignes.append({"cle": "analysees", "axe": "", **{nom: par_axe.get("tous", vide)[nom] for nom in colonnes}})
    schema = {"cle": pl.String, "axe": pl.String} | dict.fromkeys(_MONTANTS.values(), pl.Decimal(18, 2))
    return pl.DataFrame(lignes, schema=schema | {"part_cotee": pl.Float64}, orient="row")


def _comptes(detail: pl.DataFrame, axe: str) -> pl.DataFrame:
    """Les comptes d'un axe, par budget puis chapitre puis compte ; ceux de 0 € partout sont tus, un montant inconnu reste."""
    lus = budget_vert.annexe(detail, axe).rename(_MONTANTS | {"nature": "compte", "poste_chapitre": "libelle_chapitre"})
    code = pl.col("chapitre").fill_null("")
    libelle = pl.col("libelle_chapitre").str.strip_prefix(code).str.strip_chars()
    dits = pl.any_horizontal(pl.col(nom) != 0 for nom in _MONTANTS.values())
    return (
        lus.filter(dits | pl.col("total").is_null())
        .with_columns(libelle_chapitre=libelle)
        .sort("budget", "chapitre", "compte", nulls_last=True)
    )


def _controles(detail: pl.DataFrame, donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Par axe, budget et compte : la somme des classes face au montant mandaté, relu sans passer par la cotation."""
    lus = budget_vert.controles_annexe(detail, donnees, exercice)
    constat = pl.when("exact").then(pl.lit("OK")).otherwise(pl.lit("écart")).alias("constat")
    return lus.select(
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
