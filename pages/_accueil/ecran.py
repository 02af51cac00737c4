"""Les quatre cartes de l'accueil : une phrase calculée, une petite figure, un lien."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl
import streamlit as st

from core.erreurs import ErreurComptes, TableManquante
from core.figures.accueil.dessin import (
    barres_budget,
    barres_capitaux,
    cases_donut,
    courbe_carbone,
    fait_capitaux,
    fait_carbone,
    fait_donut,
    message_accueil,
)
from core.figures.care.vues import vue_preservation
from core.figures.donut.vues import vue_donut
from core.figures.execution.vues import Perimetre, vue_postes
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.vues import lire, perimetres, trajectoires, vue_trajectoire
from core.format_fr import en_lettres, majuscule
from pages._accueil.manques import montrer as montrer_les_manques
from pages._journal.ecran import dernier_import
from pages._outils import chargement
from pages._outils.contexte import Contexte, detail, donnees, indicateurs, lien
from pages._outils.dessin import dessiner
from pages._outils.textes import echapper


@dataclass(frozen=True)
class Carte:
    """Une carte : sa méthode, son écran, et comment tirer des indicateurs sa phrase et son dessin."""

    methode: str
    ecran: str
    titre: str
    phrase: Callable[[Contexte, pl.DataFrame], str]
    dessin: Callable[[Contexte, pl.DataFrame], str]


def _phrase_donut(contexte: Contexte, lus: pl.DataFrame) -> str:
    return vue_donut(lus, detail("donut", contexte), contexte.territoire.nom).message


def _phrase_capitaux(contexte: Contexte, lus: pl.DataFrame) -> str:
    return vue_preservation(lus, donnees(contexte)["capitaux"], contexte.territoire.nom, contexte.exercice).message


def _phrase_budget(contexte: Contexte, lus: pl.DataFrame) -> str:
    return vue_postes(lus, Perimetre("politique", "depense", None, contexte.exercice)).message


def _lecture_carbone(contexte: Contexte, lus: pl.DataFrame) -> Lecture:
    perimetre = next(iter(perimetres(lus)))
    promesse = next(iter(trajectoires(lus, perimetre)), None)
    return lire(lus, donnees(contexte)["actions_climat"], perimetre, promesse, contexte.exercice)


def _phrase_carbone(contexte: Contexte, lus: pl.DataFrame) -> str:
    return vue_trajectoire(_lecture_carbone(contexte, lus), lus, contexte.territoire.nom).message


def _faits(contexte: Contexte, lus: Mapping[str, pl.DataFrame]) -> list[str]:
    """Ce qui sort des clous, un fait par méthode calculée."""
    tous = [
        fait_donut(lus["donut"]) if "donut" in lus else "",
        fait_capitaux(lus["care"], contexte.exercice) if "care" in lus else "",
        fait_carbone(_lecture_carbone(contexte, lus["trajectoire"])) if "trajectoire" in lus else "",
    ]
    return [fait for fait in tous if fait]


def _noms_capitaux(contexte: Contexte) -> dict[str, str]:
    return dict(donnees(contexte)["capitaux"].select("code", "entite").unique("code").iter_rows())


CARTES = (
    Carte("donut", "donut", "Donut", _phrase_donut, lambda _, lus: cases_donut(lus)),
    Carte(
        "care",
        "capitaux",
        "Capitaux",
        _phrase_capitaux,
        lambda contexte, lus: barres_capitaux(lus, _noms_capitaux(contexte)),
    ),
    Carte("trajectoire", "carbone", "Carbone", _phrase_carbone, lambda _, lus: courbe_carbone(lus)),
    Carte("execution", "budget", "Budget", _phrase_budget, lambda _, lus: barres_budget(lus)),
)


def montrer(contexte: Contexte) -> None:
    """Le titre, les cartes deux par deux, ce qui manque et le dernier import ; ou la bienvenue si tout est vide."""
    tables = donnees(contexte)
    if all(frame.is_empty() for nom, frame in tables.items() if nom != "territoires"):
        _bienvenue(contexte)
        return
    lus, manques = _calculer(contexte)
    with st.container(key="message", gap=None):
        st.title(
            echapper(message_accueil(contexte.territoire.nom, contexte.exercice, _faits(contexte, lus))), anchor=False
        )
        if not contexte.projection:
            st.markdown(
                f"{majuscule(en_lettres(len(lus)))} regard{'s' if len(lus) > 1 else ''} sur les mêmes comptes, jamais "
                "additionnés"
                if lus
                else "Aucune méthode ne se calcule encore pour cet exercice"
            )
    with st.container(key="cartes", gap=None):
        for debut in range(0, len(CARTES), 2):
            for colonne, carte in zip(st.columns(2, gap="small"), CARTES[debut : debut + 2], strict=False):
                with colonne:
                    _carte(carte, contexte, lus.get(carte.methode), manques.get(carte.methode, ""))
    if not contexte.projection:
        _reste(contexte)


def _calculer(contexte: Contexte) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Les indicateurs des méthodes qui se calculent, et pour les autres la phrase qui dit ce qui manque."""
    lus, manques = {}, {}
    for carte in CARTES:
        try:
            lus[carte.methode] = indicateurs(carte.methode, contexte)
        except ErreurComptes as erreur:
            manques[carte.methode] = erreur.quoi
    return lus, manques


