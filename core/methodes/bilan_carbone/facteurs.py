"""Quel facteur s'applique : les versions importées et livrées, dans l'ordre où elles servent.

Un code désigne le facteur qu'il nomme dans la version cherchée ; s'il n'y est pas, celui de même identifiant que dans
la version d'alors : la plus récente qui le connaisse sans être postérieure à celle où l'on cherche. Un identifiant
d'une version plus ancienne ne ramène donc jamais sa valeur dans une version plus récente.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

import polars as pl

from core.erreurs import DonneesIncoherentes
from core.methodes.bilan_carbone import phrases
from core.methodes.bilan_carbone.bareme import Bareme, bareme
from core.methodes.bilan_carbone.versions import ranger
from core.modele import PROVENANCE, Donnees
from core.tables.bilan import FACTEURS_EMISSION
from core.unites import compatibles, nommer_ou_garder

RATIO = "ratio_monetaire"
"""La famille des facteurs par euro : un ordre de grandeur."""
type_fiche = tuple[int, int, str, str | None, str]
"""Le rang où une version se cherche, son âge (0 : la plus récente), et d'un de ses facteurs le code, l'identifiant,
l'unité."""


def versions(donnees: Donnees) -> tuple[str, ...]:
    """Les versions connues, importées et livrées, de celle qui sert en premier à la dernière."""
    lu = bareme(donnees)
    importees = (
        _importes(donnees, lu)
        .with_row_index("rang")
        .group_by("version")
        .agg(pl.col("import_id", "rang").max(), pl.col("millesime").unique().str.join(" "))
        .sort("import_id", "rang")
    )
    millesimes = dict(importees.select("version", "millesime").iter_rows())
    return ranger(importees["version"].to_list(), lu.livrees, millesimes)


def _importes(donnees: Donnees, lu: Bareme) -> pl.DataFrame:
    frame = donnees.get(FACTEURS_EMISSION.nom)
    if frame is None or frame.is_empty():
        return pl.DataFrame(schema=FACTEURS_EMISSION.schema() | PROVENANCE)
    return frame.filter(~pl.col("version").is_in([une.nom for une in lu.livrees]))


def chaine(donnees: Donnees, version: str | None) -> tuple[str, ...]:
    """L'ordre où chercher un facteur : la version nommée d'abord. Lève `DonneesIncoherentes` si elle n'existe pas."""
    connues = versions(donnees)
    if version is None:
        return connues
    if version not in connues:
        quoi, remede = phrases.version_inconnue(version, connues)
        raise DonneesIncoherentes(quoi, "", remede)
    return (version, *(une for une in connues if une != version))


def parts(donnees: Donnees, ordre: tuple[str, ...]) -> pl.DataFrame:
    """Toutes les parts de tous les facteurs, avec `rang` (0 : version cherchée en premier), `age` (0 : la plus
    récente), bornes et incertitude.

    Un facteur décomposé n'est compté que par ses parts : sa ligne « total » est laissée. `minimum` et `maximum` sont
    les siennes, sinon celles du facteur livré de même code ou identifiant et de même unité, sinon celles de sa famille.
    """
    lu = bareme(donnees)
    importes = _importes(donnees, lu).select(list(FACTEURS_EMISSION.schema()))
    if importes.is_empty():
        return _parts_livrees(lu, ordre)
    return _ordonner(pl.concat([importes, lu.livres]), ordre, versions(donnees), lu)


@lru_cache(maxsize=8)
def _parts_livrees(lu: Bareme, ordre: tuple[str, ...]) -> pl.DataFrame:
    return _ordonner(lu.livres, ordre, ranger((), lu.livrees), lu)


def _ordonner(toutes: pl.DataFrame, ordre: tuple[str, ...], par_age: tuple[str, ...], lu: Bareme) -> pl.DataFrame:
    places = [(nom, rang, par_age.index(nom)) for rang, nom in enumerate(ordre)]
    rangs = pl.DataFrame(places, schema={"version": pl.String, "rang": pl.Int64, "age": pl.Int64}, orient="row")
    toutes = toutes.join(rangs, on="version", how="left", maintain_order="left").with_columns(
        unite=nommer_ou_garder(toutes["unite"])
    )
    decompose = pl.col("part").is_in(["total", "biogenique"]).not_().any().over("version", "code")
    toutes = toutes.filter(~((pl.col("part") == "total") & decompose))
    return _avec_incertitude(_avec_bornes(toutes, lu), lu).sort("rang", "code", "part")


