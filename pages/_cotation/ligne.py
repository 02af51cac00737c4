"""La page d'une dépense : toutes ses lentilles, ce qu'on en dit et qui, son histoire, et sa chaîne jusqu'au fichier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from core.communs.affectations import DESACCORD, STATUTS, lentilles_d_une_ligne
from core.format_fr import enumerer, euros, majuscule, typographier
from core.modele import origine
from core.tables import TABLES
from core.tables.affectations import IDENTITE, LENTILLES_AFFECTATION, NOMS_COURTS
from core.tables.imputation import ETAPES
from core.usages.cotation.classes import nom_de_la_lentille
from core.usages.cotation.phrases import dit, le_jour, titre_de_la_ligne
from core.usages.cotation.travail import montant_connu, par_lentille
from pages._cotation import etat, phrases
from pages._cotation.desaccords import opposer
from pages._cotation.partage import partage
from pages._outils import chargement
from pages._outils.auteur import nommer_l_auteur
from pages._outils.composants import liste
from pages._outils.contexte import Contexte
from pages._outils.etat import ecrire_parametre
from pages._outils.grille import grille
from pages._outils.pied import tableau
from pages._outils.provenance import LIGNES_MONTREES
from pages._outils.textes import echapper

_TABLE = TABLES["lignes_budgetaires"]
SANS_MENTION = ("cotee",)
"""Le statut qui va de soi : dite cet exercice."""


def une_ligne(contexte: Contexte, lentille: str, signature: str) -> None:
    """Montre la dépense que nomme l'adresse, ou dit qu'elle n'existe pas cet exercice."""
    siennes = _siennes(contexte, signature)
    if siennes.is_empty():
        with st.container(key="message", gap=None):
            st.title(phrases.INCONNUE, anchor=False)
            st.markdown(phrases.CHANGEZ_D_EXERCICE)
        _revenir()
        return
    ligne = etat.file(contexte, lentille).filter(pl.col("signature") == signature)
    dites = lentilles_d_une_ligne(etat.lignes(contexte), etat.vigueur(contexte), signature)
    premiere = ligne.row(0, named=True)
    nom = premiere["libelle"] or premiere["politique"] or premiere["nature"]
    with st.container(key="message", gap=None):
        st.title(echapper(titre_de_la_ligne(nom, premiere["montant_eur"], dites)), anchor=False)
        with st.container(key="sujet", horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.markdown(echapper(_imputation(premiere)), width="content")
            _revenir()
    gauche, droite = st.columns([1.5, 1], gap="large")
    with gauche:
        _lentilles(contexte, dites, premiere["politique"] or "")
    with droite, st.container(key="panneau", gap="small"):
        with st.container(key="qui_cote", gap="small"):
            liste("lentille", "Coter sous", LENTILLES_AFFECTATION, width=430)
            nommer_l_auteur(contexte)
        etat.nouvelles(contexte)
        if premiere["statut"] == DESACCORD:
            opposer(contexte, lentille, signature, lentille)
        partage(contexte, lentille, ligne)
    _histoire(contexte, lentille, signature)
    _chaine(contexte, siennes)


def _siennes(contexte: Contexte, signature: str) -> pl.DataFrame:
    return etat.lignes(contexte).filter(pl.col("signature") == signature)


def _revenir() -> None:
    st.button(
        phrases.REVENIR,
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=ecrire_parametre,
        args=("ligne", None),
        key="revenir",
    )


def _imputation(ligne: dict[str, object]) -> str:
    noms = {
        "budget": "Budget",
        "chapitre": "chapitre",
        "nature": "compte",
        "fonction": "fonction",
        "operation": "opération",
        "service": "service",
    }
    return majuscule(" · ".join(f"{nom} {ligne[code]}" for code, nom in noms.items() if ligne[code]))


def _lentilles(contexte: Contexte, dites: pl.DataFrame, politique: str) -> None:
    """Une ligne par lentille : ce qui est dit, par qui, quand et pourquoi, et d'où on le tient."""
    rangs = []
    for lentille, siennes in par_lentille(dites):
        avis = [un for un in siennes.iter_rows(named=True) if un["poste"] is not None]
        dite = dit(avis, etat.classes(contexte, str(lentille)))
        if not avis:
            dite = f"{politique} (déduite)" if lentille == "politique" else "à coter"
        rangs.append(
            {
                "Lentille": NOMS_COURTS[str(lentille)],
                phrases.CE_QUE_L_ON_DIT: dite
                if not avis or avis[0]["statut"] in SANS_MENTION
                else f"{STATUTS[avis[0]['statut']]} : {dite}",
                "Qui, quand, pourquoi": " / ".join(dict.fromkeys(_raison(un) for un in avis)),
            }
        )
    montree = pl.DataFrame(rangs)
    st.table(
        montree.select(
            pl.Series(nom, [echapper(texte) for texte in montree[nom]]) for nom in montree.columns
        ).to_arrow(),
        border="horizontal",
        hide_index=True,
        height="content",
        alt=phrases.SOUS_CHAQUE_LENTILLE,
    )


def _raison(avis: dict[str, Any]) -> str:
    return phrases.raison(
        avis["auteurs"] or avis["auteur"],
        le_jour(avis["date_affectation"]),
        avis["motif"] or avis["justification"],
        avis["fichier"],
        avis["ligne"],
    )


def _histoire(contexte: Contexte, lentille: str, signature: str) -> None:
    """La même dépense, dans chaque exercice qui la connaît : son montant, et sa cotation sous la lentille choisie."""
    st.header(phrases.HISTOIRE, anchor=False)
    rangs = []
    for annee in sorted(contexte.exercices, reverse=True):
        autre = replace(contexte, exercice=annee)
        siennes = _siennes(autre, signature)
        avis = etat.vigueur(autre).filter((pl.col("signature") == signature) & (pl.col("lentille") == lentille))
        statut = avis["statut"][0] if avis.height else None
        if siennes.is_empty() and avis.is_empty():
            continue
        connu = montant_connu(siennes)
        rangs.append(
            {
                "Exercice": str(annee),
                "Document": enumerer([ETAPES.get(etape, etape) for etape in siennes["etape"].unique().sort()]),
                "Montant": euros(connu)
                if connu is not None
                else ("donnée absente" if siennes.height else "pas de ligne"),
                typographier(nom_de_la_lentille(lentille)): dit(
                    avis.select("auteur", "poste", "quote_part").to_dicts(), etat.classes(contexte, lentille)
                )
                or "à coter",
                "État": STATUTS.get(statut, "") if statut else "",
            }
        )
    tableau(pl.DataFrame(rangs), phrases.EXERCICE_APRES_EXERCICE)


def _chaine(contexte: Contexte, siennes: pl.DataFrame) -> None:
    """Le fichier, la feuille et les cellules d'où vient le montant, avec qui les a déposés et quand."""
    st.header(phrases.CHAINE, anchor=False)
    criteres = {nom: siennes[nom].unique().sort().to_list() for nom in ("etape", *IDENTITE)}
    adresse = origine(_TABLE.nom, exercice=contexte.exercice, sens="depense", mouvement="reel", **criteres)
    lues = chargement.entrepot().lignes_origine(contexte.acces, contexte.territoire.id, adresse)
    comptees = siennes.select("import_id", "feuille", "ligne").unique()
    lues = lues.join(comptees, on=("import_id", "feuille", "ligne"), how="semi", maintain_order="left")
    utiles = [
        nom
        for nom in lues.columns
        if nom in ("fichier", "feuille", "cellule", "date", "identite")
        or (nom in _TABLE.schema() and lues[nom].count())
    ]
    grille(lues.select(utiles).head(LIGNES_MONTREES), _TABLE, phrases.LIGNES_DU_FICHIER)
