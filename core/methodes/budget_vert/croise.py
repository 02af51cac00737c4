"""Croiser une fois les dépenses : périmètre × axe × politique × classe. Tout euro que l'on montre en est une ligne ou
une somme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from core.communs.affectations import DESACCORD, repartir, vigueur_de
from core.communs.depenses import depenses_reunies
from core.methodes.budget_vert.adresses import COLONNES
from core.methodes.budget_vert.classes import CLASSES_I4CE, CLASSES_LEGALES, i4ce
from core.methodes.budget_vert.detail import ranger
from core.modele import Donnees, somme_connue
from core.tables.affectations import AXES

LEGALE, I4CE = "legale", "i4ce"
REUNIS, SIX = "reunis", "six"
"""À la place d'un axe : ceux que le périmètre réunit ; l'un des six."""
PERIMETRES = {"annexe": "classe_annexe", "budget": "classe"}
"""Chaque périmètre, et la colonne de sa classe réunie."""
SANS_AVIS = ("indefini", "non_cote")
_EN_LEGALE = {"tres_favorable": "favorable", "indefini": "non_cote"}
_LUES = ("nature_montant", *COLONNES, "politique", "montant_eur")
_STATUTS = tuple(f"statut_{axe}" for axe in AXES)

_REUNIES = [(LEGALE, REUNIS, classe) for classe in CLASSES_LEGALES]
_SOUS_I4CE = [(I4CE, axe, classe) for axe in AXES for classe in CLASSES_I4CE]
_SOUS_UN_AXE = [(LEGALE, axe, classe) for axe in AXES for classe in CLASSES_LEGALES]
_GRILLE = ("lecture", "axe", "classe")


def reunir(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les segments de `detail` de même sort additionnés (`montant_eur`, `lignes`) : une frame cent fois plus courte.

    Seules les dépenses dont quelqu'un a dit quelque chose se coupent.
    """
    codes = ("nature_montant", *COLONNES, "nomenclature", "politique")
    vigueur = vigueur_de(donnees, exercice, tuple(AXES))
    lignes = depenses_reunies(donnees, exercice, codes, vigueur["signature"])
    premier = (pl.col("segment") == 1).sum().cast(pl.Int64).alias("lignes")
    coupees = repartir(lignes.filter(pl.col("signature").is_not_null()), vigueur, tuple(AXES))
    muettes = lignes.filter(pl.col("signature").is_null()).group_by(codes)
    reunis = [
        coupees.group_by(*codes, *AXES, *_STATUTS).agg(somme_connue("montant_eur"), premier),
        muettes.agg(somme_connue("montant_eur"), pl.col("lignes").sum().cast(pl.Int64)),
    ]
    return ranger(pl.concat(reunis, how="diagonal_relaxed"), donnees, exercice)


def additionner(lignes: pl.LazyFrame, cle: Sequence[str]) -> pl.LazyFrame:
    """Une ligne par clé : `montant_eur` (nul si aucun n'est connu), et les `COLONNES` où on le trouve (`lues_…`)."""
    lues = [pl.col(nom).drop_nulls().unique().alias(f"lues_{nom}") for nom in COLONNES]
    return lignes.group_by(list(cle)).agg(somme_connue("montant_eur"), *lues)


def rassembler(sommes: pl.LazyFrame, cle: Sequence[str]) -> pl.LazyFrame:
    """Des sommes de `additionner` réunies sous une clé plus courte."""
    lues = [pl.col(f"lues_{nom}").list.explode(keep_nulls=False, empty_as_null=False).unique() for nom in COLONNES]
    return sommes.group_by(list(cle)).agg(somme_connue("montant_eur"), *lues)


def croiser(segments: pl.LazyFrame) -> pl.LazyFrame:
    """Les sommes par nature, périmètre, axe, politique et classe : celle d'I4CE sous un axe, la légale sous
    « reunis »."""
    morceaux = []
    for perimetre, reunie in PERIMETRES.items():
        partie = segments.filter(f"dans_{perimetre}")
        classes = {axe: i4ce(axe) for axe in AXES} | {REUNIS: pl.col(reunie)}
        morceaux += [
            partie.select(*_LUES, perimetre=pl.lit(perimetre), axe=pl.lit(axe), classe=classe)
            for axe, classe in classes.items()
        ]
    return additionner(pl.concat(morceaux), ("nature_montant", "perimetre", "axe", "politique", "classe"))


