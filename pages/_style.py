"""Le peu de style que le thème ne sait pas dire : la composition, le pied, la projection. Texte constant."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_BUREAU = (_DOSSIER / "_style.css").read_text(encoding="utf-8")
_PROJECTION = (_DOSSIER / "_projection.css").read_text(encoding="utf-8")


def habiller(projection: bool) -> None:
    """Pose la feuille de style de la maison ; en projection, celle qui agrandit et retire les commandes."""
    st.html(f"<style>{_BUREAU}{_PROJECTION if projection else ''}</style>")
