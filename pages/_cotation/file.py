"""La file de travail : resserrer, coter dans la grille au clavier, confirmer ce que proposent les règles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from core.format_fr import nombre
from core.tables.affectations import CONFIANCES
from core.usages.cotation import lots
from core.usages.cotation.phrases import APPUIS, TRANCHEES
from core.usages.cotation.travail import CRITERES, STATUTS, Filtre, poids
from pages._cotation import etat, phrases
from pages._cotation.grille import (
    COLONNES,
    SAISIES,
    a_choisir,
    a_ecrire,
    en_grille,
    raisons,
    reglages,
    relever,
    sans_classe,
    type_tapees,
)
from pages._outils.composants import liste
from pages._outils.contexte import Contexte
from pages._outils.etat import PAGE, choisir, choix, ecrire_parametre, parametre

if TYPE_CHECKING:
    import pyarrow as pa

PAR_PAGE = 50
_TOUT = ""
_TAPEES, _GRILLE = "cotations_tapees", "grille_des_cotations"
_NOMS = {"issue": TRANCHEES, "confiance_regle": APPUIS, "confiance": CONFIANCES}
"""Les critères dont les valeurs sont des codes, et comment on les dit."""
type_place = tuple[Filtre, int]
"""Où l'on est dans la file : ce qui la resserre, et la page."""


