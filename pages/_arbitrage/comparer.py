"""Comparer des scénarios gardés : un par colonne, du même départ, sans vainqueur désigné."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.documents.arbitrage.classeur import classeur
from core.figures.arbitrage import vues as figures
from core.figures.arbitrage.phrases import solde
from core.figures.vue import Vue
from core.format_fr import accorder, euros, typographier
from core.usages.arbitrage import Arbitrage, Scenario, scenarios
from core.usages.arbitrage.adresse import ecrire
from pages._arbitrage import ecran as arbitrage
from pages._arbitrage.gardes import qui
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES

MAXIMUM, PREMIERS = 4, 3
"""Scénarios comparés au plus, et d'abord."""
_SEPARE = ","


def montrer(contexte: Contexte) -> None:
    """Les scénarios que dit l'adresse, à défaut les premiers gardés ; à défaut, comment en garder un."""
    gardes = scenarios(arbitrage.depart(contexte).donnees, arbitrage.depart(contexte).exercice)
    if not gardes:
        _vide(contexte)
        return
    choisis = [gardes[code] for code in _demandes(gardes)]
    choisis = _distinguer(choisis)
    resultats = {un.nom: arbitrage.resultat(contexte, ecrire(un.mouvements)) for un in choisis}
    lentille = commun.choix("lentille", arbitrage.lentilles(next(iter(resultats.values()))))
    vue = _composer(contexte, tuple((un.nom, ecrire(un.mouvements)) for un in choisis), lentille, _maximum(contexte))

    def dessin() -> None:
        _choix(gardes, [un.code for un in choisis])
        _fiches(contexte, choisis, resultats)
        commun.choisir("lentille", "Lentille", arbitrage.lentilles(next(iter(resultats.values()))))
        commun.figure(vue, contexte)
        commun.table_entiere(vue.tableau, vue.alt)

    commun.afficher(vue, contexte, dessin=None if contexte.projection else dessin, commandes=arbitrage.commandes)


def _vide(contexte: Contexte) -> None:
    with st.container(key="message", gap=None):
        st.title("Aucun scénario n’est encore gardé pour cet exercice", anchor=False)
    if contexte.projection:
        return
    arbitrage.commandes()
    st.markdown(
        "Déplacez des montants à la vue « Arbitrer », puis enregistrez-les sous un nom : ils se compareront ici."
    )


def _demandes(gardes: dict[str, Scenario]) -> list[str]:
    """Ceux que nomme l'adresse ; ou ceux envoyés à la séance qu'elle nomme ; à défaut, les premiers."""
    demandes = [code for code in commun.parametre("scenarios").split(_SEPARE) if code in gardes]
    envoyes = [code for code, un in gardes.items() if un.seance and un.seance == commun.parametre("seance")]
    return list(dict.fromkeys(demandes or envoyes))[:MAXIMUM] or list(gardes)[:PREMIERS]


def _distinguer(choisis: list[Scenario]) -> list[Scenario]:
    """Deux scénarios de même nom se distinguent par leur code."""
    noms = [un.nom for un in choisis]
    return [replace(un, nom=f"{un.nom} ({un.code})") if noms.count(un.nom) > 1 else un for un in choisis]


def _choix(gardes: dict[str, Scenario], courants: list[str]) -> None:
    st.session_state["choix_scenarios"] = courants

    def suivre() -> None:
        commun.ecrire_parametre("scenarios", _SEPARE.join(st.session_state["choix_scenarios"]))

    st.multiselect(
        "Scénarios comparés (quatre au plus)",
        list(gardes),
        key="choix_scenarios",
        max_selections=MAXIMUM,
        format_func=lambda code: typographier(gardes[code].nom),
        on_change=suivre,
        placeholder="Choisir un scénario",
    )


def _maximum(contexte: Contexte) -> int | None:
    return figures.PROJETES - 1 if contexte.projection else None


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _composer(contexte: Contexte, compares: tuple[tuple[str, str], ...], lentille: str, maximum: int | None) -> Vue:
    """La vue de scénarios dits par leur nom et l'adresse de leurs mouvements, composée une fois."""
    cadrage = figures.Cadrage(arbitrage.sous_titre(contexte), arbitrage.chiffres(contexte), lentille, maximum)
    effets = [arbitrage.resultat(contexte, mouvements).effets for _, mouvements in compares]
    return figures.vue_comparer(effets, [nom for nom, _ in compares], cadrage)


def _fiches(contexte: Contexte, choisis: list[Scenario], resultats: dict[str, Arbitrage]) -> None:
    """Qui a posé chaque scénario, quand, pour quelle séance, son solde, ce qu'il déplace et ce qu'il ne sait pas."""
    for colonne, un in zip(st.columns(len(choisis)), choisis, strict=True):
        with colonne, st.container(border=True, gap=None, height="stretch", key=f"fiche_{un.code}"):
            _fiche(contexte, un, resultats[un.nom])
    st.download_button(
        "Classeur des scénarios (Excel)",
        lambda: classeur(
            arbitrage.depart(contexte), resultats, contexte.territoire.nom, {un.nom: qui(un) for un in choisis}
        ),
        f"scenarios_{contexte.territoire.id}_{arbitrage.depart(contexte).exercice}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
    )


def _fiche(contexte: Contexte, un: Scenario, fait: Arbitrage) -> None:
    lue = arbitrage.enveloppe(contexte, fait)
    st.markdown(f"**{commun.echapper(un.nom)}**")
    st.markdown(f":{'orange' if lue.solde_eur else 'green'}[**{commun.echapper(solde(lue))}**]")
    dits = [f"{euros(lue.deplaces_eur)} ajoutés en {accorder(lue.mouvements, 'mouvement')}"]
    if fait.non_chiffres:
        dits.append(arbitrage.sans_chiffre(fait).lower())
    if fait.refus:
        dits.append(accorder(len(fait.refus), "mouvement refusé", "mouvements refusés"))
    st.markdown(commun.echapper(" · ".join(dits)))
    st.caption(commun.echapper(qui(un)))
    for refus in fait.refus:
        st.caption(commun.echapper(refus.phrase))
    commun.lien("arbitrage", "Ouvrir ce scénario", ":material/open_in_new:", contexte, scenario=un.code)
