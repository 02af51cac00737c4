"""La vue du budget climat que demande une adresse, et ce que son panneau montre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.budget_climat import mesures
from core.figures.budget_climat.formes import (
    Bareme,
    Choix,
    vue_couts,
    vue_mesures,
    vue_operations,
    vue_plafond,
    vue_points,
)
from core.figures.budget_climat.lecture import Lecture, echeances, lire, perimetres
from core.figures.budget_climat.operations import lire_plan, table_courte
from core.figures.budget_climat.panneau import fiche, rubriques_couts, rubriques_plafond, tableau_points
from core.figures.budget_climat.phrases_panneau import ALTS, NOTES
from core.figures.budget_climat.phrases_vues import repere_dit
from core.figures.budget_climat.points import lire_points
from core.figures.vue import Vue
from core.format_fr import majuscule, pourcent
from core.methodes import budget_climat
from core.modele import Donnees

CLE = "budget_climat"
VUES = {
    "plafond": "Plafond",
    "mesures": "Mesures",
    "couts": "Coût d’abattement",
    "operations": "Opérations",
    "points": "Points d’avancement",
}
TAUX_PROPOSES = (0.0, 0.015, 0.05)
"""Les taux d'actualisation proposés à côté de celui de référence, en part par an."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, le périmètre, le plafond regardé, le taux d'actualisation, la mesure choisie."""

    vue: Literal["plafond", "mesures", "couts", "operations", "points"] = "plafond"
    perimetre: adresse.Texte = ""
    plafond: adresse.Texte = ""
    taux: adresse.Texte = ""
    mesure: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """Le périmètre, le plafond, le taux ou la mesure que ce territoire n'a pas."""
        tout = lu(self, dossier)
        mesures = {*tout.lecture.mesures, *dossier.tables["actions_climat"]["code"]}
        taux = taux_proposes(dossier.tables)
        return self.hors(perimetre=tout.perimetres, plafond=tout.plafonds, taux=taux, mesure=mesures)


@dataclass(frozen=True)
class Lu:
    """Le budget climat lu pour une adresse, et les options de chacun de ses choix."""

    lecture: Lecture
    indicateurs: pl.DataFrame
    choix: Choix
    taux: float
    perimetres: dict[str, str]
    plafonds: dict[str, str]


@dataclass(frozen=True)
class Panneau:
    """Ce que le panneau montre ; ce qui n'a pas lieu d'être est vide ou nul. `mesures` : ce qui se choisit, par
    code."""

    mesures: Mapping[str, str] = field(default_factory=dict)
    titre: str = ""
    rubriques: tuple[tuple[str, str], ...] = ()
    note: str = ""
    table: pl.DataFrame | None = None
    alt: str = ""


def taux_par_defaut(donnees: Donnees) -> str:
    """Le taux de référence, comme l'adresse l'écrit."""
    return f"{budget_climat.taux_par_defaut(donnees):g}"


def taux_proposes(donnees: Donnees) -> dict[str, str]:
    """Les taux proposés, de 0 à 5 %, celui de référence compris."""
    valeurs = sorted({*TAUX_PROPOSES, budget_climat.taux_par_defaut(donnees)})
    return {f"{taux:g}": pourcent(taux, 0 if round(taux * 100) == taux * 100 else 1) for taux in valeurs}


def lu(demande: Adresse, dossier: Dossier) -> Lu:
    """Le budget climat du périmètre et au taux que dit l'adresse ; lève `TableManquante` sans plafond."""
    tables = dossier.tables
    taux = float(demande.choix("taux", taux_proposes(tables), taux_par_defaut(tables)))
    lus = _indicateurs(dossier, taux)
    choisis = perimetres(lus)
    lecture = lire(lus, tables["actions_climat"], demande.choix("perimetre", choisis), dossier.exercice)
    plafonds = echeances(lecture)
    annee = int(demande.choix("plafond", plafonds)) if plafonds else None
    mesure = demande.mesure if demande.mesure in lecture.mesures else None
    choix = Choix(dossier.territoire.nom, annee, mesure, demande.projetee)
    return Lu(lecture, lus, choix, taux, choisis, plafonds)


