"""De quoi bâtir les tables de l'exécution dans un test : lignes courtes écrites à la main, ou document officiel
réel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import etree

from core.modele import PROVENANCE
from core.plan_de_comptes import deduire
from core.tables import TABLES
from tests import fabrique

REELS = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "totem_xml"
_LIGNE = {"exercice": 2024, "etape": "CA", "budget": "principal", "mouvement": "reel", "nomenclature": "M57"}
_ETAPES = {"01": "BP", "02": "DM", "03": "BS", "09": "CA", "10": "CFU"}


def ligne(sens: str, nature: str, realise: object = None, credits: object = None, **autres: object) -> dict[str, Any]:
    """Une ligne de compte administratif ; section d'après la classe du compte, le reste à préciser."""
    section = "fonctionnement" if nature[0] in "67" or nature == "002" else "investissement"
    return (
        _LIGNE
        | {"sens": sens, "nature": nature, "section": section, "realise_eur": realise, "credits_ouverts_eur": credits}
        | autres
    )


def donnees(lignes: Sequence[Mapping[str, Any]], encours: Mapping[str, Any] | None = None) -> dict[str, pl.DataFrame]:
    agregats = (
        [] if encours is None else [{"exercice": 2024, "budget": "principal", "agregat": "Encours de dette"} | encours]
    )
    contenus = {"lignes_budgetaires": lignes, "agregats_financiers": agregats}
    return fabrique.tables(contenus, noms=contenus)


def valeur(indicateurs: pl.DataFrame, nom: str, poste: str | None = None, nature: str = "realise") -> float | None:
    return fabrique.valeur(indicateurs, nom, poste, nature=nature)


def document_reel(nom: str) -> dict[str, pl.DataFrame]:
    """Les lignes d'un document officiel, lues ici par un second lecteur, indépendant de celui de l'application."""
    chemin = REELS / nom
    if not chemin.exists():
        pytest.skip(f"Le document réel « {nom} » n'est pas sur ce poste (dossier shared/donnees à côté du dépôt).")
    arbre = etree.parse(str(chemin), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    budget = next(e for e in arbre.iter("{*}Budget") if e.find(".//{*}LigneBudget") is not None)
    entete = {nom: budget.find(f".//{{*}}{nom}").get("V") for nom in ("Nomenclature", "NatDec", "Exer")}
    lignes = pl.DataFrame(
        [
            {enfant.tag.rpartition("}")[2]: enfant.get("V") for enfant in une if isinstance(enfant.tag, str)}
            for une in budget.iter("{*}LigneBudget")
            if une.get("calculated") != "true"
        ],
        infer_schema_length=None,
    )
    return {"lignes_budgetaires": _declarer(lignes, entete), "agregats_financiers": _dette(budget, int(entete["Exer"]))}


def _declarer(lignes: pl.DataFrame, entete: Mapping[str, str]) -> pl.DataFrame:
    attributs = ("Fonction", "ContNat", "TypOpBudg", "MtPrev", "CredOuv", "MtReal")
    lignes = lignes.with_columns(
        pl.lit(None, pl.String).alias(nom) for nom in attributs if nom not in lignes.columns
    ).filter(pl.col("OpBudg") != "T")
    brut = lignes.select(
        nature="Nature",
        fonction="Fonction",
        chapitre="ContNat",
        sens=pl.col("CodRD").replace_strict({"D": "depense", "R": "recette"}),
        mouvement=pl.col("OpBudg").replace_strict({"0": "reel", "1": "ordre"}),
        type_ordre=pl.col("TypOpBudg").replace_strict(
            {"1": "interne", "2": "entre_sections"}, default=None, return_dtype=pl.String
        ),
        nomenclature=pl.lit(entete["Nomenclature"]),
        vote_eur=pl.col("MtPrev").cast(pl.Decimal(18, 2)),
        credits_ouverts_eur=pl.col("CredOuv").cast(pl.Decimal(18, 2)),
        realise_eur=pl.col("MtReal").cast(pl.Decimal(18, 2)),
    )
    deduit = deduire(brut)
    complet = brut.with_columns(deduit["section"], deduit["chapitre"]).with_columns(
        exercice=pl.lit(int(entete["Exer"]), pl.Int32),
        etape=pl.lit(_ETAPES[entete["NatDec"]]),
        budget=pl.lit("principal"),
        territoire=pl.lit("reel"),
        fichier=pl.lit("document.xml"),
        feuille=pl.lit("Budget"),
        ligne=pl.int_range(1, pl.len() + 1).cast(pl.Int32),
    )
    schema = TABLES["lignes_budgetaires"].schema() | PROVENANCE
    return complet.select(
        (pl.col(nom) if nom in complet.columns else pl.lit(None)).cast(dtype).alias(nom)
        for nom, dtype in schema.items()
    )


def _dette(budget: etree._Element, exercice: int) -> pl.DataFrame:
    reste_du = [
        Decimal(emprunt.find("{*}MtCapitalRestDu_31_12").get("V"))
        for emprunt in budget.iter("{*}EMPRUNT")
        if emprunt.find("{*}CodTypEmpr") is not None
        and emprunt.find("{*}CodTypEmpr").get("V") == "01"
        and emprunt.find("{*}MtCapitalRestDu_31_12") is not None
    ]
    lignes = [
        {"exercice": exercice, "budget": "principal", "agregat": "Encours de dette", "montant_eur": sum(reste_du)}
    ]
    return fabrique.table("agregats_financiers", lignes if reste_du else [])
