"""Réécrire des textes, lire des codes et des montants : chaque valeur distincte une fois, chaque ligne à sa place."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.donnees.textes import reparer, transcrire
from core.donnees.valeurs import convertir
from core.tables import TABLES

LIGNES = TABLES["lignes_budgetaires"]


def brut(**colonnes: list[str | None]) -> pl.DataFrame:
    frame = pl.DataFrame(colonnes, schema=dict.fromkeys(colonnes, pl.String))
    return frame.with_columns(
        feuille=pl.lit("Export"), ligne=pl.int_range(2, pl.len() + 2, dtype=pl.Int32), cote=pl.lit("")
    )


def test_chaque_texte_distinct_n_est_transcrit_qu_une_fois() -> None:
    appels: list[str] = []

    def crier(texte: str) -> str:
        appels.append(texte)
        return texte.upper()

    rendus = transcrire(pl.Series("mot", ["a", None, "b", "a"]), crier)
    assert rendus.to_list() == ["A", None, "B", "A"]
    assert rendus.name == "mot"
    assert sorted(appels) == ["a", "b"]


def test_une_colonne_vide_se_transcrit_en_colonne_vide() -> None:
    assert transcrire(pl.Series([None, None], dtype=pl.String), str.upper).to_list() == [None, None]


@pytest.mark.parametrize(
    ("ecrit", "lu"), [("HÃ´tel de ville", "Hôtel de ville"), ("l&#8217;eau", "l’eau"), ("Été", "Été")]
)
def test_un_texte_abime_est_repare(ecrit: str, lu: str) -> None:
    assert reparer(ecrit) == lu


def test_un_code_fautif_est_refuse_a_chacune_de_ses_lignes() -> None:
    lues, refusees = convertir(brut(nature=["60612", "12/03/2024", " 6288 ", "12/03/2024", "VRAI", None]), LIGNES)
    assert lues["nature"].to_list() == ["60612", None, "6288", None, None, None]
    refus = pl.concat(refusees).sort("ligne").select("ligne", "valeur", "regle").rows()
    assert refus == [
        (3, "12/03/2024", "code_devenu_date"),
        (5, "12/03/2024", "code_devenu_date"),
        (6, "VRAI", "code_devenu_booleen"),
    ]


def test_un_montant_refuse_cite_la_cellule_sans_ses_espaces() -> None:
    lues, refusees = convertir(brut(realise_eur=[" 1 234,56 ", "  ", " beaucoup\u2009", None]), LIGNES)
    assert lues["realise_eur"].to_list() == [Decimal("1234.56"), None, None, None]
    assert pl.concat(refusees).select("ligne", "valeur").rows() == [(4, "beaucoup")]
