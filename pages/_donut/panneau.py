"""Le panneau du Donut : les plus grands écarts et ce qui manque, ou la fiche de l'indicateur choisi."""

from __future__ import annotations

import streamlit as st

from core.figures.donut.panneau import Ensemble, FicheIndicateur
from core.figures.donut.phrases import CE_QUE_LE_BUDGET_Y_CONSACRE
from core.format_fr import accorder
from core.modele import origine
from pages._donut import phrases
from pages._donut.ecran import choisir
from pages._outils import chargement, composants
from pages._outils.contexte import Contexte
from pages._outils.reserve import retenir
from pages._outils.roue import dessin
from pages._outils.textes import echapper


def panneau(contexte: Contexte, choisie: FicheIndicateur | None, ensemble: Ensemble) -> None:
    """À droite : la fiche de l'indicateur choisi, sinon les plus grands écarts et ce qui manque."""
    if choisie is None:
        with st.container(key="ensemble", gap="xxsmall"):
            _pires(ensemble)
            _trous(ensemble)
    else:
        _fiche(contexte, choisie)


def _pires(ensemble: Ensemble) -> None:
    st.markdown(phrases.CHOISISSEZ)
    for titre, ecarts in ensemble.ecarts:
        st.markdown(f":small[:gray[{titre}]]")
        for code, phrase in ecarts:
            st.button(echapper(phrase), key=f"voir_{code}", type="tertiary", on_click=choisir, args=(code,))


def _trous(ensemble: Ensemble) -> None:
    if ensemble.absentes:
        noms = echapper(", ".join(ensemble.dimensions_absentes))
        st.markdown(f":small[:gray[{accorder(ensemble.absentes, 'donnée absente', 'données absentes')}]]  \n{noms}")
    for intitule, raison in ensemble.refuses:
        st.warning(phrases.refuse(intitule, raison))


def _fiche(contexte: Contexte, fiche: FicheIndicateur) -> None:
    with st.container(key=f"fiche_{fiche.anneau}", gap="xsmall"):
        st.markdown(f"**{echapper(fiche.titre)}**  \n:small[:gray[{fiche.situation}]]")
        st.header(echapper(fiche.resume), anchor=False)
        composants.rubriques(fiche.rubriques)
        if fiche.courbe:
            dessin(fiche.courbe, "donut_courbe", "courbe")
        fin = [("Qualité", fiche.qualite), (phrases.D_OU, _adresse(contexte, fiche.code))]
        if fiche.consacre:
            fin.append((CE_QUE_LE_BUDGET_Y_CONSACRE, fiche.consacre))
        composants.rubriques(fin)
        st.button(
            "Fermer la fiche",
            key="fermer_fiche",
            type="tertiary",
            icon=":material/close:",
            on_click=choisir,
            args=("",),
        )


def _adresse(contexte: Contexte, code: str) -> str:
    """« export SNE.xlsx, feuille « Demandes », D14 » : la cellule de la mesure de l'année."""
    adresses = retenir(("cellules du Donut", contexte.cle), lambda: _adresses(contexte))
    return " ; ".join(adresses.get(code, ())) or phrases.SANS_LIGNE


def _adresses(contexte: Contexte) -> dict[str, list[str]]:
    """Les cellules des mesures de l'année, par indicateur, en une lecture pour toute la roue."""
    lignes = chargement.entrepot().lignes_origine(
        contexte.acces, contexte.territoire.id, origine("mesures", annee=contexte.exercice)
    )
    adresses: dict[str, list[str]] = {}
    for code, fichier, feuille, cellule in lignes.select("indicateur", "fichier", "feuille", "cellule").iter_rows():
        adresses.setdefault(code, []).append(phrases.cellule(fichier, feuille, cellule))
    return adresses
