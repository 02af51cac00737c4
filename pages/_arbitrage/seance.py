"""Envoyer un scénario à une séance : il ne se modifie plus, et son adresse se copie dans la convocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.figures.arbitrage.composition import enveloppe
from core.figures.arbitrage.phrases import solde
from core.usages.arbitrage import Scenario
from pages._arbitrage import phrases
from pages._arbitrage.etat import Essai
from pages._outils import commun
from pages._outils.contexte import Contexte

type_pose = Callable[[Contexte, Scenario | None, Scenario | None], None]


def formulaire(contexte: Contexte, en_cours: Essai, poser: type_pose) -> None:
    """Le nom de la séance et l'envoi ; une fois envoyé, les adresses à copier et de quoi l'en retirer."""
    garde = en_cours.garde
    if garde is None:
        return
    if garde.seance:
        _envoye(contexte, garde, poser)
        return
    if en_cours.modifie:
        st.markdown(phrases.ENREGISTREZ_AVANT)
        return
    lue = commun.garder(enveloppe, contexte, en_cours.adresse)
    if lue.solde_eur:
        st.warning(commun.echapper(phrases.la_seance_le_verra(solde(lue))), icon=":material/info:")
    with st.form("envoyer", border=False):
        nom = st.text_input(phrases.NOM_DE_LA_SEANCE, max_chars=120, placeholder=phrases.SEANCE_EXEMPLE)
        st.caption(phrases.NE_SE_MODIFIE_PLUS)
        envoi = st.form_submit_button(phrases.ENVOYER, type="primary")
    if envoi and not nom.strip():
        st.error(phrases.SANS_SEANCE, icon=":material/error:")
    elif envoi:
        poser(contexte, garde, replace(garde, seance=nom.strip(), date_envoi=date.today().isoformat()))


def _envoye(contexte: Contexte, garde: Scenario, poser: type_pose) -> None:
    st.markdown(phrases.ADRESSE_DU_SCENARIO)
    adresse(contexte, {"scenario": garde.code})
    st.markdown(phrases.ADRESSE_DE_LA_SEANCE)
    adresse(contexte, {"vue": "comparer", "seance": garde.seance})
    if st.button(phrases.RETIRER, type="tertiary", icon=":material/undo:"):
        poser(contexte, garde, replace(garde, seance="", date_envoi=""))


def adresse(contexte: Contexte, parametres: Mapping[str, str]) -> None:
    """L'adresse entière de cet écran, à copier d'un geste."""
    recue = urlsplit(st.context.url or "")
    requete = urlencode(
        {
            "territoire": contexte.territoire.id,
            "exercice": str(contexte.exercice),
            **{nom: valeur for nom, valeur in parametres.items() if valeur},
        }
    )
    st.code(f"{recue.scheme}://{recue.netloc}{recue.path}?{requete}", language=None, wrap_lines=True)
