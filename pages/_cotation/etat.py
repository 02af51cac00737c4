"""Ce que partagent les vues de la cotation : les calculs gardés, l'écriture d'un lot et son annulation."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

import polars as pl
import streamlit as st

from core.acces import Action
from core.communs.affectations import en_vigueur, signer
from core.communs.depenses import depenses_reelles
from core.donnees.saisie import enregistrer
from core.erreurs import ErreurComptes
from core.figures.familles import classes as marques
from core.tables.affectations import AXES, GENRE
from core.usages.cotation import classes as cotation_classes
from core.usages.cotation import lots, travail
from core.usages.cotation.phrases import titre
from pages._cotation import phrases
from pages._outils import chargement
from pages._outils.auteur import auteur
from pages._outils.contexte import Contexte, donnees, montrer_erreur
from pages._outils.reserve import retenir

T = TypeVar("T")

ECRAN = "Cotation"
_REFUS, _FAITE = "cotation_refusee", "cotation_faite"
_VUE, _TOUR = "cotation_vue", "tour_des_cotations"
_MARQUES = {
    lentille: {classe.cle: classe.marque for classe in (marques.GENRE if lentille == GENRE else marques.I4CE)}
    for lentille in (*AXES, GENRE)
}


def lignes(contexte: Contexte) -> pl.DataFrame:
    """Les dépenses réelles de l'exercice, signées ; lève `TableManquante` sans budget."""
    return garder("lignes", contexte, lambda: signer(depenses_reelles(donnees(contexte), contexte.exercice)))


def vigueur(contexte: Contexte) -> pl.DataFrame:
    """Les affectations qui valent pour l'exercice, désaccords compris."""
    return garder("vigueur", contexte, lambda: en_vigueur(donnees(contexte)["affectations"], contexte.exercice))


def file(contexte: Contexte, lentille: str) -> pl.DataFrame:
    """La file de travail d'une lentille, de la plus grande dépense à la plus petite."""
    return garder(
        "file",
        contexte,
        lambda: travail.file_a_coter(lignes(contexte), vigueur(contexte), lentille, donnees(contexte)),
        lentille,
    )


def retenue(contexte: Contexte, lentille: str, filtre: travail.Filtre) -> pl.DataFrame:
    """Ce qu'un filtre laisse de la file."""
    return garder("retenue", contexte, lambda: travail.filtrer(file(contexte, lentille), filtre), lentille, filtre)


def comptes(contexte: Contexte, lentille: str) -> dict[str, int]:
    """Combien de dépenses dans chaque état."""
    return garder("comptes", contexte, lambda: travail.compter(file(contexte, lentille)), lentille)


def valeurs(contexte: Contexte, lentille: str, critere: str) -> list[str]:
    """Les valeurs d'un critère que porte la file, triées."""
    return garder("valeurs", contexte, lambda: travail.valeurs(file(contexte, lentille), critere), lentille, critere)


def phrase(contexte: Contexte, lentille: str) -> str:
    """La phrase-titre : combien de lignes suffisent."""
    return garder(
        "phrase", contexte, lambda: titre(file(contexte, lentille), progres(contexte, lentille), lentille), lentille
    )


def progres(contexte: Contexte, lentille: str) -> dict[str, Any]:
    """L'avancement d'une lentille, en euros et en lignes."""
    return garder(
        "progres",
        contexte,
        lambda: travail.progres(lignes(contexte), vigueur(contexte), file(contexte, lentille), lentille),
        lentille,
    )


def noms(contexte: Contexte, lentille: str) -> dict[str, str]:
    """Les postes que cette lentille peut donner, code → libellé."""
    return garder(
        "noms", contexte, lambda: cotation_classes.classes(lentille, donnees(contexte), lignes(contexte)), lentille
    )


def garder(usage: str, contexte: Contexte, fabriquer: Callable[[], T], *arguments: Hashable) -> T:
    """Ce qui ne dépend que des données montrées et de ces arguments, fait une fois."""
    return retenir(("cotation", usage, contexte.cle, *arguments), fabriquer)


def classes(contexte: Contexte, lentille: str) -> dict[str, str]:
    """Les mêmes, avec la marque de chaque classe : « ▲ Favorable »."""
    siennes = _MARQUES.get(lentille, {})
    return {code: f"{siennes.get(code, '')} {nom}".strip() for code, nom in noms(contexte, lentille).items()}


def tour() -> int:
    """Grandit à chaque saisie écrite, annulée ou oubliée : les champs qui le portent dans leur clé repartent neufs."""
    return int(st.session_state.get(_TOUR, 0))


def tourner() -> None:
    """Passe au tour suivant."""
    st.session_state[_TOUR] = tour() + 1


def retenir_ce_qui_est_montre(contexte: Contexte) -> None:
    """À la fin d'un passage : l'écran montre cette version. Le geste suivant y est comparé, pas à ce qu'on relit pour
    lui."""
    st.session_state[_VUE] = (contexte.territoire.id, contexte.version)


def _version_montree(contexte: Contexte) -> int:
    territoire, version = st.session_state.get(_VUE, (contexte.territoire.id, contexte.version))
    return int(version) if territoire == contexte.territoire.id else contexte.version


def ecrire(contexte: Contexte, lentille: str, avis: Callable[[], pl.DataFrame]) -> bool:
    """Enregistre un avis comme brouillon ; vrai si c'est fait. Un refus est retenu pour être montré, rien n'est
    perdu."""
    acte = lots.Acte(contexte.exercice, lentille, auteur(contexte), date.today())
    try:
        lot = lots.preparer(acte, avis(), donnees(contexte)["affectations"])
        bilan = enregistrer(
            chargement.entrepot(),
            contexte.acces,
            contexte.territoire.id,
            "affectations",
            lot.lignes,
            ECRAN,
            retirees=lot.retirees,
            version=_version_montree(contexte),
        )
    except ErreurComptes as erreur:
        st.session_state[_REFUS] = erreur
        return False
    st.session_state[_FAITE] = (contexte.territoire.id, bilan.import_id, bilan.phrase)
    tourner()
    return True


def nouvelles(contexte: Contexte) -> None:
    """Ce qu'a donné le dernier geste : un refus qui dit quoi faire, ou ce qui est écrit et de quoi l'annuler."""
    if erreur := st.session_state.pop(_REFUS, None):
        montrer_erreur(erreur)
    faite = st.session_state.get(_FAITE)
    if faite is None or faite[0] != contexte.territoire.id:
        return
    _, numero, bilan = faite
    with st.container(key="faite", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(phrases.enregistree(bilan, provisoire=numero is not None), width="content")
        if numero is not None and contexte.peut(Action.ANNULER):
            st.button(
                "Annuler cette saisie",
                type="tertiary",
                icon=":material/undo:",
                on_click=_annuler,
                args=(numero, contexte),
            )


def _annuler(numero: int, contexte: Contexte) -> None:
    try:
        chargement.entrepot().annuler(contexte.acces, numero)
    except ErreurComptes as erreur:
        st.session_state[_REFUS] = erreur
        return
    st.session_state.pop(_FAITE, None)
    tourner()
    st.toast(phrases.ANNULEE)
