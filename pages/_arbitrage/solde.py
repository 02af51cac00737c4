"""Le bandeau du solde, toujours sous les yeux : ce qui est ajouté, retiré, ce qui reste à trouver, et de quoi équilibrer."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from core.figures.arbitrage.phrases import Enveloppe, solde
from core.format_fr import accorder, euros, typographier
from core.usages.arbitrage import Arbitrage
from core.usages.arbitrage.modele import POLITIQUE
from pages._arbitrage import ecran as arbitrage
from pages._arbitrage.etat import Essai, deplacer, vider
from pages._outils import commun
from pages._outils.contexte import Contexte


def bandeau(contexte: Contexte, en_cours: Essai, resultat: Arbitrage) -> None:
    """Le solde au pied de l'écran ; équilibrer d'un geste, ou tout remettre à zéro."""
    lue = arbitrage.enveloppe(contexte, resultat)
    with st.container(key="solde", horizontal=True, vertical_alignment="center", gap="medium"):
        if not en_cours.mouvements:
            st.markdown(f"**{commun.echapper(f'Enveloppe : {euros(lue.total_eur)}')}**", width="content")
            return
        st.markdown(f":{'orange' if lue.solde_eur else 'green'}[**{commun.echapper(solde(lue))}**]", width="content")
        st.markdown(f":gray[{commun.echapper(_dit(lue, resultat))}]", width="stretch")
        if lue.solde_eur:
            with st.popover("Équilibrer", icon=":material/balance:"):
                _equilibrer(contexte, en_cours, lue.solde_eur)
        st.button(
            "Tout remettre à zéro",
            key="vider",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=vider,
            args=(en_cours,),
        )


def _dit(lue: Enveloppe, resultat: Arbitrage) -> str:
    morceaux = [f"{euros(lue.deplaces_eur)} ajoutés, {euros(resultat.retires_eur)} retirés"]
    if resultat.non_chiffres:
        morceaux.append(arbitrage.sans_chiffre(resultat).lower())
    if resultat.refus:
        morceaux.append(accorder(len(resultat.refus), "mouvement refusé", "mouvements refusés"))
    return " · ".join(morceaux)


def _equilibrer(contexte: Contexte, en_cours: Essai, reste: Decimal) -> None:
    """Les politiques qui peuvent rendre, ou recevoir, tout le reste : les plus grandes d'abord."""
    courantes = en_cours.variations
    noms = [
        ligne["cible"]
        for ligne in arbitrage.groupes(contexte, POLITIQUE).iter_rows(named=True)
        if ligne["plancher_eur"] < 0
        and courantes.get((POLITIQUE, ligne["cible"]), Decimal(0)) - reste >= ligne["plancher_eur"]
    ]
    if not noms:
        st.markdown("Aucune politique ne peut à elle seule équilibrer : réduisez ou répartissez vos mouvements.")
        return
    verbe = "Prendre" if reste > 0 else "Donner"
    nom = st.selectbox(
        typographier(f"{verbe} {euros(abs(reste))} {'sur' if reste > 0 else 'à'}"),
        noms,
        key="equilibrer_sur",
        format_func=typographier,
    )

    def suivre() -> None:
        deplacer(en_cours, POLITIQUE, nom, courantes.get((POLITIQUE, nom), Decimal(0)) - reste)
        en_cours.revision += 1

    st.button(f"{verbe} ce montant", key="equilibrer", type="primary", on_click=suivre)
