"""Le panneau de l'écran « Budget vert » : et alors ? — ou les dépenses du morceau choisi, ou l'annexe à emporter."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from core.acces import Action
from core.documents.budget_vert.classeur import classeur
from core.figures.budget_vert.annexe import tableau_comptes
from core.figures.budget_vert.lecture import Sujet
from core.figures.budget_vert.panneau import Ligne, a_coter, en_desaccord, lignes_de, plus_defavorables
from core.figures.budget_vert.vues import VUES
from core.figures.vue import Vue
from core.format_fr import accorder, majuscule
from core.methodes.budget_vert.classes import i4ce, legale
from core.tables.affectations import AXES
from pages._budget_vert import ecran as vert
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES

SANS_CLASSEUR = (
    "Il n'y a rien à annexer cet exercice : choisissez-en un qui a de l'investissement, ou lisez « Tout le budget » "
    "dans la vue « Par classe »."
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dessiner(contexte: Contexte, vue: Vue) -> None:
    """La figure ; sous celle de l'annexe, ses comptes et son classeur."""
    vert.dessiner(vue)
    if vert.est_annexe():
        annexe(contexte)


def panneau(contexte: Contexte) -> None:
    """Les lignes du morceau choisi ; ce que les autres ont publié ; sinon ce qu'il faut faire de la vue."""
    sujet, forme = vert.lire_sujet(contexte), commun.choix("vue", VUES)
    if forme == "comparaison":
        _ailleurs()
        return
    condition = _choisie(forme, sujet)
    if condition is not None:
        _lignes(contexte, sujet, condition)
        return
    with st.container(gap="xsmall"):
        _et_alors(contexte, sujet)


def _choisie(forme: str, sujet: Sujet) -> pl.Expr | None:
    """La condition que dit l'adresse ; nulle si elle n'en dit pas, ou pas une de cette vue."""
    demande = commun.parametre("selection")
    debut, _, classe = demande.rpartition("/")
    connues = {une.cle for une in sujet.classes}
    if forme == "classes" and demande in connues:
        return _de_classe(sujet, demande)
    if forme == "politiques" and debut and classe in connues:
        return (pl.col("politique") == debut) & _de_classe(sujet, classe)
    if forme == "axes" and debut in AXES:
        return _de_classe(replace(sujet, axe=debut), classe) if classe in connues else None
    return None


def _de_classe(sujet: Sujet, classe: str) -> pl.Expr:
    if sujet.axe is None:
        return pl.col("classe_annexe" if sujet.perimetre == "annexe" else "classe") == classe
    return (i4ce(sujet.axe) if sujet.lecture == "i4ce" else legale(sujet.axe)) == classe


def _lignes(contexte: Contexte, sujet: Sujet, condition: pl.Expr) -> None:
    lignes = lignes_de(commun.detail(vert.METHODE, contexte), sujet.perimetre, condition)
    st.subheader("Les dépenses choisies", anchor=False)
    if st.button("Revenir à l’ensemble", icon=":material/arrow_back:", type="tertiary"):
        commun.ecrire_parametre("selection", None)
        st.rerun()
    st.markdown(f"**{accorder(lignes.height, 'dépense')}**, de la plus grande à la plus petite.")
    st.dataframe(
        lignes,
        width="stretch",
        height=420,
        hide_index=True,
        alt="Les dépenses du morceau choisi",
        column_config={
            "Montant": st.column_config.TextColumn("Montant", alignment="right"),
            "Libellé": st.column_config.TextColumn("Libellé", width=190),
        },
    )


