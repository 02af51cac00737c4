"""Ce que l'écran « Budget et égalité » compose : ses trois vues, son panneau, les lignes d'une classe choisie."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.acces import Action
from core.figures.budget_genre import vues as genre
from core.figures.budget_genre.dessin import MAXIMUM
from core.figures.budget_genre.lecture import Activite, Lecture, activites_de, lire
from core.figures.budget_genre.panneau import a_documenter, manques, rubriques
from core.figures.familles.classes import GENRE
from core.figures.familles.depenses import montrer_lignes
from core.figures.vue import Vue
from core.format_fr import accorder
from core.methodes import budget_genre
from core.tables import affectations
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES
from pages._outils.vue import configuration

METHODE = "budget_genre"
MAXIMUM_PROJETE = 5
"""Activités en projection : lisibles du dernier rang."""


def commandes() -> None:
    """Le choix de la vue, tenu par l'adresse."""
    commun.choisir("vue", "Vue", genre.VUES)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def lecture(contexte: Contexte) -> Lecture:
    """Les euros par classe de l'exercice."""
    return lire(commun.indicateurs(METHODE, contexte), contexte.exercice)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def activites(contexte: Contexte) -> list[Activite]:
    """Les activités dont le public est décrit, de la plus coûteuse à la moins coûteuse."""
    return activites_de(budget_genre.activites(commun.donnees(contexte), contexte.exercice))


def composer(contexte: Contexte) -> Vue:
    """La vue que demande l'adresse."""
    forme = commun.choix("vue", genre.VUES)
    return _vue(contexte, forme, _selection(forme), MAXIMUM_PROJETE if contexte.projection else MAXIMUM)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, forme: str, selection: str | None, maximum: int) -> Vue:
    indicateurs, lue = commun.indicateurs(METHODE, contexte), lecture(contexte)
    if forme == "benefice":
        return genre.vue_benefice(activites(contexte), lue, indicateurs, maximum)
    if forme == "personne":
        return genre.vue_personne(activites(contexte), lue, indicateurs, maximum)
    return genre.vue_classes(lue, indicateurs, selection)


def _selection(forme: str) -> str | None:
    """La classe choisie, ou l'activité choisie ; nulle si l'adresse n'en dit pas."""
    demande = commun.parametre("selection")
    return demande if demande and (forme != "classes" or demande in {une.cle for une in GENRE}) else None


def dessiner(vue: Vue) -> None:
    """La figure, dont chaque barre se choisit : le choix s'écrit dans l'adresse."""
    cle = f"figure_{vue.cle}"

    def suivre() -> None:
        points = st.session_state[cle]["selection"]["points"]
        commun.ecrire_parametre(
            "selection", points[0]["customdata"][0] if points and "customdata" in points[0] else None
        )

    st.plotly_chart(
        vue.figure,
        width="stretch",
        theme=None,
        key=cle,
        config=configuration(vue.cle),
        alt=vue.alt,
        on_select=suivre,
        selection_mode="points",
    )


def panneau(contexte: Contexte) -> None:
    """Les dépenses de la barre choisie ; sinon ce que ces chiffres disent, et ce qui leur manque."""
    forme = commun.choix("vue", genre.VUES)
    choisie = _selection(forme)
    detail = commun.detail(METHODE, contexte)
    if choisie is not None:
        montree = pl.col("nature_montant") == str(lecture(contexte).nature)
        lignes = detail.filter(montree & (pl.col("classe" if forme == "classes" else "activite") == choisie))
        if not lignes.is_empty():
            _lignes(lignes)
            return
    with st.container(gap="xsmall"):
        _et_alors(contexte, detail)


def _et_alors(contexte: Contexte, detail: pl.DataFrame) -> None:
    st.subheader("Et alors\u00a0?", anchor=False)
    lus = rubriques(commun.indicateurs(METHODE, contexte), lecture(contexte))
    st.markdown(
        "\n\n".join(f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(texte)}" for titre, texte in lus)
    )
    _a_faire(contexte, detail)
    if absences := manques(commun.indicateurs(METHODE, contexte), lecture(contexte), activites(contexte)):
        st.subheader("Ce qui manque", anchor=False)
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in absences))
    if contexte.peut(Action.IMPORTER):
        commun.lien("cotation", "Ouvrir la cotation", ":material/arrow_forward:", contexte, lentille=affectations.GENRE)


def _a_faire(contexte: Contexte, detail: pl.DataFrame) -> None:
    """Les plus grandes dépenses dont il faudrait compter le public."""
    lignes = a_documenter(detail, 3)
    if not lignes:
        return
    st.markdown(":small[:gray[Les plus grandes dépenses dont le public n’est pas compté par sexe]]")
    with st.container(key="a_documenter", gap=None):
        for signature, nom in lignes:
            if contexte.peut(Action.IMPORTER):
                commun.lien(
                    "cotation",
                    commun.echapper(nom),
                    ":material/chevron_right:",
                    contexte,
                    ligne=signature,
                    lentille=affectations.GENRE,
                )
            else:
                st.markdown(commun.echapper(nom))


def _lignes(lignes: pl.DataFrame) -> None:
    st.subheader("Les dépenses choisies", anchor=False)
    if st.button("Revenir à l’ensemble", icon=":material/arrow_back:", type="tertiary"):
        commun.ecrire_parametre("selection", None)
        st.rerun()
    st.markdown(f"**{accorder(lignes.height, 'dépense')}**, de la plus grande à la plus petite.")
    st.dataframe(
        montrer_lignes(lignes),
        width="stretch",
        height=420,
        hide_index=True,
        alt="Les dépenses choisies",
        column_config={
            "Montant": st.column_config.TextColumn("Montant", alignment="right"),
            "Libellé": st.column_config.TextColumn("Libellé", width=190),
        },
    )
