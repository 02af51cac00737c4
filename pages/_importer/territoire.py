"""Ouvrir un territoire : le formulaire de la personne qui administre."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from core.acces import Action
from core.erreurs import ErreurComptes
from core.modele import Territoire
from core.tables.territoires import TYPES_TERRITOIRE
from pages._importer import phrases
from pages._outils import chargement
from pages._outils.contexte import Contexte, montrer_erreur
from pages._outils.etat import changer_territoire

_AUCUN = ""


def identifiant(nom: str) -> str:
    """L'identifiant tiré du nom, en minuscules et tirets : « Ville d'Orsevaux » devient « ville-d-orsevaux »."""
    lettres = nom.lower().replace("’", " ").replace("œ", "oe").replace("æ", "ae")
    sans_accent = unicodedata.normalize("NFKD", lettres).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", sans_accent).strip("-")


def formulaire(contexte: Contexte) -> None:
    """Le formulaire plié ; créer mène aussitôt au territoire neuf."""
    if not contexte.peut(Action.GERER_TERRITOIRES):
        return
    parents = chargement.territoires(contexte.acces)
    with st.expander(phrases.OUVRIR_UN_TERRITOIRE), st.form("territoire", border=False):
        nom = st.text_input("Nom affiché", max_chars=120)
        sorte = st.selectbox("Sorte de terrain", list(TYPES_TERRITOIRE), format_func=lambda cle: TYPES_TERRITOIRE[cle])
        habitants = st.number_input("Population (facultatif)", min_value=0, value=None, step=1, placeholder="habitants")
        parent = st.selectbox(
            phrases.FAIT_PARTIE_DE, [_AUCUN, *parents], format_func=lambda cle: parents[cle].nom if cle else "aucun"
        )
        code = st.text_input("Code Insee (facultatif)", max_chars=5)
        if st.form_submit_button("Ouvrir ce territoire", type="primary"):
            _creer(
                contexte,
                Territoire(
                    id=identifiant(nom),
                    nom=nom.strip(),
                    type=sorte,
                    population=habitants,
                    parent=parent or None,
                    code_insee=code.strip() or None,
                ),
            )


def _creer(contexte: Contexte, territoire: Territoire) -> None:
    if not territoire.id:
        st.error(phrases.SANS_NOM, icon=":material/error:")
        return
    try:
        chargement.entrepot().ajouter_territoire(contexte.acces, territoire)
    except ErreurComptes as erreur:
        montrer_erreur(erreur)
        return
    changer_territoire(territoire.id)
    st.toast(phrases.ouvert(territoire.nom))
    st.rerun()
