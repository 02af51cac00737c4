"""Ce que l'écran « Budget climat » assemble : ses cinq vues, leurs choix, et la fiche de la mesure choisie."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.figures.budget_climat import mesures
from core.figures.budget_climat import vues as climat
from core.figures.budget_climat.lecture import Lecture, echeances, lire, perimetres
from core.figures.budget_climat.operations import lire_plan, table_courte
from core.figures.budget_climat.panneau import fiche, rubriques_couts, rubriques_plafond, tableau_points
from core.figures.budget_climat.points import lire_points
from core.figures.vue import Vue
from core.format_fr import majuscule, pourcent, typographier
from core.methodes import budget_climat
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES
from pages._outils.vue import configuration


def commandes(contexte: Contexte, forme: str) -> None:
    """La vue, le périmètre, et selon la vue le plafond regardé ou le taux d'actualisation ; un choix unique ne se montre pas."""
    commun.choisir("vue", "Vue", climat.VUES)
    choix = perimetres(commun.indicateurs("budget_climat", contexte))
    if len(choix) > 1:
        commun.choisir("perimetre", "Périmètre", choix)
    plafonds = echeances(lecture(contexte))
    if forme in ("plafond", "mesures") and len(plafonds) > 1:
        commun.choisir("plafond", "Plafond regardé", plafonds)
    if forme == "couts":
        commun.choisir("taux", "Taux d’actualisation", _taux(), _par_defaut())


def _par_defaut() -> str:
    return f"{budget_climat.taux_par_defaut():g}"


def _taux() -> dict[str, str]:
    """Les taux proposés, de 0 à 5 %, celui qui est livré compris."""
    valeurs = sorted({0.0, 0.015, budget_climat.taux_par_defaut(), 0.05})
    return {f"{taux:g}": pourcent(taux, 0 if round(taux * 100) == taux * 100 else 1) for taux in valeurs}


def _taux_choisi() -> float:
    return float(commun.choix("taux", _taux(), _par_defaut()))


def lecture(contexte: Contexte) -> Lecture:
    """Le budget climat du périmètre que dit l'adresse, au taux qu'elle dit."""
    return _lire(
        contexte, commun.choix("perimetre", perimetres(commun.indicateurs("budget_climat", contexte))), _taux_choisi()
    )


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _indicateurs(contexte: Contexte, taux: float) -> pl.DataFrame:
    """Les indicateurs de la méthode, les coûts d'abattement recalculés au taux demandé, et le réalisé des lignes visées."""
    tous = commun.indicateurs("budget_climat", contexte)
    if taux != budget_climat.taux_par_defaut():
        recalcules = budget_climat.couts(commun.donnees(contexte), contexte.exercice, taux)
        tous = pl.concat([tous.filter(pl.col("indicateur") != "cout_abattement"), recalcules])
    return pl.concat([tous, budget_climat.execution(commun.donnees(contexte), contexte.exercice)])


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _lire(contexte: Contexte, perimetre: str, taux: float) -> Lecture:
    return lire(_indicateurs(contexte, taux), commun.donnees(contexte)["actions_climat"], perimetre, contexte.exercice)


def mesure_choisie(contexte: Contexte) -> str | None:
    """Le code de la mesure que dit l'adresse, si elle existe dans ce périmètre."""
    demande = commun.parametre("mesure")
    return demande if demande in lecture(contexte).mesures else None


def composer(contexte: Contexte, forme: str) -> Vue:
    """La vue que demande l'adresse."""
    lue = lecture(contexte)
    plafonds = echeances(lue)
    annee = int(commun.choix("plafond", plafonds)) if plafonds else None
    choix = climat.Choix(contexte.territoire.nom, annee, mesure_choisie(contexte), contexte.projection)
    return _vue(contexte, (forme, lue.perimetre, _taux_choisi()), choix)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, quoi: tuple[str, str, float], choix: climat.Choix) -> Vue:
    forme, perimetre, taux = quoi
    lue, indicateurs = _lire(contexte, perimetre, taux), _indicateurs(contexte, taux)
    if forme == "mesures":
        coins = budget_climat.coins(
            commun.donnees(contexte), contexte.exercice, perimetre, choix.annee or contexte.exercice
        )
        return climat.vue_mesures(lue, indicateurs, coins, choix)
    if forme == "couts":
        return climat.vue_couts(lue, indicateurs, _bareme(lue, taux), choix)
    if forme == "operations":
        return climat.vue_operations(lue, indicateurs, choix)
    if forme == "points":
        return climat.vue_points(lue, indicateurs, commun.donnees(contexte)["suivis_climat"], choix)
    return climat.vue_plafond(lue, indicateurs, choix)


