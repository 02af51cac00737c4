"""Une panne imprévue : la personne reçoit une référence, le journal technique sa trace, sans aucune donnée."""

from __future__ import annotations

import logging
import secrets
import traceback

import streamlit as st

from pages._service import phrases

JOURNAL = logging.getLogger("comptes_communs")


def signaler(erreur: Exception) -> bool:
    """Montre une référence et consigne où la panne a eu lieu ; ni le message ni les valeurs, qui peuvent être
    privés."""
    reference = secrets.token_hex(3).upper()
    trace = "".join(traceback.format_tb(erreur.__traceback__))
    JOURNAL.error("Incident %s : %s\n%s", reference, type(erreur).__name__, trace)
    st.error(phrases.incident(reference), icon=":material/error:")
    return True
