"""Chaque cas de référence du budget sensible au genre, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from core.methodes import budget_genre
from tests.affectations.fabrique_affectations import donnees, indicateur

CAS = sorted((Path(__file__).parents[1] / "cas" / "budget_genre").glob("*.toml"))


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    obtenus = budget_genre.calculer(donnees(cas), cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        obtenu = indicateur(obtenus, attendu["indicateur"], attendu.get("poste"))
        if attendu.get("absent"):
            assert obtenu["valeur"] is None and obtenu["qualite"] == "manquant", attendu
        else:
            assert obtenu["valeur"] == pytest.approx(attendu["valeur"], abs=attendu.get("tolerance", 1e-9)), attendu
        if "couverture" in attendu:
            assert obtenu["couverture"] == pytest.approx(attendu["couverture"], abs=1e-9), attendu
