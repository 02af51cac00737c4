"""Ce que l'écran « Budget » compose : ses choix, son panneau « et alors ? », et les lignes d'une barre choisie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import streamlit as st

from core.documents.tableaux import en_francais
from core.figures.execution.panneau import en_clair, manques, reperes
from core.figures.execution.vues import MAXIMUM, Perimetre, vue_epargne, vue_postes
from core.figures.vue import Vue
from core.format_fr import accorder
from core.references import glossaire, seuils_financiers
from pages._outils import chargement, commun
from pages._outils.vue import configuration

VUES = {"politiques": "Par politique", "chapitres": "Par chapitre", "epargne": "Épargne et dette"}
SENS = {"depense": "Dépenses", "recette": "Recettes"}
SECTIONS = {"toutes": "Toutes", "fonctionnement": "Fonctionnement", "investissement": "Investissement"}
UNITES = {"euros": "€", "habitant": "€/hab."}
_LENTILLES = {"politiques": "politique", "chapitres": "chapitre"}
MAXIMUM_PROJETE = 8
"""Barres en projection : lisibles du dernier rang."""


def lire_perimetre(contexte: commun.Contexte) -> Perimetre | None:
    """Ce que demande l'adresse ; nul pour la vue de l'épargne. Une valeur inconnue vaut la première de sa liste."""
    vue = _parmi("vue", VUES)
    if vue == "epargne":
        return None
    section = _parmi("section", _sections(vue))
    return Perimetre(_LENTILLES[vue], _parmi("sens", SENS), None if section == "toutes" else section, contexte.exercice)


def choisir(contexte: commun.Contexte) -> None:
    """Les choix de l'écran, tenus par l'adresse ; l'épargne n'a ni sens ni section."""
    vue = commun.choisir("vue", "Vue", VUES)
    if vue == "epargne":
        return
    commun.choisir("sens", "Sens", SENS)
    commun.choisir("section", "Section", _sections(vue))
    if contexte.territoire.population:
        commun.choisir("unite", "Unité", UNITES)


def composer(contexte: commun.Contexte, perimetre: Perimetre | None) -> Vue:
    """La vue que demande l'adresse, faite des indicateurs d'exécution."""
    if perimetre is None:
        seuils = seuils_financiers(contexte.territoire.type, date.today())
        return vue_epargne(_tous_les_exercices(contexte), contexte.exercice, seuils)
    par_habitant = _parmi("unite", UNITES) == "habitant"
    return vue_postes(
        commun.indicateurs("execution", contexte),
        perimetre,
        population=contexte.territoire.population if par_habitant else None,
        selection=selection(contexte, perimetre),
        maximum=MAXIMUM_PROJETE if contexte.projection else MAXIMUM,
    )


def dessiner(vue: Vue) -> None:
    """La figure, dont chaque barre se choisit : le choix s'écrit dans l'adresse."""
    cle = f"figure_{vue.cle}"

    def suivre() -> None:
        points = st.session_state[cle]["selection"]["points"]
        commun.ecrire_parametre("selection", points[0]["customdata"][0] if points else None)

    st.plotly_chart(
        vue.figure,
        width="stretch",
        theme=None,
        key=cle,
        config=configuration(vue.cle),
        alt=vue.alt,
        on_select=suivre,
        selection_mode="points",
    )


def panneau(contexte: commun.Contexte, perimetre: Perimetre | None) -> None:
    """Les repères et ce qui manque ; ou, quand une barre est choisie, les lignes qui la font."""
    choix = selection(contexte, perimetre) if perimetre else None
    if perimetre and choix:
        _lignes(contexte, perimetre, choix)
        return
    indicateurs = commun.indicateurs("execution", contexte)
    st.subheader("Et alors\u00a0?", anchor=False)
    if clair := en_clair(indicateurs):
        st.markdown(commun.echapper(clair))
    retenus = reperes(indicateurs, glossaire())
    for debut in range(0, len(retenus), 2):
        for colonne, repere in zip(st.columns(2), retenus[debut : debut + 2], strict=True):
            with colonne, st.container(gap=None):
                st.markdown(f":gray[{commun.echapper(repere.titre)}]", help=repere.definition or None)
                st.markdown(f"**{commun.echapper(repere.valeur)}**")
    absences = manques(indicateurs, contexte.exercice)
    if absences:
        st.subheader("Ce qui manque", anchor=False)
        st.markdown("\n".join(f"- {commun.echapper(phrase)}" for phrase in absences))


def selection(contexte: commun.Contexte, perimetre: Perimetre) -> str | None:
    """Le poste choisi s'il existe dans ce périmètre ; nul sinon."""
    demande = commun.parametre("selection")
    postes = commun.indicateurs("execution", contexte).filter(pl.col("indicateur") == perimetre.indicateur)["poste"]
    return demande if demande and demande in postes.to_list() else None


