"""Les indicateurs du budget vert : montants, parts et couvertures, par axe et par classe, sous les deux périmètres."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from core.communs.affectations import DESACCORD, affectations_de
from core.methodes.budget_vert.adresses import Adresses
from core.methodes.budget_vert.classes import CLASSES_I4CE, CLASSES_LEGALES, COTEES, i4ce, legale
from core.methodes.budget_vert.detail import detail
from core.methodes.budget_vert.perimetres import perimetre_annexe
from core.modele import Donnees, Qualite, en_indicateurs, somme_connue
from core.tables.affectations import AXES

type_rangee = dict[str, str | float | None]
_SCHEMA = {
    "nature": pl.String,
    "indicateur": pl.String,
    "poste": pl.String,
    "valeur": pl.Float64,
    "unite": pl.String,
    "couverture": pl.Float64,
    "origine": pl.String,
}


@dataclass(frozen=True)
class _Perimetre:
    """Un périmètre et la façon de le lire : ses axes, son échelle, et la colonne de sa classe réunie."""

    nom: str
    axes: tuple[str, ...]
    echelle: Callable[[str], pl.Expr]
    classes: tuple[str, ...]
    reunie: str


@dataclass(frozen=True)
class _Axe:
    """Ce qu'un périmètre dit sous un axe : le total, la somme de chaque classe, le montant en désaccord, l'adresse de tout."""

    perimetre: str
    axe: str
    total: Decimal | None
    sommes: dict[str, Decimal]
    differe: Decimal | None
    toutes: str


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les indicateurs d'un exercice. `annexe_…` : investissement exécuté de l'annexe, échelle légale, axes de l'exercice ;
    `budget_…` : fonctionnement et investissement sans dette ni péréquation, échelle d'I4CE, six axes.

    Euros, sauf parts et couvertures (0 à 1). `poste` : « axe_1/favorable », un axe, une classe, un budget, « politique/classe ».
    Une part rapporte une classe aux montants cotés ; `couverture` rapporte les cotés au total. Nul : donnée absente.
    Réalisé et prévu ne se mêlent jamais. Lève `TableManquante` sans lignes budgétaires.
    """
    lignes = _regrouper(detail(donnees, exercice))
    adresses = Adresses(exercice, affectations_de(donnees))
    rangees = [
        {"nature": nature} | rangee
        for (nature,), partie in lignes.sort("nature_montant").group_by("nature_montant", maintain_order=True)
        for rangee in _d_une_nature(partie, perimetre_annexe(exercice).axes, adresses)
    ]
    return en_indicateurs(
        pl.DataFrame(rangees, schema=_SCHEMA).with_columns(
            territoire=pl.lit(donnees["lignes_budgetaires"]["territoire"].first(), pl.String),
            exercice=pl.lit(exercice, pl.Int32),
            methode=pl.lit("budget_vert"),
            qualite=pl.lit(str(Qualite.DECLARE)),
        )
    )


_CODES = (
    "nature_montant",
    "budget",
    "etape",
    "section",
    "nature",
    "politique",
    "hors_perimetre",
    "dans_annexe",
    "dans_budget",
    "classe",
    "classe_annexe",
    *AXES,
    *(f"statut_{axe}" for axe in AXES),
)


def _regrouper(lignes: pl.DataFrame) -> pl.DataFrame:
    """Additionne les segments de même sort : les indicateurs se lisent ensuite dans une frame cent fois plus courte."""
    return lignes.group_by(_CODES).agg(somme_connue("montant_eur"))


def _d_une_nature(lignes: pl.DataFrame, axes: tuple[str, ...], adresses: Adresses) -> Iterator[type_rangee]:
    annexe = _Perimetre("annexe", axes, legale, tuple(un for un in CLASSES_LEGALES if un != "mixte"), "classe_annexe")
    budget = _Perimetre("budget", tuple(AXES), i4ce, tuple(CLASSES_I4CE), "classe")
    for perimetre in (annexe, budget):
        partie = lignes.filter(pl.col(f"dans_{perimetre.nom}"))
        if partie.height:
            yield from _du_perimetre(partie, perimetre, adresses)
    dehors = lignes.filter(pl.col("hors_perimetre").is_not_null())
    if dehors.height:
        yield _euros("budget_hors_perimetre", None, _somme(dehors), None, adresses.des_lignes(dehors))


def _du_perimetre(partie: pl.DataFrame, perimetre: _Perimetre, adresses: Adresses) -> Iterator[type_rangee]:
    nom, total, toutes = perimetre.nom, _somme(partie), adresses.des_lignes(partie)
    yield _euros(f"{nom}_depenses", None, total, None, toutes)
    sommes, differes = _sous_chaque_axe(partie, perimetre)
    for axe in perimetre.axes:
        differe = differes.get(axe, None if total is None else Decimal(0))
        lu = _Axe(nom, axe, total, sommes.get(axe, {}), differe, toutes)
        yield from _de_l_axe(lu, perimetre.classes, adresses)
    reunies = _par_poste(partie, pl.col(perimetre.reunie))
    couverture = _part(_moins(total, reunies.get("non_cote", Decimal(0))), total)
    for classe in CLASSES_LEGALES:
        yield _euros(f"{nom}_classe", classe, _dans(reunies, classe, total), couverture, toutes)
    if nom == "annexe":
        for budget, montant in _par_poste(partie, pl.col("budget")).items():
            yield _euros("annexe_depenses_par_budget", budget, montant, None, toutes)
    else:
        for poste, montant in _par_poste(partie, pl.concat_str("politique", "classe", separator="/")).items():
            yield _euros("budget_politique", poste, montant, couverture, toutes)


