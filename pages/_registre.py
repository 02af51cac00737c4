"""Le registre des imports et le journal des changements, avec leurs deux gestes : publier, annuler."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import polars as pl
import streamlit as st

from core.acces import Action
from core.erreurs import ErreurComptes
from core.format_fr import accorder, date_longue, en_lettres, majuscule
from pages import _chargement as chargement
from pages._contexte import Contexte, montrer_erreur
from pages._textes import echapper

_STATUTS = {
    "brouillon": ":orange-badge[Provisoire]",
    "valide": ":green-badge[Publié]",
    "annule": ":gray-badge[Annulé]",
}
_ACTIONS = {
    "territoire": "Territoire créé",
    "import": "Import",
    "validation": "Publication",
    "annulation": "Annulation",
}
MONTRES = 20


def quand(instant: datetime) -> str:
    """« 23 novembre 2026 à 7 h 53 »."""
    return f"{date_longue(instant)} à {instant.hour} h {instant.minute:02}"


def resume(contexte: Contexte) -> str:
    """La phrase-titre : combien d'imports, et combien attendent d'être publiés."""
    registre = _imports(contexte)
    actifs = registre.filter(pl.col("statut") != "annule").height
    attente = registre.filter(pl.col("statut") == "brouillon").height
    nom = echapper(contexte.territoire.nom)
    if not actifs:
        return f"{nom} : rien n’a encore été importé"
    chiffres = f"{nom} : {en_lettres(actifs)} import{'s' if actifs > 1 else ''}"
    if not attente:
        return f"{chiffres}, tous publiés" if actifs > 1 else f"{chiffres}, publié"
    verbe = "attend" if attente == 1 else "attendent"
    return f"{chiffres}, dont {en_lettres(attente)} {verbe} d’être publié{'s' if attente > 1 else ''}"


def dernier_import(contexte: Contexte) -> str:
    """« Dernier import : fichier, par qui, quand » ; vide si rien n'a été importé."""
    registre = _imports(contexte).filter(pl.col("statut") != "annule")
    if registre.is_empty():
        return ""
    ligne = registre.row(0, named=True)
    return f"Dernier import : « {echapper(ligne['fichier'])} », {quand(ligne['date'])}, par {echapper(ligne['identite'])}."


def _imports(contexte: Contexte) -> pl.DataFrame:
    return chargement.imports(contexte.territoire.id, contexte.version, contexte.acces)


def imports(contexte: Contexte) -> None:
    """Les imports, du plus récent au plus ancien, chacun avec ses gestes permis."""
    st.header("Imports", anchor=False)
    registre = _imports(contexte)
    if registre.is_empty():
        st.markdown("Aucun import pour ce territoire.")
    for ligne in registre.head(MONTRES).iter_rows(named=True):
        _import(ligne, contexte)
    if registre.height > MONTRES:
        st.caption(f"Les {MONTRES} plus récents sont montrés, sur {registre.height}.")


def _import(ligne: dict[str, Any], contexte: Contexte) -> None:
    with st.container(key=f"import_{ligne['id']}", border=True, horizontal=True, vertical_alignment="center"):
        comptes = [
            accorder(ligne["creees"], "ligne créée", "lignes créées"),
            accorder(ligne["remplacees"], "remplacée"),
            accorder(ligne["rejetees"], "refusée"),
        ]
        st.markdown(
            f"**{echapper(ligne['fichier'])}** {_STATUTS[ligne['statut']]}  \n"
            f":gray[N° {ligne['id']} · {quand(ligne['date'])} · {echapper(ligne['identite'])} · {' · '.join(comptes)}]",
            width="stretch",
        )
        if ligne["statut"] == "brouillon" and contexte.peut(Action.VALIDER):
            st.button("Publier", key=f"publier_{ligne['id']}", on_click=_publier, args=(ligne["id"], contexte))
        if ligne["statut"] != "annule" and contexte.peut(Action.ANNULER):
            with st.popover("Annuler", key=f"porte_annuler_{ligne['id']}"):
                st.markdown("Le territoire revient à son état d’avant cet import. L’import reste au journal.")
                st.button(
                    "Annuler cet import", key=f"annuler_{ligne['id']}", type="primary", on_click=annuler,
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
    journal = chargement.entrepot().journal(contexte.acces, contexte.territoire.id)
    st.dataframe(
        pl.DataFrame(
            {
                "N°": [str(numero) for numero in journal["numero"]],
                "Quand": [quand(instant) for instant in journal["date"]],
                "Qui": journal["identite"],
                "Quoi": [_ACTIONS.get(action, majuscule(action)) for action in journal["action"]],
                "Sur": [_sur(ligne) for ligne in journal.iter_rows(named=True)],
                "Empreinte": [empreinte[:12] for empreinte in journal["empreinte"]],
            }
        ),
        width="stretch",
        hide_index=True,
        alt="Journal des changements du territoire, du plus récent au plus ancien",
    )
    st.caption("Chaque entrée porte l’empreinte de la précédente : une ligne retirée ou modifiée se verrait.")


def _sur(ligne: dict[str, Any]) -> str:
    if ligne["fichier"]:
        return f"Import n° {ligne['import_id']}, {ligne['fichier']}"
    detail = json.loads(ligne["detail"] or "{}")
    return ", ".join(str(valeur) for valeur in detail.values() if isinstance(valeur, str | int))
