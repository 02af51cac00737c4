"""Journal : ce qui est entré, par qui, quand — et le moyen de publier ou d'annuler."""

from __future__ import annotations

import streamlit as st

from core.acces import Action
from pages._journal import phrases
from pages._journal.ecran import changements, imports, resume
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    contexte.acces.exiger(Action.LIRE_JOURNAL, contexte.territoire.id)
    with st.container(key="message", gap=None):
        st.title(resume(contexte), anchor=False)
        st.markdown(phrases.RIEN_NE_S_EFFACE)
    imports(contexte)
    changements(contexte)
