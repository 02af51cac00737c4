"""Une lecture ou une écriture qui dure : sa place dans la file, la ligne qu'elle lit, et de quoi l'annuler."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from core.donnees.lecture import Avance, Suivi
from pages._importer import phrases

DELAI = 1.0
"""Secondes avant de montrer une barre : ce qui va plus vite n'en a pas besoin."""


@contextmanager
def avancement(titre: str, cle: str, annuler: Callable[[], None]) -> Iterator[Suivi]:
    """Donne de quoi suivre un travail ; au-delà d'une seconde, une barre dit où il en est et un bouton l'annule.

    Cliquer, ou quitter l'écran, interrompt le travail à sa prochaine nouvelle ; `annuler` est appelé par le clic.
    """
    place, debut = st.empty(), time.monotonic()
    barre = None

    def suivre(avance: Avance) -> None:
        nonlocal barre
        if time.monotonic() - debut < DELAI:
            return
        if barre is None:
            with place.container(border=True, key=f"avancement_{cle}"):
                barre = st.progress(0.0)
                st.button(phrases.ANNULER, key=f"annuler_{cle}", on_click=annuler, icon=":material/close:")
        barre.progress(avance.part, text=phrases.avancement(avance))

    with st.spinner(titre):
        yield suivre
    place.empty()
