"""Les cinq vues du budget climat : plafond, mesures, coût d'abattement, opérations, points d'avancement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.budget_climat import couts, mesures, operations, phrases_vues, plafond, points
from core.figures.budget_climat.lecture import DECISIONS, Lecture, Mesure
from core.figures.budget_climat.phrases import (
    message_couts,
    message_mesures,
    message_operations,
    message_plafond,
    message_points,
    sous_titre,
)
from core.figures.vue import Vue

MONTREES = {"mesures": 6, "couts": 7, "points": 8}
PROJETEES = {"mesures": 2, "couts": 3, "points": 4}
"""Mesures dessinées d'un coup, et celles qui se lisent du dernier rang ; les autres sont dans la table, et comptées."""

_PLAFOND = {
    "plafond_emissions",
    "emissions_observees",
    "niveau_present",
    "effet_mesure",
    "ecart_plafond",
    "emissions_mesures_decidees",
    "emissions_mesures_identifiees",
    "emissions_recouvrement",
    "ecart_plafond_identifiees",
    "ecart_plafond_recouvrement",
    "mesures_chiffrees",
    "mesures_non_chiffrees",
    "gain_au_dela_potentiel",
    "gain_au_dela_emissions",
}
_MESURES = {
    "niveau_present",
    "effet_mesure",
    "effet_mesure_recouvrement",
    "effet_mesure_logarithmique",
    "gain_declare",
    "investissement",
    "emissions_mesures_decidees",
    "emissions_recouvrement",
    "mesures_chiffrees",
    "mesures_non_chiffrees",
    "gain_au_dela_potentiel",
    "gain_au_dela_emissions",
}
_COUTS = {
    "cout_abattement",
    "gain_declare",
    "potentiel_declare",
    "investissement",
    "fonctionnement_annuel",
    "economies_annuelles",
    "duree_vie",
}
_POINTS = {"gain_constate", "depense_constatee", "gain_vise", "depense_prevue", "ligne_realisee"}


@dataclass(frozen=True)
class Choix:
    """Ce qui se regarde : le territoire, le plafond d'une année, une mesure (nulle : aucune), de loin ou non."""

    nom: str
    annee: int | None = None
    choisie: str | None = None
    projete: bool = False

    def maximum(self, vue: str) -> int:
        """Combien de mesures cette vue dessine."""
        return (PROJETEES if self.projete else MONTREES)[vue]


@dataclass(frozen=True)
class Bareme:
    """Le taux d'actualisation (part par an), et les valeurs tutélaires d'une tonne : (nom, euros)."""

    taux: float
    reperes: tuple[tuple[str, float], ...]


