"""Les désaccords : les avis côte à côte, avec qui les porte et pourquoi, jusqu'à ce que quelqu'un tranche."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from core.communs.affectations import DESACCORD
from core.format_fr import euros
from core.usages.cotation import lots
from core.usages.cotation.phrases import dit, le_jour
from core.usages.cotation.travail import poids
from pages._cotation import etat, phrases
from pages._outils.contexte import Contexte
from pages._outils.etat import ecrire_parametre
from pages._outils.textes import echapper

MONTRES = 20


def desaccords(contexte: Contexte, lentille: str) -> None:
    """Un cadre par dépense disputée, de la plus grande à la plus petite."""
    file = etat.file(contexte, lentille).filter(pl.col("statut") == DESACCORD)
    if file.is_empty():
        st.markdown(echapper(phrases.pas_de_desaccord(lentille)))
        return
    st.markdown(phrases.tant_que_dure(file.height, poids(file)))
    for ligne in file.head(MONTRES).iter_rows(named=True):
        _un(contexte, lentille, ligne)
    if file.height > MONTRES:
        st.caption(phrases.plus_grandes(MONTRES, file.height))


def _un(contexte: Contexte, lentille: str, ligne: dict[str, Any]) -> None:
    cle = f"{lentille}_{ligne['rang']}"
    with st.container(key=f"desaccord_{cle}", border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            nom = ligne["libelle"] or ligne["politique"] or ligne["nature"]
            st.markdown(f"**{echapper(nom)}**, {echapper(euros(ligne['montant_eur']))}", width="content")
            if st.button("Ouvrir la ligne", key=f"ouvrir_{cle}", type="tertiary", icon=":material/open_in_full:"):
                ecrire_parametre("ligne", ligne["signature"])
                st.rerun()
        opposer(contexte, lentille, ligne["signature"], cle)


def opposer(contexte: Contexte, lentille: str, signature: str, cle: str) -> None:
    """Les avis d'une dépense en colonnes ; dessous, pourquoi trancher, et les gestes qui en retiennent un."""
    avis = etat.vigueur(contexte).filter(
        (pl.col("lentille") == lentille) & (pl.col("signature") == signature) & (pl.col("statut") == DESACCORD)
    )
    classes = etat.classes(contexte, lentille)
    par_auteur = {qui: avis.filter(pl.col("auteur") == qui).sort("morceau") for qui in avis["auteur"].unique().sort()}
    paroles = {
        qui: dit(sien.select("auteur", "poste", "quote_part").to_dicts(), classes) for qui, sien in par_auteur.items()
    }
    for colonne, (qui, sien) in zip(st.columns(max(len(par_auteur), 2)), par_auteur.items(), strict=False):
        premier = sien.row(0, named=True)
        quand = le_jour(premier["date_affectation"])
        colonne.markdown(phrases.avis(paroles[qui], qui, quand, premier["justification"] or ""))
    with st.container(key=f"trancher_{cle}", horizontal=True, vertical_alignment="bottom", gap="small"):
        raison = st.text_input("Pourquoi trancher ainsi", key=f"raison_{cle}", max_chars=300)
        for qui in par_auteur:
            if st.button(
                f"Retenir {echapper(paroles[qui])}", key=f"trancher_{cle}_{qui}", help=f"L’avis de {echapper(qui)}"
            ):
                etat.ecrire(
                    contexte, lentille, partial(lots.trancher, etat.vigueur(contexte), lentille, signature, qui, raison)
                )
                st.rerun()
