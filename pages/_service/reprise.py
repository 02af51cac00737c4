"""Après une coupure : une page dont la session est morte se redessine aussitôt, et dit ce qui est à refaire.

Streamlit, reconnecté à un autre processus, laisse à l'écran la page de l'ancien : son aperçu a l'air de pouvoir être
confirmé, et le premier clic ne fait rien. Un minuteur, même lointain, lui fait demander un passage dès qu'il se
reconnecte ; ce passage ne trouve plus rien de l'ancienne session, et la page dit la vérité.
"""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from pages._service import phrases

_CONNUE = "session_connue"
JAMAIS = timedelta(days=20)
"""Plus long qu'une session ; au-delà de 24 jours, un navigateur déborde et sonne tout de suite."""


def suivre_la_connexion() -> None:
    """À chaque passage : le minuteur ; au premier d'une session qui remplace une autre, ce qui est à refaire."""
    _minuteur()
    if _CONNUE not in st.session_state:
        st.session_state[_CONNUE] = True
        if _en_remplace_une_autre():
            st.toast(phrases.RETABLIE, icon=":material/history:", duration="infinite")


@st.fragment(run_every=JAMAIS)
def _minuteur() -> None:
    """Rien à montrer."""


def _en_remplace_une_autre() -> bool:
    """Vrai si le navigateur, en se connectant, a nommé une session d'avant : troisième terme de son sous-protocole."""
    termes = (st.context.headers.get("Sec-WebSocket-Protocol") or "").split(",")
    return len(termes) > 2 and bool(termes[2].strip())
