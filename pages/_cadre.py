"""Le cadre de tous les écrans : menu, choix du territoire et de l'exercice, mode projection."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.acces import Acces, Action
from core.erreurs import ErreurComptes
from core.format_fr import typographier
from core.modele import Territoire
from core.reglages import RACINE
from core.vues import ECRANS
from pages._outils import chargement, phrases
from pages._outils.contexte import Contexte, contexte, montrer_erreur
from pages._outils.etat import changer_territoire, ecrire_parametre, parametre, retablir
from pages._outils.style import agrandir
from pages._service.reprise import suivre_la_connexion
from pages._service.sante import passage

_FICTIF = ":gray-badge[Territoire fictif]"


def cadre() -> None:
    """Dessine le cadre puis l'écran demandé ; toute erreur attendue devient un message."""
    projection = parametre("mode") == "projection"
    st.set_page_config("Comptes communs", layout="wide", initial_sidebar_state="collapsed")
    if projection:
        agrandir()
    suivre_la_connexion()
    try:
        with passage():
            _dessiner(projection)
    except ErreurComptes as erreur:
        st.title(phrases.ECRAN_IMPOSSIBLE, anchor=False)
        montrer_erreur(erreur)


def _dessiner(projection: bool) -> None:
    qui = chargement.acces()
    visibles = chargement.territoires(qui)
    ecran = st.navigation(menu(qui, visibles), position="hidden" if projection else "top")
    retablir(ecran.url_path)
    try:
        courant = contexte()
    except ErreurComptes:
        if visibles:
            _commandes(visibles, None)
        raise
    if projection:
        _sortie()
    else:
        _commandes(visibles, courant)
    _mentions(courant)
    ecran.run()


def menu(qui: Acces, visibles: Mapping[str, Territoire]) -> dict[str, list[StreamlitPage]]:
    """Les écrans du registre que cette identité peut ouvrir pour au moins un territoire, par groupe.

    Sans icône : Streamlit irait chercher celle de l'écran ouvert sur un serveur extérieur, pour l'onglet.
    """
    groupes: dict[str, list[StreamlitPage]] = {}
    for ecran in ECRANS:
        if any(qui.peut(ecran.action, identifiant) for identifiant in visibles):
            script = RACINE / "pages" / f"{ecran.nom}.py"
            page = st.Page(script, title=ecran.titre, url_path=ecran.nom, default=ecran.nom == "accueil")
            groupes.setdefault(ecran.groupe, []).append(page)
    return groupes


def _commandes(visibles: Mapping[str, Territoire], courant: Contexte | None) -> None:
    with st.container(
        key="commandes", horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"
    ):
        if courant is not None and courant.territoire.fictif:
            st.markdown(_FICTIF, width="content")
        _choix_du_territoire(visibles, courant.territoire.id if courant else None)
        if courant is None:
            return
        if courant.exercices:
            st.session_state["choix_exercice"] = courant.exercice
            st.selectbox(
                "Exercice",
                sorted(courant.exercices, reverse=True),
                key="choix_exercice",
                label_visibility="collapsed",
                width=92,
                on_change=_suivre_exercice,
            )
        st.button("Projeter", key="projeter", icon=":material/present_to_all:", on_click=_projeter)


def _choix_du_territoire(visibles: Mapping[str, Territoire], courant: str | None) -> None:
    st.session_state["choix_territoire"] = courant
    st.selectbox(
        "Territoire",
        list(visibles),
        index=None if courant is None else 0,
        format_func=lambda identifiant: typographier(visibles[identifiant].nom),
        key="choix_territoire",
        placeholder="Choisir un territoire",
        label_visibility="collapsed",
        width=260,
        on_change=_suivre_territoire,
    )


def _suivre_territoire() -> None:
    if choisi := st.session_state.get("choix_territoire"):
        changer_territoire(choisi)


def _suivre_exercice() -> None:
    ecrire_parametre("exercice", str(st.session_state["choix_exercice"]))


def _projeter() -> None:
    ecrire_parametre("mode", "projection")


def _sortie() -> None:
    with st.container(key="sortie"):
        st.button(
            "Quitter la projection",
            key="quitter",
            type="tertiary",
            icon=":material/close_fullscreen:",
            shortcut="Escape",
            on_click=ecrire_parametre,
            args=("mode", None),
        )


def _mentions(courant: Contexte) -> None:
    """Ce que personne ne doit manquer : des chiffres pas encore validés, un exercice absent, un territoire inventé.

    Hors projection, le bandeau dit déjà que le territoire est inventé.
    """
    mentions = []
    if courant.projection and courant.territoire.fictif:
        mentions.append(_FICTIF)
    if courant.brouillon:
        mentions.append(phrases.PROVISOIRES)
    empechement = chargement.entrepot().empechement
    if empechement is not None and courant.peut(Action.IMPORTER):
        mentions.append(phrases.lecture_seule(empechement))
    demande = parametre("exercice")
    if demande and courant.exercices and demande != str(courant.exercice):
        mentions.append(phrases.exercice_absent(courant.exercice))
    if mentions:
        with st.container(key="mentions"):
            st.markdown(" ".join(mentions))
