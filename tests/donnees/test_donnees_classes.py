"""Une classe de cotation s'écrit aussi en mots, comme tout autre choix : dans un fichier ou à l'écran."""

from __future__ import annotations

import polars as pl
import pytest

from core.donnees.valeurs import convertir
from core.tables import TABLES


@pytest.mark.parametrize(
    ("lentille", "ecrit", "lu"),
    [
        ("axe_1", "Très favorable", "tres_favorable"),
        ("axe_6", "FAVORABLE", "favorable"),
        ("axe_2", "Non coté", "non_cote"),
        ("axe_1", "defavorable", "defavorable"),
        ("genre", "Favorable à l’égalité", "favorable"),
        ("genre", "Susceptible d'avoir un impact", "genrable"),
        ("axe_1", "vert fluo", "vert fluo"),
        ("politique", "Non coté", "Non coté"),
        ("activite", "Favorable", "Favorable"),
    ],
)
def test_une_classe_ecrite_en_mots_devient_son_code(lentille: str, ecrit: str, lu: str) -> None:
    brut = pl.DataFrame({"feuille": ["F"], "ligne": [2], "cote": ["B2"], "lentille": [lentille], "poste": [ecrit]})
    lignes, refusees = convertir(brut, TABLES["affectations"])
    assert lignes["poste"].to_list() == [lu] and all(une.is_empty() for une in refusees)


def test_une_lentille_illisible_ou_un_poste_vide_restent_a_refuser() -> None:
    brut = pl.DataFrame(
        {
            "feuille": ["F"] * 2,
            "ligne": [2, 3],
            "cote": ["B2", "B3"],
            "lentille": ["axe_9", "axe_1"],
            "poste": ["Favorable", None],
        }
    )
    lignes, _ = convertir(brut, TABLES["affectations"])
    assert lignes.select("lentille", "poste").rows() == [(None, "Favorable"), ("axe_1", None)]
