"""Ce que l'écran Carbone assemble : le périmètre et la trajectoire choisis, trois vues, et le panneau de l'effort."""

from __future__ import annotations

import polars as pl
import polars.selectors as cs
import streamlit as st

from core.figures.trajectoire import chemins, secteurs
from core.figures.trajectoire import vues as carbone
from core.figures.trajectoire.comparees import vue_attente, vue_chemins, vue_secteurs
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.panneau import compte, rubriques
from core.figures.vue import Vue
from core.format_fr import majuscule
from core.methodes import trajectoire
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES

VUES = {
    "trajectoire": carbone.vue_trajectoire,
    "actions": carbone.vue_actions,
    "budget": carbone.vue_budget,
    "attente": vue_attente,
}
SEPARATEUR, MAXIMUM = "|", 6
"""Ce qui sépare deux chemins dans l'adresse, et combien se lisent ensemble."""


def commandes(contexte: Contexte) -> None:
    """La vue, puis ses choix : périmètre, trajectoire, chemins, population ; un choix unique ne se montre pas."""
    vue = commun.choisir("vue", "Vue", carbone.VUES)
    perimetres, trajectoires = _options(contexte)
    if vue == "secteurs":
        lectures = _lectures(contexte)
        if len(lectures) > 1:
            commun.choisir("population", "Population", lectures)
        return
    if len(perimetres) > 1:
        commun.choisir("perimetre", "Périmètre", perimetres)
    if vue == "chemins":
        _choisir_chemins(contexte)
    elif len(trajectoires) > 1:
        commun.choisir("trajectoire", "Trajectoire", trajectoires)


def _lectures(contexte: Contexte) -> dict[str, str]:
    """Sans la population, et avec si elle est renseignée."""
    presents = set(commun.indicateurs("trajectoire", contexte)["indicateur"].unique())
    return {cle: nom for cle, nom in secteurs.LECTURES.items() if cle == "emissions_snbc" or cle in presents}


def _chemins_choisis(contexte: Contexte) -> tuple[str, ...]:
    """Les chemins que dit l'adresse, parmi ceux du périmètre ; à défaut, les premiers."""
    tous = chemins.chemins(commun.indicateurs("trajectoire", contexte), lecture(contexte).perimetre)
    demandes = commun.parametre("chemins").split(SEPARATEUR)
    return tuple(([nom for nom in tous if nom in demandes] or [*tous])[:MAXIMUM])


def _choisir_chemins(contexte: Contexte) -> None:
    """Les chemins à montrer ensemble : on en ajoute, on en ôte, l'adresse les garde."""
    tous = list(chemins.chemins(commun.indicateurs("trajectoire", contexte), lecture(contexte).perimetre))
    if len(tous) < 2:
        return
    st.session_state["choix_chemins"] = list(_chemins_choisis(contexte))

    def suivre() -> None:
        commun.ecrire_parametre("chemins", SEPARATEUR.join(st.session_state["choix_chemins"]))

    st.pills(
        "Chemins",
        tous,
        selection_mode="multi",
        key="choix_chemins",
        label_visibility="collapsed",
        on_change=suivre,
        format_func=commun.echapper,
    )


def _options(contexte: Contexte) -> tuple[dict[str, str], dict[str, str]]:
    indicateurs = commun.indicateurs("trajectoire", contexte)
    perimetres = carbone.perimetres(indicateurs)
    if not perimetres:
        return {}, {}
    return perimetres, carbone.trajectoires(indicateurs, commun.choix("perimetre", perimetres))


def lecture(contexte: Contexte) -> Lecture:
    """La trajectoire que dit l'adresse, dans le périmètre qu'elle dit."""
    perimetres, trajectoires = _options(contexte)
    perimetre = commun.choix("perimetre", perimetres) if perimetres else "territoire"
    nom = commun.choix("trajectoire", trajectoires) if trajectoires else None
    return _lire(contexte, perimetre, nom)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _lire(contexte: Contexte, perimetre: str, promise: str | None) -> Lecture:
    actions = commun.donnees(contexte)["actions_climat"]
    return carbone.lire(commun.indicateurs("trajectoire", contexte), actions, perimetre, promise, contexte.exercice)


