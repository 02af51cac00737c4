"""Montrer une vue : la phrase, la figure, le panneau, et la ligne de pied — la même composition à chaque écran."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.figures.adresse import Adresse
from core.figures.phrases import choix_refuse
from core.figures.vue import Vue
from core.vues import ecran
from pages._outils.contexte import Contexte
from pages._outils.dessin import dessiner
from pages._outils.etat import montrer_refus
from pages._outils.memoire import garder
from pages._outils.pied import pied
from pages._outils.refuses import refuses_a_l_import
from pages._outils.textes import echapper

AGRANDISSEMENT = 1.6
"""Du mode bureau au mode projection : lisible du dernier rang."""
HAUTEUR_PROJETEE, LIGNE_PROJETEE = 610, 55
"""Sur 1280 × 720, en pixels : ce que laissent les bords et la ligne de lecture, et ce que prend une ligne du titre."""
LETTRES_PROJETEES = 56
"""Lettres qui tiennent sur une ligne du titre."""
LECTURE_PROJETEE = 80
"""Lettres au-delà desquelles la ligne de lecture ne garde que le début de sa phrase."""


def montrer(
    nom: str,
    contexte: Contexte,
    *,
    dessin: Callable[[Vue, Any], None] | None = None,
    panneau: Callable[[Any], None] | None = None,
    commandes: Callable[[Any], None] | None = None,
) -> None:
    """Montre l'onglet d'un écran à l'adresse reçue : sa vue, composée une fois, puis ce que l'écran met autour.

    `panneau` et `commandes` reçoivent l'adresse lue, `dessin` la vue et l'adresse ; une vue large n'a pas de panneau.
    Un choix refusé est dit sous la phrase.
    """
    (onglet,) = ecran(nom).onglets
    demande, refus = onglet.adresse.lire(st.query_params.to_dict())
    vue = garder(onglet.composer, contexte, demande)
    refus += tuple(choix_refuse(nom) for nom in garder(onglet.adresse.inconnus, contexte, demande))
    afficher(
        vue,
        contexte,
        dessin=None if dessin is None else lambda: dessin(vue, demande),
        panneau=None if panneau is None or vue.large else lambda: _cote(panneau, demande, onglet.cle, contexte),
        commandes=lambda: _commander(demande, refus, commandes),
    )
    if vue.large or panneau is None:
        refuses_a_l_import(onglet.cle, contexte)


def _cote(panneau: Callable[[Any], None], demande: Adresse, cle: str, contexte: Contexte) -> None:
    """Le panneau de l'écran, puis ce que les imports ont laissé de côté de ses tables."""
    panneau(demande)
    refuses_a_l_import(cle, contexte)


def _commander(demande: Adresse, refus: Sequence[str], commandes: Callable[[Any], None] | None) -> None:
    """Les choix de l'écran ; avant eux, ce que l'adresse demandait et qui n'existe pas."""
    montrer_refus(refus)
    if commandes is not None:
        commandes(demande)


def configuration(nom: str) -> dict[str, Any]:
    """Plotly sans adresse extérieure ; son seul outil, l'image, est caché et se prend à « Télécharger »."""
    return {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": nom, "scale": 3},
        "displaylogo": False,
        "locale": "fr",
        "plotlyServerURL": "",
        "scrollZoom": False,
    }


def afficher(
    vue: Vue,
    contexte: Contexte,
    *,
    dessin: Callable[[], None] | None = None,
    panneau: Callable[[], None] | None = None,
    commandes: Callable[[], None] | None = None,
) -> None:
    """Montre une vue ; en projection, seulement sa phrase, sa figure et sa ligne de lecture.

    `dessin` remplace le rendu de la figure (la roue du Donut) ; `panneau` répond « et alors ? » à sa droite, sous
    elle sur un écran étroit ; `commandes` dessine sous la phrase les choix de l'écran (`choisir`). Une seule vue par
    écran : sa phrase est l'unique titre de niveau 1.
    """
    with st.container(key="message", gap=None):
        st.title(echapper(vue.message), anchor=False)
        if not contexte.projection:
            _sujet(vue.sous_titre, commandes)
    tracer = dessin or (lambda: figure(vue, contexte))
    if contexte.projection:
        with st.container(key="scene"):
            tracer()
        with st.container(key="lecture"):
            st.markdown(echapper(ligne_de_lecture(vue.lire)))
        return
    if panneau is None:
        tracer()
    else:
        gauche, droite = st.columns([1.15, 1], gap="large")
        with gauche:
            tracer()
        with droite, st.container(key="panneau"):
            panneau()
    pied(vue, contexte)


def _sujet(sous_titre: str, commandes: Callable[[], None] | None) -> None:
    """Ce dont on parle, puis les choix de l'écran : à sa droite si la place le permet, sinon dessous."""
    with st.container(key="sujet", horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.markdown(echapper(sous_titre), width="content")
        if commandes is not None:
            with st.container(key="reglages", horizontal=True, gap="small", width="content"):
                commandes()


def ligne_de_lecture(lire: str) -> str:
    """La première phrase de « Comment lire », ou son début si elle est longue : ce qui se lit du dernier rang."""
    phrase = re.split(r"(?<=\.)\s", lire, maxsplit=1)[0]
    return phrase if len(phrase) <= LECTURE_PROJETEE else phrase.split(";")[0].rstrip()


def figure(vue: Vue, contexte: Contexte, suivre: Callable[[], None] | None = None) -> None:
    """La figure d'une vue : plotly, ou le texte SVG que nous avons dessiné ; `suivre` : un morceau s'y choisit."""
    if isinstance(vue.figure, str):
        dessiner(vue.figure, f"figure_{vue.cle}")
        return
    dessinee = agrandir(vue.figure, vue.message) if contexte.projection else vue.figure
    nom = f"{vue.cle}_{contexte.territoire.id}_{contexte.exercice}"
    st.plotly_chart(
        dessinee,
        width="stretch",
        theme=None,
        key=f"figure_{vue.cle}",
        config=configuration(nom),
        alt=vue.alt,
        on_select="ignore" if suivre is None or contexte.projection else suivre,
        selection_mode="points",
    )


def agrandir(figure: go.Figure, phrase: str) -> go.Figure:
    """Une copie de la figure, caractères × 1,6, qui tient sous sa phrase sur un projecteur de 1280 × 720."""
    hauteur = HAUTEUR_PROJETEE - LIGNE_PROJETEE * ceil(len(phrase) / LETTRES_PROJETEES)
    return go.Figure(_agrandir(figure.to_plotly_json(), ())).update_layout(height=hauteur)


def _agrandir(valeur: Any, chemin: tuple[str, ...]) -> Any:  # noqa: ANN401
    if isinstance(valeur, dict):
        return {cle: _agrandir(fils, (*chemin, str(cle))) for cle, fils in valeur.items()}
    if isinstance(valeur, list | tuple):
        return type(valeur)(_agrandir(fils, chemin) for fils in valeur)
    taille = chemin[-1:] == ("size",) and any(etape.endswith("font") for etape in chemin[:-1])
    if isinstance(valeur, int | float) and not isinstance(valeur, bool) and taille:
        return valeur * AGRANDISSEMENT
    return valeur
