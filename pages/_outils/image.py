"""Prendre l'image d'une figure plotly, sans réseau ni navigateur sur le serveur : celui qui la montre la dessine."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_BOUTON = (_DOSSIER / "image.js").read_text(encoding="utf-8")
_STYLE = (_DOSSIER / "image.css").read_text(encoding="utf-8")


def bouton_image(cle: str, libelle: str = "Figure (image png)") -> None:
    """Un bouton qui demande à la figure affichée sous la clé `cle` de s'enregistrer en png."""
    composant = st.components.v2.component(
        "image_plotly", html="<button type='button'></button>", css=_STYLE, js=_BOUTON
    )
    composant(data={"cle": cle, "libelle": libelle}, key=f"image_{cle}")
