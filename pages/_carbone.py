"""Ce que l'écran Carbone assemble : le périmètre et la trajectoire choisis, trois vues, et le panneau de l'effort."""

from __future__ import annotations

import polars as pl
import polars.selectors as cs
import streamlit as st

from core.figures import carbone
from core.figures.carbone_lecture import Lecture
from core.figures.carbone_panneau import compte, rubriques
from core.figures.vue import Vue
from pages import _commun as commun
from pages._contexte import Contexte
from pages._memoire import PAR_CONTEXTE, RETENUES

VUES = {"trajectoire": carbone.vue_trajectoire, "actions": carbone.vue_actions, "budget": carbone.vue_budget}


def commandes(contexte: Contexte) -> None:
    """La vue, le périmètre et la trajectoire, tenus par l'adresse ; un choix unique ne se montre pas."""
    commun.choisir("vue", "Vue", carbone.VUES)
    perimetres, trajectoires = _options(contexte)
    if len(perimetres) > 1:
        commun.choisir("perimetre", "Périmètre", perimetres)
    if len(trajectoires) > 1:
        commun.choisir("trajectoire", "Trajectoire", trajectoires)


def _options(contexte: Contexte) -> tuple[dict[str, str], dict[str, str]]:
    indicateurs = commun.indicateurs("trajectoire", contexte)
    perimetres = carbone.perimetres(indicateurs)
    if not perimetres:
        return {}, {}
    return perimetres, carbone.trajectoires(indicateurs, commun.choix("perimetre", perimetres))


def lecture(contexte: Contexte) -> Lecture:
    """La trajectoire que dit l'adresse, dans le périmètre qu'elle dit."""
    perimetres, trajectoires = _options(contexte)
    perimetre = commun.choix("perimetre", perimetres) if perimetres else "territoire"
    trajectoire = commun.choix("trajectoire", trajectoires) if trajectoires else None
    return _lire(contexte, perimetre, trajectoire)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _lire(contexte: Contexte, perimetre: str, trajectoire: str | None) -> Lecture:
    actions = commun.donnees(contexte)["actions_climat"]
    return carbone.lire(commun.indicateurs("trajectoire", contexte), actions, perimetre, trajectoire, contexte.exercice)


def composer(contexte: Contexte, forme: str) -> Vue:
    """La vue que demande l'adresse."""
    lue = lecture(contexte)
    return _vue(contexte, forme, lue.perimetre, lue.trajectoire)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, forme: str, perimetre: str, trajectoire: str | None) -> Vue:
    indicateurs = commun.indicateurs("trajectoire", contexte)
    return VUES[forme](_lire(contexte, perimetre, trajectoire), indicateurs, contexte.territoire.nom)


def panneau(contexte: Contexte, forme: str) -> None:
    """L'effort dans ses deux sens, le budget, ce que coûte l'attente ; à la vue des actions, qui porte quoi."""
    lue = lecture(contexte)
    if forme == "actions" and lue.actions:
        _actions(lue)
        return
    textes = rubriques(lue, commun.indicateurs("trajectoire", contexte), _auteur(contexte, lue))
    st.markdown("\n\n".join(f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(texte)}"
                            for titre, texte in textes))


def _actions(lue: Lecture) -> None:
    """Les actions du périmètre, de la plus grande à la plus petite, les non chiffrées à la fin."""
    table = carbone.tableau_actions(lue).select("Action", cs.starts_with("tCO₂e"), "Service")
    table = table.sort(table.columns[1], "Action", descending=[True, False], nulls_last=True)
    st.markdown(f"**{commun.echapper(compte(lue))}**")
    commun.table_entiere(table, "Actions du périmètre, leur effet à l’échéance et le service qui les porte")


def _auteur(contexte: Contexte, lue: Lecture) -> str | None:
    promis = commun.donnees(contexte)["objectifs_emissions"].filter(
        (pl.col("perimetre") == lue.perimetre) & (pl.col("trajectoire") == lue.trajectoire)
    ).sort("annee")
    connues: list[str] = promis["origine"].drop_nulls().to_list()
    return connues[0] if connues else None
