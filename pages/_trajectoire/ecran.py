"""Les commandes de l'écran Carbone."""

from __future__ import annotations

import streamlit as st

from core.figures.adresse import ecrire_liste
from core.figures.trajectoire.vues import SEPARATEUR, VUES, Adresse, Options, options
from pages._outils import commun
from pages._outils.contexte import Contexte


def commandes(adresse: Adresse, contexte: Contexte) -> None:
    """La vue, puis ses choix : périmètre, trajectoire, chemins, population ; un choix unique ne se montre pas."""
    vue = commun.choisir("vue", "Vue", VUES)
    permis = commun.garder(options, contexte, adresse)
    if vue == "secteurs":
        if len(permis.lectures) > 1:
            commun.choisir("population", "Population", permis.lectures)
        return
    if len(permis.perimetres) > 1:
        commun.choisir("perimetre", "Périmètre", permis.perimetres)
    if vue == "chemins":
        _choisir_chemins(permis)
    elif len(permis.trajectoires) > 1:
        commun.choisir("trajectoire", "Trajectoire", permis.trajectoires)


def _choisir_chemins(permis: Options) -> None:
    """Les chemins à montrer ensemble : on en ajoute, on en ôte, l'adresse les garde."""
    if len(permis.chemins) < 2:
        return
    st.session_state["choix_chemins"] = list(permis.choisis)

    def suivre() -> None:
        commun.ecrire_parametre("chemins", ecrire_liste(st.session_state["choix_chemins"], SEPARATEUR))

    st.pills(
        "Chemins",
        permis.chemins,
        selection_mode="multi",
        key="choix_chemins",
        label_visibility="collapsed",
        on_change=suivre,
        format_func=commun.echapper,
    )
