"""Une table à laquelle un texte manque se lit quand même : la case est vide, le nombre absent est dit absent."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def montrer(nom: str) -> None:
    import polars as pl  # noqa: PLC0415

    from pages._outils import pied  # noqa: PLC0415

    frame = pl.DataFrame({"Action": ["Bus", "Vélo"], "Service": [None, "Mobilités"], "tCO₂e": [None, 2.0]})
    getattr(pied, nom)(frame, "Les actions")


@pytest.mark.parametrize(("nom", "sorte"), [("tableau", "dataframe"), ("table_entiere", "table")])
def test_un_texte_absent_est_une_case_vide(nom: str, sorte: str) -> None:
    page = AppTest.from_function(montrer, args=(nom,), default_timeout=60).run()
    assert not page.exception
    lue = page.get(sorte)[0].value
    assert list(lue["Service"]) == ["", "Mobilités"]
    assert next(iter(lue["tCO₂e"])).replace("\\", "") == "donnée absente"
