"""Quel facteur s'applique : les versions importées et livrées, de la plus récente à la plus ancienne."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

import polars as pl

from core.erreurs import DonneesIncoherentes
from core.modele import Donnees
from core.references import reference, sources, valeurs
from core.tables.bilan import FACTEURS_EMISSION
from core.unites import compatibles, nommer_ou_garder

LIVREE = "Livrée avec l'application, 2026"
LIVREE_2016 = "Livrée avec l'application, ratios de 2016"
_NOMBRES = ("valeur", "incertitude", "co2", "ch4", "n2o", "autres_gaz", "minimum", "maximum")
RATIO = "ratio_monetaire"
"""La famille des facteurs par euro : un ordre de grandeur."""


@lru_cache
def livres() -> pl.DataFrame:
    """Les facteurs livrés avec l'application, au schéma de la table `facteurs_emission`."""
    titres = {cle: une.titre for cle, une in sources().items()}
    return (
        reference("facteurs_emission")
        .with_columns(
            pl.col(_NOMBRES).cast(pl.Float64), pl.col("source").replace_strict(titres, return_dtype=pl.String)
        )
        .select(list(FACTEURS_EMISSION.schema()))
    )


def versions(donnees: Donnees) -> tuple[str, ...]:
    """Les versions connues, de la plus récente à la plus ancienne : les importées, puis les livrées.

    Les nombres d'un nom se comparent comme des nombres : « V23.10 » passe avant « V23.6 ».
    """
    importees = _importes(donnees)["version"].unique().to_list()
    return (*sorted(importees, key=_rang_naturel, reverse=True), LIVREE, LIVREE_2016)


def _rang_naturel(nom: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(nombre) for nombre in re.findall(r"\d+", nom)), nom


def _importes(donnees: Donnees) -> pl.DataFrame:
    frame = donnees.get(FACTEURS_EMISSION.nom)
    schema = FACTEURS_EMISSION.schema()
    if frame is None or frame.is_empty():
        return pl.DataFrame(schema=schema)
    return frame.select(list(schema)).filter(~pl.col("version").is_in([LIVREE, LIVREE_2016]))


def chaine(donnees: Donnees, version: str | None) -> tuple[str, ...]:
    """L'ordre où chercher un facteur : la version nommée d'abord. Lève `DonneesIncoherentes` si elle n'existe pas."""
    connues = versions(donnees)
    if version is None:
        return connues
    if version not in connues:
        raise DonneesIncoherentes(
            f"La version de facteurs « {version} » n'existe pas.",
            "",
            f"Versions connues : {', '.join(f'« {une} »' for une in connues)}.",
        )
    return (version, *(une for une in connues if une != version))


def parts(donnees: Donnees, ordre: tuple[str, ...]) -> pl.DataFrame:
    """Toutes les parts de tous les facteurs, avec `rang` (0 : version cherchée en premier), bornes et incertitude.

    Un facteur décomposé n'est compté que par ses parts : sa ligne « total » est laissée. `minimum` et `maximum` sont les
    siennes, sinon celles du facteur livré de même code ou identifiant et de même unité, sinon celles de sa famille.
    """
    importes = _importes(donnees)
    return _parts_livrees(ordre) if importes.is_empty() else _ordonner(pl.concat([importes, livres()]), ordre)


@lru_cache
def _parts_livrees(ordre: tuple[str, ...]) -> pl.DataFrame:
    return _ordonner(livres(), ordre)


def _ordonner(toutes: pl.DataFrame, ordre: tuple[str, ...]) -> pl.DataFrame:
    rangs = pl.DataFrame({"version": ordre, "rang": range(len(ordre))}, schema_overrides={"rang": pl.Int64})
    toutes = toutes.join(rangs, on="version", how="left", maintain_order="left").with_columns(
        unite=nommer_ou_garder(toutes["unite"])
    )
    decompose = pl.col("part").is_in(["total", "biogenique"]).not_().any().over("version", "code")
    toutes = toutes.filter(~((pl.col("part") == "total") & decompose))
    return _avec_incertitude(_avec_bornes(toutes)).sort("rang", "code", "part")