def par_classe(croises: pl.LazyFrame) -> pl.LazyFrame:
    """Nature × périmètre × lecture × axe × classe : chaque case de la grille, 0 quand rien n'y tombe."""
    fines = _sous(croises, I4CE)
    reduites = _sous(croises, LEGALE).with_columns(
        classe=pl.when(pl.col("axe") == REUNIS).then("classe").otherwise(pl.col("classe").replace(_EN_LEGALE))
    )
    cle = ("nature_montant", "perimetre")
    sommes = rassembler(pl.concat([fines, reduites]), (*cle, *_GRILLE))
    return _sur_la_grille(sommes, totaux(croises, cle), cle, (*_REUNIES, *_SOUS_UN_AXE, *_SOUS_I4CE))


def par_politique(croises: pl.LazyFrame) -> pl.LazyFrame:
    """Le même croisement, politique par politique : axes réunis (légale), ou un axe à la fois (I4CE)."""
    reunies = _sous(croises, LEGALE).filter(pl.col("axe") == REUNIS)
    sommes = pl.concat([reunies, _sous(croises, I4CE)])
    cle = ("nature_montant", "perimetre", "politique")
    return _sur_la_grille(sommes, totaux(croises, cle), cle, (*_REUNIES, *_SOUS_I4CE))


def totaux(croises: pl.LazyFrame, cle: Sequence[str]) -> pl.LazyFrame:
    """Tous les euros de chaque clé, cotés ou non : chaque dépense compte une fois sous les axes réunis."""
    return rassembler(croises.filter(pl.col("axe") == REUNIS), cle)


def couverts(classes: pl.LazyFrame) -> pl.LazyFrame:
    """Nature × périmètre × axe, d'après `par_classe` : ce qui est coté (`cote`) du `total`, le même sous les deux
    lectures."""
    lus = classes.filter((pl.col("lecture") == LEGALE) & (pl.col("classe") == "non_cote"))
    return lus.select("nature_montant", "perimetre", "axe", "cote", "total")


def en_debat(
    segments: pl.LazyFrame, axes_annexe: Sequence[str], masses: pl.LazyFrame, classes: pl.LazyFrame
) -> pl.LazyFrame:
    """Nature × périmètre × axe (aussi « reunis » et « six ») : les euros en désaccord ; 0 quand tous s'accordent."""
    morceaux = []
    for perimetre, reunis in zip(PERIMETRES, (tuple(axes_annexe), tuple(AXES)), strict=True):
        partie = segments.filter(f"dans_{perimetre}")
        for axe, lus in ({axe: (axe,) for axe in AXES} | {REUNIS: reunis, SIX: tuple(AXES)}).items():
            differe = pl.any_horizontal(pl.col(f"statut_{un}") == DESACCORD for un in lus)
            morceaux.append(partie.filter(differe).select(*_LUES, perimetre=pl.lit(perimetre), axe=pl.lit(axe)))
    cle = ("nature_montant", "perimetre", "axe")
    sommes = additionner(pl.concat(morceaux), cle).with_columns(trouvee=pl.lit(True))
    grille = pl.concat(
        [couverts(classes), masses.select(*cle[:2], axe=pl.lit(SIX), total="montant_eur")], how="diagonal_relaxed"
    )
    rien = pl.col("trouvee").is_null() & pl.col("total").is_not_null()
    return grille.join(sommes, on=cle, how="left").with_columns(
        montant_eur=pl.when(rien).then(0).otherwise("montant_eur").cast(pl.Decimal(38, 2))
    )


def _sous(croises: pl.LazyFrame, lecture: str) -> pl.LazyFrame:
    lues = croises if lecture == LEGALE else croises.filter(pl.col("axe") != REUNIS)
    return lues.with_columns(lecture=pl.lit(lecture))


def _sur_la_grille(
    sommes: pl.LazyFrame, masses: pl.LazyFrame, cle: Sequence[str], grille: Iterable[tuple[str, str, str]]
) -> pl.LazyFrame:
    """Ajoute les cases vides (0, ou nul si aucun montant n'est connu), et `total`, `cote`, `examine` de chaque axe."""
    cases = pl.LazyFrame(list(grille), schema=list(_GRILLE), orient="row")
    toutes = masses.select(*cle, total="montant_eur").join(cases, how="cross")
    connu = pl.col("total").is_not_null()
    classe, montant, axe = pl.col("classe"), pl.col("montant_eur"), (*cle, "lecture", "axe")
    return (
        toutes.join(sommes, on=(*cle, *_GRILLE), how="left", maintain_order="left")
        .with_columns(montant_eur=pl.when(connu).then(montant.fill_null(0)))
        .with_columns(
            cote=pl.when(connu).then(montant.filter(~classe.is_in(SANS_AVIS)).sum().over(axe)),
            examine=pl.when(connu).then(montant.filter(classe != "non_cote").sum().over(axe)),
        )
    )
