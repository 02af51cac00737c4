"""Ce que montre le panneau du bilan carbone : l'ensemble et ce qui manque, ou la fiche de la barre choisie et de ses
flux."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.dossier import Dossier
from core.figures.bilan_carbone import panneau as dire
from core.figures.bilan_carbone.annees import rubriques_annees
from core.figures.bilan_carbone.flash import estimes, rubriques_flash, surplus_des_comptes
from core.figures.bilan_carbone.flux import fiche_facteur, intervalle_flux, quantite
from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.figures.bilan_carbone.phrases_annees import FLUX_CHANGES
from core.figures.bilan_carbone.phrases_panneau import NOTES, PROVENANCE, criteres
from core.figures.bilan_carbone.vues import (
    Adresse,
    Choix,
    choisir,
    couverture,
    effets,
    flux_de,
    indicateurs,
    lecture,
    noms,
)
from core.format_fr import majuscule
from core.methodes import bilan_carbone
from core.modele import Nature
from core.references import parametre_de
from core.tables.bilan import DONNEES_ACTIVITE

MONTRES = 8
"""Flux que la méthode change le plus, montrés au panneau des années."""
EFFET_MONTRE = 0.05
"""En tCO2e : un effet plus petit ne se voit pas."""
type_rubriques = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FicheFlux:
    """Un flux de la barre choisie : comment il se nomme dans la liste, et ce que l'on en sait."""

    nom: str
    rubriques: type_rubriques


@dataclass(frozen=True)
class Panneau:
    """Tout ce que le panneau montre ; ce qui n'a pas lieu d'être est vide ou nul.

    `barres` : ce qui se choisit, vide s'il n'y a rien ; `choisie` : le nom de ce qui l'est. `manques` : les flux à
    compléter, nul quand aucun flux n'est déclaré. `classeur` : l'exercice a de quoi faire le tableau réglementaire.
    """

    rubriques: type_rubriques
    quoi: str = ""
    barres: Mapping[str, str] = field(default_factory=dict)
    choisie: str = ""
    table: pl.DataFrame | None = None
    flux: Mapping[str, FicheFlux] = field(default_factory=dict)
    manques: pl.DataFrame | None = None
    memes_facteurs: bool = False
    classeur: bool = False


def panneau_de(demande: Adresse, dossier: Dossier) -> Panneau:
    """Le panneau de la vue demandée ; lève comme `composer`."""
    choix = choisir(demande, dossier)
    lue = lecture(demande, choix, dossier)
    if choix.vue == "annees":
        return _annees(choix, lue, dossier)
    barres = noms(lue, choix.vue, demande.par)
    quoi = {"service": "Service", "activite": "Activité"}[demande.par] if choix.vue == "activites" else "Poste"
    if demande.selection in barres:
        return _barre(demande, choix, lue, dossier, (quoi, barres))
    rubriques, manques = _ensemble(choix, lue, dossier)
    return Panneau(rubriques, quoi, barres, manques=manques, classeur=_a_un_classeur(dossier))


def _rubriques(textes: list[tuple[str, str]]) -> type_rubriques:
    return tuple((titre, majuscule(texte)) for titre, texte in textes if texte)


def _ensemble(choix: Choix, lue: Lecture, dossier: Dossier) -> tuple[type_rubriques, pl.DataFrame | None]:
    siens = flux_de(dossier, choix) if lue.postes else None
    manques = None if siens is None else dire.manquants(siens)
    if choix.vue == "flash":
        surplus = surplus_des_comptes(couverture(dossier, choix.version))
        comptes = bilan_carbone.flash(dossier.tables, dossier.exercice, choix.version)
        return _rubriques(rubriques_flash(comptes, lue, surplus)), manques
    if siens is None:
        return (), manques
    equivalents = bilan_carbone.equivalents(dossier.tables, lue.total.valeur) if lue.total.valeur else None
    documentes, part = _documentes(dossier, choix)
    seuil = parametre_de(dossier.tables, "parametres_bilan", "seuil_significatif")
    entieres = dire.entieres(bilan_carbone.immobilisations_entieres(siens))
    textes = dire.ensemble(lue, documentes, equivalents, part, seuil)
    return _rubriques([*textes, *entieres, *dire.facteurs(bilan_carbone.appliquees(siens))]), manques


