"""Les leviers : un curseur par action choisie, une grille par politique ou opération, puis ligne par ligne."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.figures.arbitrage import leviers as figures
from core.figures.arbitrage.composition import resultat
from core.figures.arbitrage.leviers import CREDITS, GROUPES, TENU, VARIATION, Curseur, type_levier
from core.format_fr import typographier
from core.usages.arbitrage.modele import POLITIQUE
from pages._arbitrage import phrases
from pages._arbitrage.etat import Essai, deplacer
from pages._outils import commun
from pages._outils.composants import frappes
from pages._outils.contexte import Contexte


def leviers(contexte: Contexte, en_cours: Essai) -> None:
    """La colonne de gauche : ce qui est refusé, les curseurs, la grille, les lignes, les contraintes."""
    with st.container(key="leviers", gap="small"):
        for refus in commun.garder(resultat, contexte, en_cours.adresse).refus:
            st.warning(commun.echapper(refus.phrase), icon=":material/block:")
        _curseurs(contexte, en_cours)
        _grilles(contexte, en_cours)
        _contraintes(contexte)


def _curseurs(contexte: Contexte, en_cours: Essai) -> None:
    fiches = commun.garder(figures.curseurs, contexte)
    if not fiches:
        return
    bouges = [cle for cle, variation in en_cours.variations.items() if variation and cle in fiches]
    cle = f"actions_choisies_{contexte.territoire.id}_{en_cours.revision}"
    if cle not in st.session_state:
        st.session_state[cle] = list(dict.fromkeys([*bouges, *commun.garder(figures.premieres, contexte)]))
    choisies = list(dict.fromkeys([*st.session_state[cle], *bouges]))
    with st.container(
        key="entete_actions", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("**Actions à financer**", width="content")
        with st.popover(phrases.choisir_les_actions(len(choisies), len(fiches))):
            st.multiselect(
                "Actions à déplacer",
                list(fiches),
                key=cle,
                placeholder="Choisir une action",
                format_func=lambda un: typographier(fiches[un].intitule),
            )
            if absentes := commun.garder(figures.hors_budget, contexte):
                st.caption(commun.echapper(absentes))
    for paire in (choisies[rang : rang + 2] for rang in range(0, len(choisies), 2)):
        for colonne, levier in zip(st.columns(2, gap="medium"), paire, strict=False):
            with colonne:
                _curseur(en_cours, levier, fiches[levier])


def _curseur(en_cours: Essai, levier: type_levier, fiche: Curseur) -> None:
    courant = int(en_cours.variations.get(levier, Decimal(0)))
    cle = "curseur_{}_{}".format(*levier)
    st.session_state[cle] = courant

    def suivre() -> None:
        deplacer(en_cours, *levier, Decimal(st.session_state[cle]))

    st.slider(
        commun.echapper(fiche.libelle),
        min_value=min(fiche.bas, courant),
        max_value=max(fiche.haut, courant),
        step=fiche.pas,
        key=cle,
        format="localized",
        on_change=suivre,
    )
    mentions = [f":material/lock: {commun.echapper(fiche.verrou)}"] if fiche.verrou else []
    mentions += [commun.echapper(fiche.note)] if fiche.note else []
    if mentions:
        st.caption(" · ".join(mentions))


def _grilles(contexte: Contexte, en_cours: Essai) -> None:
    presents = {objet: titre for objet, titre in GROUPES.items() if commun.garder(figures.groupes, contexte, objet)}
    commun.refuser({"groupe": GROUPES})
    objet = commun.choisir("groupe", "Regrouper", presents) if len(presents) > 1 else POLITIQUE
    _grille(contexte, en_cours, objet, "")
    with st.expander("Ligne par ligne", key="porte_lignes", on_change="rerun") as porte:
        if porte.open:
            _lignes(contexte, en_cours, objet)


def _lignes(contexte: Contexte, en_cours: Essai, objet: str) -> None:
    """Les lignes de la politique ou de l'opération choisie."""
    groupes = commun.garder(figures.groupes, contexte, objet)
    ouvert = st.selectbox(
        "Dans", list(groupes), format_func=lambda cible: typographier(groupes[cible].intitule), key=f"dans_{objet}"
    )
    if ouvert is not None:
        _grille(contexte, en_cours, objet, ouvert)


def _grille(contexte: Contexte, en_cours: Essai, objet: str, dans: str) -> None:
    """Une grille dont seule la variation s'écrit ; `dans` : les lignes de cette politique ou opération.

    Ses montants de départ sont figés tant qu'elle reste montrée : chaque frappe la redessinerait. Streamlit oublie ce
    qui est tapé dans une grille qui ne l'est plus : remontrée, elle part des mouvements.
    """
    cibles = commun.garder(figures.cibles, contexte, objet, dans)
    base = f"grille_{objet}_{dans}_{en_cours.revision}"
    depart = f"depart_{base}"
    if base not in st.session_state or depart not in st.session_state:
        st.session_state[depart] = tuple(float(en_cours.variations.get(cle, 0)) or None for cle in cibles)
    montree = commun.garder(figures.grille, contexte, objet, dans, st.session_state[depart])
    titre = montree.columns[0]

    def suivre() -> None:
        for rang, valeurs in frappes(st.session_state[base]["edited_rows"], len(cibles)).items():
            deplacer(en_cours, *cibles[rang], Decimal(str(round(valeurs.get(VARIATION) or 0.0, 2))))

    st.data_editor(
        montree.to_arrow(),
        key=base,
        hide_index=True,
        width="stretch",
        height=min(36 * (len(cibles) + 1), 288),
        disabled=[titre, CREDITS, TENU],
        on_change=suivre,
        placeholder="",
        alt=phrases.grille(titre),
        column_config=_colonnes(titre),
    )


def _colonnes(titre: str) -> dict[str, ColumnConfig]:
    return {
        titre: st.column_config.TextColumn(titre, width=190),
        CREDITS: st.column_config.TextColumn(CREDITS, width=105, alignment="right"),
        VARIATION: st.column_config.NumberColumn(
            VARIATION, format="localized", step=1.0, width=120, help=phrases.MONTANTS
        ),
    }


def _contraintes(contexte: Contexte) -> None:
    dites = commun.garder(figures.contraintes, contexte)
    with st.expander(phrases.contraintes(len(dites)), icon=":material/lock:"):
        st.markdown("\n".join(phrases.contrainte(nom, montants) for nom, montants in dites))
