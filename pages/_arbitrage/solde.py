"""Le bandeau du solde, toujours sous les yeux : ce qui est ajouté, retiré, ce qui reste à trouver, et de quoi
équilibrer."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from core.figures.arbitrage.panneau import Bandeau, bandeau
from core.format_fr import typographier
from core.usages.arbitrage.modele import POLITIQUE
from pages._arbitrage import phrases
from pages._arbitrage.etat import Essai, deplacer, vider
from pages._outils import commun
from pages._outils.contexte import Contexte


def montrer_le_solde(contexte: Contexte, en_cours: Essai) -> None:
    """Le solde au pied de l'écran ; équilibrer d'un geste, ou tout remettre à zéro."""
    lu = commun.garder(bandeau, contexte, en_cours.adresse)
    with st.container(key="solde", horizontal=True, vertical_alignment="center", gap="medium"):
        if not en_cours.mouvements:
            st.markdown(f"**{commun.echapper(lu.total)}**", width="content")
            return
        solde(lu.solde, tenue=lu.tenue, largeur="content")
        st.markdown(f":gray[{commun.echapper(lu.deplace)}]", width="stretch")
        if not lu.tenue:
            with st.popover("Équilibrer", icon=":material/balance:"):
                _equilibrer(en_cours, lu)
        st.button(
            phrases.TOUT_REMETTRE,
            key="vider",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=vider,
            args=(en_cours,),
        )


def solde(dit: str, *, tenue: bool, largeur: Literal["stretch", "content"] = "stretch") -> None:
    """Le solde en gras : vert quand l'enveloppe est tenue, orange sinon."""
    st.markdown(f":{'green' if tenue else 'orange'}[**{commun.echapper(dit)}**]", width=largeur)


def _equilibrer(en_cours: Essai, lu: Bandeau) -> None:
    """Les politiques qui peuvent rendre, ou recevoir, tout le reste : les plus grandes d'abord."""
    if not lu.equilibres:
        st.markdown(phrases.SANS_EQUILIBRE)
        return
    nom = st.selectbox(typographier(lu.titre), list(lu.equilibres), key="equilibrer_sur", format_func=typographier)

    def suivre() -> None:
        deplacer(en_cours, POLITIQUE, nom, lu.equilibres[nom])
        en_cours.revision += 1

    st.button(lu.geste, key="equilibrer", type="primary", on_click=suivre)
