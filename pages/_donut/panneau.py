"""Le panneau du Donut : les plus grands écarts et ce qui manque, ou la fiche de l'indicateur choisi."""

from __future__ import annotations

import streamlit as st

from core.figures.donut.panneau import Ensemble, FicheIndicateur, ensemble, fiche
from core.figures.donut.phrases import CE_QUE_LE_BUDGET_Y_CONSACRE
from core.figures.donut.vues import Adresse
from core.format_fr import accorder
from core.modele import origine
from pages._donut import phrases
from pages._donut.ecran import choisir
from pages._outils import chargement, commun, composants
from pages._outils.contexte import Contexte
from pages._outils.reserve import retenir
from pages._outils.roue import dessin
from pages._outils.textes import echapper


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """À droite : la fiche de l'indicateur choisi, sinon les plus grands écarts et ce qui manque."""
    choisie = commun.garder(fiche, contexte, adresse)
    if choisie is None:
        tout = commun.garder(ensemble, contexte, adresse)
        with st.container(key="ensemble", gap="xxsmall"):
            _pires(tout)
            _trous(tout)
    else:
        _fiche(contexte, choisie)


def _pires(tout: Ensemble) -> None:
    st.markdown(phrases.CHOISISSEZ)
    for titre, ecarts in tout.ecarts:
        st.markdown(f":small[:gray[{titre}]]")
        for code, phrase in ecarts:
            st.button(echapper(phrase), key=f"voir_{code}", type="tertiary", on_click=choisir, args=(code,))


def _trous(tout: Ensemble) -> None:
    if tout.absentes:
        noms = echapper(", ".join(tout.dimensions_absentes))
        st.markdown(f":small[:gray[{accorder(tout.absentes, 'donnée absente', 'données absentes')}]]  \n{noms}")
    for intitule, raison in tout.refuses:
        st.warning(phrases.refuse(intitule, raison))


def _fiche(contexte: Contexte, choisie: FicheIndicateur) -> None:
    with st.container(key=f"fiche_{choisie.anneau}", gap="xsmall"):
        st.markdown(f"**{echapper(choisie.titre)}**  \n:small[:gray[{choisie.situation}]]")
        st.header(echapper(choisie.resume), anchor=False)
        composants.rubriques(choisie.rubriques)
        if choisie.courbe:
            dessin(choisie.courbe, "donut_courbe", "courbe")
        fin = [("Qualité", choisie.qualite), (phrases.D_OU, _adresse(contexte, choisie.code))]
        if choisie.consacre:
            fin.append((CE_QUE_LE_BUDGET_Y_CONSACRE, choisie.consacre))
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
