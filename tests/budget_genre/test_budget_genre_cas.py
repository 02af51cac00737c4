"""Chaque cas de référence du budget sensible au genre, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import budget_genre
from tests.affectations.fabrique_affectations import donnees
from tests.cas_de_reference import Tolerances, cas_de_reference, type_cas, verifier


@pytest.mark.parametrize("cas", cas_de_reference("budget_genre"))
def test_cas_de_reference(cas: type_cas) -> None:
    obtenus = budget_genre.calculer(donnees(cas), cas["exercice"])
    verifier(cas, obtenus, Tolerances(valeur=1e-9, couverture=1e-9), nature="realise")
    assert set(obtenus.filter(pl.col("valeur").is_null())["qualite"]) <= {"manquant"}
