"""Ce que l'agent précise avant l'aperçu : ses réponses aux questions ouvertes, et le sort de chaque colonne."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from core.donnees.apercu import ECARTEE, JAUNE, ROUGE, VERT, Appariement, Previsualisation, Question
from core.donnees.correspondance import cibles, cle_de_colonne
from core.tables import TABLES
from pages._importer import phrases
from pages._importer.depot import Depot
from pages._outils.textes import echapper

ETATS = {
    VERT: ":green[● reconnue]",
    JAUNE: ":orange[▲ à vérifier]",
    ROUGE: ":red[■ inconnue]",
    ECARTEE: phrases.MISE_DE_COTE,
}
DE_COTE = ""
BEAUCOUP = 8


def questions(depot: Depot, vue: Previsualisation) -> None:
    """Les questions ouvertes, toutes à la fois ; répondre refait l'aperçu."""
    ouvertes = [question for question in vue.questions if question.cle != "correspondance"]
    if not ouvertes:
        return
    with st.form("questions"):
        st.header(phrases.CE_QUI_N_EST_PAS_DIT, anchor=False)
        reponses = {}
        for question in ouvertes:
            reponses[question.cle] = _reponse(question)
        if st.form_submit_button("Continuer", type="primary"):
            depot.reponses |= {cle: valeur for cle, valeur in reponses.items() if valeur}
            st.rerun()


def _reponse(question: Question) -> str | None:
    texte, valeurs, cle = echapper(question.texte), list(question.choix), f"question_{question.cle}"
    if len(valeurs) > BEAUCOUP:
        return st.selectbox(texte, valeurs, index=None, format_func=_libelle(question.choix), key=cle)
    return st.radio(texte, valeurs, index=None, format_func=lambda valeur: echapper(question.choix[valeur]), key=cle)


def repondues(depot: Depot) -> None:
    """Les réponses déjà données, et de quoi y revenir."""
    if not depot.reponses:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(phrases.reponses_donnees(depot.reponses), width="content")
        st.button("Changer mes réponses", type="tertiary", on_click=depot.reponses.clear)


def colonnes(depot: Depot, vue: Previsualisation) -> None:
    """Les colonnes du fichier et ce qu'elles deviennent ; celles à vérifier ou inconnues d'abord, les autres pliées."""
    if not vue.colonnes:
        return
    manque = next((question for question in vue.questions if question.cle == "correspondance"), None)
    a_voir = [une for une in vue.colonnes if une.confiance in (JAUNE, ROUGE)]
    sures = [une for une in vue.colonnes if une.confiance not in (JAUNE, ROUGE)]
    st.header("Colonnes du fichier", anchor=False)
    if manque is not None:
        st.warning(echapper(manque.texte), icon=":material/help:")
    with st.form("colonnes", border=False):
        choisies = _rangs(a_voir, vue, manque.choix if manque else {})
        with st.expander(_resume(vue.colonnes), expanded=False):
            choisies |= _rangs(sures, vue, manque.choix if manque else {})
        if st.form_submit_button("Appliquer ces colonnes"):
            depot.correspondance |= choisies
            st.rerun()


def _rangs(lues: Iterable[Appariement], vue: Previsualisation, repli: Mapping[str, str]) -> dict[str, str | None]:
    """Un rang par colonne ; rend les seuls choix qui diffèrent de ce qui a été reconnu."""
    changes: dict[str, str | None] = {}
    for une in lues:
        choix = {DE_COTE: "Laisser de côté", **(_cibles(une.feuille, vue) or repli)}
        if une.colonne is not None and "@" in une.colonne:
            choix.setdefault(une.colonne, phrases.par_groupe(une.colonne))
        courant = une.colonne if une.colonne in choix else DE_COTE
        gauche, etat, droite = st.columns([2, 1.2, 3], vertical_alignment="center")
        gauche.markdown(f"**{echapper(une.entete)}** :gray[{echapper(une.feuille)}, {echapper(une.lettre)}]")
        etat.markdown(ETATS[une.confiance])
        choisie = droite.selectbox(
            phrases.colonne_pour(une.entete),
            list(choix),
            index=list(choix).index(courant),
            format_func=_libelle(choix),
            key=f"colonne_{une.feuille}_{une.lettre}",
            label_visibility="collapsed",
        )
        if choisie != courant or une.confiance == JAUNE:
            entetes = tuple(autre.entete for autre in vue.colonnes if autre.feuille == une.feuille)
            changes[f"{une.feuille}!{cle_de_colonne(une.entete, une.lettre, entetes)}"] = choisie or None
    return changes


def _cibles(feuille: str, vue: Previsualisation) -> dict[str, str]:
    for table, lettres in vue.depot.lettres.items():
        if feuille in lettres:
            return cibles(TABLES[table])
    return {}


def _resume(lues: Iterable[Appariement]) -> str:
    comptes = Counter(une.confiance for une in lues)
    return phrases.colonnes_sures(comptes[VERT], comptes[ECARTEE])


def _libelle(choix: Mapping[str, str]) -> Callable[[str], str]:
    return lambda valeur: choix[valeur]
