"""Coter par lot : toutes les dépenses d'un compte, d'une fonction, d'une opération ou d'un service, en un geste."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.format_fr import accorder, euros_court, typographier
from core.plan_de_comptes import fonctions, nomenclature_connue, plan_de_comptes
from core.usages.cotation import lots
from core.usages.cotation.classes import libre
from core.usages.cotation.phrases import effet
from core.usages.cotation.travail import GROUPES, VIDE, Filtre, filtrer, grouper, poids
from pages._cotation import etat, phrases
from pages._outils.contexte import Contexte
from pages._outils.etat import choisir, choix
from pages._outils.pied import tableau
from pages._outils.textes import echapper

GROUPES_MONTRES = 200
_NOMENCLATURE = "M57_D"


def lot(contexte: Contexte, lentille: str) -> None:
    """Choisir un groupe, une classe, voir ce qui serait écrit, puis l'écrire."""
    file = etat.file(contexte, lentille)
    with st.container(key="par", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("Coter ensemble par", width="content")
        colonne = choisir("par", "Par", GROUPES)
    groupes = grouper(file, colonne)
    noms = _noms(contexte, colonne)
    gauche, droite = st.columns([1.35, 1], gap="large")
    with gauche:
        _groupes(groupes.head(GROUPES_MONTRES), GROUPES[colonne], noms)
        if groupes.height > GROUPES_MONTRES:
            st.caption(phrases.groupes_montres(GROUPES_MONTRES, groupes.height))
    with droite, st.container(key="panneau"):
        _former(contexte, lentille, groupes, noms)


def _noms(contexte: Contexte, colonne: str) -> dict[str, str]:
    """Le libellé officiel de chaque compte ou fonction, d'après la nomenclature du budget."""
    connues = [
        nomenclature_connue(texte) for texte in etat.lignes(contexte)["nomenclature"].drop_nulls().unique().sort()
    ]
    plan = next((un for un in connues if un), _NOMENCLATURE)
    if colonne == "nature":
        return dict(plan_de_comptes(plan).select("code", "libelle").iter_rows())
    return dict(fonctions(plan).select("code", "libelle").iter_rows()) if colonne == "fonction" else {}


def _nommer(valeur: str, noms: dict[str, str]) -> str:
    nom = noms.get(valeur)
    return f"{valeur} · {typographier(nom)}" if nom else valeur


def _groupes(groupes: pl.DataFrame, titre: str, noms: dict[str, str]) -> None:
    tableau(
        groupes.select(
            pl.Series(titre, [_nommer(valeur, noms) for valeur in groupes["valeur"]]),
            pl.col("a_coter").alias("À coter"),
            pl.col("a_coter_eur").alias("Reste (€)"),
            pl.col("lignes").alias("Lignes"),
            pl.col("poids_eur").alias("Total (€)"),
        ),
        phrases.GROUPES,
    )


def _former(contexte: Contexte, lentille: str, groupes: pl.DataFrame, noms: dict[str, str]) -> None:
    colonne = choix("par", GROUPES)
    options = groupes["valeur"].to_list()
    restes = {ligne["valeur"]: ligne for ligne in groupes.iter_rows(named=True)}
    st.subheader(phrases.UNE_CLASSE, anchor=False)
    valeur = st.selectbox(
        GROUPES[colonne],
        options,
        key=f"groupe_{colonne}_{lentille}_{etat.tour()}",
        format_func=lambda v: (
            f"{_nommer(v, noms)} ({accorder(restes[v]['a_coter'], 'ligne')}, {euros_court(restes[v]['a_coter_eur'])})"
        ),
    )
    classes = etat.classes(contexte, lentille)
    poste = st.selectbox(
        "Classe",
        list(classes),
        index=None,
        format_func=lambda code: classes.get(code, code),
        placeholder="Choisir",
        key=f"classe_{lentille}",
        accept_new_options=libre(lentille),
    )
    raison = st.text_input("Pourquoi", key=f"raison_du_lot_{colonne}_{valeur}", max_chars=300)
    toutes = st.checkbox(phrases.AUSSI_LES_DITES, key="lot_entier")
    file = etat.file(contexte, lentille)
    du_groupe = filtrer(file, Filtre("toutes", "", ((colonne, valeur),)))
    a_coter = du_groupe if toutes else filtrer(du_groupe, Filtre())
    dites = du_groupe.filter(~pl.col("statut").is_in(["a_faire", "fautive", "hors_perimetre"])).height
    st.markdown(echapper(effet(a_coter, 0 if toutes else dites)))
    libelle = phrases.coter(a_coter.height, poids(a_coter))
    if st.button(libelle, type="primary", disabled=a_coter.is_empty() or not poste, key="coter_le_lot"):
        etat.ecrire(contexte, lentille, lambda: lots.en_bloc(a_coter, str(poste).strip(), raison, None))
        st.rerun()
    if valeur == VIDE:
        st.caption(phrases.sans_valeur(GROUPES[colonne]))
