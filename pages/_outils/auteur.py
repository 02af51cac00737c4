"""Qui parle : l'identité reconnue, ou, sur un poste local que tous partagent, un nom déclaré une fois par visite.

Un nom déclaré se dit déclaré partout où il se lit ; il ne se confond donc avec aucun autre, ni n'en remplace l'avis.
"""

from __future__ import annotations

import streamlit as st

from core.acces import ACCES_LOCAL
from pages._outils import phrases
from pages._outils.contexte import Contexte
from pages._outils.textes import echapper

_DECLARE = "nom_declare"
LETTRES = 60


def auteur(contexte: Contexte) -> str:
    """Ce que signe cette visite : l'identité, ou le nom déclaré et sa marque."""
    if contexte.acces.identite != ACCES_LOCAL.identite:
        return contexte.acces.identite
    return str(st.session_state.get(_DECLARE, contexte.acces.identite))


def a_declarer(contexte: Contexte) -> bool:
    """Vrai sur un poste local, tant que personne ne s'y est nommé pendant cette visite."""
    return contexte.acces.identite == ACCES_LOCAL.identite and _DECLARE not in st.session_state


def declarer(contexte: Contexte, nom: str) -> None:
    """Retient ce nom pour toute la visite ; le premier dit vaut, un nom vide ne dit rien."""
    propre = " ".join(nom[:LETTRES].split())
    if propre and propre != contexte.acces.identite and a_declarer(contexte):
        st.session_state[_DECLARE] = phrases.nom_declare(propre)


def nommer_l_auteur(contexte: Contexte) -> None:
    """Le champ où se nommer, ou, une fois dit, le nom."""
    if not a_declarer(contexte):
        st.markdown(f"**{echapper(auteur(contexte))}**", width="content")
        return
    st.session_state["champ_auteur"] = auteur(contexte)
    st.text_input(
        "Auteur",
        key="champ_auteur",
        on_change=lambda: declarer(contexte, st.session_state["champ_auteur"]),
        width=230,
        max_chars=LETTRES,
        icon=":material/person:",
        placeholder="Auteur",
        label_visibility="collapsed",
        help=phrases.UNE_FOIS_PAR_VISITE,
    )
