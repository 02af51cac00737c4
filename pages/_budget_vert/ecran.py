"""Ce que l'écran « Budget vert » compose : ses choix, tenus par l'adresse, et la vue qu'ils demandent."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from core.documents.budget_vert.annexe import Annexe, etablir
from core.figures.budget_vert.annexe import vue_annexe
from core.figures.budget_vert.axes import Autour, vue_axes
from core.figures.budget_vert.comparaison import vue_comparaison
from core.figures.budget_vert.evolution import vue_evolution
from core.figures.budget_vert.lecture import LECTURES, PERIMETRES, Repartition, Sujet, ensemble, montres, repartir
from core.figures.budget_vert.panneau import montant_en_desaccord
from core.figures.budget_vert.phrases import dire_perimetre, en_debat
from core.figures.budget_vert.politique import MAXIMUM, vue_politiques
from core.figures.budget_vert.vues import AVERTISSEMENT, VUES, vue_classes
from core.figures.vue import Vue
from core.format_fr import majuscule
from core.methodes import budget_vert
from core.modele import Source
from core.references import reference, sources
from core.tables.affectations import AXES
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES
from pages._outils.vue import configuration

METHODE = "budget_vert"
TOUS = "tous"
_CHOIX = {
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
CHOISISSABLES = ("classes", "politiques", "axes")
"""Les vues dont un morceau se choisit, pour en lire les dépenses."""


def commandes(contexte: Contexte) -> None:
    """La vue, puis les choix qui ont un sens pour elle."""
    vue = commun.choisir("vue", "Vue", VUES)
    if "perimetre" in _CHOIX[vue]:
        commun.choisir("perimetre", "Périmètre", PERIMETRES, perimetre_premier(contexte))
    if "lecture" in _CHOIX[vue]:
        commun.choisir("lecture", "Lecture", LECTURES)
    axes = _axes(contexte, vue)
    if len(axes) > 1:
        commun.choisir("axe", "Axe", axes)


def _axes(contexte: Contexte, vue: str) -> dict[str, str]:
    """Les axes que la vue propose : réunis ou un par un ; I4CE les lit un par un, les politiques légales réunis seulement.

    Un axe seul demandé ne se propose pas deux fois ; d'un exercice à l'autre, les axes réunis peuvent changer.
    """
    un_par_un = {axe: f"Axe {axe.removeprefix('axe_')}" for axe in AXES}
    if "axe" not in _CHOIX[vue]:
        return {TOUS: ""}
    if "lecture" in _CHOIX[vue] and commun.choix("lecture", LECTURES) == "i4ce":
        return un_par_un
    perimetre = commun.choix("perimetre", PERIMETRES, perimetre_premier(contexte))
    sujet = _sujet(perimetre, "legale", None, contexte.exercice)
    if vue == "evolution" and perimetre == "annexe":
        return {TOUS: "Axes demandés"} | un_par_un
    if vue == "politiques":
        return {TOUS: majuscule(sujet.nom_axe)}
    return {TOUS: majuscule(sujet.nom_axe)} | {axe: nom for axe, nom in un_par_un.items() if (axe,) != sujet.reunis}


def lire_sujet(contexte: Contexte) -> Sujet:
    """Ce que demande l'adresse ; une valeur inconnue, ou sans effet sur cette vue, vaut la première."""
    vue = commun.choix("vue", VUES)
    lus = {
        nom: commun.choix(nom, options, premier) if nom in _CHOIX[vue] else next(iter(options))
        for nom, options, premier in (
            ("perimetre", PERIMETRES, perimetre_premier(contexte)),
            ("lecture", LECTURES, None),
        )
    }
    axe = commun.choix("axe", _axes(contexte, vue))
    return _sujet(lus["perimetre"], lus["lecture"], None if axe == TOUS else axe, contexte.exercice)


def _sujet(perimetre: str, lecture: str, axe: str | None, exercice: int) -> Sujet:
    """Le sujet, et les axes que son périmètre réunit cet exercice-là : ceux de l'annexe, ou les six pour le budget entier."""
    annexe = budget_vert.perimetre_annexe(exercice)
    return Sujet(
        perimetre, lecture, axe, exercice, annexe.axes if perimetre == "annexe" else tuple(AXES), annexe.legale
    )


