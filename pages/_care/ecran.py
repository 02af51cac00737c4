"""Ce que l'écran Capitaux assemble : ses trois vues, et la fiche du capital choisi."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.figures.care.lecture import Capital, capitaux_de
from core.figures.care.panneau import actions, manques, rubriques
from core.figures.care.vues import VUES, vue_dettes, vue_preservation, vue_resultat
from core.figures.vue import Vue
from core.format_fr import typographier
from core.methodes import care
from core.modele import Donnees
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES


def commandes() -> None:
    """Le choix de la vue, tenu par l'adresse."""
    commun.choisir("vue", "Vue", VUES)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def composer(contexte: Contexte, forme: str) -> Vue:
    """La vue demandée, faite des indicateurs de CARE."""
    donnees, nom, exercice = commun.donnees(contexte), contexte.territoire.nom, contexte.exercice
    indicateurs, annexes = commun.indicateurs("care", contexte), _budgets_annexes(donnees, exercice)
    if forme == "dettes":
        return vue_dettes(care.historique(donnees, exercice), donnees["capitaux"], nom, exercice)
    if forme == "resultat":
        return vue_resultat(indicateurs, care.cascade(donnees, exercice), nom, exercice, annexes)
    return vue_preservation(indicateurs, donnees["capitaux"], nom, exercice, annexes)


def _budgets_annexes(donnees: Donnees, exercice: int) -> int:
    lignes = donnees["lignes_budgetaires"].filter(pl.col("exercice") == exercice)
    return max(lignes["budget"].n_unique() - 1, 0)


def panneau(contexte: Contexte) -> None:
    """La fiche d'un capital : bon état, porte-parole, dette, et ses actions prévues face à ce qui a été payé."""
    capitaux = capitaux_de(
        commun.indicateurs("care", contexte), commun.donnees(contexte)["capitaux"], contexte.exercice
    )
    if not capitaux:
        st.markdown("Le premier capital tenu l'est à partir d'un exercice plus récent.")
        return
    _fiche(contexte, _choisi(capitaux))


def _choisi(capitaux: list[Capital]) -> Capital:
    """Le capital que dit l'adresse, à défaut celui dont la dette est la plus lourde."""
    par_code = {capital.code: capital for capital in capitaux}
    courant = commun.choix("capital", {code: capital.entite for code, capital in par_code.items()})
    st.session_state["choix_capital"] = courant

    def suivre() -> None:
        commun.ecrire_parametre("capital", st.session_state["choix_capital"])

    st.selectbox(
        "Capital",
        list(par_code),
        format_func=lambda code: typographier(par_code[code].entite),
        key="choix_capital",
        on_change=suivre,
    )
    return par_code[courant]


def _fiche(contexte: Contexte, capital: Capital) -> None:
    fiches = {ligne["code"]: ligne for ligne in commun.donnees(contexte)["capitaux"].iter_rows(named=True)}
    textes = rubriques(capital, fiches.get(capital.code, {}), contexte.exercice)
    st.markdown(
        "\n\n".join(f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(texte)}" for titre, texte in textes)
    )
    detail = commun.detail("care", contexte)
    commun.tableau(actions(detail, capital.code), f"Actions de {contexte.exercice} pour {capital.entite}")
    if absents := manques(detail, capital.code):
        st.markdown(f":small[:gray[À renseigner : {commun.echapper(absents)}]]")
