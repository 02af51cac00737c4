"""Les leviers : un curseur par action choisie, une grille par politique ou opération, puis ligne par ligne."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any

import polars as pl
import streamlit as st

from core.format_fr import accorder, enumerer, euros_court, nombre, typographier
from core.usages.arbitrage import Arbitrage
from core.usages.arbitrage.contraintes import raison
from core.usages.arbitrage.leviers import leviers_lignes, sans_ligne
from core.usages.arbitrage.modele import OPERATION, POLITIQUE
from pages._arbitrage import ecran as arbitrage
from pages._arbitrage.etat import Essai, deplacer
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES

PREMIERES = 4
"""Curseurs montrés d'abord : les actions les plus financées dont l'effet est chiffré et que rien ne verrouille."""
_GROUPES = {POLITIQUE: "Politiques", OPERATION: "Opérations"}
_VARIATION = "Variation (€)"


def leviers(contexte: Contexte, en_cours: Essai, resultat: Arbitrage) -> None:
    """La colonne de gauche : ce qui est refusé, les curseurs, la grille, les lignes, les contraintes."""
    with st.container(key="leviers", gap="small"):
        for refus in resultat.refus:
            st.warning(commun.echapper(refus.phrase), icon=":material/block:")
        _curseurs(contexte, en_cours)
        _grilles(contexte, en_cours)
        _contraintes(contexte)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _lignes(contexte: Contexte, objet: str, cible: str) -> pl.DataFrame:
    return leviers_lignes(arbitrage.depart(contexte), objet, cible)


def _curseurs(contexte: Contexte, en_cours: Essai) -> None:
    fiches = {(ligne["objet"], ligne["cible"]): ligne for ligne in arbitrage.actions(contexte).iter_rows(named=True)}
    if not fiches:
        return
    bouges = [cle for cle, variation in en_cours.variations.items() if variation and cle in fiches]
    cle = f"actions_choisies_{contexte.territoire.id}_{en_cours.revision}"
    if cle not in st.session_state:
        premieres = [un for un, fiche in fiches.items() if not fiche["note"] and not fiche["verrou"]][:PREMIERES]
        st.session_state[cle] = list(dict.fromkeys([*bouges, *(premieres or list(fiches)[:PREMIERES])]))
    choisies = list(dict.fromkeys([*st.session_state[cle], *bouges]))
    with st.container(
        key="entete_actions", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("**Actions à financer**", width="content")
        with st.popover(f"Choisir : {len(choisies)} sur {len(fiches)}"):
            st.multiselect(
                "Actions à déplacer",
                list(fiches),
                key=cle,
                placeholder="Choisir une action",
                format_func=lambda un: typographier(fiches[un]["intitule"]),
            )
            _hors_budget(contexte)
    for paire in (choisies[rang : rang + 2] for rang in range(0, len(choisies), 2)):
        for colonne, (objet, code) in zip(st.columns(2, gap="medium"), paire, strict=False):
            with colonne:
                _curseur(en_cours, fiches[objet, code])


def _hors_budget(contexte: Contexte) -> None:
    absentes = sans_ligne(arbitrage.depart(contexte))
    if absentes:
        combien = accorder(len(absentes), "action ne s’arbitre pas ici", "actions ne s’arbitrent pas ici")
        st.caption(
            commun.echapper(
                f"{combien}, faute de ligne de ce budget qui {'la' if len(absentes) == 1 else 'les'} porte : {enumerer(list(absentes))}."
            )
        )


def _curseur(en_cours: Essai, fiche: Mapping[str, Any]) -> None:
    objet, code = fiche["objet"], fiche["cible"]
    courant = int(en_cours.variations.get((objet, code), Decimal(0)))
    pas = _pas(float(fiche["plafond_eur"]))
    bas, haut = ceil(float(fiche["plancher_eur"]) / pas) * pas, max(floor(float(fiche["plafond_eur"]) / pas), 1) * pas
    cle = f"curseur_{objet}_{code}"
    st.session_state[cle] = courant

    def suivre() -> None:
        deplacer(en_cours, objet, code, Decimal(st.session_state[cle]))

    st.slider(
        commun.echapper(f"{fiche['intitule']} · {euros_court(float(fiche['montant_eur']))}"),
        min_value=min(bas, courant),
        max_value=max(haut, courant),
        step=pas,
        key=cle,
        format="localized",
        on_change=suivre,
    )
    mentions = [f":material/lock: {commun.echapper(fiche['verrou'])}"] if fiche["verrou"] else []
    mentions += [commun.echapper(fiche["note"])] if fiche["note"] else []
    if mentions:
        st.caption(" · ".join(mentions))


def _pas(montant: float) -> int:
    """De deux cents à deux mille crans d'un bout à l'autre, une puissance de dix : au moins un euro."""
    return int(max(1.0, 10.0 ** floor(log10(max(montant, 1.0) / 100))))


def _grilles(contexte: Contexte, en_cours: Essai) -> None:
    presents = {objet: titre for objet, titre in _GROUPES.items() if arbitrage.groupes(contexte, objet).height}
    objet = commun.choisir("groupe", "Regrouper", presents) if len(presents) > 1 else POLITIQUE
    _grille(en_cours, arbitrage.groupes(contexte, objet), _GROUPES[objet].removesuffix("s"), f"grille_{objet}")
    noms = {ligne["cible"]: ligne["intitule"] for ligne in arbitrage.groupes(contexte, objet).iter_rows(named=True)}
    with st.expander("Ligne par ligne"):
        ouvert = st.selectbox(
            "Dans", list(noms), format_func=lambda cible: typographier(noms[cible]), key=f"dans_{objet}"
        )
        if ouvert is not None:
            _grille(en_cours, _lignes(contexte, objet, ouvert), "Ligne", f"lignes_{objet}_{ouvert}")


def _grille(en_cours: Essai, leviers: pl.DataFrame, titre: str, nom: str) -> None:
    """Une grille dont seule la variation s'écrit ; une ligne verrouillée le dit."""
    cibles = leviers.select("objet", "cible").rows()
    base = f"{nom}_{en_cours.revision}"
    departs = st.session_state.setdefault(
        f"depart_{base}", {cle: float(en_cours.variations.get(cle, 0)) or None for cle in cibles}
    )
    montree = pl.DataFrame(
        {
            titre: [typographier(texte) for texte in leviers["intitule"]],
            "Crédits (€)": [nombre(montant) for montant in leviers["montant_eur"]],
            _VARIATION: pl.Series([departs.get(cle) for cle in cibles], dtype=pl.Float64),
            "Ce qui tient": [
                typographier(texte[:1].upper() + texte[1:]) if texte else "" for texte in leviers["verrou"]
            ],
        }
    )

    def suivre() -> None:
        for rang, valeurs in st.session_state[base]["edited_rows"].items():
            objet, cible = cibles[int(rang)]
            deplacer(en_cours, objet, cible, Decimal(str(round(valeurs.get(_VARIATION) or 0.0, 2))))

    st.data_editor(
        montree,
        key=base,
        hide_index=True,
        width="stretch",
        height=min(36 * (montree.height + 1), 288),
        disabled=[titre, "Crédits (€)", "Ce qui tient"],
        on_change=suivre,
        placeholder="",
        alt=f"{titre} : crédits et variation",
        column_config={
            titre: st.column_config.TextColumn(titre, width=190),
            "Crédits (€)": st.column_config.TextColumn("Crédits (€)", width=105, alignment="right"),
            _VARIATION: st.column_config.NumberColumn(
                _VARIATION,
                format="localized",
                step=1.0,
                width=120,
                help="Euros ajoutés, ou retirés avec un signe moins",
            ),
        },
    )


def _contraintes(contexte: Contexte) -> None:
    contraintes = arbitrage.depart(contexte).contraintes
    with st.expander(f"Ce qui ne bouge pas librement ({len(contraintes) + 1})", icon=":material/lock:"):
        lignes = [
            f"- :material/lock: {commun.echapper(raison(une))} : {commun.echapper(_tenu(une.montant_eur, une.minimum_eur))}"
            for une in contraintes
        ]
        lignes.append(
            "- :material/lock: Annuité de la dette : le contrat d’emprunt fixe le remboursement et les intérêts"
        )
        st.markdown("\n".join(lignes))


def _tenu(montant: Decimal, minimum: Decimal | None) -> str:
    if minimum is None:
        return f"{euros_court(montant)}, ne bougent pas"
    return f"{euros_court(montant)} prévus, pas moins de {euros_court(minimum)}"
