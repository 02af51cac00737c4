"""Le ratio d'un compte est une donnée du territoire, qui remplace celle qui est livrée ; un compte trop court n'est
pas hors du champ."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import bilan_carbone
from core.tables.bilan import RATIOS_COMPTES
from tests.bilan_carbone.fabrique_bilan_carbone import compte, donnees
from tests.fabrique import table

LIGNES = {"lignes_budgetaires": [compte("6156", 100_000), compte("60632", 50_000)]}


def ratios(*lignes: dict[str, object]) -> dict[str, pl.DataFrame]:
    return donnees(LIGNES) | {RATIOS_COMPTES.nom: table(RATIOS_COMPTES.nom, list(lignes))}


def par_compte(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, object]]:
    return {une["nature"]: une for une in bilan_carbone.flash(tables, 2024).iter_rows(named=True)}


def test_le_ratio_du_territoire_remplace_celui_qui_est_livre_pour_ce_compte_seulement() -> None:
    """Livré : 6156 est de la réparation, 195 kgCO2e/k€, soit 19,5 t ; au ratio des machines, 273, 27,3 t."""
    livres = par_compte(donnees(LIGNES))
    propre = {"prefixe": "6156", "sort": "comptee", "ratio": "m_machines", "poste": "4.1", "raison": "Notre étude"}
    propres = par_compte(ratios(propre))
    assert livres["6156"]["emissions_tco2e"] == pytest.approx(19.5)
    assert propres["6156"]["emissions_tco2e"] == pytest.approx(27.3)
    assert str(propres["6156"]["poste"]).startswith("4.1 ")
    assert propres["60632"] == livres["60632"]
    assert par_compte(donnees(LIGNES)) == livres, "ce qu'un territoire écrit ne change pas les autres"


def test_un_compte_se_met_hors_du_champ_avec_sa_raison() -> None:
    dit = {"prefixe": "6156", "sort": "hors_champ", "raison": "Déjà compté ailleurs"}
    lu = par_compte(ratios(dit))["6156"]
    assert (lu["sort"], lu["motif"], lu["emissions_tco2e"]) == ("hors_champ", "Déjà compté ailleurs", None)


def test_un_compte_converti_dit_son_ratio_et_son_poste() -> None:
    regle = RATIOS_COMPTES.regles[0]
    lignes = table(
        RATIOS_COMPTES.nom,
        [
            {"prefixe": "61", "sort": "comptee", "ratio": "m_it"},
            {"prefixe": "62", "sort": "comptee", "ratio": "m_it", "poste": "4.1"},
            {"prefixe": "63", "sort": "sans_ratio"},
        ],
    )
    assert lignes.select(regle.fautive())[:, 0].to_list() == [True, False, False]


@pytest.mark.parametrize(
    ("nature", "sort"), [("2", "sans_ratio"), ("6", "sans_ratio"), ("65", "sans_ratio"), ("66", "hors_champ")]
)
def test_un_compte_trop_court_reste_a_documenter(nature: str, sort: str) -> None:
    """« 65 » contient 657, qui se documente : il n'est pas hors du champ comme le serait un salaire."""
    section = {"section": "investissement"} if nature == "2" else {}
    lu = par_compte(donnees({"lignes_budgetaires": [compte(nature, 1_000, **section)]}))[nature]
    assert lu["sort"] == sort
    assert ("trop court" in str(lu["motif"])) is (sort == "sans_ratio")
