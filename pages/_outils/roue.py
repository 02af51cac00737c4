"""Le composant qui montre un dessin SVG de la maison et rend le quartier choisi, au clic comme au clavier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

_DOSSIER = Path(__file__).parent
_MONTER = st.components.v2.component(
    "dessin_donut",
    html="<div class='scene'></div>",
    css=(_DOSSIER / "roue.css").read_text(encoding="utf-8"),
    js=(_DOSSIER / "roue.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Choix:
    """Le code du quartier choisi (vide : aucun), et ce qu'il faut faire quand il change."""

    selection: str
    choisir: Callable[[str], None]


AUCUN = Choix("", lambda code: None)


def dessin(svg: str, cle: str, genre: str, *, etroit: str = "", choix: Choix = AUCUN) -> None:
    """Montre un SVG dessiné par `core.figures`, dont les textes sont déjà échappés.

    `etroit` le remplace sur un écran de téléphone. `genre` nomme la mise en page (`roue`, `barres`, `courbe`,
    `projection`). La sélection n'est renvoyée que si le navigateur ne la connaît pas déjà : sans cela tout le dessin
    repartirait à chaque clic.
    """
    geste = st.session_state.get(cle, {}).get("geste")
    connue = geste is not None and geste["code"] == choix.selection
    _MONTER(
        data={"svg": svg, "etroit": etroit, "genre": genre, "selection": None if connue else choix.selection},
        key=cle,
        on_geste_change=lambda: choix.choisir(st.session_state[cle]["geste"]["code"]),
    )
