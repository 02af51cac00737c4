"""L'unique table de résultats : ce que chaque méthode déclare rendre, comment elle l'écrit, comment on la relit.

Une table d'entrée est déclarée une fois ; un résultat aussi. De la déclaration d'un `Indicateur` viennent son nom en
français, son unité, ce qu'il mesure et les axes que portent ses lignes : rien n'est deviné d'un texte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.modele import Nature, Qualite

AXES: dict[str, str] = {
    "perimetre": "ce que l'on compte : organisation ou territoire, annexe ou budget entier",
    "lecture": "l'échelle sous laquelle on lit : légale, I4CE",
    "axe": "l'axe de la transition",
    "classe": "la classe d'une cotation",
    "sexe": "femmes ou hommes",
    "operation": "l'opération d'une mesure climat",
    "rapport": "le point d'avancement de l'année",
    "periode": "la période d'un budget national",
    "activite": "l'activité qui demande un flux",
    "service": "le service qui tient un flux",
    "flux": "ce qui est consommé",
    "budget": "le budget qui porte une dépense",
    "fonction": "la fonction d'une dépense",
}
"""Les axes qu'un résultat peut porter en plus de son poste : la liste close, dans l'ordre de leurs colonnes."""

SCHEMA_INDICATEURS: dict[str, pl.DataType] = {
    "territoire": pl.String(),
    "exercice": pl.Int32(),
    "methode": pl.String(),
    "indicateur": pl.String(),
    "poste": pl.String(),
    "nature": pl.String(),
    "valeur": pl.Float64(),
    "borne_basse": pl.Float64(),
    "borne_haute": pl.Float64(),
    "unite": pl.String(),
    "qualite": pl.String(),
    "couverture": pl.Float64(),
    "origine": pl.String(),
} | {axe: pl.String() for axe in AXES}
"""`valeur` nulle = donnée absente ; `poste` = un seul code, nul : tout le territoire ; `couverture` entre 0 et 1 ;
`origine` s'écrit avec `core.modele.origine`. Chaque axe a sa colonne, nulle quand l'indicateur ne le porte pas."""

CLE = ("exercice", "indicateur", "poste", "nature", *AXES)
"""Ce qui distingue deux lignes d'une méthode, et l'ordre dans lequel elles se rangent."""

type_rangee = Mapping[str, Any]


@dataclass(frozen=True)
class Indicateur:
    """Ce qu'une méthode rend sous un nom : son titre en français, son unité, ce qu'il mesure, ce que portent ses
    lignes.

    `unite` nulle : chaque ligne dit la sienne (le Donut mesure en unités diverses). `poste` dit ce que nomme le poste
    (« capital », « secteur »…), vide quand l'indicateur n'en a pas. `axes` sont pris dans `AXES`.
    """

    nom: str
    titre: str
    unite: str | None
    sens: str
    poste: str = ""
    axes: tuple[str, ...] = ()


def resultat(
    methode: str, declares: Sequence[Indicateur], rangees: pl.DataFrame | Iterable[type_rangee], **communs: object
) -> pl.DataFrame:
    """La table de résultats d'une méthode : au schéma commun, unités déclarées posées, triée, vérifiée.

    `rangees` porte au moins `indicateur` et `valeur` ; `communs` donne les colonnes qui valent pour toutes (territoire,
    exercice, nature, qualite…). Une valeur nulle est de qualité « manquant », quoi que dise la rangée.

    Lève `ValueError` si un indicateur, une colonne, une nature, une qualité, un poste ou un axe n'est pas déclaré, ou
    si deux lignes portent la même clé : c'est une faute de programmation, pas une donnée de l'utilisateur.
    """
    frame = rangees if isinstance(rangees, pl.DataFrame) else _en_frame(rangees)
    inconnues = set(frame.columns) - set(SCHEMA_INDICATEURS)
    if inconnues:
        raise ValueError(f"{methode} : colonnes hors du schéma des indicateurs : {sorted(inconnues)}")
    donnees = {nom: pl.lit(valeur) for nom, valeur in communs.items()} | {"methode": pl.lit(methode)}
    unites = {un.nom: un.unite for un in declares if un.unite is not None}
    absentes = [nom for nom in SCHEMA_INDICATEURS if nom not in frame.columns and nom not in donnees]
    complet = (
        frame.with_columns(**donnees)
        .with_columns(pl.lit(None).alias(nom) for nom in absentes)
        .select(pl.col(nom).cast(dtype) for nom, dtype in SCHEMA_INDICATEURS.items())
        .with_columns(
            unite=pl.col("indicateur").replace_strict(unites, default=pl.col("unite"), return_dtype=pl.String),
            qualite=pl.when(pl.col("valeur").is_null()).then(pl.lit(str(Qualite.MANQUANT))).otherwise("qualite"),
        )
        .sort(CLE, nulls_last=True)
    )
    _verifier(methode, {un.nom: un for un in declares}, complet)
    return complet


def lire(indicateurs: pl.DataFrame, nom: str, **criteres: object) -> pl.DataFrame:
    """Les lignes d'un indicateur, réduites aux critères donnés : `lire(lus, "montant", axe="axe_1", poste=None)`.

    Un critère nul veut la case vide ; une liste, l'une de ses valeurs. Même ordre que la table.
    """
    conditions = [pl.col("indicateur") == nom]
    for colonne, voulu in criteres.items():
        if isinstance(voulu, list | tuple | set | frozenset):
            conditions.append(pl.col(colonne).is_in(list(voulu)))
        else:
            conditions.append(pl.col(colonne).eq_missing(pl.lit(voulu)))
    return indicateurs.filter(conditions)


def valeur(indicateurs: pl.DataFrame, nom: str, **criteres: object) -> float | None:
    """La valeur de l'unique ligne de ces critères ; nulle si elle manque ou si aucune ligne ne les remplit.

    Lève `ValueError` quand plusieurs lignes répondent : la question est mal posée.
    """
    lues = lire(indicateurs, nom, **criteres)
    if lues.height > 1:
        raise ValueError(f"{lues.height} lignes pour {nom}, {criteres}")
    lue: float | None = None if lues.is_empty() else lues["valeur"][0]
    return lue


def _en_frame(rangees: Iterable[type_rangee]) -> pl.DataFrame:
    lignes = list(rangees)
    noms = list(dict.fromkeys(nom for ligne in lignes for nom in ligne)) or ["indicateur", "valeur"]
    inconnues = [nom for nom in noms if nom not in SCHEMA_INDICATEURS]
    if inconnues:
        raise ValueError(f"colonnes hors du schéma des indicateurs : {sorted(inconnues)}")
    return pl.DataFrame(lignes, schema={nom: SCHEMA_INDICATEURS[nom] for nom in noms})


def _verifier(methode: str, declares: Mapping[str, Indicateur], complet: pl.DataFrame) -> None:
    """Ce que la méthode rend est ce qu'elle déclare."""
    etrangers = set(complet["indicateur"].unique()) - set(declares)
    if etrangers:
        raise ValueError(f"{methode} : indicateurs non déclarés : {sorted(map(str, etrangers))}")
    for colonne, permis in (("nature", Nature), ("qualite", Qualite)):
        inattendues = set(complet[colonne].drop_nulls().unique()) - {str(une) for une in permis}
        if inattendues:
            raise ValueError(f"{methode} : {colonne} non déclarée : {sorted(inattendues)}")
    portees = complet.group_by("indicateur").agg(pl.col("poste", *AXES).is_not_null().any())
    for ligne in portees.iter_rows(named=True):
        declare = declares[ligne["indicateur"]]
        permis_ici = {*declare.axes, *(("poste",) if declare.poste else ())}
        en_trop = [nom for nom in ("poste", *AXES) if ligne[nom] and nom not in permis_ici]
        if en_trop:
            raise ValueError(f"{methode} : {declare.nom} porte {en_trop} sans le déclarer")
    doubles = complet.filter(pl.struct(CLE).is_duplicated())
    if not doubles.is_empty():
        raise ValueError(f"{methode} : plusieurs lignes pour {doubles.select(CLE).row(0)}")