def _lignes(contexte: commun.Contexte, perimetre: Perimetre, poste: str) -> None:
    du_poste = (
        commun.indicateurs("execution", contexte)
        .filter(
            (pl.col("indicateur") == perimetre.indicateur)
            & (pl.col("poste") == poste)
            & pl.col("origine").is_not_null()
        )
        .sort("nature", descending=True)
    )
    st.subheader(commun.echapper(poste), anchor=False)
    if st.button("Revenir à l'ensemble", icon=":material/arrow_back:", type="tertiary"):
        commun.ecrire_parametre("selection", None)
        st.rerun()
    if du_poste.is_empty():
        st.markdown("Aucune ligne importée ne porte ce poste.")
        return
    lignes = chargement.entrepot().lignes_origine(contexte.acces, contexte.territoire.id, du_poste["origine"][0])
    fichiers = " et ".join(f"«\u00a0{nom}\u00a0»" for nom in lignes["fichier"].unique().sort())
    st.markdown(
        f"**{accorder(lignes.height, 'ligne')}** de {commun.echapper(fichiers)}, de la plus grande à la plus petite."
    )
    montree = lignes.sort("realise_eur", "credits_ouverts_eur", "vote_eur", descending=True, nulls_last=True).select(
        pl.col("libelle").fill_null("").alias("Libellé"),
        pl.col("nature").alias("Compte"),
        pl.col("realise_eur").alias("Réalisé (€)"),
        pl.col("cellule").alias("Cellules"),
        pl.coalesce("credits_ouverts_eur", "vote_eur").alias("Prévu (€)"),
        pl.col("service").fill_null("").alias("Service"),
        pl.col("feuille").alias("Feuille"),
        pl.col("fichier").alias("Fichier"),
    )
    colonnes = {nom: st.column_config.TextColumn(nom, alignment="right") for nom in ("Prévu (€)", "Réalisé (€)")}
    colonnes |= {"Libellé": st.column_config.TextColumn("Libellé", width=170)}
    st.dataframe(
        en_francais(montree),
        width="stretch",
        height=420,
        hide_index=True,
        column_config=colonnes,
        alt=f"Les lignes budgétaires de {poste}",
    )


def _tous_les_exercices(contexte: commun.Contexte) -> pl.DataFrame:
    annees = commun.donnees(contexte)["lignes_budgetaires"]["exercice"].unique().sort().to_list()
    return pl.concat(
        [
            commun.indicateurs("execution", replace(contexte, exercice=annee))
            for annee in sorted({*annees, contexte.exercice})
        ]
    )


def _sections(vue: str) -> dict[str, str]:
    """Un chapitre appartient à une section : « toutes » n'a de sens que par politique."""
    return SECTIONS if vue == "politiques" else {cle: nom for cle, nom in SECTIONS.items() if cle != "toutes"}


def _parmi(nom: str, options: dict[str, str]) -> str:
    demande = commun.parametre(nom)
    return demande if demande in options else next(iter(options))
