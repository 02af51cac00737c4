"""La ligne de pied d'une vue : comment la lire, ce qu'elle tait, d'où elle vient, sa table, ses fichiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from core.documents.tableaux import classeur, csv, en_francais
from core.figures.vue import Vue
from core.format_fr import typographier
from pages._outils import phrases
from pages._outils.contexte import Contexte
from pages._outils.image import bouton_image
from pages._outils.provenance import provenance
from pages._outils.reserve import retenir_de
from pages._outils.textes import echapper

if TYPE_CHECKING:
    import pyarrow as pa

RANGS_VISIBLES, HAUTEUR_TABLE = 10, 460
"""Au-delà de dix lignes, une table entière défile dans cette hauteur, en pixels."""


@st.fragment
def pied(vue: Vue, contexte: Contexte) -> None:
    """Cinq portes sous la figure ; chacune ne calcule que lorsqu'on l'ouvre, sans refaire l'écran."""
    with st.container(key="pied", horizontal=True, gap="medium"):
        with st.popover("Comment lire", type="tertiary"):
            st.markdown(echapper(vue.lire))
        with st.popover(phrases.NE_DIT_PAS, type="tertiary"):
            st.markdown(echapper(vue.masque))
        with st.popover(phrases.D_OU, type="tertiary", key="porte_origine", on_change="rerun") as porte:
            if porte.open:
                with st.container(key="provenance"):
                    provenance(vue.indicateurs, contexte)
        with st.popover("Tableau", type="tertiary", key="porte_tableau", on_change="rerun") as porte:
            if porte.open:
                tableau(vue.tableau, vue.alt)
        with st.popover("Télécharger", type="tertiary", key="porte_fichiers", on_change="rerun") as porte:
            if porte.open:
                with st.container(key="fichiers"):
                    _telechargements(vue, contexte)


def tableau(frame: pl.DataFrame, alt: str) -> None:
    """La table jumelle d'une figure, nombres à la française et alignés à droite ; un texte absent est une case vide.

    Préparée une fois par frame gardée.
    """
    montree: pa.Table
    montree, nombres = retenir_de(frame, "tableau", lambda: _preparer(frame))
    colonnes = {
        nom: st.column_config.TextColumn(nom, alignment="right" if nom in nombres else None)
        for nom in montree.column_names
    }
    st.dataframe(montree, width="stretch", hide_index=True, column_config=colonnes, alt=typographier(alt))


def _preparer(frame: pl.DataFrame) -> tuple[pa.Table, frozenset[str]]:
    """La table Arrow à montrer, typographiée, et ses colonnes de nombres."""
    ecrite = en_francais(frame).fill_null("")
    montree = ecrite.select(
        pl.Series(typographier(nom), [typographier(texte) for texte in ecrite[nom]]) for nom in ecrite.columns
    )
    nombres = frozenset(typographier(nom) for nom, dtype in frame.schema.items() if dtype.is_numeric())
    return montree.to_arrow(), nombres


def table_entiere(frame: pl.DataFrame, alt: str) -> None:
    """Une table dont chaque texte se lit en entier, sur plusieurs lignes s'il le faut ; elle défile si elle est longue.

    Streamlit y lirait du markdown : chaque cellule est échappée.
    """
    echappee: pa.Table = retenir_de(frame, "table entière", lambda: _echapper(frame))
    st.table(
        echappee,
        border="horizontal",
        hide_index=True,
        alt=alt,
        height=HAUTEUR_TABLE if frame.height > RANGS_VISIBLES else "content",
    )


def _echapper(frame: pl.DataFrame) -> pa.Table:
    ecrite = en_francais(frame).fill_null("")
    return ecrite.select(
        pl.Series(nom, [echapper(texte) for texte in ecrite[nom]]) for nom in ecrite.columns
    ).to_arrow()


def _telechargements(vue: Vue, contexte: Contexte) -> None:
    nom = f"{vue.cle}_{contexte.territoire.id}_{contexte.exercice}"
    source = phrases.source(contexte.territoire.nom, contexte.exercice, vue.sous_titre)
    boutons: list[tuple[str, bytes, str, str]] = [
        ("Table (csv)", csv(vue.tableau), "csv", "text/csv"),
        (
            "Table (Excel)",
            classeur(vue.tableau, vue.message, source),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ]
    if isinstance(vue.figure, str):
        boutons.append(("Figure (svg)", vue.figure.encode(), "svg", "image/svg+xml"))
    for libelle, contenu, suffixe, mime in boutons:
        st.download_button(libelle, contenu, f"{nom}.{suffixe}", mime, on_click="ignore", width="stretch")
    if isinstance(vue.figure, go.Figure):
        bouton_image(f"figure_{vue.cle}")
