"""Une ligne budgétaire affectée à un capital paie pour lui ; ce que l'agent a déclaré l'emporte, jamais compté deux
fois."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from core.methodes.care import calculer, detail
from core.modele import Donnees
from core.tables.affectations import IDENTITE
from tests.care.fabrique_care import donnees, festival
from tests.fabrique import table, valeur

NAVETTES = {
    "exercice": 2023,
    "etape": "CA",
    "budget": "principal",
    "section": "fonctionnement",
    "sens": "depense",
    "mouvement": "reel",
    "nature": "6247",
    "libelle": "Navettes",
    "nomenclature": "M57",
    "realise_eur": "4000.00",
}


def affecter(poste: str, part: float = 1.0, depenses: list[dict[str, Any]] | None = None) -> Donnees:
    """Le festival, dont une ligne de navettes est affectée à un capital ; `depenses` : ce qui est déclaré par
    ailleurs."""
    contenu = festival()
    contenu["depenses_preservation"] = depenses or []
    contenu["lignes_budgetaires"] = [NAVETTES]
    dite = {nom: NAVETTES.get(nom) for nom in IDENTITE} | {
        "exercice": 2023,
        "lentille": "capital",
        "poste": poste,
        "tranche": "non",
        "auteur": "Finances",
        "morceau": 1,
        "quote_part": part,
    }
    reste = dite | {"poste": "equipes", "morceau": 2, "quote_part": 1 - part}
    affectations = table("affectations", [dite] if part == 1 else [dite, reste])
    return {**donnees(contenu), "affectations": affectations}


def action(tables: Donnees, capital: str) -> dict[str, Any]:
    actions: pl.DataFrame = tables["actions_preservation"].filter(
        pl.col("capital") == capital, pl.col("exercice") == 2023
    )
    return actions.row(0, named=True)


def test_une_ligne_affectee_a_l_action_la_paie() -> None:
    """Climat 2023 : coût 12 000 €, navettes 4 000 € affectées à son action ; dette 12 000 − 4 000 = 8 000 €."""
    code = action(donnees(festival()), "climat")["action"]
    lus = calculer(affecter(f"climat/{code}"), 2023)
    assert valeur(lus, "preservation", "climat") == 4000
    assert valeur(lus, "dette_cloture", "climat") == 8000


def test_sans_budget_aussi_recent_que_l_affectation_rien_n_est_paye() -> None:
    code = action(donnees(festival()), "climat")["action"]
    tables = affecter(f"climat/{code}")
    for lignes in (
        tables["lignes_budgetaires"].clear(),
        tables["lignes_budgetaires"].with_columns(exercice=pl.lit(2021, pl.Int32)),
    ):
        assert valeur(calculer({**tables, "lignes_budgetaires": lignes}, 2023), "preservation", "climat") is None


def test_une_ligne_sans_action_ne_dit_pas_ce_que_les_actions_ont_coute() -> None:
    """Les navettes sont payées, mais l'action prévue reste inconnue : au moins 4 000 €, sans chiffre inventé."""
    lus = calculer(affecter("climat"), 2023).filter(pl.col("indicateur") == "preservation", pl.col("poste") == "climat")
    assert lus["valeur"].item() is None
    assert lus["borne_basse"].item() == 4000


@pytest.mark.parametrize("poste", ["climat", "climat/{code}"])
def test_la_depense_declaree_l_emporte(poste: str) -> None:
    code = action(donnees(festival()), "climat")["action"]
    declaree = {"exercice": 2023, "capital": "climat", "action": code, "montant_eur": 3000}
    lus = calculer(affecter(poste.format(code=code), depenses=[declaree]), 2023)
    assert valeur(lus, "preservation", "climat") == 3000


def test_une_ligne_partagee_paie_deux_capitaux() -> None:
    """4 000 € à 75 % : 3 000 € au climat, 1 000 € aux équipes."""
    lignes = detail(affecter("climat", 0.75), 2023).filter("affectee")
    assert dict(lignes.select("capital", pl.col("realise_eur").cast(pl.Float64)).iter_rows()) == {
        "climat": 3000.0,
        "equipes": 1000.0,
    }


def test_le_chiffre_mene_aux_affectations() -> None:
    lus = calculer(affecter("climat"), 2023).filter(pl.col("indicateur") == "preservation")
    par_poste = dict(lus.select("poste", "origine").iter_rows())
    assert '"table": "affectations"' in par_poste["climat"]
    assert '"table": "depenses_preservation"' in par_poste["biodiversite"]
