"""Chaque cas de référence de la trajectoire, tel qu'il est écrit dans son fichier."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from core.methodes import trajectoire
from tests.trajectoire.fabrique_carbone import donnees, ligne

CAS = sorted((Path(__file__).parents[1] / "cas" / "trajectoire").glob("*.toml"))


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    obtenus = trajectoire.calculer(donnees(cas), cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        obtenue = ligne(obtenus, attendu["indicateur"], attendu["poste"], attendu.get("exercice"))
        assert attendu.get("absent", False) == (obtenue["valeur"] is None), attendu
        if "valeur" in attendu:
            assert obtenue["valeur"] == pytest.approx(attendu["valeur"], abs=attendu["tolerance"]), attendu
        for borne in ("borne_basse", "borne_haute"):
            if borne in attendu:
                assert obtenue[borne] == pytest.approx(attendu[borne], abs=attendu["tolerance_bornes"]), attendu
        if "couverture" in attendu:
            assert obtenue["couverture"] == pytest.approx(attendu["couverture"]), attendu
