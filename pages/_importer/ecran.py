"""Le chemin d'un fichier, de son dépôt à sa confirmation."""

from __future__ import annotations

import streamlit as st

from core.donnees.apercu import JAUNE, ROUGE, Bilan
from core.donnees.gabarit import construire
from core.erreurs import ErreurComptes, QuestionOuverte
from core.format_fr import accorder
from core.methodes import METHODES
from pages._importer.apercu import XLSX, apercu, avertissements, phrase, rejets
from pages._importer.depot import Depot, courant, deposer, oublier
from pages._importer.reponses import colonnes, questions, repondues
from pages._importer.territoire import formulaire
from pages._journal.ecran import annuler
from pages._outils.contexte import Contexte, lien, montrer_erreur
from pages._outils.textes import echapper

FORMATS = {
    "csv": "texte à colonnes (csv)",
    "totem": "document budgétaire TotEM (xml)",
    "cfu": "compte financier unique (xml)",
}
"""Les formats dont le nom de code ne se lit pas tel quel."""
_ECRANS = {
    "execution": ("budget", "Budget"),
    "budget_vert": ("budget_vert", "Budget vert"),
    "budget_genre": ("budget_genre", "Budget et égalité"),
    "donut": ("donut", "Donut"),
    "care": ("capitaux", "Capitaux"),
    "trajectoire": ("carbone", "Carbone"),
    "budget_climat": ("climat", "Budget climat"),
    "bilan_carbone": ("bilan", "Bilan carbone"),
}


def chemin(contexte: Contexte) -> None:
    """Montre l'étape où l'on en est : déposer, répondre et vérifier, ou le résultat."""
    depot = courant(contexte)
    if depot is None:
        _accueillir(contexte)
    elif depot.bilan is not None:
        _resultat(depot.bilan, contexte)
    else:
        _verifier(depot, contexte)


def _titre(message: str, suite: str) -> None:
    with st.container(key="message", gap=None):
        st.title(message, anchor=False)
        st.markdown(suite)


def _accueillir(contexte: Contexte) -> None:
    _titre(
        f"{echapper(contexte.territoire.nom)} : déposez un fichier",
        "Votre export tel qu’il sort, ou notre gabarit. Rien n’est écrit avant que vous ayez vu l’aperçu et confirmé.",
    )
    gauche, droite = st.columns([1.6, 1], gap="large")
    with gauche:
        deposer(contexte)
        formulaire(contexte)
    with droite, st.container(key="panneau"):
        st.markdown(
            "**Ce qui se lit** : un export de votre logiciel financier (xlsx, xls, ods, csv), un document budgétaire "
            "TotEM ou un compte financier unique (xml), un budget SCDL, une balance de la DGFiP, un fichier de "
            "l’OFGL, ou notre gabarit."
        )
        st.markdown(
            "**Pas d’export sous la main ?** Le gabarit a une feuille par table, un mode d’emploi et un exemple."
        )
        st.download_button(
            "Télécharger le gabarit (Excel)",
            construire,
            "gabarit_comptes_communs.xlsx",
            XLSX,
            on_click="ignore",
            icon=":material/download:",
        )


def _verifier(depot: Depot, contexte: Contexte) -> None:
    try:
        vue = depot.apercu(contexte)
    except QuestionOuverte as question:
        _titre(f"« {echapper(depot.nom)} » mêle plusieurs collectivités", "Dites laquelle est la vôtre.")
        montrer_erreur(question)
        _collectivite(depot)
        _abandonner()
        return
    except ErreurComptes as erreur:
        _titre(f"« {echapper(depot.nom)} » ne peut pas être lu", "Rien n’a été importé.")
        montrer_erreur(erreur)
        _abandonner()
        return
    format_lu = FORMATS.get(vue.format, echapper(vue.format))
    _titre(phrase(vue), f"Format reconnu : {format_lu} · {_feuilles(vue.colonnes)} · rien n’est encore écrit")
    questions(depot, vue)
    repondues(depot)
    avertissements(vue.avertissements)
    douteuses = any(une.confiance in (JAUNE, ROUGE) for une in vue.colonnes)
    if douteuses:
        colonnes(depot, vue)
    pret = not vue.questions and rejets(vue) and vue.change
    with st.container(horizontal=True, key="confirmer"):
        if not vue.questions and vue.change:
            libelle = "Importer ces lignes" if not vue.rejets else "Importer sans les lignes refusées"
            if st.button(libelle, type="primary", disabled=not pret):
                _confirmer(depot, contexte, accepter_rejets=bool(vue.rejets))
        _abandonner()
    if not vue.questions:
        apercu(vue)
    if not douteuses:
        colonnes(depot, vue)


def _feuilles(lues: tuple[object, ...]) -> str:
    noms = sorted({str(getattr(une, "feuille", "")) for une in lues})
    return f"{accorder(len(noms), 'feuille')} : {echapper(', '.join(noms))}" if noms else "aucune feuille reconnue"


def _collectivite(depot: Depot) -> None:
    with st.form("collectivite"):
        nom = st.text_input("Nom, SIREN ou code Insee de la collectivité, tel qu’écrit dans le fichier")
        if st.form_submit_button("Continuer", type="primary") and nom.strip():
            depot.reponses["collectivite"] = nom.strip()
            st.rerun()


def _confirmer(depot: Depot, contexte: Contexte, *, accepter_rejets: bool) -> None:
    try:
        depot.confirmer(contexte, accepter_rejets)
    except ErreurComptes as erreur:
        montrer_erreur(erreur)
        return
    st.rerun()


def _abandonner() -> None:
    st.button("Déposer un autre fichier", on_click=oublier, icon=":material/undo:")


def _resultat(bilan: Bilan, contexte: Contexte) -> None:
    _titre(
        echapper(bilan.phrase.rstrip(".")),
        "Les chiffres sont provisoires tant que l’import n’est pas publié, à l’écran Journal.",
    )
    remplies = {une.table for une in bilan.tables}
    montrees = [
        _ECRANS[module.FICHE.cle]
        for module in METHODES
        if remplies & {*module.FICHE.requises, *module.FICHE.optionnelles}
    ]
    st.markdown("**Voir ce que ces lignes changent**" if montrees else "Ces lignes ne changent aucune figure.")
    for ecran, nom in montrees:
        lien(ecran, f"Écran {nom}", ":material/arrow_forward:", contexte)
    lien("journal", "Publier ou relire l’import au Journal", ":material/history:", contexte)
    with st.container(horizontal=True):
        if bilan.import_id is not None:
            st.button("Annuler cet import", on_click=_defaire, args=(bilan.import_id, contexte), icon=":material/undo:")
        st.button("Déposer un autre fichier", on_click=oublier)


def _defaire(import_id: int, contexte: Contexte) -> None:
    annuler(import_id, contexte)
    oublier()
    st.toast("L’import est annulé : le territoire est revenu à son état d’avant.")
