"""Ce que l'écran « Budget et égalité » dessine : sa commande, et son panneau."""

from __future__ import annotations

import streamlit as st

from core.acces import Action
from core.figures.budget_genre.panneau import choisies, et_alors
from core.figures.budget_genre.phrases import A_DOCUMENTER
from core.figures.budget_genre.vues import VUES, Adresse
from core.tables.affectations import GENRE
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def commandes() -> None:
    """Le choix de la vue, tenu par l'adresse."""
    commun.choisir("vue", "Vue", VUES)


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """Les dépenses de la barre choisie ; sinon ce que ces chiffres disent, et ce qui leur manque."""
    lignes = commun.garder(choisies, contexte, adresse)
    if lignes is not None:
        composants.depenses_choisies(lignes, "Les dépenses choisies")
        return
    with st.container(gap="xsmall"):
        _et_alors(contexte)


def _et_alors(contexte: Contexte) -> None:
    alors = commun.garder(et_alors, contexte)
    st.subheader("Et alors\u00a0?", anchor=False)
    composants.rubriques(alors.rubriques)
    _a_faire(contexte, alors.a_documenter)
    if alors.manques:
        st.subheader("Ce qui manque", anchor=False)
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in alors.manques))
    if contexte.peut(Action.IMPORTER):
        commun.lien("cotation", "Ouvrir la cotation", ":material/arrow_forward:", contexte, lentille=GENRE)


def _a_faire(contexte: Contexte, depenses: tuple[tuple[str, str], ...]) -> None:
    """Les plus grandes dépenses dont il faudrait compter le public."""
    if not depenses:
        return
    st.markdown(f":small[:gray[{A_DOCUMENTER}]]")
    with st.container(key="a_documenter", gap=None):
        for signature, nom in depenses:
            if contexte.peut(Action.IMPORTER):
                commun.lien(
                    "cotation",
                    commun.echapper(nom),
                    ":material/chevron_right:",
                    contexte,
                    ligne=signature,
                    lentille=GENRE,
                )
            else:
                st.markdown(commun.echapper(nom))
