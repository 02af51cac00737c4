"""Où en est la cotation, en euros et en lignes ; et la file, la plus lourde d'abord."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from fabrique_affectations import depense, dite, donnees, partagee

from core.communs.affectations import avancement, en_vigueur, file_de_travail
from core.communs.depenses import depenses_reelles

LIGNES = [
    depense("École", "500.00"),
    depense("Voirie", "-300.00"),
    depense("Parc", "100.00"),
    depense("Salle", "60.00"),
    depense("Salle", "40.00"),
    depense("Zéro", "0.00"),
    depense("Absente", None),
]
DITES = [
    *partagee("École", {"favorable": 0.6, "non_cote": 0.4}),
    dite("Voirie", "neutre", exercice=2023),
    dite("Parc", "favorable", auteur="A"),
    dite("Parc", "neutre", auteur="B"),
    dite("Salle", "neutre", quote_part=0.5),
]


def lire(dites: list[dict[str, object]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    tables = donnees({"lignes_budgetaires": LIGNES, "affectations": dites})
    return depenses_reelles(tables, 2024), en_vigueur(tables["affectations"], 2024)


def test_l_avancement_compte_les_lignes_et_les_euros_une_fois() -> None:
    mesure = avancement(*lire(DITES), ["axe_1"]).row(0, named=True)
    assert (mesure["lignes"], mesure["lignes_affectees"], mesure["lignes_reprises"]) == (5, 2, 1)
    assert (mesure["lignes_en_desaccord"], mesure["lignes_fautives"]) == (1, 2)
    euros = [mesure[nom] for nom in ("montant_eur", "affecte_eur", "repris_eur", "desaccord_eur", "fautif_eur")]
    # 500 − 300 + 100 + 60 + 40 ; 60 % de 500, moins 300 repris
    assert euros == [Decimal(un) for un in ("400.00", "0.00", "-300.00", "100.00", "100.00")]
    assert mesure["part_lignes"] == pytest.approx(2 / 5)


def test_non_cote_dit_par_une_personne_reste_a_faire() -> None:
    lignes, vigueur = lire([dite("École", "non_cote")])
    assert avancement(lignes, vigueur, ["axe_1"])["lignes_affectees"].item() == 0
    file = file_de_travail(lignes, vigueur, "axe_1")
    assert file.filter(pl.col("libelle") == "École").select("statut", "postes").row(0) == ("a_faire", "non_cote")


def test_la_file_va_du_plus_lourd_au_plus_leger_et_dit_ce_qui_est_fait() -> None:
    file = file_de_travail(*lire(DITES), "axe_1")
    assert file.select("libelle", "lignes", "statut").rows() == [
        ("École", 1, "cotee"),
        ("Voirie", 1, "reprise"),
        ("Parc", 1, "desaccord"),
        ("Salle", 2, "fautive"),
        ("Absente", 1, "a_faire"),
        ("Zéro", 1, "a_faire"),
    ]
    assert file["cumul_eur"].to_list() == [
        Decimal(un) for un in ("500.00", "800.00", "900.00", "1000.00", "1000.00", "1000.00")
    ]
    assert file["postes"][0] == "favorable 60\u00a0%, non_cote 40\u00a0%"
    assert file["montant_eur"].to_list()[1] == Decimal("-300.00") and file["montant_eur"].to_list()[4] is None
    assert file["rang"].to_list() == [1, 2, 3, 4, 5, 6]


def test_rien_a_coter_se_dit_zero_et_sans_part() -> None:
    tables = donnees({"lignes_budgetaires": [depense("École", "0.00")]})
    lignes, vigueur = depenses_reelles(tables, 2024), en_vigueur(tables["affectations"], 2024)
    mesure = avancement(lignes, vigueur, ["axe_1"]).row(0, named=True)
    assert (mesure["lignes"], mesure["part_lignes"], mesure["part_euros"]) == (0, None, None)
