"""La fiche d'une méthode à l'écran, et le cheminement de l'une à l'autre."""

from __future__ import annotations

import streamlit as st

from core.figures.methodes.vues import cheminement
from core.methodes import METHODES
from core.modele import Fiche
from core.references import sources
from core.tables import TABLES
from core.vues import ecran_de
from pages._methodes import phrases
from pages._outils import chargement
from pages._outils.contexte import Contexte, donnees, lien
from pages._outils.dessin import dessiner
from pages._outils.textes import echapper


def calculables(contexte: Contexte) -> frozenset[str]:
    """Les méthodes dont toutes les tables requises sont renseignées pour ce territoire."""
    tables = donnees(contexte)
    return frozenset(
        module.FICHE.cle for module in METHODES if not any(tables[nom].is_empty() for nom in module.FICHE.requises)
    )


def fiche(cle: str, contexte: Contexte) -> None:
    """La fiche : la question, l'origine, ce que la méthode tait, ses tables ici, ses sources."""
    carte: Fiche = chargement.methode(cle).FICHE
    gauche, droite = st.columns([1.35, 1], gap="large")
    with gauche:
        st.header(echapper(carte.question), anchor=False)
        _rubrique("D’où elle vient", carte.origine)
        _rubrique(phrases.TAIT, carte.masque)
        _rubrique(phrases.SERT, phrases.MATURITES[carte.maturite])
        _sources(carte)
    with droite, st.container(key="panneau"):
        _tables("Tables requises", carte.requises, contexte)
        _tables("Tables utiles", carte.optionnelles, contexte)
        lien(ecran_de(cle).nom, phrases.VOIR_ICI, ":material/arrow_forward:", contexte)


def _rubrique(titre: str, texte: str) -> None:
    st.markdown(f"**{titre}**  \n{echapper(texte)}")


def _sources(carte: Fiche) -> None:
    connues = sources()
    lignes = [f"- {phrases.source(connues[cle])}" for cle in carte.sources if cle in connues]
    if lignes:
        st.markdown("**Sources**\n" + "\n".join(lignes))


def _tables(titre: str, noms: tuple[str, ...], contexte: Contexte) -> None:
    if not noms:
        return
    st.markdown(f"**{titre}**")
    tables = donnees(contexte)
    for nom in noms:
        st.markdown(phrases.table_ici(TABLES[nom], tables[nom].height))


def cheminer(choisie: str, pretes: frozenset[str]) -> None:
    """Le dessin du cheminement, et les chemins qui partent de la méthode choisie."""
    st.header("Par où continuer", anchor=False)
    fiches = [module.FICHE for module in METHODES]
    dessiner(cheminement(fiches, choisie, pretes), "cheminement")
