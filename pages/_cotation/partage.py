"""Coter une dépense : répondre à la question de la règle, donner une classe, ou la partager entre plusieurs."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from core.format_fr import INSECABLE, pourcent
from core.usages.cotation import lots, parts
from core.usages.cotation.classes import libre
from core.usages.cotation.phrases import proposition
from pages._cotation import etat, phrases
from pages._outils.auteur import auteur
from pages._outils.contexte import Contexte
from pages._outils.textes import echapper

MORCEAUX_AU_PLUS = 6


def partage(contexte: Contexte, lentille: str, file: pl.DataFrame) -> None:
    """Le formulaire d'une dépense : `file` n'a qu'un rang. Rien n'est écrit avant « Enregistrer »."""
    ligne, classes = file.row(0, named=True), etat.classes(contexte, lentille)
    cle = f"{lentille}_{contexte.exercice}_{etat.tour()}_{ligne['signature']}"
    st.subheader("Votre cotation", anchor=False)
    if lue := proposition(ligne, classes):
        st.markdown(phrases.proposition(lue))
    if ligne["question"] and ligne["reponses"]:
        _questionner(ligne, classes, cle)
    anciens = _anciens(contexte, lentille, ligne)
    combien = st.session_state.setdefault(f"combien_{cle}", max(len(anciens), 1))
    morceaux = [_morceau(rang, cle, classes, lentille, anciens) for rang in range(combien)]
    if combien > 1:
        st.markdown(f"Total{INSECABLE}: **{echapper(pourcent(parts.total(morceaux)))}**")
    raison = st.text_area(
        "Pourquoi",
        key=f"pourquoi_{cle}",
        height=80,
        max_chars=500,
        value=None if f"pourquoi_{cle}" in st.session_state else ligne["justification"],
    )
    with st.container(horizontal=True, gap="small"):
        pretes = all(poste for poste, _ in morceaux)
        if st.button("Enregistrer", type="primary", key="enregistrer_la_ligne", disabled=not pretes):
            etat.ecrire(contexte, lentille, lambda: lots.partager(file, morceaux, raison or ""))
            st.rerun()
        if combien < MORCEAUX_AU_PLUS:
            st.button(phrases.partager(combien), key="un_morceau_de_plus", on_click=_compter, args=(cle, combien + 1))
        if combien > 1:
            st.button(
                "Un de moins", key="un_morceau_de_moins", type="tertiary", on_click=_compter, args=(cle, combien - 1)
            )
        _retrait(contexte, lentille, file, ligne)


def _anciens(contexte: Contexte, lentille: str, ligne: dict[str, Any]) -> list[tuple[str, float]]:
    """Les morceaux en vigueur : ceux d'une seule voix ; en désaccord, les miens."""
    avis = ligne["avis"] or []
    if len({un["auteur"] for un in avis}) > 1:
        avis = [un for un in avis if un["auteur"] == auteur(contexte)]
    return [(un["poste"], un["quote_part"]) for un in avis]


def _compter(cle: str, combien: int) -> None:
    st.session_state[f"combien_{cle}"] = combien


def _questionner(ligne: dict[str, Any], classes: dict[str, str], cle: str) -> None:
    """La question de la règle ; répondre remplit la classe et la raison, que l'on peut encore changer."""
    reponses = {un["reponse"]: un["poste"] for un in ligne["reponses"]}
    if ligne["poste_propose"]:
        reponses.setdefault("non", ligne["poste_propose"])

    def repondre() -> None:
        reponse = st.session_state[f"reponse_{cle}"]
        if reponse is None:
            return
        st.session_state[f"combien_{cle}"] = 1
        st.session_state[f"classe_{cle}_0"] = reponses[reponse]
        st.session_state[f"pourquoi_{cle}"] = f"{ligne['question']} : {reponse}"

    st.radio(
        echapper(ligne["question"]),
        list(reponses),
        index=None,
        key=f"reponse_{cle}",
        on_change=repondre,
        format_func=lambda dite: echapper(f"{dite} → {classes.get(reponses[dite], reponses[dite])}"),
    )


def _morceau(
    rang: int, cle: str, classes: dict[str, str], lentille: str, anciens: list[tuple[str, float]]
) -> tuple[str, float]:
    """Un morceau : sa classe et sa part ; une dépense entière n'a pas de part à donner."""
    entiere = st.session_state[f"combien_{cle}"] == 1
    ancien, part_ancienne = parts.ancien(rang, anciens)
    champ = f"classe_{cle}_{rang}"
    if ancien is not None and champ not in st.session_state:
        st.session_state[champ] = ancien
    options = list(classes) + [poste for poste, _ in anciens if poste not in classes]
    gauche, droite = (st.container(), None) if entiere else st.columns([1.6, 1], vertical_alignment="bottom")
    with gauche:
        poste = st.selectbox(
            "Classe",
            options,
            index=None,
            key=champ,
            placeholder="Choisir",
            format_func=lambda code: classes.get(code, code),
            accept_new_options=libre(lentille),
            label_visibility="visible" if not rang else "collapsed",
        )
    if droite is None:
        return (poste or "", 1.0)
    with droite:
        part = st.number_input(
            "Part (%)",
            0.0,
            100.0,
            part_ancienne,
            5.0,
            "%g",
            key=f"part_{cle}_{rang}",
            label_visibility="visible" if not rang else "collapsed",
        )
    return (poste or "", parts.quote_part(part))


def _retrait(contexte: Contexte, lentille: str, file: pl.DataFrame, ligne: dict[str, Any]) -> None:
    """Remettre à coter : possible pour une reprise, ou pour une cotation que l'on a faite soi-même."""
    avis = ligne["avis"] or []
    if not avis or not (ligne["statut"] == "reprise" or {un["auteur"] for un in avis} == {auteur(contexte)}):
        return
    if st.button("Remettre à coter", key="remettre_a_coter", type="tertiary"):
        etat.ecrire(contexte, lentille, lambda: lots.retirer(file, avis[0]["poste"]))
        st.rerun()
