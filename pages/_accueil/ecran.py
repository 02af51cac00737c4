"""L'accueil : quatre cartes deux par deux, ce qui manque, le dernier import ; ou la bienvenue si tout est vide."""

from __future__ import annotations

import streamlit as st

from core.figures.accueil.cartes import Carte, accueil
from core.figures.accueil.manques import manques
from core.vues import Ecran, ecran_de
from pages._accueil import phrases
from pages._journal.ecran import dernier_import
from pages._outils import commun
from pages._outils.contexte import Contexte, lien
from pages._outils.dessin import dessiner
from pages._outils.textes import echapper


def montrer(contexte: Contexte) -> None:
    """Le titre, les cartes, ce qui manque et le dernier import ; ou la bienvenue si le territoire n'a rien."""
    lu = commun.garder(accueil, contexte)
    if lu.vide:
        _bienvenue(contexte)
        return
    with st.container(key="message", gap=None):
        st.title(echapper(lu.message), anchor=False)
        if not contexte.projection:
            st.markdown(lu.sous_titre)
    with st.container(key="cartes", gap=None):
        for debut in range(0, len(lu.cartes), 2):
            for colonne, carte in zip(st.columns(2, gap="small"), lu.cartes[debut : debut + 2], strict=False):
                with colonne:
                    _carte(carte, ecran_de(carte.methode), contexte)
    if not contexte.projection:
        _reste(contexte)


def _carte(carte: Carte, ecran: Ecran, contexte: Contexte) -> None:
    with st.container(key=f"carte_{ecran.nom}", border=True, height="stretch", gap="small"):
        st.markdown(f":gray[{ecran.titre}]")
        st.header(echapper(carte.manque or carte.phrase), anchor=False)
        if carte.dessin:
            dessiner(carte.dessin, f"etincelle_{ecran.nom}")
        if contexte.projection:
            return
        if carte.manque:
            lien("methodes", phrases.CE_QU_IL_FAUT, ":material/arrow_forward:", contexte, methode=carte.methode)
        else:
            lien(ecran.nom, phrases.voir(ecran.titre), ":material/arrow_forward:", contexte)


def _reste(contexte: Contexte) -> None:
    """Ce qui manque encore, par méthode, et le dernier import."""
    with st.container(key="reste", gap=None):
        _manques(contexte)
        if dernier := dernier_import(contexte):
            st.markdown(dernier)


def _manques(contexte: Contexte) -> None:
    """La phrase, et derrière une porte la liste par méthode quand elle est longue."""
    absents = commun.garder(manques, contexte)
    if not absents.phrase:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(echapper(absents.phrase), width="content")
        if not absents.par_methode:
            return
        with st.popover(phrases.LESQUELLES, type="tertiary"):
            st.markdown(
                "\n".join(f"- **{echapper(titre)}**  \n  {echapper(texte)}" for titre, texte in absents.par_methode)
            )
            lien("methodes", phrases.CE_QUE_CHACUNE_DEMANDE, ":material/arrow_forward:", contexte)


def _bienvenue(contexte: Contexte) -> None:
    with st.container(key="message", gap=None):
        st.title(phrases.sans_donnees(contexte.territoire.nom), anchor=False)
        st.markdown(phrases.TROIS_GESTES)
    st.markdown(phrases.LES_GESTES)
    lien("importer", phrases.COMMENCER, ":material/upload_file:", contexte)
    lien("methodes", phrases.VOIR_CE_QUE_CHACUNE_DEMANDE, ":material/menu_book:", contexte)
