"""Ce que l'écran Arbitrage compose : le budget de départ, l'avant-après, et ce que l'on ne sait pas."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.figures.arbitrage import vues as figures
from core.figures.arbitrage.phrases import Enveloppe
from core.figures.vue import Vue
from core.format_fr import accorder, enumerer
from core.usages.arbitrage import TITRES, Arbitrage, Depart, arbitrer, preparer
from core.usages.arbitrage.adresse import ecrire, lire
from core.usages.arbitrage.calcul import chiffres_de_depart
from core.usages.arbitrage.hypotheses import etape_dite, hypotheses
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes
from pages._arbitrage.etat import Essai
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES

VUES = {"arbitrer": "Arbitrer", "comparer": "Comparer"}
RESULTATS = 24
"""Arbitrages gardés : chacun porte ses tables modifiées."""


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs=PAR_CONTEXTE)
def depart(contexte: Contexte) -> Depart:
    """Le budget de travail de ce contexte ; lève `TableManquante` sans dépense prévue."""
    return preparer(commun.donnees(contexte), contexte.exercice)


@st.cache_resource(show_spinner=False, max_entries=RESULTATS, hash_funcs=PAR_CONTEXTE)
def resultat(contexte: Contexte, mouvements: str) -> Arbitrage:
    """L'arbitrage que dit une adresse de mouvements."""
    return arbitrer(depart(contexte), lire(mouvements, depart(contexte)))


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def actions(contexte: Contexte) -> pl.DataFrame:
    """Les actions que l'on peut financer autrement, les plus financées d'abord."""
    return leviers_actions(depart(contexte))


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def groupes(contexte: Contexte, objet: str) -> pl.DataFrame:
    """Les politiques ou les opérations, les plus grandes d'abord."""
    return leviers_groupes(depart(contexte), objet)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def chiffres(contexte: Contexte) -> pl.DataFrame:
    """Les indicateurs de départ dont partent les chiffres montrés, avec leur origine."""
    return chiffres_de_depart(depart(contexte))


def calculer(contexte: Contexte, en_cours: Essai) -> Arbitrage:
    """Le résultat de l'arbitrage en cours."""
    return resultat(contexte, ecrire(en_cours.mouvements))


def enveloppe(contexte: Contexte, arbitrage: Arbitrage) -> Enveloppe:
    """L'enveloppe et son solde."""
    debut = depart(contexte)
    return Enveloppe(
        debut.exercice, debut.total_eur, arbitrage.solde_eur, arbitrage.deplaces_eur, len(arbitrage.mouvements)
    )


def sous_titre(contexte: Contexte) -> str:
    """Le terrain, le prévu sur lequel on arbitre, et le repli sur un autre exercice s'il a lieu."""
    debut = depart(contexte)
    repli = f" · aucune dépense prévue en {debut.demande}" if debut.demande != debut.exercice else ""
    return f"{contexte.territoire.nom} · {etape_dite(debut)} · prévu, jamais le réalisé{repli}"


def composer(contexte: Contexte, arbitrage: Arbitrage) -> Vue:
    """La vue de l'avant-après, sous la lentille que dit l'adresse."""
    return _vue(
        contexte, ecrire(arbitrage.mouvements), commun.choix("lentille", lentilles(arbitrage)), _maximum(contexte)
    )


def _maximum(contexte: Contexte) -> int | None:
    return figures.PROJETES if contexte.projection else None


@st.cache_resource(show_spinner=False, max_entries=RESULTATS, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, mouvements: str, lentille: str, maximum: int | None) -> Vue:
    arbitrage = resultat(contexte, mouvements)
    cadrage = figures.Cadrage(sous_titre(contexte), chiffres(contexte), lentille, maximum)
    return figures.vue_effets(arbitrage.effets, enveloppe(contexte, arbitrage), cadrage)


def lentilles(arbitrage: Arbitrage) -> dict[str, str]:
    """Ce qui change, puis chaque lentille qui se calcule pour ce territoire."""
    presentes = set(arbitrage.effets["lentille"].unique())
    return {figures.CHANGES: "Ce qui change", **{cle: titre for cle, titre in TITRES.items() if cle in presentes}}


def commandes() -> None:
    """Arbitrer, ou comparer des scénarios gardés."""
    commun.choisir("vue", "Vue", VUES)


def panneau(contexte: Contexte, vue: Vue, arbitrage: Arbitrage) -> None:
    """À droite : la lentille, l'avant-après, puis ce qui n'est pas chiffré et ce que l'on suppose."""
    commun.choisir("lentille", "Lentille", lentilles(arbitrage))
    rien, tout = (
        figures.rien_ne_change(arbitrage.effets),
        commun.choix("lentille", lentilles(arbitrage)) == figures.CHANGES,
    )
    if rien and tout:
        st.markdown(
            "Aucun chiffre suivi ne change : voici d’où l’on part."
            if arbitrage.mouvements
            else "Rien n’est encore déplacé : voici d’où l’on part."
        )
    commun.figure(vue, contexte)
    if tout and not rien:
        st.markdown(commun.echapper(_reste(arbitrage)))
    inconnus(arbitrage)
    with st.expander("Ce que l’on suppose"):
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in hypotheses(depart(contexte))))


def _reste(arbitrage: Arbitrage) -> str:
    """Ce que la figure ne montre pas : les chiffres secondaires, et les lentilles que rien ne touche."""
    autres, calmes = figures.autres(arbitrage.effets), figures.inchangees(arbitrage.effets)
    phrases = [
        f"{accorder(autres, 'autre chiffre change', 'autres chiffres changent')} : choisissez une lentille."
        if autres
        else "",
        f"Rien ne bouge sous : {enumerer(calmes)}." if calmes else "",
    ]
    return " ".join(phrase for phrase in phrases if phrase)


def inconnus(arbitrage: Arbitrage) -> None:
    """Les mouvements dont l'effet n'est pas chiffré, comptés et nommés."""
    dits = arbitrage.non_chiffres
    if not dits:
        return
    st.markdown(f"**{commun.echapper(sans_chiffre(arbitrage))}**")
    st.markdown("\n".join(f"- {commun.echapper(nom)} : {commun.echapper(raison)}" for nom, raison in dits))


def sans_chiffre(arbitrage: Arbitrage) -> str:
    """« Effet non chiffré : 2 sur 5 mouvements »."""
    return f"Effet non chiffré : {len(arbitrage.non_chiffres)} sur {accorder(len(arbitrage.mouvements), 'mouvement')}"
