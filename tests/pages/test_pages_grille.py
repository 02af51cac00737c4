"""La grille tire ses en-têtes, ses aides et ses alignements de la déclaration de la table."""

from __future__ import annotations

import pytest

from core.modele import origine, table_d_origine
from core.tables import TABLES
from core.tables.titres import TITRES
from pages._outils.grille import configuration


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.nom)
def test_chaque_colonne_declaree_donne_sa_colonne_de_grille(table: object) -> None:
    for colonne in table.colonnes:  # type: ignore[attr-defined]
        reglage = configuration(colonne.nom, colonne)
        assert reglage["help"] == colonne.sens
        assert reglage["label"].startswith(TITRES[colonne.nom])
        assert (f"({colonne.unite})" in reglage["label"]) == bool(colonne.unite)


def test_un_montant_est_a_droite_et_un_code_a_gauche() -> None:
    budget = TABLES["lignes_budgetaires"]
    assert configuration("realise_eur", budget.colonne("realise_eur"))["alignment"] == "right"
    assert configuration("nature", budget.colonne("nature"))["alignment"] == "left"
    assert configuration("realise_eur", budget.colonne("realise_eur"))["label"] == "Réalisé (€)"


def test_l_adresse_d_un_chiffre_nomme_sa_table() -> None:
    assert table_d_origine(origine("emissions", exercice=2024)) == "emissions"


def test_un_titre_se_dit_en_francais_et_sert_a_une_colonne() -> None:
    """Aucun titre n'est un nom du code : ni souligné, ni initiale minuscule ; chacun nomme une colonne qui existe."""
    montrees = {
        "adresse",
        "ancienne",
        "cellule",
        "colonne",
        "date",
        "feuille",
        "fichier",
        "identite",
        "ligne",
        "lignes",
        "nouvelle",
    }
    declarees = {colonne.nom for table in TABLES.values() for colonne in table.colonnes}
    assert set(TITRES) == declarees | montrees
    assert all("_" not in titre and titre[0].isupper() for titre in TITRES.values())
