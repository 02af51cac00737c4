"""L'écran « Cotation » : une lentille, son avancement, et la vue choisie — file, lot, désaccords, preuve, ou une
ligne."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.figures.cotation.vues import barre
from core.tables.affectations import LENTILLES_AFFECTATION
from core.usages.cotation.travail import CRITERES, GROUPES, STATUTS
from pages._cotation import etat, phrases
from pages._cotation.desaccords import desaccords
from pages._cotation.file import travail, valeurs
from pages._cotation.ligne import une_ligne
from pages._cotation.lot import lot
from pages._cotation.preuve import tableau_preuve, titre_preuve
from pages._outils.auteur import nommer_l_auteur
from pages._outils.composants import liste
from pages._outils.contexte import Contexte
from pages._outils.dessin import dessiner
from pages._outils.etat import choisir, choix, parametre, refuser
from pages._outils.textes import echapper

PROJETEE = 2.1
"""L'agrandissement des barres : lisibles du dernier rang."""
_VUES = {"file": "File de travail", "lot": "Par lot", "desaccords": "Désaccords", "preuve": "Preuve"}
_MONTRER: dict[str, Callable[[Contexte, str], None]] = {"file": travail, "lot": lot, "desaccords": desaccords}


def montrer(contexte: Contexte) -> None:
    """Dessine l'écran que dit l'adresse ; en projection, seulement où l'on en est."""
    lentille = choix("lentille", LENTILLES_AFFECTATION)
    if contexte.projection:
        _projeter(contexte, lentille)
    elif parametre("ligne"):
        une_ligne(contexte, lentille, parametre("ligne"))
    else:
        _vue(contexte, lentille)
    etat.retenir_ce_qui_est_montre(contexte)


def _projeter(contexte: Contexte, lentille: str) -> None:
    with st.container(key="message", gap=None):
        st.title(_phrase(contexte, lentille), anchor=False)
    with st.container(key="scene"):
        for unite in ("euros", "lignes"):
            dessiner(barre(etat.progres(contexte, lentille), unite, echelle=PROJETEE), f"avancement_{unite}")
    with st.container(key="lecture"):
        st.markdown(phrases.UNE_PERSONNE)


def _phrase(contexte: Contexte, lentille: str) -> str:
    return echapper(etat.phrase(contexte, lentille))


def _vue(contexte: Contexte, lentille: str) -> None:
    vue = choix("vue", _VUES)
    with st.container(key="message", gap=None):
        st.title(titre_preuve(contexte) if vue == "preuve" else _phrase(contexte, lentille), anchor=False)
        with st.container(key="sujet", horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.markdown(phrases.sujet(contexte.exercice), width="content")
            with st.container(key="reglages", horizontal=True, gap="small", width="content"):
                _refuser(contexte, lentille)
                choisir("vue", "Vue", _VUES | {"desaccords": _avec_compte(contexte, lentille)})
    if vue == "preuve":
        tableau_preuve(contexte)
        return
    _commandes(contexte)
    with st.container(key="avancement"):
        for colonne, unite in zip(st.columns(2, gap="large"), ("euros", "lignes"), strict=True):
            with colonne:
                dessiner(barre(etat.progres(contexte, lentille), unite), f"avancement_{unite}")
    etat.nouvelles(contexte)
    _MONTRER[vue](contexte, lentille)


def _refuser(contexte: Contexte, lentille: str) -> None:
    """Dit ce que l'adresse demande et que cet écran ne propose pas."""
    clos = {"lentille": LENTILLES_AFFECTATION, "vue": _VUES, "statut": STATUTS, "par": GROUPES}
    refuser(clos | {nom: valeurs(contexte, lentille, nom) for nom in CRITERES if parametre(nom)})


def _avec_compte(contexte: Contexte, lentille: str) -> str:
    combien = etat.comptes(contexte, lentille)["desaccord"]
    return f"Désaccords ({combien})" if combien else "Désaccords"


def _commandes(contexte: Contexte) -> None:
    """La lentille sous laquelle on cote, et qui cote."""
    with st.container(key="qui_cote", horizontal=True, vertical_alignment="center", gap="small"):
        liste("lentille", "Lentille", LENTILLES_AFFECTATION, width=380, label_visibility="collapsed")
        st.markdown("cotée par", width="content")
        nommer_l_auteur(contexte)
