"""Ce que l'onglet « Budget vert » compose : les choix de son adresse, et la vue qu'ils demandent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.budget_vert.annexe import vue_annexe
from core.figures.budget_vert.axes import Autour, vue_axes
from core.figures.budget_vert.classes import vue_classes
from core.figures.budget_vert.comparaison import vue_comparaison
from core.figures.budget_vert.evolution import vue_evolution
from core.figures.budget_vert.lecture import (
    PERIMETRES,
    Repartition,
    Sujet,
    euros_hors,
    euros_laisses,
    laisses_de,
    montants_de,
    montres,
    nature_de_l_annexe,
    nature_montree,
    repartition,
)
from core.figures.budget_vert.phrases import SANS_DETTE, dire_perimetre, en_debat, ote
from core.figures.budget_vert.politique import MAXIMUM, vue_politiques
from core.figures.budget_vert.publies import publies
from core.figures.familles.classes import I4CE, LEGALES
from core.figures.vue import Vue
from core.format_fr import majuscule
from core.methodes import budget_vert
from core.modele import Donnees
from core.resultat import lire, valeur
from core.tables.affectations import AXES

METHODE = "budget_vert"
VUES = {
    "classes": "Par classe",
    "politiques": "Par politique",
    "axes": "Par axe",
    "evolution": "Évolution",
    "comparaison": "Ailleurs",
    "annexe": "L’annexe",
}
"""Les vues de l'écran, dans l'ordre des questions."""
CHOISISSABLES = ("classes", "politiques", "axes")
"""Les vues dont un morceau se choisit, pour en lire les dépenses."""
TOUS = "tous"
CHOIX = {
    "classes": ("perimetre", "lecture", "axe"),
    "politiques": ("perimetre", "lecture", "axe"),
    "axes": ("perimetre", "lecture"),
    "evolution": ("perimetre", "lecture", "axe"),
    "comparaison": (),
    "annexe": (),
}
"""Les choix que chaque vue propose ; les autres gardent leur premier sens."""
MAXIMUM_PROJETE = 7
"""Politiques en projection : lisibles du dernier rang."""
_NOTRES = {"budget": SANS_DETTE, "annexe": "Investissement de l'annexe"}


class Adresse(adresse.Adresse):
    """Les choix de l'onglet ; le périmètre premier est celui de l'annexe, ou tout le budget si rien n'entre dans
    l'annexe.

    `selection` : la classe, « axe/classe » ou « politique/classe » dont le panneau donne les dépenses.
    """

    vue: Literal["classes", "politiques", "axes", "evolution", "comparaison", "annexe"] = "classes"
    perimetre: Literal["", "annexe", "budget"] = ""
    lecture: Literal["legale", "i4ce"] = "legale"
    axe: Literal["tous", "axe_1", "axe_2", "axe_3", "axe_4", "axe_5", "axe_6"] = "tous"
    selection: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """La classe, l'axe ou la politique que cet exercice n'a pas."""
        classes = {une.cle for une in (*LEGALES, *I4CE)}
        debuts = {"", *AXES, *dossier.detail(METHODE)["politique"].drop_nulls().unique()}
        return self.hors(selection=classes | {f"{debut}/{classe}" for debut in debuts for classe in classes})


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée ; lève `TableManquante` sans lignes budgétaires."""
    sujet = sujet_de(demande, dossier)
    if demande.vue == "politiques":
        return _politiques(dossier, sujet, MAXIMUM_PROJETE if demande.projetee else MAXIMUM)
    if demande.vue == "axes":
        return _axes(dossier, sujet, serre=demande.projetee)
    if demande.vue == "evolution":
        return _evolution(dossier, sujet)
    if demande.vue == "comparaison":
        return _comparaison(dossier, projetee=demande.projetee)
    if demande.vue == "annexe":
        return _annexe(dossier, sujet)
    lue, choisie = repartition(dossier.indicateurs(METHODE), sujet), demande.selection
    selection = choisie if choisie in {classe.cle for classe in sujet.classes} else None
    return vue_classes(lue, montres(dossier.indicateurs(METHODE), lue), _precision(dossier, sujet), selection)