def composer(contexte: Contexte, forme: str) -> Vue:
    """La vue que demande l'adresse."""
    lue = lecture(contexte)
    if forme == "chemins":
        return _vue_chemins(contexte, lue.perimetre, lue.trajectoire, _chemins_choisis(contexte))
    if forme == "secteurs":
        return _vue_secteurs(contexte, commun.choix("population", _lectures(contexte)))
    return _vue(contexte, forme, lue.perimetre, lue.trajectoire)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue_chemins(contexte: Contexte, perimetre: str, promise: str | None, noms: tuple[str, ...]) -> Vue:
    return vue_chemins(
        _lire(contexte, perimetre, promise),
        commun.indicateurs("trajectoire", contexte),
        contexte.territoire.nom,
        _series(contexte, perimetre, noms),
        _omis(contexte),
    )


def _omis(contexte: Contexte) -> list[str]:
    return trajectoire.omis(commun.donnees(contexte)["emissions"], contexte.exercice)


def _series(contexte: Contexte, perimetre: str, noms: tuple[str, ...]) -> dict[str, dict[int, float]]:
    tous = chemins.chemins(commun.indicateurs("trajectoire", contexte), perimetre)
    return {nom: tous[nom] for nom in noms}


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue_secteurs(contexte: Contexte, quoi: str) -> Vue:
    cadre = trajectoire.secteurs(commun.donnees(contexte), contexte.exercice)
    return vue_secteurs(
        commun.indicateurs("trajectoire", contexte), cadre, contexte.territoire.nom, quoi, trajectoire.REGLES
    )


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, forme: str, perimetre: str, promise: str | None) -> Vue:
    indicateurs = commun.indicateurs("trajectoire", contexte)
    return VUES[forme](_lire(contexte, perimetre, promise), indicateurs, contexte.territoire.nom)


def panneau(contexte: Contexte, forme: str) -> None:
    """L'effort dans ses deux sens, le budget, ce que coûte l'attente ; à la vue des actions, qui porte quoi."""
    lue = lecture(contexte)
    if forme == "actions" and lue.actions:
        _actions(lue)
        return
    if forme == "chemins":
        choisis = _series(contexte, lue.perimetre, _chemins_choisis(contexte))
        _rubriques(chemins.rubriques(lue, choisis, _omis(contexte)))
        return
    if forme == "secteurs":
        _secteurs(contexte)
        return
    textes = rubriques(lue, commun.indicateurs("trajectoire", contexte), _auteur(contexte, lue))
    _rubriques(textes)


def _secteurs(contexte: Contexte) -> None:
    """D'où vient la référence de chaque secteur, et ce que la lecture laisse de côté."""
    donnees = commun.donnees(contexte)
    quoi = commun.choix("population", _lectures(contexte))
    lus = secteurs.lire_secteurs(
        commun.indicateurs("trajectoire", contexte), trajectoire.secteurs(donnees, contexte.exercice), quoi
    )
    textes = secteurs.rubriques(
        lus, trajectoire.REGLES, trajectoire.non_rattaches(donnees["emissions"], contexte.exercice)
    )
    if len(_lectures(contexte)) < 2:
        textes.append(("Population", "la table des populations ne couvre pas la référence : lecture sans elle"))
    _rubriques([*textes, ("Données nationales à vérifier", trajectoire.a_verifier())])


def _rubriques(textes: list[tuple[str, str]]) -> None:
    st.markdown(
        "\n\n".join(
            f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(majuscule(texte))}" for titre, texte in textes
        )
    )


def _actions(lue: Lecture) -> None:
    """Les actions du périmètre, de la plus grande à la plus petite, les non chiffrées à la fin."""
    table = carbone.tableau_actions(lue).select("Action", cs.starts_with("tCO₂e"), "Service")
    table = table.sort(table.columns[1], "Action", descending=[True, False], nulls_last=True)
    st.markdown(f"**{commun.echapper(compte(lue))}**")
    commun.table_entiere(table, "Actions du périmètre, leur effet à l’échéance et le service qui les porte")


def _auteur(contexte: Contexte, lue: Lecture) -> str | None:
    promis = (
        commun.donnees(contexte)["objectifs_emissions"]
        .filter((pl.col("perimetre") == lue.perimetre) & (pl.col("trajectoire") == lue.trajectoire))
        .sort("annee")
    )
    connues: list[str] = promis["origine"].drop_nulls().to_list()
    return connues[0] if connues else None