def _avec_bornes(toutes: pl.DataFrame) -> pl.DataFrame:
    """Complète les bornes absentes ; une part n'emprunte pas celles d'un facteur entier."""
    par_code, par_id, familles = _bornes_livrees()
    jointes = toutes
    for cles, modele in (
        (["code", "unite"], par_code),
        (["id_base_empreinte", "unite"], par_id),
        (["categorie", "unite"], familles),
    ):
        jointes = jointes.join(modele, on=cles, how="left", maintain_order="left")
    entier = pl.col("part") == "total"
    return jointes.with_columns(
        minimum=pl.coalesce("minimum", pl.when(entier).then(pl.coalesce("bas", "bas_id", "bas_famille"))),
        maximum=pl.coalesce("maximum", pl.when(entier).then(pl.coalesce("haut", "haut_id")), "haut_famille"),
    ).drop("bas", "haut", "bas_id", "haut_id", "bas_famille", "haut_famille")


@lru_cache
def _bornes_livrees() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Les bornes livrées : par code et unité, par identifiant et unité, par famille et unité."""
    modeles = (
        livres()
        .filter(pl.col("part") == "total")
        .select("code", "id_base_empreinte", "unite", bas="minimum", haut="maximum")
    )
    par_id = (
        modeles.drop_nulls("id_base_empreinte")
        .group_by("id_base_empreinte", "unite")
        .agg(pl.col("bas").min(), pl.col("haut").max())
        .rename({"bas": "bas_id", "haut": "haut_id"})
    )
    par_code = modeles.group_by("code", "unite").agg(bas=pl.col("bas").min(), haut=pl.col("haut").max())
    familles = reference("bornes_facteurs").select(
        "categorie",
        "unite",
        bas_famille=pl.col("minimum").cast(pl.Float64),
        haut_famille=pl.col("maximum").cast(pl.Float64),
    )
    return par_code, par_id, familles


def _avec_incertitude(toutes: pl.DataFrame) -> pl.DataFrame:
    """`u_publiee`, sinon la plus forte de la famille (`u_famille`) ; les deux nulles : la plus mauvaise note."""
    familles = valeurs("incertitudes_familles").select("categorie", u_famille="valeur")
    return toutes.join(familles, on="categorie", how="left", maintain_order="left").rename({"incertitude": "u_publiee"})


def retenir(catalogue: pl.DataFrame, demandes: pl.DataFrame) -> pl.DataFrame:
    """Pour chaque (`facteur`, `unite`) demandé, le `rang` et le `code` du facteur qui s'applique ; nuls s'il n'y en a pas.

    Un facteur se nomme par son code ou son identifiant Base Empreinte. Un code connu d'une version trouve, dans une
    version plus récente, le facteur de même identifiant et de même grandeur.
    """
    fiches = catalogue.select("rang", "code", "id_base_empreinte", "unite")
    paires = demandes.rows()
    noms = {facteur for facteur, _ in paires}
    noms |= set(fiches.filter(pl.col("code").is_in(list(noms)))["id_base_empreinte"]) - {None}
    utiles = fiches.filter(pl.col("code").is_in(list(noms)) | pl.col("id_base_empreinte").is_in(list(noms)))
    index = _Index(sorted(set(utiles.iter_rows()), key=itemgetter(0, 1, 3)))
    choix = [(facteur, unite, *index.choisir(facteur, unite)) for facteur, unite in paires]
    schema = {"facteur": pl.String, "unite": pl.String, "rang": pl.Int64, "code": pl.String}
    return pl.DataFrame(choix, schema=schema, orient="row")


class _Index:
    """Les facteurs par code et par identifiant, version par version."""

    def __init__(self, fiches: Iterable[tuple[int, str, str | None, str]]) -> None:
        self.unites: dict[tuple[int, str], str] = {}
        self.identifiants: dict[str, set[str]] = {}
        self.codes: dict[tuple[int, str], list[str]] = {}
        for rang, code, identifiant, unite in fiches:
            self.unites[rang, code] = unite
            if identifiant is not None:
                self.identifiants.setdefault(code, set()).add(identifiant)
                self.codes.setdefault((rang, identifiant), []).append(code)
        self.rangs = sorted({rang for rang, _ in self.unites})

    def choisir(self, facteur: str, unite: str) -> tuple[int | None, str | None]:
        """Le premier rang où le facteur existe : sous ce code, sous cet identifiant, ou sous l'identifiant de ce code."""
        siens = sorted(self.identifiants.get(facteur, ()))
        for rang in self.rangs:
            if (rang, facteur) in self.unites:
                return rang, facteur
            homonymes = self.codes.get((rang, facteur), [])
            if len(homonymes) == 1:
                return rang, homonymes[0]
            for identifiant in siens:
                candidats = self.codes.get((rang, identifiant), [])
                if len(candidats) == 1 and compatibles(unite, self.unites[rang, candidats[0]]):
                    return rang, candidats[0]
        return None, None