def _documentes(dossier: Dossier, choix: Choix) -> tuple[pl.DataFrame | None, float | None]:
    """Les postes indirects et la part documentée ; nuls sans comptes réalisés."""
    lus = indicateurs(dossier, choix.version)
    parts = lus.filter(pl.col("indicateur") == "part_indirectes_documentees")["valeur"]
    if parts.is_empty() or parts[0] is None:
        return None, None
    return couverture(dossier, choix.version), float(parts[0])


def _a_un_classeur(dossier: Dossier) -> bool:
    flux = dossier.tables[DONNEES_ACTIVITE.nom]
    return not flux.filter((pl.col("exercice") == dossier.exercice) & (pl.col("etat") == Nature.REALISE)).is_empty()


def _barre(
    demande: Adresse, choix: Choix, lue: Lecture, dossier: Dossier, barres: tuple[str, Mapping[str, str]]
) -> Panneau:
    """La mesure choisie, ses flux, et pour chacun son facteur et ses cinq notes."""
    colonne = demande.par if choix.vue == "activites" else "poste"
    mesures = {"poste": lue.postes, "activite": lue.activites, "service": lue.services}[colonne]
    mesure = next(une for une in mesures if demande.selection in (une.code, une.nom))
    siens = flux_de(dossier, choix).filter(pl.col(colonne).fill_null("Service non renseigné") == mesure.nom)
    comptes = siens.filter(pl.col("sort") == "comptee").sort(
        "emissions_tco2e", "flux_id", "part", descending=[True, False, False]
    )
    return Panneau(
        _rubriques(dire.fiche_mesure(lue, mesure, _devine(choix, mesure, dossier))),
        *barres,
        choisie=mesure.nom,
        table=dire.flux_d_une_fiche(siens) if comptes.height else None,
        flux={
            f"{ligne['flux_id']}|{ligne['part']}": FicheFlux(
                f"{ligne['flux']} · {ligne['activite']}", _fiche_flux(ligne, dossier)
            )
            for ligne in comptes.iter_rows(named=True)
        },
        manques=dire.manquants(siens),
    )


def _devine(choix: Choix, mesure: Mesure, dossier: Dossier) -> float | None:
    """Ce que les comptes laissent deviner de ce poste, hors flux ; nul ailleurs que pour un poste."""
    if not mesure.code or "flash" not in choix.vues:
        return None
    comptes = bilan_carbone.flash(dossier.tables, dossier.exercice, choix.version)
    return next((un.valeur for un in estimes(comptes) if un.nom == mesure.nom), None)


def _fiche_flux(ligne: Mapping[str, Any], dossier: Dossier) -> type_rubriques:
    """La quantité d'un flux, son facteur, sa qualité critère par critère."""
    provenance = {nom: ligne[nom] for nom in ("import_id", "fichier", "feuille", "ligne")}
    origine = dossier.tables[DONNEES_ACTIVITE.nom].filter(
        pl.all_horizontal(pl.col(nom).eq_missing(pl.lit(valeur)) for nom, valeur in provenance.items())
    )
    notes = criteres(origine.row(0, named=True)) if origine.height else ""
    return _rubriques(
        [
            ("Quantité", quantite(ligne)),
            *fiche_facteur(ligne),
            ("Donne", intervalle_flux(ligne)),
            (NOTES, notes),
            (PROVENANCE, str(ligne["source"] or "non dit")),
            ("Service", str(ligne["service"] or "")),
        ]
    )


def _annees(choix: Choix, lue: Lecture, dossier: Dossier) -> Panneau:
    """Ce que veulent dire les deux effets, et les flux que les facteurs ont le plus changés."""
    frame, evolution = effets(choix, dossier)
    changes = (
        frame.filter(pl.col("effet_methode").abs() > EFFET_MONTRE)
        .sort(pl.col("effet_methode").abs(), "flux", descending=[True, False])
        .head(MONTRES)
        .select(
            pl.format("{} · {}", "flux", "activite").alias(FLUX_CHANGES),
            pl.col("effet_methode").round(1).alias("Effet (tCO₂e)"),
        )
    )
    return Panneau(
        _rubriques(rubriques_annees(evolution, lue.total.bornes)),
        table=changes if changes.height else None,
        memes_facteurs=evolution.memes_facteurs and not changes.height,
    )
