"""Montrer un SVG que nous avons dessiné : `st.html` retire le SVG, et une image n'aurait pas nos caractères."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_MONTER = st.components.v2.component(
    "dessin",
    html="<div class='dessin'></div>",
    css=(_DOSSIER / "dessin.css").read_text(encoding="utf-8"),
    js=(_DOSSIER / "dessin.js").read_text(encoding="utf-8"),
)


def dessiner(svg: str, cle: str) -> None:
    """Montre un SVG de `core.figures`, dont les textes sont déjà échappés."""
    _MONTER(data={"svg": svg}, key=cle)
