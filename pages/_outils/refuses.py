"""Ce que les imports ont laissé de côté des tables d'un écran, dit à la suite de ce qui lui manque."""

from __future__ import annotations

import streamlit as st

from core.donnees.laissees import Manquante, manquantes
from core.methodes import METHODES
from pages._outils import chargement, phrases
from pages._outils.contexte import Contexte
from pages._outils.reserve import retenir


def refuses_a_l_import(cle: str, contexte: Contexte) -> None:
    """Une phrase par import en vigueur dont des lignes refusées manquent aux chiffres de cette méthode ; sinon rien."""
    parts = retenir(("refuses", contexte.cle, cle), lambda: _manquantes(cle, contexte))
    if not parts or contexte.projection:
        return
    st.subheader(phrases.MANQUE_A_L_IMPORT, anchor=False)
    st.markdown("\n".join(f"- {phrases.refuses(part)}" for part in parts))


def _manquantes(cle: str, contexte: Contexte) -> tuple[Manquante, ...]:
    tables = {nom for un in METHODES if un.FICHE.cle == cle for nom in (*un.FICHE.requises, *un.FICHE.optionnelles)}
    registre = chargement.imports(contexte.territoire.id, contexte.version, contexte.acces)
    return manquantes(registre, tables, contexte.exercice)
