"""Le panneau de l'écran « Budget vert » : et alors ? — ou les dépenses du morceau choisi, ou l'annexe à emporter."""

from __future__ import annotations

import streamlit as st

from core.acces import Action
from core.documents.budget_vert.annexe import du_dossier
from core.documents.budget_vert.classeur import classeur_du_dossier
from core.figures.budget_vert.annexe import tableau_comptes
from core.figures.budget_vert.panneau import Suite, ailleurs, choisies, et_alors
from core.figures.budget_vert.phrases import CHACUN, NOTES, axe_par_compte, comptes_de_l_axe
from core.figures.budget_vert.vues import Adresse
from core.tables.affectations import AXES
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """Les lignes du morceau choisi ; ce que les autres ont publié ; sinon ce qu'il faut faire de la vue."""
    if adresse.vue == "comparaison":
        st.subheader(CHACUN, anchor=False)
        with st.container(gap="xsmall"):
            for titre, texte in commun.garder(ailleurs, contexte):
                st.markdown(composants.rubrique(titre, texte))
        return
    lignes = commun.garder(choisies, contexte, adresse)
    if lignes is not None:
        composants.depenses_choisies(lignes, "Les dépenses choisies")
        return
    with st.container(gap="xsmall"):
        _et_alors(adresse, contexte)


def _et_alors(adresse: Adresse, contexte: Contexte) -> None:
    alors = commun.garder(et_alors, contexte, adresse)
    st.subheader("Et alors\u00a0?", anchor=False)
    if alors.laisses:
        st.markdown(composants.rubrique("Laissé de côté", alors.laisses))
    if alors.rien:
        st.markdown(commun.echapper(alors.rien))
        return
    _suite(contexte, alors.defavorables, alors.lentille)
    st.markdown(composants.rubrique(*alors.reste))
    if contexte.peut(Action.IMPORTER):
        commun.lien("cotation", "Ouvrir la cotation", ":material/arrow_forward:", contexte, lentille=alors.lentille)
    if alors.desaccord.lignes:
        _suite(contexte, alors.desaccord, alors.lentille)


def _suite(contexte: Contexte, suite: Suite, lentille: str) -> None:
    """Des dépenses nommées, chacune un lien vers sa page quand on peut la coter."""
    if not suite.lignes:
        st.markdown(composants.rubrique(suite.titre, suite.vide))
        return
    st.markdown(f":small[:gray[{commun.echapper(suite.titre)}]]")
    with st.container(key=f"suite_{suite.titre[:2]}", gap=None):
        for une in suite.lignes:
            dit = f"{commun.echapper(une.nom)} — {commun.echapper(une.ecrit)}"
            if contexte.peut(Action.IMPORTER):
                commun.lien(
                    "cotation", dit, ":material/chevron_right:", contexte, ligne=une.signature, lentille=lentille
                )
            else:
                st.markdown(dit)


def annexe(contexte: Contexte) -> None:
    """Sous la figure de l'annexe : le classeur à emporter, les comptes de chaque axe, et les notes."""
    lue = commun.garder(du_dossier, contexte)
    if lue.vide:
        st.markdown(commun.echapper(lue.sans_classeur))
    else:
        st.download_button(
            "Télécharger l’annexe (Excel)",
            commun.garder(classeur_du_dossier, contexte),
            on_click="ignore",
            type="primary",
            mime=composants.XLSX,
            file_name=f"annexe_verte_{contexte.territoire.id}_{contexte.exercice}.xlsx",
            icon=":material/download:",
        )
    for axe, comptes in lue.axes.items():
        if comptes.is_empty():
            continue
        with st.expander(axe_par_compte(axe, AXES[axe]), expanded=True), st.container(key=f"comptes_{axe}"):
            commun.table_entiere(tableau_comptes(comptes), comptes_de_l_axe(axe))
    with st.expander(NOTES, expanded=True):
        st.markdown("\n\n".join(composants.rubrique(sujet, note) for sujet, note in lue.notes.iter_rows()))
