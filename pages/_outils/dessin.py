"""Montrer un SVG que nous avons dessiné : `st.html` retire le SVG, et une image n'aurait pas nos caractères."""

from __future__ import annotations

import streamlit as st

_MONTER = st.components.v2.component(
    "dessin",
    html="<div class='dessin'></div>",
    css=".dessin svg { display: block; height: auto; }",
    js=(
        "export default function ({ data, parentElement }) {"
        " const scene = parentElement.querySelector('.dessin');"
        " if (scene.dessin !== data.svg) { scene.innerHTML = data.svg; scene.dessin = data.svg; } }"
    ),
)


def dessiner(svg: str, cle: str) -> None:
    """Montre un SVG de `core.figures`, dont les textes sont déjà échappés."""
    _MONTER(data={"svg": svg}, key=cle)
