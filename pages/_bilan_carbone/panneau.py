"""Le panneau du bilan carbone : l'ensemble et ce qui manque, ou la fiche de la barre choisie et de ses flux."""

from __future__ import annotations

import streamlit as st

from core.acces import Action
from core.figures.bilan_carbone.fiches import Panneau, panneau_de
from core.figures.bilan_carbone.phrases import (
    AUCUN_FLUX,
    FRONTIERE,
    LES_PLUS_CHANGES,
    MEMES_FACTEURS,
    NON_COMPTES,
    flux_de,
    sans_classeur,
)
from core.figures.bilan_carbone.vues import Adresse, choisir
from core.format_fr import accorder
from pages._bilan_carbone import phrases
from pages._outils import commun, composants
from pages._outils.contexte import Contexte

TOUT = {"": "Tout le bilan"}


def panneau(demande: Adresse, contexte: Contexte) -> None:
    """L'ensemble, ou la fiche de ce qui est choisi ; à la vue des années, comment lire les deux effets."""
    choix = commun.garder(choisir, contexte, demande)
    lu = commun.garder(panneau_de, contexte, demande)
    if choix.vue == "annees":
        _annees(lu, contexte)
        return
    if lu.barres:
        composants.liste("selection", lu.quoi, TOUT | dict(lu.barres))
    if lu.rubriques:
        composants.rubriques(lu.rubriques)
    if lu.choisie:
        _flux(lu)
    _manquants(lu, contexte)
    if lu.choisie:
        return
    _telecharger(lu, choix.version, contexte)
    st.markdown(f":small[{commun.echapper(FRONTIERE)}]")
    commun.lien("carbone", phrases.VOIR_LES_EMISSIONS, ":material/arrow_forward:", contexte)


def _flux(lu: Panneau) -> None:
    """Les flux de la fiche, puis pour l'un d'eux son facteur et sa qualité."""
    if lu.table is None:
        return
    commun.table_entiere(lu.table, flux_de(lu.choisie))
    choisi = composants.liste("flux", phrases.FACTEUR_ET_QUALITE, {cle: une.nom for cle, une in lu.flux.items()})
    composants.rubriques(lu.flux[choisi].rubriques)


def _manquants(lu: Panneau, contexte: Contexte) -> None:
    """Les flux déclarés mais non comptés, et le chemin pour les compléter."""
    if lu.manques is None:
        st.markdown(commun.echapper(AUCUN_FLUX))
    elif lu.manques.height:
        with st.expander(f"{accorder(lu.manques.height, 'flux à compléter', 'flux à compléter')}"):
            commun.table_entiere(lu.manques, NON_COMPTES)
    if contexte.peut(Action.IMPORTER):
        commun.lien("importer", phrases.APPORTER, ":material/upload_file:", contexte)


def _telecharger(lu: Panneau, version: str, contexte: Contexte) -> None:
    if not lu.classeur:
        st.markdown(f":small[{commun.echapper(sans_classeur(contexte.exercice))}]")
        return

    def fabriquer() -> bytes:
        from core.documents.bilan_carbone.beges import ecrire_beges  # noqa: PLC0415

        return ecrire_beges(commun.donnees(contexte), contexte.exercice, version, contexte.territoire.nom)

    nom = f"beges_{contexte.territoire.id}_{contexte.exercice}.xlsx"
    composants.telecharger("Tableau réglementaire (Excel)", fabriquer, nom)


def _annees(lu: Panneau, contexte: Contexte) -> None:
    composants.rubriques(lu.rubriques)
    if lu.table is not None:
        commun.table_entiere(lu.table, LES_PLUS_CHANGES)
    elif lu.memes_facteurs:
        st.markdown(f":small[{commun.echapper(MEMES_FACTEURS)}]")
    commun.lien("carbone", phrases.VOIR_LA_TRAJECTOIRE, ":material/arrow_forward:", contexte)
