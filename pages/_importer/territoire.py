"""Ouvrir un territoire, ou corriger celui où l'on est : le formulaire de la personne qui administre."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import streamlit as st

from core.acces import Acces, Action
from core.erreurs import ErreurComptes
from core.modele import Territoire
from core.tables.territoires import TYPES_TERRITOIRE
from pages._importer import phrases, phrases_territoire
from pages._outils import chargement
from pages._outils.contexte import Contexte, montrer_erreur
from pages._outils.etat import changer_territoire

_AUCUN = ""
_VIDE = Territoire(id="", nom="", type=next(iter(TYPES_TERRITOIRE)))


def identifiant(nom: str) -> str:
    """L'identifiant tiré du nom, en minuscules et tirets : « Ville d'Orsevaux » devient « ville-d-orsevaux »."""
    lettres = nom.lower().replace("’", " ").replace("œ", "oe").replace("æ", "ae")
    sans_accent = unicodedata.normalize("NFKD", lettres).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", sans_accent).strip("-")


def formulaire(contexte: Contexte) -> None:
    """Les deux formulaires pliés, l'un pour ce territoire, l'autre pour un neuf ; ouvrir y mène aussitôt."""
    if not contexte.peut(Action.GERER_TERRITOIRES):
        return
    with st.expander(phrases_territoire.corriger(contexte.territoire.nom)), st.form("corriger", border=False):
        corrige = _renseignements(contexte, contexte.territoire, f"corriger_{contexte.territoire.id}")
        if st.form_submit_button(phrases_territoire.ENREGISTRER, type="primary"):
            _ecrire(contexte, corrige, chargement.entrepot().corriger_territoire, phrases_territoire.corrige)
    with st.expander(phrases.OUVRIR_UN_TERRITOIRE), st.form("territoire", border=False):
        neuf = _renseignements(contexte, _VIDE, f"ouvrir_{len(chargement.territoires(contexte.acces))}")
        if st.form_submit_button("Ouvrir ce territoire", type="primary"):
            if not identifiant(neuf.nom):
                st.error(phrases.SANS_NOM, icon=":material/error:")
                return
            neuf = neuf.model_copy(update={"id": identifiant(neuf.nom)})
            _ecrire(contexte, neuf, chargement.entrepot().ajouter_territoire, phrases.ouvert)


def _renseignements(contexte: Contexte, courant: Territoire, cle: str) -> Territoire:
    """Les champs du formulaire, remplis de ce que l'on sait ; rend le territoire qu'ils décrivent."""
    parents = {autre: un for autre, un in chargement.territoires(contexte.acces).items() if autre != courant.id}
    nom = st.text_input("Nom affiché", courant.nom, max_chars=120, key=f"{cle}_nom")
    sortes = list(TYPES_TERRITOIRE)
    sorte = st.selectbox(
        "Sorte de terrain",
        sortes,
        index=sortes.index(courant.type),
        format_func=lambda une: TYPES_TERRITOIRE[une],
        key=f"{cle}_type",
    )
    habitants = st.number_input(
        "Population (facultatif)",
        min_value=0,
        value=courant.population,
        step=1,
        placeholder="habitants",
        key=f"{cle}_population",
    )
    choix = [_AUCUN, *parents]
    parent = st.selectbox(
        phrases.FAIT_PARTIE_DE,
        choix,
        index=choix.index(courant.parent) if courant.parent in choix else 0,
        format_func=lambda un: parents[un].nom if un else "aucun",
        key=f"{cle}_parent",
    )
    siren = st.text_input(phrases_territoire.SIREN, courant.siren or "", max_chars=20, key=f"{cle}_siren")
    insee = st.text_input(phrases_territoire.CODE_INSEE, courant.code_insee or "", max_chars=20, key=f"{cle}_insee")
    return courant.model_copy(
        update={
            "nom": nom.strip(),
            "type": sorte,
            "population": habitants,
            "parent": parent or None,
            "siren": re.sub(r"\s", "", siren) or None,
            "code_insee": re.sub(r"\s", "", insee).upper() or None,
        }
    )


def _ecrire(
    contexte: Contexte,
    territoire: Territoire,
    geste: Callable[[Acces, Territoire], None],
    annonce: Callable[[str], str],
) -> None:
    try:
        geste(contexte.acces, territoire)
    except ErreurComptes as erreur:
        montrer_erreur(erreur)
        return
    changer_territoire(territoire.id)
    st.toast(annonce(territoire.nom))
    st.rerun()