def vue_plafond(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Le plafond de chaque année face aux mesures décidées et chiffrées ; en hachures, ce qui manque."""
    message = message_plafond(lecture, choix.annee)
    return Vue(
        cle="climat_plafond",
        message=message,
        sous_titre=sous_titre(choix.nom, lecture),
        figure=plafond.colonnes(lecture, choix.annee, choix.choisie),
        lire=phrases_vues.LIRE_PLAFOND,
        masque=phrases_vues.MASQUE_PLAFOND,
        tableau=tableau_plafond(lecture),
        indicateurs=_siens(indicateurs, lecture, _PLAFOND),
        alt=phrases_vues.alternative_plafond(message, lecture),
    )


def vue_mesures(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Chaque mesure, son service, son coût : l'effet déclaré, et ce qu'il en reste sans les recouvrements."""
    lignes = mesures.rangs(lecture, choix.annee, choix.maximum("mesures"), choix.choisie)
    message = message_mesures(lecture, choix.annee)
    siens = _siens(indicateurs, lecture, _MESURES)
    return Vue(
        cle="climat_mesures",
        message=message,
        sous_titre=sous_titre(choix.nom, lecture),
        figure=mesures.dessiner(lignes, choix.choisie),
        lire=phrases_vues.LIRE_MESURES,
        masque=phrases_vues.MASQUE_MESURES,
        tableau=mesures.table(lecture, choix.annee),
        indicateurs=siens.filter(
            pl.col("exercice").is_in([choix.annee or lecture.exercice, lecture.exercice])
            | (pl.col("indicateur") == "niveau_present")
        ),
        alt=phrases_vues.alternative_mesures(
            message, [(ligne.nom, ligne.brut) for ligne in lignes if ligne.brut is not None]
        ),
    )


def vue_couts(lecture: Lecture, indicateurs: pl.DataFrame, bareme: Bareme, choix: Choix) -> Vue:
    """Ce que coûte une tonne évitée, mesure par mesure, dans l'ordre où elles commencent."""
    chiffrees = [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.decision != "abandonnee" and mesure.nombre("gain_tco2e_par_an") is not None
    ]
    calculees = [mesure for mesure in chiffrees if mesure.cout_abattement is not None]
    montrees = montrer(calculees, choix)
    reste = len(chiffrees) - len(montrees)
    message = message_couts(calculees, bareme.reperes)
    return Vue(
        cle="climat_couts",
        message=message,
        sous_titre=phrases_vues.sous_titre_couts(choix.nom, lecture, bareme.taux, reste),
        figure=couts.barres(montrees, bareme.reperes, choix.choisie, de_loin=choix.projete),
        lire=phrases_vues.LIRE_COUTS,
        masque=phrases_vues.MASQUE_COUTS,
        tableau=tableau_couts(chiffrees),
        reperes=(bareme.taux, *(valeur for _, valeur in bareme.reperes)),
        indicateurs=_siens(indicateurs, lecture, _COUTS),
        alt=phrases_vues.alternative_couts(message, [(mesure.intitule, couts.prix(mesure)) for mesure in montrees]),
    )


def montrer(calculees: Sequence[Mesure], choix: Choix) -> list[Mesure]:
    """Celles qui évitent le plus, remises dans l'ordre où elles commencent ; la mesure choisie y est toujours."""
    forces = sorted(
        calculees,
        key=lambda mesure: (mesure.code != choix.choisie, -(mesure.nombre("gain_tco2e_par_an") or 0.0), mesure.code),
    )
    return sorted(
        forces[: choix.maximum("couts")],
        key=lambda mesure: (mesure.nombre("debut") or 0, mesure.nombre("fin") or 0, mesure.code),
    )


def vue_operations(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Les opérations sur quatre exercices : une colonne par exercice, et la table en milliers d'euros."""
    plan = operations.lire_plan(indicateurs, lecture)
    message = message_operations(plan.totaux, plan.couvertures, lecture.exercice)
    return Vue(
        cle="climat_operations",
        message=message,
        sous_titre=phrases_vues.sous_titre_operations(choix.nom, lecture, len(plan.operations)),
        figure=operations.colonnes(plan, lecture, choix.choisie),
        lire=phrases_vues.LIRE_OPERATIONS,
        masque=phrases_vues.MASQUE_OPERATIONS,
        tableau=operations.table(plan, lecture),
        derivees=tuple(f"{annee} (k€)" for annee in plan.totaux),
        indicateurs=_siens(indicateurs, lecture, {"operation", "operations_total"}),
        alt=f"{message}.",
    )


def vue_points(lecture: Lecture, indicateurs: pl.DataFrame, suivis: pl.DataFrame, choix: Choix) -> Vue:
    """Les trois rapports de l'année, mesure par mesure, à côté des euros."""
    lus, montres = points.lire_points(indicateurs, suivis, lecture), choix.maximum("points")
    message = message_points(lecture.exercice, lus)
    return Vue(
        cle="climat_points",
        message=message,
        sous_titre=phrases_vues.sous_titre_points(choix.nom, lecture, len(lus) - montres),
        figure=points.rangs(points.montrer(lus, montres, choix.choisie), choix.choisie),
        lire=phrases_vues.LIRE_POINTS,
        masque=phrases_vues.MASQUE_POINTS,
        tableau=points.table(lus),
        indicateurs=_siens(indicateurs, lecture, _POINTS),
        alt=f"{message}.",
    )


def tableau_plafond(lecture: Lecture) -> pl.DataFrame:
    """Une année par ligne, en tCO2e ; une case vide est une donnée absente ou un plafond déjà passé."""
    lignes = [
        (
            str(annee),
            lecture.plafonds.get(annee),
            lecture.observees.get(annee),
            lecture.decidees.get(annee),
            lecture.ecart(annee) if annee in lecture.decidees else lecture.ecart(annee, lecture.observees),
            lecture.identifiees.get(annee),
            lecture.ecart(annee, lecture.identifiees),
            lecture.recouvrement.get(annee),
            lecture.ecart(annee, lecture.recouvrement),
        )
        for annee in plafond.annees_montrees(lecture)
    ]
    schema = {"Année": pl.String} | {f"{un} (tCO₂e)": pl.Float64 for un in phrases_vues.COLONNES_PLAFOND}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def tableau_couts(mesures: Sequence[Mesure]) -> pl.DataFrame:
    """Une mesure chiffrée par ligne, dans l'ordre où elles commencent ; un coût négatif y est dit, jamais classé."""
    ordre = sorted(mesures, key=lambda mesure: (mesure.nombre("debut") or 0, mesure.nombre("fin") or 0, mesure.code))
    lignes = [
        (
            mesure.intitule,
            DECISIONS[mesure.decision],
            str(mesure.fiche.get("debut")),
            str(mesure.fiche.get("fin")),
            mesure.nombre("duree_vie_ans"),
            mesure.nombre("gain_tco2e_par_an"),
            mesure.nombre("potentiel_tco2e_par_an"),
            mesure.nombre("cout_eur"),
            mesure.nombre("fonctionnement_eur_par_an"),
            mesure.nombre("economies_eur_par_an"),
            couts.prix(mesure),
        )
        for mesure in ordre
    ]
    schema = {
        "Mesure": pl.String,
        "Décision": pl.String,
        "Début": pl.String,
        "Effet complet": pl.String,
        phrases_vues.DUREE_DE_VIE: pl.Float64,
        "Gain (tCO₂e/an)": pl.Float64,
        "Potentiel (tCO₂e/an)": pl.Float64,
        "Investissement (€)": pl.Float64,
        "Fonctionnement (€/an)": pl.Float64,
        "Économies (€/an)": pl.Float64,
        "Coût d'abattement": pl.String,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _siens(indicateurs: pl.DataFrame, lecture: Lecture, noms: set[str]) -> pl.DataFrame:
    """Les lignes de résultat montrées : celles du périmètre, parmi les indicateurs de la vue."""
    return indicateurs.filter((pl.col("perimetre") == lecture.perimetre) & pl.col("indicateur").is_in(sorted(noms)))