def _indicateurs(dossier: Dossier, taux: float) -> pl.DataFrame:
    """Les indicateurs de la méthode, les coûts d'abattement recalculés au taux demandé, et le réalisé des lignes
    visées."""
    tous = dossier.indicateurs(CLE)
    if taux != budget_climat.taux_par_defaut(dossier.tables):
        recalcules = budget_climat.couts(dossier.tables, dossier.exercice, taux)
        tous = pl.concat([tous.filter(pl.col("indicateur") != "cout_abattement"), recalcules])
    return pl.concat([tous, budget_climat.execution(dossier.tables, dossier.exercice)])


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée ; lève `TableManquante` si aucun plafond n'est renseigné."""
    tout = lu(demande, dossier)
    if demande.vue == "mesures":
        return vue_mesures(tout.lecture, tout.indicateurs, tout.choix)
    if demande.vue == "couts":
        return vue_couts(tout.lecture, tout.indicateurs, _bareme(tout, dossier.tables), tout.choix)
    if demande.vue == "operations":
        return vue_operations(tout.lecture, tout.indicateurs, tout.choix)
    if demande.vue == "points":
        return vue_points(tout.lecture, tout.indicateurs, dossier.tables["suivis_climat"], tout.choix)
    return vue_plafond(tout.lecture, tout.indicateurs, tout.choix)


def _bareme(tout: Lu, donnees: Donnees) -> Bareme:
    """Le taux, et les valeurs de l'action pour le climat l'année du dernier plafond."""
    annee = max(tout.lecture.plafonds)
    valeurs = budget_climat.valeurs_tutelaires(donnees, annee).select("edition", "valeur", "interpolee").iter_rows()
    return Bareme(
        tout.taux,
        tuple((repere_dit(edition, annee, interpolee=interpolee), valeur) for edition, valeur, interpolee in valeurs),
    )


def panneau_de(demande: Adresse, dossier: Dossier) -> Panneau:
    """La fiche de la mesure choisie ; sinon ce que l'écart demande, ou la table de la vue. Lève comme `composer`."""
    tout = lu(demande, dossier)
    lecture, choisie = tout.lecture, tout.choix.choisie
    noms = {
        code: mesure.intitule for code, mesure in sorted(lecture.mesures.items(), key=lambda couple: couple[1].intitule)
    }
    if choisie:
        mesure = lecture.mesures[choisie]
        points = lire_points(tout.indicateurs, dossier.tables["suivis_climat"], lecture)
        plan = lire_plan(tout.indicateurs, lecture)
        return Panneau(noms, mesure.intitule, _rubriques(fiche(mesure, lecture, plan, points)))
    return _panneau_de_la_vue(demande.vue, tout, dossier, Panneau(noms))


def _panneau_de_la_vue(vue: str, tout: Lu, dossier: Dossier, vide: Panneau) -> Panneau:
    """Le panneau quand aucune mesure n'est choisie."""
    lecture = tout.lecture
    plan = lire_plan(tout.indicateurs, lecture)
    points = lire_points(tout.indicateurs, dossier.tables["suivis_climat"], lecture)
    if vue == "plafond":
        return replace(vide, rubriques=_rubriques(rubriques_plafond(lecture, tout.choix.annee)))
    if vue == "couts":
        valeurs = budget_climat.valeurs_tutelaires(dossier.tables, max(lecture.plafonds)).to_dicts()
        return replace(vide, rubriques=_rubriques(rubriques_couts(lecture, valeurs)))
    if vue == "mesures" and lecture.mesures:
        return replace(vide, table=mesures.table_courte(lecture), alt=ALTS[vue])
    if vue == "operations" and plan.operations:
        return replace(vide, note=NOTES[vue], table=table_courte(plan), alt=ALTS[vue])
    if vue == "points" and points:
        return replace(vide, note=NOTES[vue], table=tableau_points(points), alt=ALTS[vue])
    return vide


def _rubriques(textes: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((titre, majuscule(texte)) for titre, texte in textes)
