"""La vue du bilan carbone que demande une adresse : ses choix, ramenés à ce qui existe, puis ce qu'ils montrent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from core.communs.incertitude import symetrie_maximale
from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures import adresse
from core.figures.bilan_carbone.annees import vue_annees
from core.figures.bilan_carbone.flash import estimes, vue_flash
from core.figures.bilan_carbone.flux import vue_flux
from core.figures.bilan_carbone.lecture import Lecture, Regard, etats, lire
from core.figures.bilan_carbone.phrases import VUES
from core.figures.bilan_carbone.phrases_vues import autres
from core.figures.bilan_carbone.repartition import vue_postes, vue_repartition
from core.figures.vue import Vue
from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.effets import Evolution
from core.modele import Nature
from core.resultat import SCHEMA_INDICATEURS
from core.tables.bilan import DONNEES_ACTIVITE

CLE = "bilan_carbone"
MAXIMUM_PROJETE = 7
"""Barres en projection : lisibles du dernier rang."""
COUVERTURE = {
    "poste": pl.String,
    "documente_tco2e": pl.Float64,
    "flash_tco2e": pl.Float64,
    "part": pl.Float64,
    "significatif": pl.Boolean,
    "documente": pl.Boolean,
}


class Adresse(adresse.Adresse):
    """Les choix de l'onglet ; `version` et `version_avant` nomment des facteurs, `selection` une barre, `flux` une
    ligne."""

    vue: Literal["postes", "activites", "annees", "flash", "flux"] = "postes"
    etat: Literal["realise", "prevu"] = "realise"
    incertitude: Literal["lognormale", "quadratique"] = "lognormale"
    par: Literal["activite", "service"] = "activite"
    version: adresse.Texte = ""
    version_avant: adresse.Texte = ""
    selection: adresse.Texte = ""
    flux: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """La vue, l'état, la version, la barre ou le flux que cet exercice n'a pas."""
        choix = choisir(self, dossier)
        barres = _barres(choix, lecture(self, choix, dossier), dossier) if self.selection else ()
        flux = _flux(choix, dossier) if self.flux else ()
        versions = {"version": choix.toutes, "version_avant": choix.toutes}
        return self.hors(vue=choix.vues, etat=choix.etats, selection=barres, flux=flux, **versions)


@dataclass(frozen=True)
class Choix:
    """Ce que l'adresse demande, ramené à ce qui existe, et les options de chaque choix dans l'ordre où il les propose.

    `versions` : celle du bilan d'avant, celle d'après ; `toutes` : les versions connues, la plus récente d'abord.
    """

    vue: str
    etat: str
    versions: tuple[str, str]
    vues: dict[str, str]
    etats: dict[str, str]
    toutes: dict[str, str]

    @property
    def version(self) -> str:
        """La version de facteurs du bilan montré."""
        return self.versions[1]


def choisir(demande: Adresse, dossier: Dossier) -> Choix:
    """Les choix de l'adresse ; lève `TableManquante` s'il n'y a ni flux ni comptes."""
    if dossier.tables[DONNEES_ACTIVITE.nom].is_empty() and not comptes(dossier):
        raise TableManquante(DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    toutes = {nom: nom for nom in bilan_carbone.versions(dossier.tables)}
    version = demande.choix("version", toutes)
    presents = etats(indicateurs(dossier, version))
    vues = vues_possibles(dossier, bool(presents))
    vue = demande.choix("vue", vues)
    return Choix(
        vue=vue,
        etat=str(Nature.REALISE) if vue == "flash" or not presents else demande.choix("etat", presents),
        versions=(demande.choix("version_avant", toutes, version), version),
        vues=vues,
        etats=presents,
        toutes=toutes,
    )


def vues_possibles(dossier: Dossier, flux: bool) -> dict[str, str]:
    """Les vues qui ont quelque chose à montrer : sans flux, le seul bilan flash ; sans comptes, tout sauf lui."""
    avec_comptes = comptes(dossier)
    if not flux and avec_comptes:
        return {"flash": VUES["flash"]}
    return {cle: nom for cle, nom in VUES.items() if avec_comptes or cle != "flash"}


def comptes(dossier: Dossier) -> bool:
    """Vrai si l'exercice a des lignes budgétaires."""
    return bool((dossier.tables["lignes_budgetaires"]["exercice"] == dossier.exercice).any())


def indicateurs(dossier: Dossier, version: str) -> pl.DataFrame:
    """Les indicateurs du bilan avec cette version de facteurs ; ceux d'un bilan vide s'il n'y a aucun flux."""
    if dossier.tables[DONNEES_ACTIVITE.nom].is_empty():
        return pl.DataFrame(schema=SCHEMA_INDICATEURS)
    if version == bilan_carbone.versions(dossier.tables)[0]:
        return dossier.indicateurs(CLE)
    return bilan_carbone.calculer(dossier.tables, dossier.exercice, version)


def flux_de(dossier: Dossier, choix: Choix) -> pl.DataFrame:
    """Les flux de l'état choisi, part par part ; lève `TableManquante` sans flux."""
    if choix.version == next(iter(choix.toutes)):
        lignes = dossier.detail(CLE)
    else:
        lignes = bilan_carbone.detail(dossier.tables, dossier.exercice, choix.version)
    return lignes.filter(pl.col("etat") == choix.etat)


def lecture(demande: Adresse, choix: Choix, dossier: Dossier) -> Lecture:
    """Le bilan lu dans l'état et l'incertitude choisis."""
    lus = indicateurs(dossier, choix.version)
    return lire(lus, dossier.exercice, choix.etat, demande.incertitude, symetrie_maximale(dossier.tables))


def couverture(dossier: Dossier, version: str) -> pl.DataFrame:
    """Les postes indirects : ce que documentent les flux, ce que diraient de plus les comptes ; vide sans l'un ou
    l'autre."""
    if dossier.tables[DONNEES_ACTIVITE.nom].is_empty() or not comptes(dossier):
        return pl.DataFrame(schema=COUVERTURE)
    return bilan_carbone.couverture_indirectes(dossier.tables, dossier.exercice, version)


def effets(choix: Choix, dossier: Dossier) -> tuple[pl.DataFrame, Evolution]:
    """De l'exercice précédent à celui-ci : les effets de chaque flux, et de l'ensemble ; nuls si un bilan manque."""
    annees = (dossier.exercice - 1, dossier.exercice)
    lus = bilan_carbone.effets(dossier.tables, *annees, *choix.versions, choix.etat)
    evolution = bilan_carbone.comparer(lus, annees, choix.versions)
    if evolution.ecart is None:
        lus = lus.with_columns(pl.lit(None, pl.Float64).alias(nom) for nom in ("effet_activite", "effet_methode"))
    return lus, evolution


def noms(lue: Lecture, vue: str, par: str) -> dict[str, str]:
    """Ce qui se choisit dans la vue : code d'un poste, ou nom d'une activité ou d'un service."""
    if vue == "activites":
        return {mesure.nom: mesure.nom for mesure in (lue.services if par == "service" else lue.activites)}
    return {poste.code: poste.nom for poste in lue.postes}


def _barres(choix: Choix, lue: Lecture, dossier: Dossier) -> set[str]:
    """Tout ce qu'une barre peut écrire dans l'adresse, dans l'une ou l'autre des vues, « Autres » compris."""
    devines = estimes(bilan_carbone.flash(dossier.tables, dossier.exercice, choix.version)) if comptes(dossier) else ()
    mesures = (*lue.postes, *lue.activites, *lue.services, *devines)
    nommes = {nom for une in mesures for nom in (une.code, une.nom) if nom}
    return nommes | {autres(combien) for combien in range(len(mesures))}


def _flux(choix: Choix, dossier: Dossier) -> set[str]:
    """Tout flux dont une fiche peut être demandée, part par part."""
    if dossier.tables[DONNEES_ACTIVITE.nom].is_empty():
        return set()
    return {f"{flux}|{part}" for flux, part in flux_de(dossier, choix).select("flux_id", "part").iter_rows()}


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée ; lève `TableManquante` s'il n'y a ni flux ni comptes."""
    choix = choisir(demande, dossier)
    lus, lue = indicateurs(dossier, choix.version), lecture(demande, choix, dossier)
    choisie = demande.selection if demande.selection in noms(lue, choix.vue, demande.par) else None
    regard = Regard(dossier.territoire.nom, choisie, MAXIMUM_PROJETE if demande.projetee else None)
    if choix.vue == "activites":
        return vue_repartition(lue, lus, demande.par, regard)
    if choix.vue == "annees":
        frame, evolution = effets(choix, dossier)
        chiffres = bilan_carbone.indicateurs_effets(dossier.tables, evolution, frame, choix.etat)
        return vue_annees(evolution, chiffres, frame, regard.nom)
    if choix.vue == "flash":
        return _flash(choix, lue, lus, dossier, regard)
    if choix.vue == "flux":
        chiffres = bilan_carbone.flux_par_flux(dossier.tables, dossier.exercice, choix.version)
        return vue_flux(flux_de(dossier, choix), lue, pl.concat([lus, chiffres]), regard)
    return vue_postes(lue, lus, regard)


def _flash(choix: Choix, lue: Lecture, lus: pl.DataFrame, dossier: Dossier, regard: Regard) -> Vue:
    tables, exercice = dossier.tables, dossier.exercice
    du_bilan = bilan_carbone.comptes_seuls(tables, exercice, choix.version) if lus.is_empty() else lus
    chiffres = pl.concat([du_bilan, bilan_carbone.compte_par_compte(tables, exercice, choix.version)])
    surplus = bilan_carbone.surplus_total(couverture(dossier, choix.version))
    return vue_flash(
        bilan_carbone.flash(tables, exercice, choix.version),
        lue if lue.renseignes else None,
        chiffres,
        exercice,
        regard,
        surplus,
    )