def _sous_chaque_axe(
    partie: pl.DataFrame, perimetre: _Perimetre
) -> tuple[dict[str, dict[str, Decimal]], dict[str, Decimal | None]]:
    """Par axe : ce que reçoit chaque classe, et ce dont les avis diffèrent (nul : montants inconnus ; absent : aucune ligne)."""
    lues = (
        pl.concat(
            partie.lazy().select("montant_eur", axe=pl.lit(axe), classe=perimetre.echelle(axe), statut=f"statut_{axe}")
            for axe in perimetre.axes
        )
        .group_by("axe", "classe", "statut")
        .agg(somme_connue("montant_eur"))
        .collect()
    )
    sommes: dict[str, dict[str, Decimal]] = {}
    differes: dict[str, Decimal | None] = {}
    for axe, classe, statut, montant in lues.iter_rows():
        classes = sommes.setdefault(axe, {})
        classes[classe] = classes.get(classe, Decimal(0)) + (montant or 0)
        if statut == DESACCORD:
            deja = differes.get(axe)
            differes[axe] = montant if deja is None else deja + (montant or 0)
    return sommes, differes


def _de_l_axe(lu: _Axe, classes: tuple[str, ...], adresses: Adresses) -> Iterator[type_rangee]:
    """Sous un axe : le montant de chaque classe, sa part des cotés, la couverture, l'indéfini et le désaccord."""
    nom, axe, total = lu.perimetre, lu.axe, lu.total
    montants = {classe: _dans(lu.sommes, classe, total) for classe in classes}
    cote = _plus([montants[classe] for classe in COTEES if classe in montants])
    couverture = _part(cote, total)
    for classe, montant in montants.items():
        adresse = adresses.des_cotations(axe, classe, nom) if classe in COTEES else lu.toutes
        yield _euros(f"{nom}_montant", f"{axe}/{classe}", montant, couverture, adresse)
        if classe in COTEES:
            yield _en_part(f"{nom}_part", f"{axe}/{classe}", _part(montant, cote), couverture, adresse)
    yield _en_part(f"{nom}_couverture", axe, couverture, couverture, lu.toutes)
    yield _euros(f"{nom}_desaccord", axe, lu.differe, couverture, lu.toutes)
    if "indefini" in montants:
        examine = _plus([cote, montants["indefini"]])
        for classe in (*COTEES, "indefini"):
            part = _part(montants[classe], examine)
            yield _en_part(f"{nom}_part_examinee", f"{axe}/{classe}", part, _part(examine, total), lu.toutes)
        yield _en_part(f"{nom}_indefini", axe, _part(montants["indefini"], examine), couverture, lu.toutes)


def _somme(lignes: pl.DataFrame) -> Decimal | None:
    """Le total connu, nul si aucun montant ne l'est."""
    montants = lignes["montant_eur"].drop_nulls()
    return Decimal(montants.sum()) if montants.len() else None


def _par_poste(lignes: pl.DataFrame, poste: pl.Expr) -> dict[str, Decimal]:
    sommes = lignes.group_by(poste.alias("poste")).agg(pl.col("montant_eur").sum()).sort("poste")
    return dict(sommes.iter_rows())


def _dans(sommes: dict[str, Decimal], classe: str, total: Decimal | None) -> Decimal | None:
    """Le montant d'une classe : 0 quand aucune ligne n'y tombe, nul quand aucun montant n'est connu."""
    return None if total is None else sommes.get(classe, Decimal(0))


def _plus(montants: list[Decimal | None]) -> Decimal | None:
    connus = [un for un in montants if un is not None]
    return sum(connus, Decimal(0)) if len(connus) == len(montants) else None


def _moins(gauche: Decimal | None, droite: Decimal) -> Decimal | None:
    return None if gauche is None else gauche - droite


def _part(haut: Decimal | None, bas: Decimal | None) -> float | None:
    return None if haut is None or not bas else float(haut / bas)


def _euros(
    indicateur: str, poste: str | None, valeur: Decimal | None, couverture: float | None, adresse: str
) -> type_rangee:
    chiffre = None if valeur is None else float(valeur)
    return {
        "indicateur": indicateur,
        "poste": poste,
        "valeur": chiffre,
        "unite": "€",
        "couverture": couverture,
        "origine": adresse,
    }


def _en_part(
    indicateur: str, poste: str | None, valeur: float | None, couverture: float | None, adresse: str
) -> type_rangee:
    return {
        "indicateur": indicateur,
        "poste": poste,
        "valeur": valeur,
        "unite": "part",
        "couverture": couverture,
        "origine": adresse,
    }
