"""Chaque cas de référence de CARE, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import pytest

from core.methodes import care
from tests.care.fabrique_care import donnees
from tests.cas_de_reference import Tolerances, cas_de_reference, type_cas, verifier


@pytest.mark.parametrize("cas", cas_de_reference("care"))
def test_cas_de_reference(cas: type_cas) -> None:
    verifier(cas, care.calculer(donnees(cas), cas["exercice"]), Tolerances(1e-12, 1e-12, 1e-12))
