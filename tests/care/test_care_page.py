"""L'écran Capitaux, visité sans navigateur : ses vues et le capital choisi sont dans l'adresse."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visite import ouvrir_sur, parametre, textes


@pytest.fixture
def ouvrir(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))
    return ouvrir_sur("capitaux", {"territoire": "nuits-orsevaux", "exercice": "2024"})


def visiter(**adresse: str) -> AppTest:
    return ouvrir_sur("capitaux", {"territoire": "nuits-orsevaux", "exercice": "2024", **adresse})


def test_le_festival_se_lit_comme_le_cas_s2(ouvrir: AppTest) -> None:
    titre = ouvrir.title[0].value.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")
    assert titre.endswith("le résultat passe de +10 000 € à −9 000 €")
    assert "Climat (25 %)" in titre


@pytest.mark.parametrize(
    ("vue", "debut"),
    [
        ("preservation", "Les trois capitaux sont"),
        ("dettes", "Fin 2024"),
        ("resultat", "Une fois chaque capital préservé"),
        ("inconnue", "Les trois capitaux sont"),
    ],
)
def test_chaque_vue_a_son_titre(ouvrir: AppTest, vue: str, debut: str) -> None:
    page = visiter(vue=vue)
    assert not page.exception and page.title[0].value.startswith(debut)


def test_le_panneau_montre_le_capital_de_l_adresse_et_l_y_ecrit(ouvrir: AppTest) -> None:
    choix = next(boite for boite in ouvrir.selectbox if boite.label == "Capital")
    autre = choix.options[-1]
    choix.select_index(len(choix.options) - 1).run()
    assert not ouvrir.exception
    code = parametre(ouvrir, "capital")
    assert code
    revenue = visiter(capital=code)
    relu = next(boite for boite in revenue.selectbox if boite.label == "Capital")
    assert relu.options[relu.index or 0] == autre
    assert "Bon état convenu" in textes(revenue) and revenue.dataframe


def test_en_projection_le_panneau_disparait(ouvrir: AppTest) -> None:
    page = visiter(mode="projection")
    assert not [boite for boite in page.selectbox if boite.label == "Capital"]
    assert "Un capital est une dette" in textes(page)