def _et_alors(contexte: Contexte, sujet: Sujet) -> None:
    detail, axes, lue = commun.detail(vert.METHODE, contexte), sujet.axes, vert.repartition(contexte, sujet)
    st.subheader("Et alors\u00a0?", anchor=False)
    if not lue.total:
        st.markdown(
            "L’annexe ne regarde que l’investissement exécuté de certains comptes ; « Tout le budget » lit aussi le reste."
            if sujet.perimetre == "annexe"
            else "Aucune dépense réelle, hors dette et péréquation, cet exercice."
        )
        return
    _suite(
        contexte,
        sujet,
        f"Les plus grandes dépenses défavorables{sujet.sous}",
        plus_defavorables(detail, axes, sujet.perimetre),
        f"Aucune dépense défavorable{sujet.sous} dans ce périmètre.",
    )
    reste, titre = a_coter(lue), "Ce qui n’est pas coté" if sujet.lecture == "i4ce" else "Ce qui reste à coter"
    st.markdown(_rubrique(f"{titre}{sujet.sous}", reste or "Tout le périmètre est coté."))
    if contexte.peut(Action.IMPORTER):
        commun.lien(
            "cotation", "Ouvrir la cotation", ":material/arrow_forward:", contexte, lentille=sujet.axe or "axe_1"
        )
    phrase, lignes = en_desaccord(detail, axes, sujet.perimetre)
    if phrase:
        _suite(contexte, sujet, f"En désaccord — {phrase}", lignes, "")


def _suite(contexte: Contexte, sujet: Sujet, titre: str, lignes: list[Ligne], vide: str) -> None:
    """Des dépenses nommées, chacune un lien vers sa page quand on peut la coter."""
    if not lignes:
        st.markdown(_rubrique(titre, vide))
        return
    st.markdown(f":small[:gray[{commun.echapper(titre)}]]")
    with st.container(key=f"suite_{titre[:2]}", gap=None):
        for une in lignes:
            if contexte.peut(Action.IMPORTER):
                commun.lien(
                    "cotation",
                    f"{commun.echapper(une.nom)} — {commun.echapper(une.ecrit)}",
                    ":material/chevron_right:",
                    contexte,
                    ligne=une.signature,
                    lentille=sujet.axe or "axe_1",
                )
            else:
                st.markdown(f"{commun.echapper(une.nom)} — {commun.echapper(une.ecrit)}")


def _rubrique(titre: str, texte: str) -> str:
    return f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(texte)}"


@st.cache_data(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _fichier(contexte: Contexte) -> bytes:
    return classeur(vert.annexe(contexte))


def _ailleurs() -> None:
    """Ce que chaque résultat publié compte, et d'où il vient."""
    st.subheader("Ce que chacun a compté", anchor=False)
    with st.container(gap="xsmall"):
        for une in vert.publies().sort("collectivite", "exercice").iter_rows(named=True):
            note = f"{une['note']}. " if une["note"] else ""
            st.markdown(
                _rubrique(f"{une['collectivite']}, {une['document']} {une['exercice']}", f"{note}{une['source']}.")
            )


def annexe(contexte: Contexte) -> None:
    """Sous la figure de l'annexe : le classeur à emporter, les comptes de chaque axe, et les notes."""
    lue = vert.annexe(contexte)
    if lue.vide:
        st.markdown(commun.echapper(SANS_CLASSEUR))
    else:
        st.download_button(
            "Télécharger l’annexe (Excel)",
            _fichier(contexte),
            on_click="ignore",
            type="primary",
            mime=_XLSX,
            file_name=f"annexe_verte_{contexte.territoire.id}_{contexte.exercice}.xlsx",
            icon=":material/download:",
        )
    for axe, comptes in lue.axes.items():
        if comptes.is_empty():
            continue
        with (
            st.expander(majuscule(f"Axe {axe.removeprefix('axe_')} par compte : {AXES[axe].lower()}"), expanded=True),
            st.container(key=f"comptes_{axe}"),
        ):
            commun.table_entiere(tableau_comptes(comptes), f"Les comptes de l'axe {axe.removeprefix('axe_')}")
    with st.expander("Notes : périmètre, règles, ce qui reste à vérifier", expanded=True):
        st.markdown("\n\n".join(_rubrique(une["sujet"], une["note"]) for une in lue.notes.iter_rows(named=True)))
