"""Prendre l'image d'une figure plotly, sans réseau ni navigateur sur le serveur : celui qui la montre la dessine."""

from __future__ import annotations

import streamlit as st

_BOUTON = """
export default function ({ data, parentElement }) {
  const bouton = parentElement.querySelector("button");
  bouton.textContent = data.libelle;
  bouton.onclick = () => {
    const outil = document.querySelector(`.st-key-${data.cle} .modebar-btn`);
    if (outil) outil.click();
  };
}
"""
_STYLE = """
button { width: 100%; min-height: 2.5rem; padding: 0.25rem 0.75rem; font: inherit; font-size: 0.875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""


def bouton_image(cle: str, libelle: str = "Figure (image png)") -> None:
    """Un bouton qui demande à la figure affichée sous la clé `cle` de s'enregistrer en png."""
    composant = st.components.v2.component(
        "image_plotly", html="<button type='button'></button>", css=_STYLE, js=_BOUTON
    )
    composant(data={"cle": cle, "libelle": libelle}, key=f"image_{cle}")
