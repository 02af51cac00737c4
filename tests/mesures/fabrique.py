"""Les gros fichiers et les grosses tables des mesures, fabriqués au moment de mesurer."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import polars as pl
import xlsxwriter

from core.modele import PROVENANCE
from core.tables import TABLES

ENTETES = (
    "Exercice",
    "Budget",
    "Sens",
    "Nature Mvt",
    "Section",
    "Chapitre - Code",
    "Chapitre - Libellé",
    "Nature - Code",
    "Nature - Libellé",
    "Fonction - Code",
    "Fonction - Libellé",
    "Opération",
    "Service",
    "Libellé",
    "Voté",
    "Crédits ouverts",
    "Engagé",
    "Réalisé",
)
COMPTES = (
    ("60612", "Énergie - Électricité", "011", "Charges à caractère général", "Fonctionnement", "Dépense"),
    ("64111", "Rémunération principale", "012", "Charges de personnel", "Fonctionnement", "Dépense"),
    ("65748", "Subventions aux associations", "65", "Autres charges de gestion courante", "Fonctionnement", "Dépense"),
    ("73111", "Impôts directs locaux", "731", "Fiscalité locale", "Fonctionnement", "Recette"),
    ("2151", "Réseaux de voirie", "21", "Immobilisations corporelles", "Investissement", "Dépense"),
    ("2313", "Constructions", "23", "Immobilisations en cours", "Investissement", "Dépense"),
    ("1641", "Emprunts en euros", "16", "Emprunts et dettes", "Investissement", "Dépense"),
)
FONCTIONS = (
    ("020", "Administration générale"),
    ("211", "Écoles maternelles"),
    ("311", "Culture"),
    ("511", "Espaces verts"),
    ("845", "Voirie communale"),
)


def export_xlsx(chemin: Path, lignes: int, exercice: int = 2024) -> Path:
    """Un export de logiciel financier de `lignes` lignes et 18 colonnes, toutes distinctes."""
    hasard = random.Random(27)
    with xlsxwriter.Workbook(chemin, {"constant_memory": True}) as classeur:
        feuille = classeur.add_worksheet("Export")
        feuille.write_row(0, 0, ENTETES)
        for rang in range(lignes):
            nature, libelle, chapitre, titre, section, sens = COMPTES[rang % len(COMPTES)]
            fonction, intitule = FONCTIONS[rang % len(FONCTIONS)]
            vote = hasard.randrange(1_000, 9_000_000) / 100
            feuille.write_row(
                rang + 1,
                0,
                (
                    exercice,
                    "Principal",
                    sens,
                    "REELLE",
                    section,
                    chapitre,
                    titre,
                    nature,
                    libelle,
                    fonction,
                    intitule,
                    f"OP{rang // 700:04d}",
                    f"Service {rang % 97:02d}",
                    f"Ligne {rang}",
                    vote,
                    round(vote * 1.02, 2),
                    round(vote * 0.97, 2),
                    round(vote * 0.91, 2),
                ),
            )
    return chemin


def lignes_budgetaires(lignes: int, exercices: tuple[int, ...]) -> pl.DataFrame:
    """`lignes` lignes de compte administratif par exercice, au schéma de la table déclarée."""
    hasard = random.Random(27)
    un_an = pl.DataFrame(
        {
            "rang": range(lignes),
            "realise_eur": [Decimal(hasard.randrange(1_000, 9_000_000)) / 100 for _ in range(lignes)],
        }
    )
    par_compte = pl.DataFrame(
        [
            (rang, nature, chapitre, section.lower(), sens.lower().replace("é", "e"))
            for rang, (nature, _, chapitre, _, section, sens) in enumerate(COMPTES)
        ],
        schema=["compte", "nature", "chapitre", "section", "sens"],
        orient="row",
    )
    base = un_an.with_columns(
        compte=(pl.col("rang") % len(COMPTES)).cast(pl.Int64),
        etape=pl.lit("CA"),
        budget=pl.lit("principal"),
        mouvement=pl.lit("reel"),
        nomenclature=pl.lit("M57"),
        ligne=pl.col("rang").cast(pl.Int32) + 2,
        fonction=pl.col("rang").mod(5).replace_strict({rang: code for rang, (code, _) in enumerate(FONCTIONS)}),
        service=pl.format("Service {}", pl.col("rang") % 97),
        credits_ouverts_eur=(pl.col("realise_eur").cast(pl.Float64) * 1.05).round(2).cast(pl.Decimal(18, 2)),
    ).join(par_compte, on="compte", how="left", maintain_order="left")
    tout = pl.concat(base.with_columns(exercice=pl.lit(annee, pl.Int32)) for annee in exercices)
    return au_schema(tout, "lignes_budgetaires")


def au_schema(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Complète une frame aux colonnes déclarées et à la provenance, nulles quand elles manquent."""
    schema = {**TABLES[table].schema(), **PROVENANCE}
    return frame.select(
        (pl.col(nom) if nom in frame.columns else pl.lit(None)).cast(dtype).alias(nom) for nom, dtype in schema.items()
    )