def _avec_bornes(toutes: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    """Complète les bornes absentes ; une part n'emprunte pas celles d'un facteur entier."""
    par_code, par_id, familles = _bornes_livrees(lu)
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


def _bornes_livrees(lu: Bareme) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Les bornes livrées, les plus larges de toutes les versions : par code et unité, par identifiant, par famille."""
    modeles = lu.livres.filter(pl.col("part") == "total").select(
        "code", "id_base_empreinte", "unite", bas="minimum", haut="maximum"
    )
    par_id = (
        modeles.drop_nulls("id_base_empreinte")
        .group_by("id_base_empreinte", "unite")
        .agg(pl.col("bas").min(), pl.col("haut").max())
        .rename({"bas": "bas_id", "haut": "haut_id"})
    )
    par_code = modeles.group_by("code", "unite").agg(bas=pl.col("bas").min(), haut=pl.col("haut").max())
    return par_code, par_id, lu.bornes.rename({"minimum": "bas_famille", "maximum": "haut_famille"})


def _avec_incertitude(toutes: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    """`u_publiee`, sinon la plus forte de la famille (`u_famille`) ; les deux nulles : la plus mauvaise note."""
    return toutes.join(lu.familles, on="categorie", how="left", maintain_order="left").rename(
        {"incertitude": "u_publiee"}
    )


def retenir(catalogue: pl.DataFrame, demandes: pl.DataFrame) -> pl.DataFrame:
    """Pour chaque (`facteur`, `unite`) demandé, le `rang` et le `code` du facteur qui s'applique ; nuls s'il n'y en a
    pas.

    Un facteur se nomme par son code ou son identifiant Base Empreinte. Un code connu d'une version trouve, dans une
    version plus récente, le facteur de même identifiant et de même grandeur.
    """
    fiches = catalogue.select("rang", "age", "code", "id_base_empreinte", "unite")
    paires = demandes.rows()
    noms = {facteur for facteur, _ in paires}
    noms |= set(fiches.filter(pl.col("code").is_in(list(noms)))["id_base_empreinte"]) - {None}
    utiles = fiches.filter(pl.col("code").is_in(list(noms)) | pl.col("id_base_empreinte").is_in(list(noms)))
    index = _Index(sorted(set(utiles.iter_rows()), key=itemgetter(0, 2, 4)))
    choix = [(facteur, unite, *index.choisir(facteur, unite)) for facteur, unite in paires]
    schema = {"facteur": pl.String, "unite": pl.String, "rang": pl.Int64, "code": pl.String}
    return pl.DataFrame(choix, schema=schema, orient="row")


class _Index:
    """Les facteurs par code et par identifiant, version par version."""

    def __init__(self, fiches: Iterable[type_fiche]) -> None:
        self.unites: dict[tuple[int, str], str] = {}
        self.ages: dict[int, int] = {}
        self.identifiants: dict[str, dict[int, set[str]]] = {}
        self.codes: dict[tuple[int, str], set[str]] = {}
        for rang, age, code, identifiant, unite in fiches:
            self.unites[rang, code] = unite
            self.ages[rang] = age
            siens = self.identifiants.setdefault(code, {}).setdefault(age, set())
            if identifiant is not None:
                siens.add(identifiant)
                self.codes.setdefault((rang, identifiant), set()).add(code)

    def choisir(self, facteur: str, unite: str) -> tuple[int | None, str | None]:
        """Le premier rang où le facteur existe : sous ce code, sous cet identifiant, ou sous l'identifiant de ce code.

        Un identifiant que deux facteurs d'une même version portent ne choisit pas.
        """
        for rang in sorted(self.ages):
            if (rang, facteur) in self.unites:
                return rang, facteur
            homonymes = self.codes.get((rang, facteur), set())
            if len(homonymes) == 1:
                return rang, next(iter(homonymes))
            candidats = {
                code
                for identifiant in self._identifiants_d_alors(facteur, self.ages[rang])
                for code in self.codes.get((rang, identifiant), ())
            }
            if len(candidats) == 1 and compatibles(unite, self.unites[rang, next(iter(candidats))]):
                return rang, next(iter(candidats))
        return None, None

    def _identifiants_d_alors(self, code: str, age: int) -> set[str]:
        """Ceux du code dans la version la plus récente qui le connaisse sans être postérieure à cet âge ; sinon dans la
        première postérieure."""
        connus = self.identifiants.get(code, {})
        anterieurs = [autre for autre in connus if autre >= age]
        if anterieurs:
            return connus[min(anterieurs)]
        return connus[max(connus)] if connus else set()
