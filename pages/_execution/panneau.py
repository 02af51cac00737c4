"""Les repères et ce qui manque ; ou, quand une barre est choisie, les lignes qui la font."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.figures.execution.panneau import Choisi, choisi, lignes_du_poste
from core.figures.execution.panneau import panneau as reperer
from core.figures.execution.phrases import SANS_LIGNE, lignes_de
from core.figures.execution.vues import Adresse
from core.format_fr import accorder
from pages._outils import chargement, commun, composants
from pages._outils.contexte import Contexte
from pages._outils.reserve import retenir


def panneau(adresse: Adresse, contexte: Contexte) -> None:
    """Le panneau « et alors ? », ou les lignes du poste choisi."""
    poste = commun.garder(choisi, contexte, adresse)
    if poste is not None:
        _lignes(poste, contexte)
        return
    lus = commun.garder(reperer, contexte)
    st.subheader("Et alors\u00a0?", anchor=False)
    if lus.clair:
        st.markdown(commun.echapper(lus.clair))
    for debut in range(0, len(lus.reperes), 2):
        for colonne, repere in zip(st.columns(2), lus.reperes[debut : debut + 2], strict=True):
            with colonne, st.container(gap=None):
                st.markdown(f":gray[{commun.echapper(repere.titre)}]", help=repere.definition or None)
                st.markdown(f"**{commun.echapper(repere.valeur)}**")
    if lus.manques:
        st.subheader("Ce qui manque", anchor=False)
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in lus.manques))


def _lignes(poste: Choisi, contexte: Contexte) -> None:
    if poste.origine is None:
        composants.revenir(poste.poste)
        st.markdown(SANS_LIGNE)
        return
    adresse = poste.origine

    def lire() -> tuple[str, pl.DataFrame]:
        lues = chargement.entrepot().lignes_origine(contexte.acces, contexte.territoire.id, adresse)
        return lignes_du_poste(lues)

    fichiers, lignes = retenir((lignes_du_poste, contexte.cle, adresse), lire)
    composants.depenses_choisies(
        lignes,
        poste.poste,
        largeur_libelle=170,
        compte=f"**{accorder(lignes.height, 'ligne')}** {commun.echapper(fichiers)}",
        alt=lignes_de(poste.poste),
    )