def _carte(carte: Carte, contexte: Contexte, lus: pl.DataFrame | None, manque: str) -> None:
    with st.container(key=f"carte_{carte.ecran}", border=True, height="stretch", gap="small"):
        st.markdown(f":gray[{carte.titre}]")
        if lus is None:
            st.header(echapper(manque), anchor=False)
            if not contexte.projection:
                lien("methodes", "Ce qu’il faut apporter", ":material/arrow_forward:", contexte, methode=carte.methode)
            return
        try:
            phrase, dessin = _composer(
                carte.methode,
                contexte.territoire.id,
                contexte.exercice,
                contexte.version,
                chargement.cle_acces(contexte.acces),
                contexte,
            )
            st.header(echapper(phrase), anchor=False)
            dessiner(dessin, f"etincelle_{carte.ecran}")
        except TableManquante as erreur:
            st.markdown(echapper(erreur.quoi))
        if not contexte.projection:
            lien(carte.ecran, f"Voir l’écran {carte.titre}", ":material/arrow_forward:", contexte)


@st.cache_resource(show_spinner=False, max_entries=64)
def _composer(
    methode: str, territoire: str, exercice: int, version: int, droits: str, _contexte: Contexte
) -> tuple[str, str]:
    """La phrase et le dessin d'une carte ; les cinq premiers arguments font la clé."""
    del territoire, exercice, version, droits
    carte = next(une for une in CARTES if une.methode == methode)
    lus = indicateurs(methode, _contexte)
    return carte.phrase(_contexte, lus), carte.dessin(_contexte, lus)


def _reste(contexte: Contexte) -> None:
    """Ce qui manque encore, par méthode, et le dernier import."""
    with st.container(key="reste", gap=None):
        montrer_les_manques(contexte)
        if dernier := dernier_import(contexte):
            st.markdown(dernier)


def _bienvenue(contexte: Contexte) -> None:
    nom = echapper(contexte.territoire.nom)
    with st.container(key="message", gap=None):
        st.title(f"{nom} n’a pas encore de données", anchor=False)
        st.markdown("Trois gestes suffisent pour une première figure.")
    st.markdown(
        "1. **Téléchargez le gabarit**, ou prenez l’export de votre logiciel financier tel qu’il est.\n"
        "2. **Déposez-le à l’écran Import** : un aperçu montre ce qui serait écrit, ligne par ligne.\n"
        "3. **Confirmez**, puis revenez ici : chaque figure dira d’où viennent ses chiffres."
    )
    lien("importer", "Commencer à l’écran Import", ":material/upload_file:", contexte)
    lien("methodes", "Voir ce que chaque méthode demande", ":material/menu_book:", contexte)
