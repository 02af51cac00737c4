"""Vingt personnes ouvrent l'application à l'instant où elle démarre : personne ne voit d'erreur."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.base_exemple import copie_de_la_base
from tests.navigateur.serveur import serveur
from tests.navigateur.visiteur import foule

pytestmark = pytest.mark.navigateur


def test_vingt_visiteurs_des_l_ouverture_sans_une_erreur(tmp_path: Path) -> None:
    with serveur(copie_de_la_base(tmp_path), tmp_path / "serveur.log") as adresse:
        visites = foule(adresse, 20, "territoire=metropole-castelvive&exercice=2024")
    assert [visite.erreurs for visite in visites] == [[] for _ in range(20)]
    assert all(visite.elements > 5 for visite in visites)
