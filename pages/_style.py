"""Le peu de style que le thème ne sait pas dire : la composition, le pied, la projection. Texte constant."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_PROJECTION = (_DOSSIER / "_projection.css").read_text(encoding="utf-8")
FEUILLE = "\n".join((_DOSSIER / f"{nom}.css").read_text(encoding="utf-8") for nom in ("_style", "_arbitrage", "_donut"))
"""Ce que la page porte d'elle-même : posé par un écran, le style arriverait une seconde après ce qu'il habille."""


def agrandir() -> None:
    """En projection : la feuille qui agrandit et retire les commandes."""
    st.html(f"<style>{_PROJECTION}</style>")