def travail(contexte: Contexte, lentille: str) -> None:
    """Les filtres, puis la page de la grille qu'ils laissent."""
    filtre = _filtres(contexte, lentille)
    retenue = etat.retenue(contexte, lentille, filtre)
    if retenue.is_empty():
        st.markdown(phrases.aucune(filtre))
        return
    pages = -(-retenue.height // PAR_PAGE)
    demandee = parametre(PAGE, "1")
    page = min(int(demandee), pages) if demandee.isdecimal() and int(demandee) else 1
    montree = retenue.slice((page - 1) * PAR_PAGE, PAR_PAGE)
    _grille(contexte, lentille, montree, (filtre, page))
    _pager(retenue, page, pages)


def _filtres(contexte: Contexte, lentille: str) -> Filtre:
    comptes = etat.comptes(contexte, lentille)
    options = {cle: f"{nom} {nombre(comptes[cle])}" for cle, nom in STATUTS.items() if comptes[cle] or cle == "a_faire"}
    criteres = tuple(
        (nom, valeur) for nom in CRITERES if parametre(nom) and (valeur := choix(nom, valeurs(contexte, lentille, nom)))
    )
    with st.container(key="filtres", horizontal=True, vertical_alignment="center", gap="small"):
        statut = choisir("statut", "État", options)
        texte = _recherche()
        with st.popover("Filtrer", icon=":material/filter_list:", key="porte_criteres", on_change="rerun") as porte:
            if porte.open:
                for rang, colonne in enumerate(st.columns(2)):
                    with colonne:
                        for nom, libelle in list(CRITERES.items())[rang::2]:
                            liste(nom, libelle, valeurs(contexte, lentille, nom), width=260)
        if criteres:
            st.caption(phrases.criteres(len(criteres)), width="content")
    return Filtre(statut, texte, criteres)


def valeurs(contexte: Contexte, lentille: str, critere: str) -> dict[str, str]:
    """Ce qu'un critère peut valoir dans la file, code → libellé ; d'abord, ne rien exiger."""
    connues, dits = etat.valeurs(contexte, lentille, critere), _NOMS.get(critere)
    noms = {code: code for code in connues} if dits is None else {code: dits[code] for code in connues if code in dits}
    return {_TOUT: phrases.TOUTES_LES_VALEURS} | noms


def _recherche() -> str:
    def suivre() -> None:
        ecrire_parametre("q", st.session_state["champ_recherche"].strip() or None)
        ecrire_parametre(PAGE, None)

    st.session_state["champ_recherche"] = parametre("q")[:100]
    st.text_input(
        "Chercher",
        key="champ_recherche",
        on_change=suivre,
        width=220,
        placeholder="Libellé, compte, service…",
        label_visibility="collapsed",
        icon=":material/search:",
    )
    return parametre("q")[:100]


@st.fragment
def _grille(contexte: Contexte, lentille: str, montree: pl.DataFrame, place: type_place) -> None:
    """La grille et ses gestes ; taper une cellule ne refait que ce morceau de l'écran."""
    classes, choix = etat.classes(contexte, lentille), a_choisir(etat.noms(contexte, lentille))
    tapees = _tapees(contexte, lentille)
    cle = f"grille_{hash((contexte.territoire.id, contexte.version, contexte.exercice, lentille, place, etat.tour()))}"

    def en_clair() -> pl.DataFrame:
        return en_grille(montree, classes, choix, tapees)

    depart: pa.Table = _base(
        cle, en_clair if tapees else lambda: etat.garder("grille", contexte, en_clair, lentille, place)
    )
    st.data_editor(
        depart,
        key=cle,
        hide_index=True,
        width="stretch",
        height=360,
        num_rows="fixed",
        placeholder="",
        disabled=[nom for nom in COLONNES if nom not in SAISIES],
        column_config=reglages(classes, choix),
        alt=phrases.A_COTER,
    )
    relever(montree, choix, tapees, dict(st.session_state[cle]["edited_rows"]))
    _gestes(contexte, lentille, montree, tapees)


def _tapees(contexte: Contexte, lentille: str) -> type_tapees:
    """Ce qui est tapé et pas encore enregistré, par dépense : gardé d'une page et d'un filtre à l'autre."""
    toutes = st.session_state.setdefault(_TAPEES, {})
    tapees: type_tapees = toutes.setdefault((contexte.territoire.id, contexte.exercice, lentille), {})
    return tapees


def _base(cle: str, composer: Callable[[], pl.DataFrame]) -> pa.Table:
    """Ce que la grille affiche au départ ; figé tant qu'elle vit, sinon chaque frappe la redessinerait."""
    gardee = st.session_state.get(_GRILLE)
    if gardee is None or gardee[0] != cle:
        gardee = (cle, composer().to_arrow())
        st.session_state[_GRILLE] = gardee
    table: pa.Table = gardee[1]
    return table


def _gestes(contexte: Contexte, lentille: str, montree: pl.DataFrame, tapees: type_tapees) -> None:
    file = etat.file(contexte, lentille)
    choix_faits = a_ecrire(file, tapees)
    cochees = [signature for signature, tapee in tapees.items() if tapee.get("coche")]
    visees = file.filter(pl.col("signature").is_in(cochees)) if cochees else montree
    visees = visees.join(choix_faits, on="signature", how="anti", maintain_order="left")
    confirmables = lots.confirmables(visees)
    with st.container(key="gestes", horizontal=True, vertical_alignment="center", gap="small"):
        libelle = phrases.enregistrer(choix_faits.height)
        if st.button(libelle, type="primary", disabled=choix_faits.is_empty(), key="enregistrer"):
            _faire(contexte, lentille, tapees, choix_faits["signature"], lambda: lots.choisir(file, choix_faits))
        if confirmables.height and st.button(
            phrases.confirmer(confirmables.height, poids(confirmables)),
            key="confirmer_propositions",
            help=phrases.FAIRE_VOTRES,
        ):
            _faire(
                contexte, lentille, tapees, confirmables["signature"], lambda: lots.confirmer(visees, raisons(tapees))
            )
        if len(cochees) == 1 and st.button("Ouvrir la ligne", icon=":material/open_in_full:", key="ouvrir_ligne"):
            ecrire_parametre("ligne", cochees[0])
            st.rerun()
        if tapees and st.button("Oublier la saisie", type="tertiary", key="oublier_saisie"):
            tapees.clear()
            etat.tourner()
            st.rerun()
        if attendent := sans_classe(tapees, choix_faits):
            st.caption(phrases.sans_classe(attendent))
        elif not choix_faits.height:
            st.caption(phrases.COMMENT_COTER)


def _faire(
    contexte: Contexte, lentille: str, tapees: type_tapees, ecrites: pl.Series, avis: Callable[[], pl.DataFrame]
) -> None:
    """Écrit, oublie ce qui l'a été, et refait l'écran ; un refus garde toute la saisie, une réussite garde le reste."""
    if etat.ecrire(contexte, lentille, avis):
        for signature in ecrites:
            tapees.pop(signature, None)
    st.rerun()


def _pager(retenue: pl.DataFrame, page: int, pages: int) -> None:
    debut = (page - 1) * PAR_PAGE + 1
    fin = min(page * PAR_PAGE, retenue.height)
    with st.container(key="pages", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(phrases.page(debut, fin, retenue.height, poids(retenue)), width="content")
        if pages > 1:
            st.button(
                "Précédentes",
                type="tertiary",
                disabled=page == 1,
                on_click=ecrire_parametre,
                args=(PAGE, str(page - 1) if page > 2 else None),
                icon=":material/chevron_left:",
            )
            st.button(
                "Suivantes",
                type="tertiary",
                disabled=page == pages,
                on_click=ecrire_parametre,
                args=(PAGE, str(page + 1)),
                icon=":material/chevron_right:",
            )
