"""Le registre des imports et le journal des changements, avec leurs deux gestes : publier, annuler."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from core.acces import Action
from core.donnees.apercu import lignes_ecrites
from core.donnees.saisie import FORMAT
from core.erreurs import ErreurComptes
from core.format_fr import majuscule, typographier
from pages._journal import phrases
from pages._outils import chargement
from pages._outils.contexte import Contexte, montrer_erreur
from pages._outils.etat import choisir, refuser
from pages._outils.reserve import retenir_de

if TYPE_CHECKING:
    import pyarrow as pa

_ACTIONS = {
    "territoire": "Territoire créé",
    "correction": "Territoire corrigé",
    "import": "Import",
    "saisie": "Saisie à l’écran",
    "validation": "Publication",
    "annulation": "Annulation",
}
MONTRES = 20
_ORIGINES = {"tout": "Tout", "fichiers": "Fichiers", "saisies": "Saisies à l’écran"}
_REFUS_D_ENSEMBLE = "refus_publier_tout"


def resume(contexte: Contexte) -> str:
    """La phrase-titre : combien d'imports, et combien attendent d'être publiés."""
    registre = _imports(contexte)
    actifs = registre.filter(pl.col("statut") != "annule").height
    attente = registre.filter(pl.col("statut") == "brouillon").height
    return phrases.titre(
        contexte.territoire.nom, actifs, attente, registre.height - actifs, saisies="saisies" in _melange(registre)
    )


def dernier_import(contexte: Contexte) -> str:
    """« Dernier import : fichier, par qui, quand » ; vide si rien n'a été importé."""
    registre = _imports(contexte).filter(pl.col("statut") != "annule")
    return "" if registre.is_empty() else phrases.derniere_ecriture(registre.row(0, named=True))


def _imports(contexte: Contexte) -> pl.DataFrame:
    return chargement.imports(contexte.territoire.id, contexte.version, contexte.acces)


def _melange(registre: pl.DataFrame) -> list[str]:
    """Ce que le registre contient, parmi « fichiers » et « saisies »."""
    formats = set(registre["format"].to_list())
    return [nom for nom, present in (("fichiers", formats - {FORMAT}), ("saisies", formats & {FORMAT})) if present]


def imports(contexte: Contexte) -> None:
    """Les imports, du plus récent au plus ancien, chacun avec ses gestes permis ; les attentes se publient ensemble."""
    registre = _imports(contexte)
    with st.container(
        key="tete_imports", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header("Imports", anchor=False, width="content")
        refuser({"origine": _ORIGINES})
        if len(_melange(registre)) > 1 and (origine := choisir("origine", "Origine", _ORIGINES)) != "tout":
            saisie = pl.col("format") == FORMAT
            registre = registre.filter(saisie if origine == "saisies" else ~saisie)
        _tout_publier(contexte)
    if erreur := st.session_state.pop(_REFUS_D_ENSEMBLE, None):
        montrer_erreur(erreur)
    if registre.is_empty():
        st.markdown(phrases.AUCUN_IMPORT)
    for ligne in registre.head(MONTRES).iter_rows(named=True):
        _import(ligne, contexte)
    if registre.height > MONTRES:
        st.caption(phrases.les_plus_recents(MONTRES, registre.height))


def _tout_publier(contexte: Contexte) -> None:
    """Publier d'un coup tout ce qui attend, du plus ancien au plus récent, après une seule confirmation."""
    attente = _imports(contexte).filter(pl.col("statut") == "brouillon").sort("id")
    if attente.height < 2 or not contexte.peut(Action.VALIDER):
        return
    with st.popover(f"Publier tout ({attente.height})", key="porte_publier_tout"):
        st.markdown(phrases.publier_ensemble(attente.height, lignes_ecrites(attente)))
        st.button(
            "Tout publier",
            key="publier_tout",
            type="primary",
            on_click=_publier_tout,
            args=(tuple(attente["id"]), contexte),
        )


def _publier_tout(numeros: tuple[int, ...], contexte: Contexte) -> None:
    """Publie dans l'ordre ; s'arrête au premier refus, qui est montré : ce qui précède reste publié."""
    for numero in numeros:
        try:
            chargement.entrepot().valider(contexte.acces, numero)
        except ErreurComptes as erreur:
            st.session_state[_REFUS_D_ENSEMBLE] = erreur
            return


def _import(ligne: dict[str, Any], contexte: Contexte) -> None:
    saisie = ligne["format"] == FORMAT
    with st.container(key=f"import_{ligne['id']}", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(phrases.entree(ligne), width="stretch")
        if ligne["statut"] == "brouillon" and contexte.peut(Action.VALIDER):
            st.button("Publier", key=f"publier_{ligne['id']}", on_click=_publier, args=(ligne["id"], contexte))
        if ligne["statut"] != "annule" and contexte.peut(Action.ANNULER):
            with st.popover("Annuler", key=f"porte_annuler_{ligne['id']}"):
                st.markdown(phrases.effet_d_annuler(saisie=saisie))
                st.button(
                    phrases.annuler(saisie=saisie),
                    key=f"annuler_{ligne['id']}",
                    type="primary",
                    on_click=annuler,
                    args=(ligne["id"], contexte),
                )
    if erreur := st.session_state.pop(f"refus_{ligne['id']}", None):
        montrer_erreur(erreur)


def _publier(import_id: int, contexte: Contexte) -> None:
    try:
        chargement.entrepot().valider(contexte.acces, import_id)
    except ErreurComptes as erreur:
        st.session_state[f"refus_{import_id}"] = erreur


def annuler(import_id: int, contexte: Contexte) -> None:
    """Défait un import ; un refus est montré sous sa ligne au passage suivant."""
    try:
        chargement.entrepot().annuler(contexte.acces, import_id)
    except ErreurComptes as erreur:
        st.session_state[f"refus_{import_id}"] = erreur


def changements(contexte: Contexte) -> None:
    """Le journal : une entrée par changement, chaînée à la précédente par son empreinte."""
    st.header("Journal des changements", anchor=False)
    journal = chargement.journal(contexte.territoire.id, contexte.version, contexte.acces)
    st.dataframe(
        retenir_de(journal, "changements", lambda: _table(journal)),
        width="stretch",
        hide_index=True,
        alt=phrases.CHANGEMENTS,
    )
    st.caption(phrases.ENCHAINEES)


def _table(journal: pl.DataFrame) -> pa.Table:
    return pl.DataFrame(
        {
            "N°": [str(numero) for numero in journal["numero"]],
            "Quand": [phrases.quand(instant) for instant in journal["date"]],
            "Qui": journal["identite"],
            "Quoi": [_quoi(ligne) for ligne in journal.iter_rows(named=True)],
            "Sur": [typographier(_sur(ligne)) for ligne in journal.iter_rows(named=True)],
            "Empreinte": [empreinte[:12] for empreinte in journal["empreinte"]],
        }
    ).to_arrow()


def _quoi(ligne: dict[str, Any]) -> str:
    if ligne["format"] == FORMAT and ligne["action"] == "import":
        return _ACTIONS[FORMAT]
    return _ACTIONS.get(ligne["action"], majuscule(ligne["action"]))


def _sur(ligne: dict[str, Any]) -> str:
    if ligne["fichier"]:
        mot = "N°" if ligne["format"] == FORMAT else "Import n°"
        return f"{mot} {ligne['import_id']}, {ligne['fichier']}"
    detail = json.loads(ligne["detail"] or "{}")
    return ", ".join(str(valeur) for valeur in detail.values() if isinstance(valeur, str | int))