def sujet_de(demande: Adresse, dossier: Dossier) -> Sujet:
    """Ce que demande l'adresse ; un choix sans effet sur cette vue vaut le premier."""
    perimetre, lecture = (
        perimetre_de(demande, dossier),
        demande.lecture if "lecture" in CHOIX[demande.vue] else "legale",
    )
    axe = demande.choix("axe", axes_proposes(demande, dossier))
    return _sujet(dossier.tables, perimetre, lecture, None if axe == TOUS else axe, dossier.exercice)


def perimetre_de(demande: Adresse, dossier: Dossier) -> str:
    """Le périmètre que montre la vue."""
    if "perimetre" not in CHOIX[demande.vue]:
        return "annexe"
    return demande.choix("perimetre", PERIMETRES, perimetre_premier(dossier))


def perimetre_premier(dossier: Dossier) -> str:
    """Le périmètre montré sans choix : celui de l'annexe, ou tout le budget si aucune dépense n'entre dans l'annexe."""
    masses = lire(dossier.indicateurs(METHODE), "depenses").filter(pl.col("valeur") != 0)["perimetre"].to_list()
    return "budget" if "annexe" not in masses and "budget" in masses else "annexe"


def axes_proposes(demande: Adresse, dossier: Dossier) -> dict[str, str]:
    """Les axes que la vue propose : réunis ou un par un ; I4CE les lit un par un, les politiques légales réunis
    seulement.

    Un axe seul demandé ne se propose pas deux fois ; d'un exercice à l'autre, les axes réunis peuvent changer.
    """
    un_par_un = {axe: f"Axe {axe.removeprefix('axe_')}" for axe in AXES}
    if "axe" not in CHOIX[demande.vue]:
        return {TOUS: ""}
    if demande.lecture == "i4ce":
        return un_par_un
    sujet = _sujet(dossier.tables, perimetre_de(demande, dossier), "legale", None, dossier.exercice)
    if demande.vue == "evolution" and sujet.perimetre == "annexe":
        return {TOUS: "Axes demandés"} | un_par_un
    if demande.vue == "politiques":
        return {TOUS: majuscule(sujet.nom_axe)}
    return {TOUS: majuscule(sujet.nom_axe)} | {axe: nom for axe, nom in un_par_un.items() if (axe,) != sujet.reunis}


def commandes(demande: Adresse, dossier: Dossier) -> tuple[str, Mapping[str, str]]:
    """Ce que proposent les choix : le périmètre premier, et les axes."""
    return perimetre_premier(dossier), axes_proposes(demande, dossier)


def _sujet(donnees: Donnees, perimetre: str, lecture: str, axe: str | None, exercice: int) -> Sujet:
    """Le sujet, et les axes que son périmètre réunit cet exercice-là : ceux de l'annexe, ou les six pour le budget
    entier."""
    annexe = budget_vert.perimetre_annexe(donnees, exercice)
    return Sujet(
        perimetre, lecture, axe, exercice, annexe.axes if perimetre == "annexe" else tuple(AXES), annexe.legale
    )


def _precision(dossier: Dossier, sujet: Sujet) -> str:
    """Ce que l'annexe de l'exercice du sujet fait entrer, ou ce que le budget entier ôte."""
    if sujet.perimetre != "annexe":
        indicateurs = dossier.indicateurs(METHODE, sujet.exercice)
        hors = euros_hors(indicateurs, sujet, nature_montree(montants_de(indicateurs, sujet), "nature"))
        return ote(valeur(hors, "hors_perimetre"), valeur(hors, "comptes_imprecis"))
    perimetre = budget_vert.perimetre_annexe(dossier.tables, sujet.exercice)
    return dire_perimetre(perimetre.comptes, perimetre.legale)


def _politiques(dossier: Dossier, sujet: Sujet, maximum: int) -> Vue:
    indicateurs = dossier.indicateurs(METHODE)
    lue = repartition(indicateurs, sujet)
    lecture = "legale" if sujet.axe is None else sujet.lecture
    nature = str(lue.nature)
    montants = lire(
        indicateurs, "montant_par_politique", perimetre=sujet.perimetre, lecture=lecture, axe=sujet.axe, nature=nature
    )
    totaux = lire(indicateurs, "depenses_par_politique", perimetre=sujet.perimetre, nature=nature)
    chiffres = pl.concat([montants, totaux, montres(indicateurs, lue)])
    return vue_politiques(montants, lue, chiffres, _precision(dossier, sujet), maximum=maximum)


