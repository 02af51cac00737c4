"""Garder un arbitrage : l'ouvrir, l'enregistrer sous un nom, le renommer, le retirer, l'emporter en classeur."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.acces import Action
from core.documents.arbitrage.classeur import classeur
from core.donnees.saisie import enregistrer
from core.erreurs import ErreurComptes
from core.figures.arbitrage import composition
from core.format_fr import typographier
from core.usages.arbitrage import Scenario
from core.usages.arbitrage.gardes import a_retirer, code_de, en_lignes
from pages._arbitrage import phrases, seance
from pages._arbitrage.etat import Essai, ouvrir
from pages._outils import chargement, commun
from pages._outils.auteur import LETTRES, a_declarer, auteur, declarer
from pages._outils.contexte import Contexte, montrer_erreur

ECRAN = "Arbitrage"
_NEUF = ""


def barre(contexte: Contexte, en_cours: Essai) -> None:
    """Le scénario ouvert et ses gestes ; enregistrer et envoyer demandent de pouvoir écrire sur ce territoire."""
    gardes = commun.garder(composition.gardes, contexte)
    demande = commun.parametre("scenario")
    if demande and demande not in gardes:
        st.warning(phrases.PLUS_GARDE, icon=":material/info:")
    with st.container(key="scenario", horizontal=True, vertical_alignment="bottom", gap="small"):
        if gardes:
            _choix(gardes, en_cours)
        if contexte.peut(Action.IMPORTER):
            with st.popover("Enregistrer", icon=":material/bookmark_add:", disabled=not en_cours.mouvements):
                if en_cours.mouvements:
                    _formulaire(contexte, en_cours, gardes)
            if en_cours.garde is not None:
                with st.popover("Séance", icon=":material/send:"):
                    seance.formulaire(contexte, en_cours, _poser)
        with st.popover("Emporter", icon=":material/download:", key="porte_emporter", on_change="rerun") as porte:
            if porte.open:
                _emporter(contexte, en_cours)
    if en_cours.garde is not None:
        st.caption(commun.echapper(phrases.qui(en_cours.garde, modifie=en_cours.modifie)))


def _choix(gardes: dict[str, Scenario], en_cours: Essai) -> None:
    courant = en_cours.garde.code if en_cours.garde else _NEUF
    st.session_state["choix_scenario"] = courant

    def suivre() -> None:
        ouvrir(st.session_state["choix_scenario"] or None)

    st.selectbox(
        "Scénario",
        [_NEUF, *gardes],
        key="choix_scenario",
        on_change=suivre,
        width=200,
        format_func=lambda code: typographier(gardes[code].nom) if code else phrases.NON_ENREGISTRE,
    )


def _formulaire(contexte: Contexte, en_cours: Essai, gardes: dict[str, Scenario]) -> None:
    """Nom, auteur, note ; un scénario ouvert se met à jour, sauf envoyé ou d'un autre, ou se double d'un nouveau."""
    garde = en_cours.garde
    libre = garde is not None and not garde.seance and garde.auteur == auteur(contexte)
    if garde and garde.seance:
        st.markdown(phrases.DEJA_ENVOYE)
    elif garde and not libre:
        st.markdown(phrases.d_un_autre(garde.auteur))
    with st.form("garder", border=False):
        nom = st.text_input("Nom du scénario", value=garde.nom if garde else "", max_chars=80)
        demande = a_declarer(contexte)
        pose_par = st.text_input("Posé par", auteur(contexte), max_chars=LETTRES) if demande else auteur(contexte)
        note = st.text_area(phrases.CE_QU_IL_MONTRE, value=garde.note if garde else "", max_chars=400)
        maj = st.form_submit_button("Mettre à jour", type="primary") if libre else False
        neuf = st.form_submit_button(
            "Enregistrer comme nouveau" if garde else "Enregistrer ce scénario",
            type="secondary" if libre else "primary",
        )
    if garde and libre and st.button("Retirer ce scénario", type="tertiary", icon=":material/delete:"):
        _poser(contexte, garde, None)
    if not (maj or neuf):
        return
    if not nom.strip() or not pose_par.strip():
        st.error(phrases.NOM_ET_AUTEUR, icon=":material/error:")
        return
    declarer(contexte, pose_par)
    code = garde.code if garde and maj else code_de(nom, gardes)
    _poser(
        contexte,
        garde if maj else None,
        Scenario(
            code,
            nom.strip(),
            commun.garder(composition.depart, contexte).exercice,
            auteur(contexte),
            date.today().isoformat(),
            en_cours.mouvements,
            note.strip(),
        ),
    )


def _poser(contexte: Contexte, ancien: Scenario | None, nouveau: Scenario | None) -> None:
    """Écrit comme une saisie, publiée aussitôt ; un refus dit pourquoi et laisse l'arbitrage à l'écran."""
    dit = nouveau or ancien
    if dit is None:
        return
    lignes = en_lignes(dit) if nouveau else en_lignes(dit).clear()
    try:
        bilan = enregistrer(
            chargement.entrepot(),
            contexte.acces,
            contexte.territoire.id,
            "scenarios",
            lignes,
            ECRAN,
            retirees=a_retirer(ancien, nouveau),
            publier=True,
            version=contexte.version,
        )
    except ErreurComptes as erreur:
        montrer_erreur(erreur)
        return
    ouvrir(nouveau.code if nouveau else None)
    st.toast(commun.echapper(f"« {dit.nom} » : {bilan.phrase}"))
    st.rerun()


def _emporter(contexte: Contexte, en_cours: Essai) -> None:
    debut, fait = (
        commun.garder(composition.depart, contexte),
        commun.garder(composition.resultat, contexte, en_cours.adresse),
    )
    garde = en_cours.garde if en_cours.garde and not en_cours.modifie else None
    nom = garde.nom if garde else phrases.NON_ENREGISTRE
    st.markdown(phrases.CONTENU_DU_CLASSEUR)
    st.download_button(
        "Classeur (Excel)",
        lambda: classeur(debut, {nom: fait}, contexte.territoire.nom, {nom: phrases.qui(garde)} if garde else {}),
        f"arbitrage_{contexte.territoire.id}_{debut.exercice}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        width="stretch",
    )
    st.markdown(phrases.ADRESSE_DE_LA_PAGE)
    seance.adresse(contexte, {nom: commun.parametre(nom) for nom in ("scenario", "mouvements")})
