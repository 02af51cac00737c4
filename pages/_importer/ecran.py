"""Le chemin d'un fichier, de son dépôt à sa confirmation."""

from __future__ import annotations

import streamlit as st

from core.donnees.apercu import JAUNE, ROUGE, Bilan
from core.donnees.gabarit import construire
from core.donnees.laissees import refusees_dites
from core.erreurs import ErreurComptes, QuestionOuverte
from core.methodes import METHODES
from core.vues import ecran_de
from pages._importer import phrases, phrases_territoire
from pages._importer.apercu import XLSX, apercu, avertissements, extraits, rejets
from pages._importer.depot import Depot, courant, deposer, oublier
from pages._importer.reponses import colonnes, questions, repondues
from pages._importer.territoire import formulaire
from pages._journal.ecran import annuler
from pages._outils.contexte import Contexte, lien, montrer_erreur
from pages._outils.textes import echapper


def chemin(contexte: Contexte) -> None:
    """Montre l'étape où l'on en est : déposer, répondre et vérifier, ou le résultat."""
    depot = courant(contexte)
    if depot is None:
        _accueillir(contexte)
    elif depot.bilan is not None:
        _resultat(depot.bilan, contexte)
    else:
        _verifier(depot, contexte)


def _titre(message: str, suite: str) -> None:
    with st.container(key="message", gap=None):
        st.title(message, anchor=False)
        st.markdown(suite)


def _accueillir(contexte: Contexte) -> None:
    _titre(phrases.deposez(contexte.territoire.nom), phrases.RIEN_AVANT_L_APERCU)
    gauche, droite = st.columns([1.6, 1], gap="large")
    with gauche:
        if contexte.territoire.fictif:
            st.info(phrases_territoire.fictif(contexte.territoire.nom), icon=":material/info:")
        deposer(contexte)
        formulaire(contexte)
    with droite, st.container(key="panneau"):
        st.markdown(phrases.CE_QUI_SE_LIT)
        st.markdown(phrases.SANS_EXPORT)
        st.download_button(
            phrases.TELECHARGER_LE_GABARIT,
            construire,
            "gabarit_comptes_communs.xlsx",
            XLSX,
            on_click="ignore",
            icon=":material/download:",
        )


def _verifier(depot: Depot, contexte: Contexte) -> None:
    try:
        vue = depot.apercu(contexte)
    except QuestionOuverte as question:
        _titre(phrases.plusieurs_collectivites(depot.nom), phrases.DITES_LAQUELLE)
        montrer_erreur(question)
        _collectivite(depot)
        _abandonner()
        return
    except ErreurComptes as erreur:
        _titre(phrases.illisible(depot.nom), phrases.RIEN_D_IMPORTE)
        montrer_erreur(erreur)
        _abandonner()
        return
    _titre(phrases.titre(vue), phrases.reconnu(vue))
    if vue.document:
        st.markdown(echapper(vue.document))
    extraits(vue)
    questions(depot, vue)
    repondues(depot)
    avertissements(vue)
    douteuses = any(une.confiance in (JAUNE, ROUGE) for une in vue.colonnes)
    if douteuses:
        colonnes(depot, vue)
    pret = not vue.questions and rejets(depot, vue) and vue.change
    with st.container(horizontal=True, key="confirmer"):
        demander = not vue.questions and vue.change
        if demander and st.button(phrases.confirmer(vue.compte("rejetees")), type="primary", disabled=not pret):
            _confirmer(depot, contexte, accepter_rejets=bool(vue.rejets))
        _abandonner()
    if not vue.questions:
        apercu(vue)
    if not douteuses:
        colonnes(depot, vue)


def _collectivite(depot: Depot) -> None:
    with st.form("collectivite"):
        nom = st.text_input(phrases.COLLECTIVITE)
        if st.form_submit_button("Continuer", type="primary") and nom.strip():
            depot.reponses["collectivite"] = nom.strip()
            st.rerun()


def _confirmer(depot: Depot, contexte: Contexte, *, accepter_rejets: bool) -> None:
    try:
        depot.confirmer(contexte, accepter_rejets)
    except ErreurComptes as erreur:
        montrer_erreur(erreur)
        return
    st.rerun()


def _abandonner() -> None:
    st.button(phrases.DEPOSER_UN_AUTRE, on_click=oublier, icon=":material/undo:")


def _resultat(bilan: Bilan, contexte: Contexte) -> None:
    _titre(echapper(bilan.phrase.rstrip(".")), phrases.PROVISOIRES)
    if bilan.refusees:
        st.warning(phrases.laissees(bilan.refusees, refusees_dites(bilan.laissees)), icon=":material/error:")
    remplies = {une.table for une in bilan.tables}
    montrees = [
        ecran_de(module.FICHE.cle)
        for module in METHODES
        if remplies & {*module.FICHE.requises, *module.FICHE.optionnelles}
    ]
    st.markdown(phrases.suites(des_figures=bool(montrees)))
    for ecran in montrees:
        lien(ecran.nom, f"Écran {ecran.titre}", ":material/arrow_forward:", contexte)
    lien("journal", phrases.PUBLIER_AU_JOURNAL, ":material/history:", contexte)
    with st.container(horizontal=True):
        if bilan.import_id is not None:
            st.button("Annuler cet import", on_click=_defaire, args=(bilan.import_id, contexte), icon=":material/undo:")
        st.button(phrases.DEPOSER_UN_AUTRE, on_click=oublier)


def _defaire(import_id: int, contexte: Contexte) -> None:
    annuler(import_id, contexte)
    oublier()
    st.toast(phrases.IMPORT_ANNULE)
