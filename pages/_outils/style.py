"""Le peu de style que le thème ne sait pas dire : la composition, le pied, la projection. Texte constant."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_PROJECTION = (_DOSSIER / "projection.css").read_text(encoding="utf-8")
FEUILLE = "\n".join(
    (_DOSSIER.parent / nom).read_text(encoding="utf-8")
    for nom in ("_outils/style.css", "_arbitrage/arbitrage.css", "_donut/donut.css")
)
"""Ce que la page porte d'elle-même : posé par un écran, le style arriverait une seconde après ce qu'il habille."""


def agrandir() -> None:
    """En projection : la feuille qui agrandit et retire les commandes."""
    st.html(f"<style>{_PROJECTION}</style>")