def _axes(dossier: Dossier, sujet: Sujet, *, serre: bool) -> Vue:
    indicateurs = dossier.indicateurs(METHODE)
    montants = pl.concat([montants_de(indicateurs, replace(sujet, axe=axe)) for axe in AXES])
    nature = nature_montree(montants, "nature")
    desaccord = valeur(indicateurs, "desaccord_six_axes", perimetre=sujet.perimetre, nature=str(nature))
    axes = budget_vert.perimetre_annexe(dossier.tables, dossier.exercice).axes
    autour = Autour(axes, _precision(dossier, sujet), desaccord or 0.0, laisses_de(indicateurs, sujet))
    debat = lire(indicateurs, "desaccord_six_axes", perimetre=sujet.perimetre, nature=str(nature))
    du_reste = pl.concat([debat, euros_laisses(indicateurs, sujet), euros_hors(indicateurs, sujet, nature)])
    montrees = pl.concat([lire(montants, "montant", nature=str(nature)), du_reste])
    return vue_axes(montants, sujet, montrees, autour, serre=serre)


def _evolution(dossier: Dossier, sujet: Sujet) -> Vue:
    """Les exercices qui ont un budget, jusqu'à celui que l'on regarde compris."""
    annees = dossier.tables["lignes_budgetaires"]["exercice"].unique().to_list()
    suite: list[Repartition] = []
    for annee in sorted({*annees, dossier.exercice}):
        de_l_annee = _sujet(dossier.tables, sujet.perimetre, sujet.lecture, sujet.axe, annee)
        suite.append(repartition(dossier.indicateurs(METHODE, annee), de_l_annee))
    chiffres = pl.concat([montres(dossier.indicateurs(METHODE, une.sujet.exercice), une) for une in suite])
    precisions = {une.sujet.exercice: _precision(dossier, une.sujet) for une in suite}
    if sujet.perimetre == "annexe":
        return vue_evolution(suite, chiffres, precisions)
    return vue_evolution(suite, chiffres, {}, precisions)


def _comparaison(dossier: Dossier, *, projetee: bool) -> Vue:
    """Nos deux périmètres sous l'axe 1, l'échelle fine : celle de la plupart des résultats publiés."""
    indicateurs = dossier.indicateurs(METHODE)
    notres = [
        (repartition(indicateurs, _sujet(dossier.tables, cle, "i4ce", "axe_1", dossier.exercice)), nom)
        for cle, nom in _NOTRES.items()
    ]
    chiffres = [
        lire(indicateurs, "part_examinee", perimetre=lue.sujet.perimetre, axe="axe_1", nature=str(lue.nature))
        for lue, _ in notres
    ] + [euros_laisses(indicateurs, lue.sujet) for lue, _ in notres]
    return vue_comparaison(
        notres, dossier.territoire.nom, publies(dossier.tables), pl.concat(chiffres), projetee=projetee
    )


def _annexe(dossier: Dossier, sujet: Sujet) -> Vue:
    indicateurs = dossier.indicateurs(METHODE)
    nature = nature_de_l_annexe(indicateurs)
    perimetre = budget_vert.perimetre_annexe(dossier.tables, dossier.exercice)
    detail = dossier.detail(METHODE).filter(pl.col("nature_montant") == str(nature))
    controles = budget_vert.controles_annexe(detail, dossier.tables, dossier.exercice)
    lues = lire(indicateurs, "montant", perimetre="annexe", lecture="legale", axe=[*perimetre.axes, None])
    masses = [lire(indicateurs, "depenses", perimetre="annexe"), lire(indicateurs, "investissement")]
    en_desaccord = lire(indicateurs, "desaccord", perimetre="annexe", axe=sujet.axe)
    chiffres = pl.concat([lues, *masses, en_desaccord]).filter(
        (pl.col("nature") == str(nature)) & pl.col("valeur").is_not_null()
    )
    lue = repartition(indicateurs, sujet)
    return vue_annexe(
        budget_vert.synthese_annexe(indicateurs, perimetre.axes, nature),
        dossier.exercice,
        " · ".join([_precision(dossier, sujet), *en_debat(lue.desaccord)]),
        budget_vert.justes(controles),
        pl.concat([chiffres, euros_laisses(indicateurs, sujet)]),
        dossier.territoire.nom,
        lue.laisses,
    )