def perimetre_premier(contexte: Contexte) -> str:
    """Le périmètre montré sans choix : celui de l'annexe, ou tout le budget si aucune dépense n'entre dans l'annexe."""
    masses = commun.indicateurs(METHODE, contexte).filter(pl.col("valeur") != 0)["indicateur"].to_list()
    return "budget" if "annexe_depenses" not in masses and "budget_depenses" in masses else "annexe"


def est_annexe() -> bool:
    """Vrai si l'adresse demande l'annexe : elle se lit sur toute la largeur."""
    return commun.choix("vue", VUES) == "annexe"


def composer(contexte: Contexte) -> Vue:
    """La vue que demande l'adresse."""
    forme, sujet = commun.choix("vue", VUES), lire_sujet(contexte)
    choisie = commun.parametre("selection")
    if forme == "classes" and choisie in {classe.cle for classe in sujet.classes}:
        return _classes(contexte, sujet, choisie)
    return _vue(contexte, forme, sujet, MAXIMUM_PROJETE if contexte.projection else MAXIMUM)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, forme: str, sujet: Sujet, maximum: int) -> Vue:
    indicateurs = commun.indicateurs(METHODE, contexte)
    if forme == "politiques":
        return _politiques(contexte, sujet, maximum)
    if forme == "axes":
        adresses = pl.concat([montres(indicateurs, replace(sujet, axe=axe)) for axe in AXES])
        detail = commun.detail(METHODE, contexte)
        montants = budget_vert.axe_par_classe(detail, sujet.perimetre, sujet.lecture)
        autour = Autour(
            budget_vert.perimetre_annexe(contexte.exercice).axes,
            precision(contexte.exercice, sujet),
            montant_en_desaccord(detail, tuple(AXES), sujet.perimetre),
        )
        return vue_axes(montants, sujet, adresses, autour, serre=maximum == MAXIMUM_PROJETE)
    if forme == "evolution":
        return _evolution(contexte, sujet)
    if forme == "comparaison":
        return _comparaison(contexte, projetee=maximum == MAXIMUM_PROJETE)
    if forme == "annexe":
        lue = annexe(contexte)
        chiffres = indicateurs.filter(pl.col("indicateur").str.starts_with("annexe_") & pl.col("valeur").is_not_null())
        dit = " · ".join([precision(contexte.exercice, sujet), *en_debat(desaccord(contexte, sujet))])
        return vue_annexe(lue.synthese, contexte.exercice, dit, lue.juste, chiffres, contexte.territoire.nom)
    return _classes(contexte, sujet, None)


def repartition(contexte: Contexte, sujet: Sujet) -> Repartition:
    """Les euros par classe du sujet, dans son exercice."""
    de_l_exercice, debat = replace(contexte, exercice=sujet.exercice), desaccord(contexte, sujet)
    if sujet.axe is not None:
        lus = budget_vert.axe_par_classe(commun.detail(METHODE, de_l_exercice), sujet.perimetre, sujet.lecture)
        return repartir(lus.filter(pl.col("axe") == sujet.axe), sujet, debat)
    return repartir(ensemble(commun.indicateurs(METHODE, de_l_exercice), sujet.perimetre), sujet, debat)


def desaccord(contexte: Contexte, sujet: Sujet) -> float:
    """Les euros sur lesquels deux personnes ne s'accordent pas, sous les axes que l'on regarde, dans l'exercice du sujet."""
    detail = commun.detail(METHODE, replace(contexte, exercice=sujet.exercice))
    return montant_en_desaccord(detail, sujet.axes, sujet.perimetre)


def precision(exercice: int, sujet: Sujet) -> str:
    """Ce que l'annexe de cet exercice fait entrer ; vide pour le budget entier."""
    if sujet.perimetre != "annexe":
        return ""
    perimetre = budget_vert.perimetre_annexe(exercice)
    return dire_perimetre(perimetre.comptes, perimetre.legale)


def _classes(contexte: Contexte, sujet: Sujet, selection: str | None) -> Vue:
    return vue_classes(
        repartition(contexte, sujet),
        montres(commun.indicateurs(METHODE, contexte), sujet),
        precision(contexte.exercice, sujet),
        selection,
    )


