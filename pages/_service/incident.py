"""Une panne imprévue : la personne reçoit une référence, le journal technique sa trace, sans aucune donnée."""

from __future__ import annotations

import logging
import secrets
import traceback

import streamlit as st

JOURNAL = logging.getLogger("comptes_communs")


def signaler(erreur: Exception) -> bool:
    """Montre une référence et consigne où la panne a eu lieu ; ni le message ni les valeurs, qui peuvent être
    privés."""
    reference = secrets.token_hex(3).upper()
    trace = "".join(traceback.format_tb(erreur.__traceback__))
    JOURNAL.error("Incident %s : %s\n%s", reference, type(erreur).__name__, trace)
    st.error(
        f"Cet écran n’a pas pu s’afficher. Vos données ne sont pas en cause et rien n’a été modifié. Rechargez la "
        f"page ; si cela recommence, transmettez la référence **{reference}** à la personne qui administre "
        "Comptes communs.",
        icon=":material/error:",
    )
    return True
