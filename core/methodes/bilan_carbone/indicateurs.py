"""Les indicateurs du bilan carbone, dans la table de résultats commune ; prévu et réalisé, jamais mêlés."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from core.communs.incertitude import est_symetrique
from core.methodes.bilan_carbone.bareme import Bareme, bareme
from core.methodes.bilan_carbone.facteurs import chaine, parts
from core.methodes.bilan_carbone.fiche import INDICATEURS
from core.methodes.bilan_carbone.habitants import habitants
from core.methodes.bilan_carbone.incertitude import POUR_AGREGER, TOUT, agreger, empiler
from core.methodes.bilan_carbone.lignes import COMPTEE, SORTS, appliquer, detail, est_monetaire
from core.methodes.bilan_carbone.par_les_comptes import indicateurs_des_comptes
from core.modele import Donnees, Nature, Qualite, origine, table_requise, type_critere
from core.resultat import resultat
from core.tables.bilan import DONNEES_ACTIVITE

SANS_SERVICE = "Service non renseigné"
type_ligne = dict[str, Any]
type_groupe = dict[str, Any]
_NIVEAUX = {
    TOUT: "emissions",
    "poste": "emissions",
    "categorie_poste": "emissions_par_categorie",
    "service": "emissions_par_service",
    "activite": "emissions_par_activite",
}
_CLES = ("etat", "biogenique", "niveau", "groupe")
_DU_POSTE = ("facteur", "controle", "poste_ecrit")
_GARDEES = ("etat", "biogenique", "sort", "monetaire", *_DU_POSTE, *POUR_AGREGER)
_VIDE: type_groupe = {
    "niveau": TOUT,
    "groupe": "",
    "attendues": 0,
    "comptees": 0,
    "monetaire": False,
    "monetaire_tco2e": 0.0,
    "valeur": None,
    "borne_basse": None,
    "borne_haute": None,
    "gsd2": None,
    "incertitude": None,
    "note": None,
}
"""Aucun flux : le total est non renseigné, jamais 0."""
_MESURES = {"facteur_incertitude": "gsd2", "incertitude_quadratique": "incertitude", "note_qualite": "note"}
_COMPTES = {
    COMPTEE: "lignes_comptees",
    "non_renseignee": "lignes_non_renseignees",
    "sans_facteur": "lignes_sans_facteur",
    "refusee": "lignes_refusees",
}


def calculer(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Émissions (tCO2e) par poste, catégorie, service, activité et habitant, biogénique à part, avec leur incertitude.

    `poste` nul : toute l'organisation. `nature` : realise ou prevu, selon l'état des flux. Valeur nulle : non
    renseignée. `borne_*` : intervalle lognormal à 95 % ; `couverture` : flux comptés sur flux attendus. `version` :
    celle des facteurs, la plus récente par défaut. Lève `TableManquante` sans données d'activité.
    """
    table = table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    catalogue = parts(donnees, chaine(donnees, version))
    lignes = appliquer(donnees, exercice, catalogue)
    rendues = [*_des_flux(lignes, donnees, exercice), *indicateurs_des_comptes(donnees, exercice, catalogue, lignes)]
    return resultat("bilan_carbone", INDICATEURS, rendues, territoire=table["territoire"].first(), exercice=exercice)


