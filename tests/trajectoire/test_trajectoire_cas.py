"""Chaque cas de référence de la trajectoire, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import pytest

from core.methodes import trajectoire
from tests.cas_de_reference import cas_de_reference, type_cas, verifier
from tests.trajectoire.fabrique_carbone import donnees


@pytest.mark.parametrize("cas", cas_de_reference("trajectoire"))
def test_cas_de_reference(cas: type_cas) -> None:
    verifier(cas, trajectoire.calculer(donnees(cas), cas["exercice"]))
