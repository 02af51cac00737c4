"""Lire un budget au schéma SCDL 0.8.3, tel qu'on le rencontre : valeurs en majuscules, colonnes manquantes."""

from __future__ import annotations

import json
from collections.abc import Mapping

import polars as pl

from core.donnees.lecture.collectivites import SIREN, Reperes, en_feuille, lettre_de, reperer, retenir, texte
from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.textes import transcrire
from core.erreurs import FichierRefuse

SOURCES = {
    "exercice": "bgt_annee",
    "etape": "bgt_natdec",
    "budget": "bgt_siret",
    "section": "bgt_section",
    "sens": "bgt_codrd",
    "mouvement": "bgt_opbudg",
    "chapitre": "bgt_contnat",
    "nature": "bgt_nature",
    "fonction": "bgt_fonction",
    "operation": "bgt_operation",
    "libelle": "bgt_nature_label",
    "vote_eur": "bgt_mtprev",
    "credits_ouverts_eur": "bgt_credouv",
    "realise_eur": "bgt_mtreal",
    "rar_eur": "bgt_mtrar3112",
}
_INDISPENSABLES = ("bgt_annee", "bgt_natdec", "bgt_nature", "bgt_codrd")
_FACULTATIVES = ("bgt_section", "bgt_opbudg", "bgt_contnat", "bgt_fonction")
_ETAPES = {
    "budget primitif": "BP",
    "budget previsionnel": "BP",
    "budget supplementaire": "BS",
    "decision modificative": "DM",
    "compte administratif": "CA",
    "compte financier unique": "CFU",
}


def reconnaitre(feuille: Feuille) -> bool:
    """Vrai si les en-têtes sont ceux du schéma SCDL."""
    return {"bgt_natdec", "bgt_nature"} <= {normaliser(entete) for entete in feuille.entetes}


def lire_scdl(feuille: Feuille, indications: Mapping[str, str], ou: str) -> Lecture:
    """Rend une feuille `lignes_budgetaires` ; les valeurs sont rapprochées sans accents ni majuscules.

    Lève `FichierRefuse` s'il manque l'année, l'étape, la nature ou le sens. Une colonne facultative absente est dite.
    """
    presents = {normaliser(entete) for entete in feuille.entetes}
    manquent = [nom.upper() for nom in _INDISPENSABLES if nom not in presents]
    if manquent:
        raise FichierRefuse(
            f"Il manque à ce budget SCDL : {', '.join(manquent)}.",
            ou,
            "Exportez à nouveau le fichier avec toutes les colonnes obligatoires du schéma.",
        )
    reperes = Reperes(_siret(feuille).str.head(SIREN), pl.lit(None, pl.String), texte(feuille, "bgt_nom"))
    lignes, qui = retenir(feuille, reperes, indications, ou)
    lignes = _en_codes(feuille, lignes)
    budget, etablissements = _budgets(feuille, lignes)
    colonnes = {cible: texte(feuille, source) for cible, source in SOURCES.items()} | {"budget": budget}
    vote = _source_du_vote(feuille, lignes)
    colonnes["vote_eur"] = texte(feuille, vote) if vote else pl.lit(None, pl.String)
    lettres = {cible: lettre_de(feuille, source) or source.upper() for cible, source in SOURCES.items()}
    if vote:
        lettres["vote_eur"] = lettre_de(feuille, vote)
    absentes = [source.upper() for source in _FACULTATIVES if source not in presents]
    remarques = (f"Colonnes absentes de ce budget SCDL : {', '.join(absentes)}.",) if absentes else ()
    sirets = lignes.select(_siret(feuille)).to_series().drop_nulls().unique().to_list()
    contexte = qui | {"etablissements": json.dumps(etablissements, ensure_ascii=False)} if etablissements else qui
    contexte |= {"siret": sirets[0]} if len(sirets) == 1 else {}
    prete = en_feuille(feuille, "lignes_budgetaires", colonnes, lettres, lignes)
    return Lecture("scdl", (prete,), contexte, "", remarques)


def _siret(feuille: Feuille) -> pl.Expr:
    """BGT_SIRET sans espaces, ni la décimale nulle qu'un tableur y laisse."""
    return texte(feuille, "bgt_siret").str.replace_all(r"\s|\.0$", "")


def _budgets(feuille: Feuille, lignes: pl.DataFrame) -> tuple[pl.Expr, dict[str, str]]:
    """Le budget de chaque ligne : celui que BGT_BUDGET nomme pour un seul SIRET, sinon le SIRET lui-même, à nommer.

    Rend aussi les SIRET à nommer et le nom que le fichier leur donne (vide s'il n'en donne pas).
    """
    dits = lignes.select(siret=_siret(feuille), dit=texte(feuille, "bgt_budget"), nom=texte(feuille, "bgt_nom")).unique(
        maintain_order=True
    )
    partages = dits.drop_nulls("dit").group_by("dit").agg(pl.col("siret").n_unique()).filter(pl.col("siret") > 1)["dit"]
    clair = texte(feuille, "bgt_budget").is_not_null() & ~texte(feuille, "bgt_budget").is_in(partages.to_list())
    a_nommer = (
        dits.drop_nulls("siret")
        .filter(pl.col("dit").is_null() | pl.col("dit").is_in(partages.to_list()))
        .with_columns(nom=pl.coalesce("dit", "nom"))
    )
    noms = a_nommer.group_by("siret").agg(pl.col("nom").drop_nulls().first()).sort("siret")
    budget = pl.when(clair).then(texte(feuille, "bgt_budget")).otherwise(_siret(feuille))
    return budget, {siret: nom or "" for siret, nom in noms.rows()}


def _en_codes(feuille: Feuille, lignes: pl.DataFrame) -> pl.DataFrame:
    """Les mots de l'étape, de la section, du sens et du mouvement ramenés à nos codes ; un mot inconnu reste écrit."""
    for cible in ("etape", "section", "sens", "mouvement"):
        colonne = reperer(feuille, SOURCES[cible])
        if colonne:
            lignes = lignes.with_columns(transcrire(lignes[colonne], _etape if cible == "etape" else normaliser))
    return lignes


def _etape(mot: str) -> str:
    return _ETAPES.get(normaliser(mot), mot)


def _source_du_vote(feuille: Feuille, lignes: pl.DataFrame) -> str | None:
    """BGT_MTPREV, ou BGT_MTPROPNOUV si le premier n'est nulle part renseigné ; aucun si les deux valent partout 0."""
    for source in ("bgt_mtprev", "bgt_mtpropnouv"):
        valeurs = lignes.select(texte(feuille, source).cast(pl.Float64, strict=False).fill_null(0.0)).to_series()
        if (valeurs != 0).any():
            return source
    return None
