"""La preuve du partage : sous chaque lentille, les postes et le non affecté font le total, au centime."""

from __future__ import annotations

import polars as pl
import streamlit as st

from core.communs.affectations import partition, preuve
from core.documents.tableaux import classeur
from core.format_fr import nombre, pourcent, typographier
from core.tables.affectations import LENTILLES_AFFECTATION
from core.usages.cotation.classes import nom_de_la_lentille
from core.usages.cotation.phrases import titre_de_la_preuve
from core.usages.cotation.travail import preuve_par_lentille
from pages._cotation import etat, phrases
from pages._importer.apercu import XLSX
from pages._outils.composants import liste
from pages._outils.contexte import Contexte
from pages._outils.etat import choix
from pages._outils.reserve import retenir
from pages._outils.textes import echapper


def _preuve(contexte: Contexte) -> pl.DataFrame:
    return retenir(("cotation", "preuve", contexte.cle), lambda: preuve(etat.lignes(contexte), etat.vigueur(contexte)))


def _partition(contexte: Contexte) -> pl.DataFrame:
    return retenir(
        ("cotation", "partition", contexte.cle), lambda: partition(etat.lignes(contexte), etat.vigueur(contexte))
    )


def titre_preuve(contexte: Contexte) -> str:
    """La phrase de la preuve, échappée."""
    return echapper(titre_de_la_preuve(_preuve(contexte)))


def tableau_preuve(contexte: Contexte) -> None:
    """Une ligne par lentille ; puis, pour la lentille choisie, chaque poste et ce que personne n'a affecté."""
    partage = _partition(contexte)
    _par_lentille(contexte, partage)
    with st.container(key="qui_cote", horizontal=True, vertical_alignment="bottom"):
        lentille = liste("lentille", phrases.DETAIL, LENTILLES_AFFECTATION, width=430)
    _par_poste(contexte, partage, lentille)
    st.download_button(
        phrases.TELECHARGER,
        lambda: classeur(
            partage, titre_de_la_preuve(_preuve(contexte)), phrases.source(contexte.territoire.nom, contexte.exercice)
        ),
        f"preuve_{contexte.territoire.id}_{contexte.exercice}.xlsx",
        XLSX,
        on_click="ignore",
        icon=":material/download:",
    )


def _par_lentille(contexte: Contexte, partage: pl.DataFrame) -> None:
    rangs = [
        {
            "Lentille": typographier(nom_de_la_lentille(ligne["lentille"])),
            "Postes": str(ligne["postes"]),
            "Affecté (€)": nombre(ligne["affecte_eur"], 2),
            "Non affecté (€)": nombre(ligne["non_affecte_eur"], 2),
            "Total (€)": nombre(ligne["total_eur"], 2),
            "Écart (€)": nombre(ligne["ecart_eur"], 2),
            "Comptées deux fois": nombre(ligne["lignes_comptees_deux_fois"]),
            "Oubliées": nombre(ligne["lignes_oubliees"]),
            "Preuve": "✓ exacte" if ligne["exacte"] else "✗ à corriger",
        }
        for ligne in preuve_par_lentille(_preuve(contexte), partage)
    ]
    _aligner(pl.DataFrame(rangs), {"Lentille", "Preuve"}, phrases.PREUVE_PAR_LENTILLE)


def _par_poste(contexte: Contexte, partage: pl.DataFrame, lentille: str) -> None:
    classes = etat.classes(contexte, choix("lentille", LENTILLES_AFFECTATION))
    sienne = partage.filter(pl.col("lentille") == lentille)
    montree = sienne.select(
        pl.Series("Poste", [classes.get(p, p) if p else "Non affecté" for p in sienne["poste"]]),
        pl.col("lignes").alias("Lignes"),
        pl.Series("Montant (€)", [nombre(montant, 2) for montant in sienne["montant_eur"]]),
        pl.Series("Part", [pourcent(part, 1) if part is not None else "" for part in sienne["part"]]),
    )
    _aligner(montree.with_columns(pl.col("Lignes").cast(pl.String)), {"Poste"}, phrases.PARTAGE_PAR_POSTE)


def _aligner(montree: pl.DataFrame, a_gauche: set[str], alt: str) -> None:
    st.dataframe(
        montree.to_arrow(),
        width="stretch",
        height="content",
        hide_index=True,
        alt=alt,
        column_config={
            nom: st.column_config.TextColumn(nom, alignment="left" if nom in a_gauche else "right")
            for nom in montree.columns
        },
    )