def _bareme(lue: Lecture, taux: float) -> climat.Bareme:
    """Le taux, et les valeurs de l'action pour le climat l'année du dernier plafond."""
    annee = max(lue.plafonds)
    valeurs = budget_climat.valeurs_tutelaires(annee).select("edition", "valeur", "interpolee").iter_rows()
    return climat.Bareme(
        taux,
        tuple(
            (f"{edition}, {annee}{', interpolée' if interpolee else ''}", valeur)
            for edition, valeur, interpolee in valeurs
        ),
    )


def dessiner(vue: Vue) -> None:
    """La figure, dont chaque mesure se choisit : le choix s'écrit dans l'adresse."""
    cle = f"figure_{vue.cle}"

    def suivre() -> None:
        points = st.session_state[cle]["selection"]["points"]
        lu = points[0].get("customdata") if points else None
        code = lu[0] if isinstance(lu, list) else lu
        commun.ecrire_parametre("mesure", str(code) if code else None)

    st.plotly_chart(
        vue.figure,
        width="stretch",
        theme=None,
        key=cle,
        config=configuration(vue.cle),
        alt=vue.alt,
        on_select=suivre,
        selection_mode="points",
    )


def panneau(contexte: Contexte, forme: str, vue: Vue) -> None:
    """La fiche de la mesure choisie ; sinon ce que l'écart demande, ou la table de la vue."""
    lue, choisie = lecture(contexte), mesure_choisie(contexte)
    _choisir_mesure(lue, choisie)
    indicateurs, suivis = _indicateurs(contexte, _taux_choisi()), commun.donnees(contexte)["suivis_climat"]
    if choisie:
        st.markdown(f"**{commun.echapper(lue.mesures[choisie].intitule)}**")
        _rubriques(fiche(lue.mesures[choisie], lue, lire_plan(indicateurs, lue), lire_points(indicateurs, suivis, lue)))
    elif forme == "plafond":
        plafonds = echeances(lue)
        _rubriques(rubriques_plafond(lue, int(commun.choix("plafond", plafonds)) if plafonds else None))
    elif forme == "mesures" and lue.mesures:
        commun.table_entiere(mesures.table_courte(lue), "Les mesures, leur service, leurs tonnes par an et leur coût")
    elif forme == "couts":
        _rubriques(rubriques_couts(lue, budget_climat.valeurs_tutelaires(max(lue.plafonds)).to_dicts()))
    elif forme == "operations" and not vue.tableau.is_empty():
        st.markdown(":small[:gray[En milliers d’euros]]")
        commun.table_entiere(
            table_courte(lire_plan(indicateurs, lue)), "Les opérations, en milliers d’euros, exercice par exercice"
        )
    elif forme == "points" and (points := lire_points(indicateurs, suivis, lue)):
        st.markdown(
            ":small[:gray[Dépensé depuis le début de l’exercice à chaque point, puis réalisé en tout de la ligne "
            "budgétaire qui porte la mesure, en milliers d’euros]]"
        )
        commun.table_entiere(
            tableau_points(points), "Dépensé à chacun des trois points, et réalisé de la ligne budgétaire"
        )


def _choisir_mesure(lue: Lecture, choisie: str | None) -> None:
    """Le choix d'une mesure au clavier, comme d'un clic sur la figure."""
    if not lue.mesures:
        return
    noms = {
        code: mesure.intitule for code, mesure in sorted(lue.mesures.items(), key=lambda couple: couple[1].intitule)
    }
    st.session_state["choix_mesure"] = choisie

    def suivre() -> None:
        commun.ecrire_parametre("mesure", st.session_state["choix_mesure"])

    st.selectbox(
        "Mesure",
        list(noms),
        index=None,
        format_func=lambda code: typographier(noms[code]),
        key="choix_mesure",
        placeholder="Lire la fiche d’une mesure",
        label_visibility="collapsed",
        on_change=suivre,
    )


def _rubriques(textes: list[tuple[str, str]]) -> None:
    st.markdown(
        "\n\n".join(
            f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(majuscule(texte))}" for titre, texte in textes
        )
    )