def _politiques(contexte: Contexte, sujet: Sujet, maximum: int) -> Vue:
    montants = budget_vert.par_politique(commun.detail(METHODE, contexte), sujet.axe or "legale", sujet.perimetre)
    indicateurs = commun.indicateurs(METHODE, contexte)
    chiffres = (
        indicateurs.filter((pl.col("indicateur") == "budget_politique") & pl.col("valeur").is_not_null())
        if sujet.perimetre == "budget" and sujet.axe is None
        else montres(indicateurs, sujet)
    )
    autour = (precision(contexte.exercice, sujet), desaccord(contexte, sujet))
    return vue_politiques(montants, sujet, chiffres, maximum=maximum, autour=autour)


def _evolution(contexte: Contexte, sujet: Sujet) -> Vue:
    """Les exercices qui ont un budget, jusqu'à celui que l'on regarde compris."""
    annees = commun.donnees(contexte)["lignes_budgetaires"]["exercice"].unique().sort().to_list()
    montrees = sorted({*annees, contexte.exercice})
    suite = [repartition(contexte, _sujet(sujet.perimetre, sujet.lecture, sujet.axe, annee)) for annee in montrees]
    chiffres = pl.concat(
        [
            montres(commun.indicateurs(METHODE, replace(contexte, exercice=annee)), replace(sujet, exercice=annee))
            for annee in montrees
        ]
    )
    return vue_evolution(suite, chiffres, {annee: precision(annee, sujet) for annee in montrees})


def _comparaison(contexte: Contexte, *, projetee: bool) -> Vue:
    """Nos deux périmètres sous l'axe 1, l'échelle fine : celle de la plupart des résultats publiés."""
    noms = {"budget": "Budget hors dette et péréquation", "annexe": "Investissement de l'annexe"}
    notres = [
        (repartition(contexte, _sujet(cle, "i4ce", "axe_1", contexte.exercice)), nom) for cle, nom in noms.items()
    ]
    chiffres = commun.indicateurs(METHODE, contexte).filter(
        (pl.col("indicateur") == "budget_part_examinee")
        & pl.col("poste").str.starts_with("axe_1/")
        & pl.col("valeur").is_not_null()
    )
    return vue_comparaison(notres, contexte.territoire.nom, publies(), chiffres, projetee=projetee)


def publies() -> pl.DataFrame:
    """Les résultats publiés ailleurs, parts en nombres, source nommée."""
    connues = sources()
    return reference("resultats_budgets_verts").with_columns(
        pl.col("favorable", "neutre", "defavorable", "indefini").cast(pl.Float64),
        pl.col("source").map_elements(lambda cle: _source(connues.get(cle), cle), return_dtype=pl.String),
    )


def _source(une: Source | None, cle: str) -> str:
    if une is None:
        return cle
    return f"{une.auteur}, {une.titre}{'' if une.verifiee else ' — à vérifier'}"


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def annexe(contexte: Contexte) -> Annexe:
    """L'annexe de l'exercice, calculée une fois pour l'écran et pour le classeur."""
    return etablir(commun.donnees(contexte), contexte.exercice, contexte.territoire.nom)


def dessiner(vue: Vue) -> None:
    """La figure, dont un morceau se choisit si la vue a des dépenses à en dire ; sous elle, ce qu'elle récompense mal."""
    cle, configuree = f"figure_{vue.cle}", configuration(vue.cle)

    def suivre() -> None:
        points = st.session_state[cle]["selection"]["points"]
        commun.ecrire_parametre(
            "selection", points[0]["customdata"][0] if points and "customdata" in points[0] else None
        )

    if commun.choix("vue", VUES) in CHOISISSABLES:
        st.plotly_chart(
            vue.figure,
            width="stretch",
            theme=None,
            key=cle,
            config=configuree,
            alt=vue.alt,
            on_select=suivre,
            selection_mode="points",
        )
    else:
        st.plotly_chart(vue.figure, width="stretch", theme=None, key=cle, config=configuree, alt=vue.alt)
    st.markdown(f":small[{commun.echapper(AVERTISSEMENT)}]")