def flux_par_flux(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """emissions_par_flux : ce que fait chaque flux d'une activité, ses parts réunies, hors CO2 biogénique (tCO2e).

    Lève comme `calculer`.
    """
    table = table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    lignes = detail(donnees, exercice, version).filter((pl.col("sort") == COMPTEE) & ~pl.col("biogenique"))
    sommes = lignes.group_by("etat", "activite", "flux", maintain_order=True).agg(pl.col("emissions_tco2e").sum())
    rangees = [
        {
            "indicateur": "emissions_par_flux",
            "nature": etat,
            "activite": activite,
            "flux": flux,
            "valeur": tonnes,
            "qualite": str(Qualite.DECLARE),
            "origine": origine(DONNEES_ACTIVITE.nom, exercice=exercice, etat=etat, activite=activite, flux=flux),
        }
        for etat, activite, flux, tonnes in sommes.iter_rows()
    ]
    return resultat("bilan_carbone", INDICATEURS, rangees, territoire=table["territoire"].first(), exercice=exercice)


def attendus(sorts: Mapping[str, int]) -> int:
    """Combien de flux sont déclarés, d'après leur nombre par sort."""
    return sum(sorts.values())


def non_comptes(sorts: Mapping[str, int]) -> int:
    """Combien de flux déclarés ne sont pas comptés, faute de quantité ou de facteur."""
    return sum(nombre for sort, nombre in sorts.items() if sort != "comptees")


def _des_flux(lignes: pl.DataFrame, donnees: Donnees, exercice: int) -> list[type_ligne]:
    """Les indicateurs de chaque état qui a des flux."""
    flux = pl.col("flux_id").n_unique()
    par_etat: dict[str, dict[str, int]] = {}
    for etat, sort, nombre in lignes.group_by("etat", "sort").agg(flux).iter_rows():
        par_etat.setdefault(etat, {})[sort] = nombre
    lu = bareme(donnees)
    groupes = _groupes(lignes, lu)
    rendues: list[type_ligne] = []
    for etat in (str(Nature.REALISE), str(Nature.PREVU)):
        if etat in par_etat:
            siens = [groupe for groupe in groupes if groupe["etat"] == etat]
            rendues += _etat(siens, par_etat[etat], donnees, exercice, etat)
    return rendues


def _groupes(lignes: pl.DataFrame, lu: Bareme) -> list[type_groupe]:
    """Les sommes de chaque état, d'un coup : tout, poste, catégorie, service et activité ; le biogénique, tout et
    poste."""
    nommees = lignes.with_columns(
        pl.col("service").fill_null(SANS_SERVICE),
        categorie_poste=pl.col("poste").replace_strict(lu.categories, default=None, return_dtype=pl.String),
        monetaire=est_monetaire(),
    )
    empilees = empiler(nommees, tuple(_NIVEAUX)[1:], _GARDEES).filter(
        ~pl.col("biogenique") | pl.col("niveau").is_in([TOUT, "poste"])
    )
    comptees = agreger(empilees.filter(pl.col("sort") == COMPTEE), _CLES, lu)
    return _attendues(empilees).join(comptees, on=_CLES, how="left", maintain_order="left").rows(named=True)


def _attendues(empilees: pl.DataFrame) -> pl.DataFrame:
    """Par groupe : flux attendus et comptés, part d'ordre de grandeur, et les valeurs qui en retrouvent les lignes."""
    comptee, flux = pl.col("sort") == COMPTEE, pl.col("flux_id")
    return empilees.group_by(_CLES, maintain_order=True).agg(
        attendues=flux.n_unique(),
        comptees=flux.filter(comptee).n_unique(),
        monetaire=(pl.col("monetaire") & comptee).any(),
        monetaire_tco2e=pl.col("emissions_tco2e").filter(pl.col("monetaire")).sum(),
        **{f"_{nom}": pl.col(nom).unique().sort(nulls_last=True) for nom in _DU_POSTE},
    )


def _etat(
    groupes: list[type_groupe], sorts: dict[str, int], donnees: Donnees, exercice: int, etat: str
) -> list[type_ligne]:
    lu = bareme(donnees)
    fossiles = [groupe for groupe in groupes if not groupe["biogenique"]]
    ensemble = next((groupe for groupe in fossiles if groupe["niveau"] == TOUT), _VIDE)
    niveaux = [ensemble, *(groupe for groupe in fossiles if groupe["niveau"] != TOUT)]
    sommes = [(groupe, _somme(groupe, exercice, etat, _NIVEAUX[groupe["niveau"]])) for groupe in niveaux]
    total = sommes[0][1]
    rendues = [somme for _, somme in sommes]
    rendues += [
        mesure
        for groupe, somme in sommes
        if somme["indicateur"] == "emissions"
        for mesure in _incertitude(groupe, somme, lu)
    ]
    presents = {groupe["groupe"] for groupe in fossiles if groupe["niveau"] == "poste"}
    # Les vingt-deux postes, ceux sans flux compris : une valeur nulle y veut dire non renseigné.
    rendues += [_ligne("emissions", poste, etat, None, None) for poste in lu.noms.values() if poste not in presents]
    rendues += [_somme(groupe, exercice, etat, "emissions_biogeniques") for groupe in groupes if groupe["biogenique"]]
    rendues += _par_habitant(total, donnees, exercice, etat)
    adresse = origine(DONNEES_ACTIVITE.nom, exercice=exercice, etat=etat)
    rendues += [_ligne(_COMPTES[sort], None, etat, float(sorts.get(sort, 0)), adresse) for sort in SORTS]
    part = None if not total["valeur"] else float(ensemble["monetaire_tco2e"]) / float(total["valeur"])
    return [*rendues, _ligne("part_ordre_de_grandeur", None, etat, part, adresse)]


def _somme(groupe: type_groupe, exercice: int, etat: str, indicateur: str) -> type_ligne:
    """La ligne d'un groupe : ses tonnes, ses bornes lognormales, et la part de ses flux qui sont comptés."""
    poste = groupe["groupe"] if groupe["niveau"] != TOUT else None
    valeur = groupe["valeur"] if groupe["comptees"] else None
    adresse = origine(DONNEES_ACTIVITE.nom, exercice=exercice, etat=etat, **_filtre(groupe))
    return _ligne(indicateur, poste, etat, valeur, adresse) | {
        "borne_basse": groupe["borne_basse"],
        "borne_haute": groupe["borne_haute"],
        "qualite": str(Qualite.ESTIME if groupe["monetaire"] else Qualite.DECLARE),
        "couverture": groupe["comptees"] / groupe["attendues"] if groupe["attendues"] else None,
    }


def _incertitude(groupe: type_groupe, somme: type_ligne, lu: Bareme) -> list[type_ligne]:
    """Les mesures d'incertitude du total ou d'un poste, et son intervalle symétrique, sans bornes s'il n'a pas de
    sens."""
    poste, etat, adresse = somme["poste"], somme["nature"], somme["origine"]
    relative, valeur = groupe["incertitude"], somme["valeur"]
    symetrique = somme | {"indicateur": "intervalle_symetrique", "borne_basse": None, "borne_haute": None}
    if valeur is not None and relative is not None and est_symetrique(relative, lu.symetrie_maximale):
        symetrique |= {"borne_basse": valeur * (1 - relative), "borne_haute": valeur * (1 + relative)}
    return [*(_ligne(nom, poste, etat, groupe[mesure], adresse) for nom, mesure in _MESURES.items()), symetrique]


def _filtre(groupe: type_groupe) -> dict[str, type_critere]:
    """Ce qui retrouve les lignes d'un groupe ; le facteur, le contrôle et le poste écrit font ensemble le poste."""
    niveau, valeur = groupe["niveau"], groupe["groupe"]
    if niveau == TOUT:
        return {}
    if niveau in {"service", "activite"}:
        return {niveau: None if valeur == SANS_SERVICE else valeur}
    return {nom.removesuffix("_ecrit"): groupe[f"_{nom}"] for nom in _DU_POSTE}


def _par_habitant(total: type_ligne, donnees: Donnees, exercice: int, etat: str) -> list[type_ligne]:
    nombre, adresse = habitants(donnees, exercice)
    rendues = [_ligne("habitants", None, etat, nombre, adresse)]
    rapportees = {
        nom: None if total.get(nom) is None or not nombre else 1000 * float(total[nom] or 0) / nombre
        for nom in ("valeur", "borne_basse", "borne_haute")
    }
    ligne = _ligne("emissions_par_habitant", None, etat, None, None)
    return [*rendues, ligne | rapportees | {nom: total[nom] for nom in ("couverture", "qualite", "origine")}]


def _ligne(indicateur: str, poste: str | None, nature: str, valeur: float | None, adresse: str | None) -> type_ligne:
    return {
        "indicateur": indicateur,
        "poste": poste,
        "nature": nature,
        "valeur": valeur,
        "qualite": str(Qualite.DECLARE),
        "origine": adresse,
    }
