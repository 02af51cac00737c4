"""« D'où vient ce chiffre » : une classe se dit par le nom qu'elle a dans sa méthode."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import budget_genre, budget_vert, declarations
from core.modele import Nature, Qualite
from core.resultat import AXES
from pages._outils.provenance import en_table


@pytest.mark.parametrize(
    ("methode", "dit"), [(budget_vert.FICHE.cle, "Favorable"), (budget_genre.FICHE.cle, "Favorable à l’égalité")]
)
def test_une_meme_cle_se_dit_selon_sa_methode(methode: str, dit: str) -> None:
    indicateur = next(cle for une, cle in declarations() if une == methode)
    ligne = dict.fromkeys(("poste", *AXES)) | {
        "methode": methode,
        "indicateur": indicateur,
        "classe": "favorable",
        "nature": Nature.REALISE,
        "exercice": 2024,
        "valeur": 1.0,
        "unite": "€",
        "qualite": Qualite.MESURE,
    }
    assert en_table(pl.DataFrame([ligne]), {})["Poste"].to_list() == [dit]
