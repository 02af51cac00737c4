"""Comparer des scénarios gardés : un par colonne, du même départ, sans vainqueur désigné."""

from __future__ import annotations

import streamlit as st

from core.documents.arbitrage.classeur import classeur
from core.figures.adresse import ecrire_liste
from core.figures.arbitrage.composition import (
    MAXIMUM,
    SEPARE,
    Adresse,
    compares,
    depart,
    enveloppe,
    gardes,
    lentilles,
    resultat,
    resultats,
)
from core.figures.arbitrage.phrases import SANS_SCENARIO, bilan_du_scenario, solde
from core.figures.arbitrage.vues import VUES
from core.figures.vue import Vue
from core.format_fr import typographier
from core.usages.arbitrage import Scenario
from core.usages.arbitrage.adresse import ecrire
from pages._arbitrage import phrases
from pages._arbitrage import solde as bandeau
from pages._outils import commun, composants
from pages._outils.contexte import Contexte


def montrer(contexte: Contexte) -> None:
    """Les scénarios que dit l'adresse, à défaut les premiers gardés ; à défaut, comment en garder un."""
    if not commun.garder(gardes, contexte):
        _vide(contexte)
        return
    commun.montrer(
        "arbitrage",
        contexte,
        dessin=None if contexte.projection else lambda vue, adresse: _dessiner(contexte, vue, adresse),
        commandes=lambda adresse: _commandes(),
    )


def _commandes() -> None:
    commun.choisir("vue", "Vue", VUES)


def _vide(contexte: Contexte) -> None:
    with st.container(key="message", gap=None):
        st.title(commun.echapper(SANS_SCENARIO), anchor=False)
    if contexte.projection:
        return
    commun.refuser(dict.fromkeys(("scenarios", "seance"), ()))
    _commandes()
    st.markdown(phrases.COMMENT_COMPARER)


def _dessiner(contexte: Contexte, vue: Vue, adresse: Adresse) -> None:
    choisis = commun.garder(compares, contexte, adresse)
    _choix(commun.garder(gardes, contexte), [un.code for un in choisis])
    _fiches(contexte, adresse)
    commun.choisir("lentille", "Lentille", commun.garder(lentilles, contexte))
    commun.figure(vue, contexte)
    commun.table_entiere(vue.tableau, vue.alt)


def _choix(tous: dict[str, Scenario], courants: list[str]) -> None:
    st.session_state["choix_scenarios"] = courants

    def suivre() -> None:
        commun.ecrire_parametre("scenarios", ecrire_liste(st.session_state["choix_scenarios"], SEPARE))

    st.multiselect(
        phrases.COMPARES,
        list(tous),
        key="choix_scenarios",
        max_selections=MAXIMUM,
        format_func=lambda code: typographier(tous[code].nom),
        on_change=suivre,
        placeholder="Choisir un scénario",
    )


def _fiches(contexte: Contexte, adresse: Adresse) -> None:
    """Qui a posé chaque scénario, quand, pour quelle séance, son solde, ce qu'il déplace et ce qu'il ne sait pas."""
    choisis = commun.garder(compares, contexte, adresse)
    for colonne, un in zip(st.columns(len(choisis)), choisis, strict=True):
        with colonne, st.container(border=True, gap=None, height="stretch", key=f"fiche_{un.code}"):
            _fiche(contexte, un)
    debut = commun.garder(depart, contexte)
    composants.telecharger(
        phrases.CLASSEUR_DES_SCENARIOS,
        lambda: classeur(
            debut,
            commun.garder(resultats, contexte, adresse),
            contexte.territoire.nom,
            {un.nom: phrases.qui(un) for un in choisis},
        ),
        f"scenarios_{contexte.territoire.id}_{debut.exercice}.xlsx",
    )


def _fiche(contexte: Contexte, un: Scenario) -> None:
    mouvements = ecrire(un.mouvements)
    lue = commun.garder(enveloppe, contexte, mouvements)
    st.markdown(f"**{commun.echapper(un.nom)}**")
    bandeau.solde(solde(lue), tenue=not lue.solde_eur)
    st.markdown(commun.echapper(bilan_du_scenario(lue)))
    st.caption(commun.echapper(phrases.qui(un)))
    for refus in commun.garder(resultat, contexte, mouvements).refus:
        st.caption(commun.echapper(refus.phrase))
    commun.lien("arbitrage", "Ouvrir ce scénario", ":material/open_in_new:", contexte, scenario=un.code)
